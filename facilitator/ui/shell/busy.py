"""Long work as the user sees it: nothing at first, then how far it is; Esc stops it if it can."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from facilitator.errors import FacilitatorError
from facilitator.progress import Progress, Stopped
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.timers import single_shot
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.widgets.progress_bar import ProgressBar

PATIENCE = 500
"""Milliseconds of work that nobody needs to be told about."""
LOOK = 80
"""Milliseconds from one look at how far it is to the next."""

T = TypeVar("T")

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_DEEDS = (
    *(*_KEYS, QEvent.Type.KeyRelease, QEvent.Type.Shortcut, QEvent.Type.Drop),
    *(QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease),
    *(QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel, QEvent.Type.ContextMenu),
)
"""What a user does, all of which waits while the work must be alone."""


class Busy(QObject):
    """One piece of long work at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._later = Later(self)
        self.line = ProgressBar(window)
        window.add_strip(self.line)
        self._way = 0.0
        self._stop = Event()
        self._busy = False
        self._alone = False
        self._stoppable = True
        self._at_once = False
        self._words = ""
        self._patience = single_shot(self, PATIENCE, self._show)
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(lambda: self.line.set_progress(self._way))
        self.line.stop_requested.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether there is work that was begun and not ended."""
        return self._busy

    def run(
        self,
        words: str,
        job: "Callable[[Progress], Future[T]]",
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
        stopped: Callable[[], None],
        always: Callable[[], None] = lambda: None,
        *,
        alone: bool = False,
        stoppable: bool = True,
        at_once: bool = False,
    ) -> None:
        """Begin, and end when the Future is done, also when that is by a bug; calls as Later."""

        def ended() -> None:
            self.end()
            always()

        progress = self.begin(words, alone=alone, stoppable=stoppable, at_once=at_once)
        try:
            future = job(progress)
        except BaseException:
            self.end()
            raise
        self._later.when(future, then, failed, stopped, ended)

    def begin(
        self, words: str, *, alone: bool = False, stoppable: bool = True, at_once: bool = False
    ) -> Progress:
        """Work begins; returns what it tells how far it is, on its thread. See to its end().

        With `alone`, what the user does meanwhile is left undone, except that Esc stops the work.
        Of what is not `stoppable` only the progress is shown, and Esc means what it always does.
        Esc stops the work once that is said, or with `at_once` from its beginning.
        """
        self._busy, self._alone, self._words, self._way = True, alone, words, 0.0
        self._stoppable, self._at_once = stoppable, at_once
        # A new one: work that was told to stop may still be about to look.
        stop = self._stop = Event()
        self._patience.start()
        QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

        def tell(done: int, total: int) -> None:
            if stoppable and stop.is_set():
                raise Stopped
            self._way = min(done, total) / total if total > 0 else 0.0

        return tell

    def end(self) -> None:
        """The work has ended, however it did."""
        self._busy = False
        self._patience.stop()
        self._look.stop()
        self.line.hide()
        QCoreApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def stop(self) -> None:
        """Ask the work to stop; end() follows from whoever began it."""
        self._stop.set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind in _KEYS and self._is_wish_to_stop(event):
            if kind == QEvent.Type.KeyPress:
                self.stop()
            event.accept()
            return True
        if self._alone and kind in _DEEDS and watched is not self.line:
            event.accept()
            return True
        return False

    def _is_wish_to_stop(self, event: QKeyEvent) -> bool:
        is_escape = event.key() == Qt.Key.Key_Escape
        return is_escape and self._stoppable and (self._at_once or self.line.isVisible())

    def _show(self) -> None:
        self.line.begin(self._words, stoppable=self._stoppable)
        self._look.start()
