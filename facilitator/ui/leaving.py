"""How the window is left: once all is written, or when the user says so all the same."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from facilitator.errors import FacilitatorError
from facilitator.start import Start
from facilitator.ui.text import tr

if TYPE_CHECKING:
    from facilitator.ui.controller import Controller

LAST_WRITE_SECONDS = 5.0
"""How long closing waits for the disk before it asks."""
LOOK_AGAIN = 10
"""Milliseconds between two looks at whether all is saved."""


class Leaving(QObject):
    """Waits for the disk, asks when that takes too long, and lets the window go."""

    def __init__(self, controller: "Controller", end: Callable[[], None]) -> None:
        """`end` stops all that still works for the window."""
        super().__init__(controller)
        self._controller = controller
        self._end = end
        self._close_by = 0.0
        self.next_start: Start | None = None
        """How the program is to start anew once it has ended; None when it just ends."""

    def close(self) -> None:
        """Go once all is written; ask first when it can't be written."""
        self.next_start = None
        if self._controller.keep():
            self._close_soon()

    def restart(self) -> None:
        """Go like close() and come back where the meeting stands."""
        self.next_start = Start("home")
        # After a bug, what is half-typed may not be takeable: it was kept as a draft by then.
        with suppress(Exception):
            self._controller.keep()
        self._close_soon()

    def leave(self) -> None:
        """Go now, with what is written."""
        controller, session = self._controller, self._controller.session
        if self.next_start is not None and session is not None and not controller.store.unsaved:
            self.next_start = Start("open", meeting=session.meeting.id)
        self._end()
        controller.saving.close(LAST_WRITE_SECONDS)
        controller.window.leave()

    def take_copy(self, file: Path) -> None:
        """Write the meeting at hand, with all that is not saved, as a file to bring in; then go."""
        from facilitator.ui.exporting import save_copy

        session = self._controller.session
        if session is None:
            return
        try:
            save_copy(session, file, self._controller.data)
        except FacilitatorError as error:
            self._controller.sheets.leaving.say(str(error))
        else:
            self.leave()

    def _close_soon(self) -> None:
        self._close_by = monotonic() + LAST_WRITE_SECONDS
        self._close_when_saved()

    def _close_when_saved(self) -> None:
        controller = self._controller
        if not controller.store.unsaved and not controller.discarding.busy:
            self.leave()
        elif controller.saving.trouble:
            self._ask(controller.saving.trouble)
        elif monotonic() > self._close_by:
            self._ask(
                tr("The disk is slow: the last changes are not written yet. Nothing is lost.")
            )
        else:
            QTimer.singleShot(LOOK_AGAIN, self._close_when_saved)

    def _ask(self, sentence: str) -> None:
        from facilitator.ui.exporting import copy_path

        session = self._controller.session
        self._controller.sheets.leaving.ask(sentence, copy_path(session) if session else None)
