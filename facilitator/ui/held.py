"""Meetings that another program holds: tried again until it lets go, and the window goes on."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.storage.summary import MeetingSummary
from facilitator.ui.later import Later
from facilitator.ui.text import tr

if TYPE_CHECKING:
    from facilitator.ui.controller import Controller

PAUSE = 1_000
"""Milliseconds before they are tried again."""


class Held(QObject):
    """Tries, as long as the store could not be opened for that reason."""

    freed = Signal()
    """They are open now, in a fresh store."""

    def __init__(self, controller: "Controller") -> None:
        super().__init__(controller)
        self._controller = controller
        self._later = Later(self)
        self._asked = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._try)

    def wait(self) -> None:
        """They are held, still or again."""
        self._timer.start()
        if self._asked:
            self._controller.window.toast.say(tr("They are still open elsewhere."))
        self._asked = False

    def stop(self) -> None:
        """They are open, or nobody wants them any more."""
        self._timer.stop()

    def try_now(self) -> None:
        """The user asks; if they are still held, that is said."""
        self._asked = True
        self._try()

    def _try(self) -> None:
        """Whoever held the meetings may be done; what was begun meanwhile is taken along."""
        controller = self._controller
        if controller.saving.away:
            return
        waiting = controller.store.unsaved

        def reopened(_: None) -> None:
            for change in waiting:
                controller.store.commit(change)
            self._later.when(
                controller.store.meetings(date.today()), self._on_meetings, controller.tell
            )

        controller.saving.between_stores(lambda: None, reopened, controller.tell)

    def _on_meetings(self, meetings: Sequence[MeetingSummary]) -> None:
        self.freed.emit()
