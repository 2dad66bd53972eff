"""Work off the UI thread; what came of it and how far it is are told on its owner's thread."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from threading import Event
from typing import Any, Generic, Self, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.progress import Progress, Stopped

T = TypeVar("T")


class Task(Generic[T]):
    """One piece of work, with handlers for what comes of it.

    The handlers of one outcome are called, then those of on_done, each in the order in which they
    were added. A bug is raised where the outcome would be told; only on_done follows. All of them
    are called later, from the event loop of the owner: it is early enough to add them right after
    the task was begun.
    """

    def __init__(self, deliver: Callable[[Callable[[], None]], None]) -> None:
        """Tasks and queues make them; `deliver` has a function called by the owner's event loop."""
        self._deliver = deliver
        self._on_success: list[Callable[[T], None]] = []
        self._on_error: list[Callable[[FacilitatorError], None]] = []
        self._on_cancelled: list[Callable[[], None]] = []
        self._on_done: list[Callable[[], None]] = []
        self._on_progress: list[Callable[[int], None]] = []
        self._cancelled = Event()
        self._forgotten = False
        self._percent = 0
        self._on_thread: Future[T] | None = None
        """The future of work that runs on a thread of the owner's."""
        self._after: Callable[[], None] | None = None
        """What its queue does when everybody has been told."""

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

    def on_done(self, handler: Callable[[], None]) -> Self:
        """Call `handler` last, whatever the outcome was: also after a bug, here or there."""
        self._on_done.append(handler)
        return self

    def on_progress(self, handler: Callable[[int], None]) -> Self:
        """Call `handler` with the percentage that is done, whenever that changes."""
        self._on_progress.append(handler)
        return self

    def cancel(self) -> None:
        """Ask the work to stop, which it does when it next reports its progress.

        Work that ends before that is a success all the same.
        """
        self._cancelled.set()
        if self._on_thread is not None:
            self._on_thread.cancel()

    def forget(self) -> None:
        """Cancel it; nobody is told the outcome any more, only that it is done."""
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
        """Tell the outcome, then that it is done; None for work that was never begun."""
        with ExitStack() as done:
            if self._after is not None:
                done.callback(self._after)
            # The stack calls what was put on it last first, and all of it.
            for handler in reversed(self._on_done):
                done.callback(handler)
            if outcome is not None:
                self._tell_outcome(outcome)

    def _tell_outcome(self, outcome: "Future[T]") -> None:
        calls: list[Callable[[], None]]
        try:
            result = outcome.result()
        except CancelledError:
            # By others, who end: that is no news to anybody.
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


