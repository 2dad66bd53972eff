"""How the window is left: once all is written, or when the user says so all the same."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.errors import FacilitatorError
from facilitator.start import Start
from facilitator.ui.copies import Copies, Offer
from facilitator.ui.text import tr

if TYPE_CHECKING:
    from facilitator.ui.controller import Controller

LAST_WRITE_SECONDS = 5.0
"""How long closing waits for the disk before it asks."""


class Leaving(QObject):
    """Waits for the disk, asks when that takes too long, and lets the window go."""

    def __init__(self, controller: "Controller", end: Callable[[], None]) -> None:
        """`end` stops all that still works for the window."""
        super().__init__(controller)
        self._controller = controller
        self._end = end
        self._copies = Copies(controller)
        self._offer: Offer | None = None
        self.unattended = False
        """Whether the system asks for the end, and perhaps nobody is there to read anything."""
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
        if self.next_start is not None and session is not None and controller.store.all_saved:
            self.next_start = Start("open", meeting=session.meeting.id)
        self._end()
        controller.saving.close(LAST_WRITE_SECONDS)
        controller.window.leave()

    def take_copies(self, place: Path) -> None:
        """Write what was offered, to be brought in later; go when all of it is written."""
        if self._offer is not None:
            self._copies.write(self._offer, place, self._on_copied, self._on_not_copied)

    def _on_not_copied(self, error: FacilitatorError) -> None:
        controller = self._controller
        asks = controller.sheets.leaving.isVisible()
        (controller.sheets.leaving.say if asks else controller.window.toast.say)(str(error))

    def _on_copied(self) -> None:
        if not self._controller.sheets.leaving.isVisible():
            # The user thought better of it meanwhile, and stays.
            self._controller.window.toast.say(tr("The copy is written."))
            return
        offer, now = self._offer, self._copies.offer()
        if offer is not None and now is not None and not set(now.meetings) <= set(offer.meetings):
            self._close_soon()
        else:
            self.leave()

    def _close_soon(self) -> None:
        controller = self._controller
        if controller.session is not None:
            controller.timekeeping.stand()
        slow = tr("The disk is slow: the last changes are not written yet. Nothing is lost.")

        def refused(trouble: str) -> None:
            if trouble or not controller.store.all_saved or not controller.working.busy:
                self._ask(trouble or slow)
            else:
                # Only the trash is being emptied: that ends as if it had been stopped.
                self.leave()

        controller.saving.when_saved(
            self._leave_told,
            refused,
            LAST_WRITE_SECONDS,
            lambda: controller.discarding.busy,
        )

    def _leave_told(self) -> None:
        """Go, but say first where the meetings are when they are not in their own file."""
        if self.unattended:
            self.leave()
        else:
            self._controller.rescues.tell_before_leaving(self.leave)

    def _ask(self, sentence: str) -> None:
        self.unattended = False
        offer = self._offer = self._copies.offer()
        self._controller.sheets.leaving.ask(sentence, offer)
