"""Brings what a thread worked out back to the UI thread."""

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
    ) -> None:
        """Call `then` with the result, `failed` with the world's fault, or `stopped`.

        Bugs are raised.
        """

        def deliver(done: "Future[T]") -> None:
            self._ready.emit(partial(_deliver, done, then, failed, stopped))

        future.add_done_callback(deliver)

    def _on_ready(self, deliver: Callable[[], None]) -> None:
        deliver()


def _deliver(
    done: "Future[T]",
    then: Callable[[T], None],
    failed: Callable[[FacilitatorError], None],
    stopped: Callable[[], None],
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
