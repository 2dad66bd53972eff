"""Brings what a thread worked out back to the UI thread."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.progress import Stopped

T = TypeVar("T")


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
