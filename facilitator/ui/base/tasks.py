"""Tasks off the UI thread; their outcome and progress are reported on the owner's thread."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from functools import partial
from threading import Event, Lock
from typing import Any, Generic, Self, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.progress import Progress, Stopped

T = TypeVar("T")


class Task(Generic[T]):
    """One piece of work, with handlers for its outcome.

    Those of on_ended are called first, then those of the outcome, then those of on_done, each in
    the order in which they were added. A bug is raised where the outcome would be reported. All of
    them are called later, from the event loop of the owner: it is early enough to add them right
    after the task was begun.
    """

    def __init__(self, deliver: Callable[[Callable[[], None]], None]) -> None:
        """Create it for its Tasks; `deliver` calls a function in the owner's event loop."""
        self._deliver = deliver
        self._on_ended: list[Callable[[], None]] = []
        self._on_success: list[Callable[[T], None]] = []
        self._on_error: list[Callable[[FacilitatorError], None]] = []
        self._on_cancelled: list[Callable[[], None]] = []
        self._on_done: list[Callable[[], object]] = []
        self._on_progress: list[Callable[[int], None]] = []
        self._cancelled = Event()
        self._forgotten = False
        self._percent = -1
        self._on_thread: Future[T] | None = None
        """The future of work that runs on a thread of the owner's."""
        self._after: Callable[[], None] | None = None
        """What its queue does when all handlers have been called."""

    def on_ended(self, handler: Callable[[], None]) -> Self:
        """Call `handler` first, whatever the outcome is: nothing runs any more."""
        self._on_ended.append(handler)
        return self

    def on_success(self, handler: Callable[[T], None]) -> Self:
        """Call `handler` with the result."""
        self._on_success.append(handler)
        return self

    def on_error(self, handler: Callable[[FacilitatorError], None]) -> Self:
        """Call `handler` with an error that is not a bug."""
        self._on_error.append(handler)
        return self

    def on_cancelled(self, handler: Callable[[], None]) -> Self:
        """Call `handler` when the work stopped because it was cancelled."""
        self._on_cancelled.append(handler)
        return self

    def on_done(self, handler: Callable[[], object]) -> Self:
        """Call `handler` last, whatever the outcome was: also after a bug, here or there."""
        self._on_done.append(handler)
        return self

    def on_progress(self, handler: Callable[[int], None]) -> Self:
        """Call `handler` with the percentage that is done, whenever that changes."""
        self._on_progress.append(handler)
        return self

    def settle(self, future: "Future[T]") -> Self:
        """Give the outcome to a future as well, which another task follows.

        After a bug the future is cancelled.
        """
        self.on_success(future.set_result).on_error(future.set_exception)
        self.on_cancelled(lambda: future.set_exception(Stopped()))
        return self.on_done(lambda: future.done() or future.cancel())

    def cancel(self) -> None:
        """Ask the work to stop, which it does when it next reports its progress.

        Work that ends before that is a success all the same.
        """
        self._cancelled.set()
        if self._on_thread is not None:
            self._on_thread.cancel()

    def forget(self) -> None:
        """Cancel it; of its handlers only those of on_done are still called."""
        self._forgotten = True
        self.cancel()

    def report(self, done: int, total: int) -> None:
        """Take the progress of the work, on its thread. Raises Stopped once it is cancelled."""
        if self._cancelled.is_set():
            raise Stopped
        percent = 100 * min(done, total) // total if total > 0 else 0
        if percent != self._percent:
            self._percent = percent
            self._deliver(partial(self._tell_progress, percent))

    def _tell_progress(self, percent: int) -> None:
        if not self._forgotten:
            for handler in self._on_progress:
                handler(percent)

    def _end(self, outcome: "Future[T] | None") -> None:
        """Report the outcome, then that it is done; None for work that was never begun."""
        with ExitStack() as done:
            if self._after is not None:
                done.callback(self._after)
            # The stack calls what was put on it last first, and all of it.
            for handler in reversed(self._on_done):
                done.callback(handler)
            for handler in self._on_ended:
                handler()
            if outcome is not None:
                self._tell_outcome(outcome)

    def _tell_outcome(self, outcome: "Future[T]") -> None:
        calls: list[Callable[[], None]]
        try:
            result = outcome.result()
        except CancelledError:
            # Cancelled by an owner that ends: nobody waits for it.
            calls = self._on_cancelled if self._cancelled.is_set() else []
        except Stopped:
            calls = self._on_cancelled
        except FacilitatorError as error:
            calls = [partial(handler, error) for handler in self._on_error]
        else:
            calls = [partial(handler, result) for handler in self._on_success]
        if not self._forgotten:
            for call in calls:
                call()