class Tasks(QObject):
    """The work of one owner, on threads of its own or on those of others."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 1) -> None:
        """At most so many `threads`; there are none while there is nothing to do."""
        super().__init__(parent)
        self._threads = threads
        self._name = type(parent).__name__
        self._executor: ThreadPoolExecutor | None = None
        self._running: set[Task[Any]] = set()
        self._finished = False
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[Progress], T]) -> Task[T]:
        """Do `work` on a thread. It is handed a Progress, by which it can be cancelled."""
        task: Task[T] = self._new_task()
        self._run(task, work)
        return task

    def request(self, ask: "Callable[[Progress], Future[T]]") -> Task[T]:
        """Ask for something that is done elsewhere; `ask` is called at once, with a Progress."""
        task: Task[T] = self._new_task()
        self._request(task, ask)
        return task

    def follow(self, future: "Future[T]") -> Task[T]:
        """Tell what comes of a future; to cancel the task does not stop what it is about."""
        return self.request(lambda progress: future)

    def finish(self) -> None:
        """Cancel everything and wait for the threads to end; nothing can be begun after that."""
        self._finished = True
        for task in self._running:
            task.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=True)

    def _new_task(self) -> Task[Any]:
        return Task(self._delivered.emit)

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
        future.add_done_callback(lambda done: self._delivered.emit(partial(self._end, task, done)))

    def _end(self, task: Task[T], outcome: "Future[T]") -> None:
        self._running.discard(task)
        if self._executor is not None and not any(each._on_thread for each in self._running):
            # It ends by itself: nobody waits, and no thread is left idle.
            self._executor.shutdown(wait=False)
            self._executor = None
        task._end(outcome)

    def _on_delivered(self, call: Callable[[], None]) -> None:
        call()


class TaskQueue:
    """Tasks one after the other: each begins when everybody was told of the one before."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._current: Task[Any] | None = None
        self._waiting: deque[tuple[Task[Any], Callable[[], None]]] = deque()

    @property
    def busy(self) -> bool:
        """Whether there is a task that was not done yet."""
        return self._current is not None

    def run(self, work: Callable[[Progress], T]) -> Task[T]:
        """Do like Tasks.run(), when its turn comes."""
        task: Task[T] = self._tasks._new_task()
        self._add(task, lambda: self._tasks._run(task, work))
        return task

    def request(self, ask: "Callable[[Progress], Future[T]]") -> Task[T]:
        """Do like Tasks.request(), when its turn comes, also after one whose `ask` failed."""
        task: Task[T] = self._tasks._new_task()
        self._add(task, lambda: self._tasks._request(task, ask))
        return task

    def clear(self) -> None:
        """Forget the task that runs and all that wait, which are not begun any more."""
        waiting, self._waiting = self._waiting, deque()
        current, self._current = self._current, None
        if current is not None:
            current.forget()
        for task, _ in waiting:
            task._after = None
            self._tasks._delivered.emit(partial(task._end, None))

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


# What part of the program has not moved to Task yet


class Later(QObject):
    """Calls back on the thread it lives in, once a future is done."""

    _ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ready.connect(self._on_ready, Qt.ConnectionType.QueuedConnection)

    def when(
        self,
        future: "Future[T]",
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
        stopped: Callable[[], None] = lambda: None,
        always: Callable[[], None] = lambda: None,
    ) -> None:
        """Call `then` with the result, `failed` with the world's fault, or `stopped`.

        Bugs are raised. Whatever came of it, also a bug there or here, `always` is called last.
        """

        def deliver(done: "Future[T]") -> None:
            self._ready.emit(partial(_deliver, done, then, failed, stopped, always))

        future.add_done_callback(deliver)

    def _on_ready(self, deliver: Callable[[], None]) -> None:
        deliver()


class InTurn:
    """Asks one question after the other: each is asked when what the one before led to is done."""

    def __init__(self, later: Later) -> None:
        self._later = later
        self._waiting: deque[Callable[[], None]] = deque()
        self._asked = False

    @property
    def busy(self) -> bool:
        return self._asked

    def when(
        self,
        ask: Callable[[], "Future[T]"],
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
        stopped: Callable[[], None] = lambda: None,
        always: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask when it is its turn, and call as Later does; the next turn comes whatever came of it.

        After clear() only `always` is called.
        """
        waiting = self._waiting

        def begin() -> None:
            try:
                asked = ask()
            except BaseException:
                ended()
                raise
            self._later.when(
                asked,
                lambda result: then(result) if waiting is self._waiting else None,
                lambda error: failed(error) if waiting is self._waiting else None,
                lambda: stopped() if waiting is self._waiting else None,
                ended,
            )

        def ended() -> None:
            try:
                always()
            finally:
                if waiting is self._waiting:
                    self._next()

        waiting.append(begin)
        if not self._asked:
            self._next()

    def clear(self) -> None:
        """What waits is not asked any more, and nobody is told what was asked already."""
        self._waiting = deque()
        self._asked = False

    def _next(self) -> None:
        self._asked = bool(self._waiting)
        if self._asked:
            self._waiting.popleft()()


def _deliver(
    done: "Future[T]",
    then: Callable[[T], None],
    failed: Callable[[FacilitatorError], None],
    stopped: Callable[[], None],
    always: Callable[[], None],
) -> None:
    try:
        result = done.result()
    except CancelledError:
        return
    except Stopped:
        stopped()
    except FacilitatorError as error:
        failed(error)
    else:
        then(result)
    finally:
        always()