class _Delivery:
    """Whether what threads report can still be delivered; they hold the lock while they do."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.is_open = True

    def close(self) -> None:
        with self.lock:
            self.is_open = False


class Tasks(QObject):
    """The work of one owner, on threads of its own or on those of others."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 1) -> None:
        """Use at most so many `threads`; none runs while there is nothing to do."""
        super().__init__(parent)
        self._threads = threads
        self._name = type(parent).__name__
        self._executor: ThreadPoolExecutor | None = None
        self._running: set[Task[Any]] = set()
        self._finished = False
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self._delivery = _Delivery()
        # Deleted with its owner while a thread reports, it would crash the program.
        self.destroyed.connect(self._delivery.close)

    def run(self, work: Callable[[Progress], T]) -> Task[T]:
        """Do `work` on a thread. It is handed a Progress, by which it can be cancelled."""
        task: Task[T] = self._new_task()
        self._run(task, work)
        return task

    def request(self, ask: "Callable[[Progress], Future[T]]") -> Task[T]:
        """Request work that is done elsewhere; `ask` is called at once, with a Progress."""
        task: Task[T] = self._new_task()
        self._request(task, ask)
        return task

    def follow(self, future: "Future[T]") -> Task[T]:
        """Follow a future; to cancel the task does not stop the work behind the future."""
        return self.request(lambda progress: future)

    def deliver(self, call: Callable[[], None]) -> None:
        """Have a function called on the UI thread, unless this was deleted; on any thread."""
        with self._delivery.lock:
            if self._delivery.is_open:
                self._delivered.emit(call)

    def wait(self, seconds: float) -> None:
        """Wait for the threads to end what was begun, at most that long."""
        wait([task._on_thread for task in self._running if task._on_thread], seconds)

    def finish(self) -> None:
        """Cancel everything and wait for the threads to end; nothing can be begun after that."""
        self._finished = True
        for task in self._running:
            task.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=True)

    def abandon(self) -> None:
        """Cancel everything; report at once that it has ended, and nothing of its outcome.

        For an owner that is deleted before its threads end: their outcome would reach nobody.
        """
        running, self._running = self._running, set()
        self._finished = True
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._executor = None
        with ExitStack() as ends:
            for task in running:
                task.cancel()
                ends.callback(task._end, None)

    def _new_task(self) -> Task[Any]:
        return Task(self.deliver)

    def _run(self, task: Task[T], work: Callable[[Progress], T]) -> None:
        def begin(progress: Progress) -> "Future[T]":
            if self._finished:
                raise RuntimeError(f"the threads of {self._name} have ended")
            if self._executor is None:
                self._executor = ThreadPoolExecutor(self._threads, self._name)
            task._on_thread = self._executor.submit(work, progress)
            return task._on_thread

        self._request(task, begin)

    def _request(self, task: Task[T], ask: "Callable[[Progress], Future[T]]") -> None:
        if task._cancelled.is_set():
            future: Future[T] = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future = ask(task.report)
        self._running.add(task)
        future.add_done_callback(partial(self._deliver_end, task))

    def _deliver_end(self, task: Task[T], outcome: "Future[T]") -> None:
        if task in self._running:
            self.deliver(partial(self._end, task, outcome))

    def _end(self, task: Task[T], outcome: "Future[T]") -> None:
        if task not in self._running:
            return
        self._running.discard(task)
        if self._executor is not None and not any(each._on_thread for each in self._running):
            # It ends by itself: nobody waits, and no thread is left idle.
            self._executor.shutdown(wait=False)
            self._executor = None
        task._end(outcome)

    def _on_delivered(self, call: Callable[[], None]) -> None:
        call()


class TaskQueue:
    """Tasks one after the other: each begins when the one before has been reported."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._current: Task[Any] | None = None
        self._waiting: deque[tuple[Task[Any], Callable[[], None]]] = deque()

    @property
    def busy(self) -> bool:
        """Whether a task is not done yet."""
        return self._current is not None

    def run(self, work: Callable[[Progress], T]) -> Task[T]:
        """Run like Tasks.run(), once the tasks before are done."""
        task: Task[T] = self._tasks._new_task()
        self._add(task, lambda: self._tasks._run(task, work))
        return task

    def request(self, ask: "Callable[[Progress], Future[T]]") -> Task[T]:
        """Request like Tasks.request(), once the tasks before are done, even if one failed."""
        task: Task[T] = self._tasks._new_task()
        self._add(task, lambda: self._tasks._request(task, ask))
        return task

    def clear(self) -> None:
        """Forget the task that runs and drop those that wait."""
        waiting, self._waiting = self._waiting, deque()
        current, self._current = self._current, None
        if current is not None:
            current.forget()
        for task, _ in waiting:
            task._after = None
            self._tasks.deliver(partial(task._end, None))

    def _add(self, task: Task[Any], begin: Callable[[], None]) -> None:
        task._after = partial(self._on_ended, task)
        self._waiting.append((task, begin))
        if self._current is None:
            self._begin_next()

    def _begin_next(self) -> None:
        self._current = None
        if not self._waiting:
            return
        self._current, begin = self._waiting.popleft()
        try:
            begin()
        except BaseException:
            self._current._end(None)
            raise

    def _on_ended(self, task: Task[Any]) -> None:
        if task is self._current:
            self._begin_next()
