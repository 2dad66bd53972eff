"""Close the window once everything is written, or earlier when the user says so."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.domain.text import printable
from facilitator.errors import FacilitatorError
from facilitator.launch import Start
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import tr
from facilitator.ui.recovery.rescues import Rescues
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.rescue_copies import Offer, RescueCopies
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.ui.app.unsaved_sheet import UnsavedSheet
    from facilitator.ui.shell.busy import Busy

LAST_WRITE_SECONDS = 5.0
"""How long closing waits for the disk before the user is asked."""
UNASKED_SECONDS = 60.0
"""How long it waits when there is nobody to ask."""


class Shutdown(QObject):
    """The way out: it waits for the disk, asks when that takes too long, and closes the window."""

    stopping = Signal()
    """The current meeting may end here: the window closes as soon as everything is saved."""
    flush_requested = Signal()
    """Forms that keep unfinished text of their own should write it now: nobody can be asked."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        rescues: Rescues,
        working: "Lazy[Busy]",
        end: Callable[[], None],
    ) -> None:
        """Create it; `end` stops everything that still works for the window."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._rescues = rescues
        self._working = working
        self._end = end
        self.sheet = Lazy(self._make_sheet)
        self._copies = RescueCopies(workspace, working)
        self._offer: Offer | None = None
        self.unattended = False
        """Whether the system asked to quit, so that perhaps nobody is there to read anything."""
        self.next_start: Start | None = None
        """How to start the program again once it has ended; None when it just ends."""
        self._asked_by_system = False
        workspace.store_service.changed.connect(self._on_saving_changed)
        shell.close_requested.connect(self.close)

    def _make_sheet(self) -> "UnsavedSheet":
        from facilitator.ui.app.unsaved_sheet import UnsavedSheet

        sheet = self._shell.add_sheet(UnsavedSheet(self._shell))
        sheet.copy_requested.connect(self.write_copies)
        sheet.leave_requested.connect(self.leave_as_asked)
        return sheet

    def close(self) -> None:
        """Quit once everything is written; ask first when it can't be written.

        Text that can't be committed keeps the window open while somebody is there to correct it.
        In any case it is a saved draft.
        """
        self.next_start = None
        if self._workspace.commit_edits() or self.unattended:
            self._close_soon()

    def restart(self) -> None:
        """Quit like close(), start again and show the same meeting."""
        self.next_start = Start("home")
        # After a bug it may be impossible to commit unfinished text: by then it is a saved draft.
        with suppress(Exception):
            self._workspace.commit_edits()
        self._close_soon()

    def leave(self) -> None:
        """Quit now, with what is written."""
        workspace, session = self._workspace, self._workspace.current
        if self.next_start is not None and session is not None and workspace.store.all_saved:
            self.next_start = Start("open", meeting=session.meeting.id)
        self._end()
        workspace.store_service.close(LAST_WRITE_SECONDS)
        self._shell.leave()

    def on_screen_lost(self) -> None:
        """Save what was typed so far; the program may end right after this."""
        service = self._workspace.store_service
        if not service.closed:
            self.save_unasked()
            _say_screen_lost(service.store.all_saved, service.elsewhere)

    def save_unasked(self) -> None:
        """Save what was typed so far without asking; do nothing when the store is closed."""
        service = self._workspace.store_service
        if service.closed:
            return
        for session in self._workspace.sessions:
            # No view may touch the screen before everything is on disk.
            session.blockSignals(True)
            # The database may be closed just now: then it is not this store's any more.
            with suppress(RuntimeError):
                session.flush_pending()
        self.flush_requested.emit()
        service.close(UNASKED_SECONDS)

    def write_copies(self, target: Path) -> None:
        """Export the meetings that were offered, to be imported later; then quit."""
        task = self._copies.write(self._offer, target) if self._offer is not None else None
        if task is not None:
            task.on_success(self._on_copied).on_error(self._on_not_copied)

    def _on_not_copied(self, error: FacilitatorError) -> None:
        if self.sheet().isVisible():
            self.sheet().show_error(str(error))
        else:
            self._shell.toast.say(str(error))

    def _on_copied(self, _: None) -> None:
        if not self.sheet().isVisible():
            # The user has changed their mind meanwhile, and stays.
            self._shell.toast.say(tr("The copy is saved."))
            return
        offer, now = self._offer, self._copies.offer()
        if offer is not None and now is not None and not set(now.meetings) <= set(offer.meetings):
            self._close_soon()
        else:
            self.leave()

    def _close_soon(self) -> None:
        service = self._workspace.store_service
        if self._workspace.current is not None:
            self.stopping.emit()

        def refused(trouble: str) -> None:
            if self._is_changing():
                self._ask(tr("Many cards are still being added or changed."))
            elif service.away and self._working().busy:
                # The window shows how far it is, and Esc stops it.
                self._close_soon()
            elif service.away:
                self._ask(tr("The file of your meetings is still being repaired or replaced."))
            elif trouble or not service.store.all_saved or not self._working().busy:
                self._ask(trouble or _slow())
            else:
                # Only the trash is being emptied: that ends as if the user had cancelled it.
                self.leave()

        service.when_saved(
            self._leave_or_warn,
            refused,
            LAST_WRITE_SECONDS,
            lambda: self._workspace.has_pending_work() or self._is_changing(),
        )

    def _leave_or_warn(self) -> None:
        """Quit, but first say where the meetings are if they are not in their own file."""
        if self.unattended:
            self.leave()
        else:
            self._rescues.tell_before_leaving(self.leave)

    def _is_changing(self) -> bool:
        """Return whether a change of very many cards is still being computed."""
        return any(session.large.busy for session in self._workspace.sessions)

    def _ask(self, sentence: str) -> None:
        self._asked_by_system, self.unattended = self.unattended, False
        offer = self._offer = self._copies.offer()
        self.sheet().ask(sentence, offer)

    def _on_saving_changed(self) -> None:
        """Update the open sheet: a disk that was slow or full may have caught up."""
        sheet, service = self.sheet.made, self._workspace.store_service
        if sheet is None or not sheet.isVisible():
            return
        if not service.store.all_saved:
            if sheet.says_all_saved:
                self._ask(service.trouble or _slow())
            elif service.trouble:
                sheet.say_why(service.trouble)
        elif self._asked_by_system:
            # Nobody may be there to read it, and the system is waiting.
            self.unattended = True
            self._close_soon()
        elif not sheet.says_all_saved:
            sheet.say_all_saved()

    def leave_as_asked(self) -> None:
        """Quit: with one more check when all is saved, else without what is not."""
        if self.sheet().says_all_saved:
            self.sheet().close_sheet()
            self.close()
        else:
            self.leave()


def _slow() -> str:
    return tr("The disk is slow: the last changes are not written yet. Nothing is lost.")


def _say_screen_lost(all_saved: bool, elsewhere: str) -> None:
    """Print what became of the changes; `elsewhere` says where they are, and why."""
    sentence = tr(
        "The connection to the screen was lost; everything up to then is saved. Start Facilitator "
        "again."
    )
    if not all_saved:
        sentence = tr(
            "The connection to the screen was lost, and the last changes could not be saved; "
            "everything before is safe. Start Facilitator again and check what you did last."
        )
    # The terminal may have been on the same screen.
    with suppress(OSError, ValueError):
        for each in filter(None, (sentence, elsewhere)):
            print(f"facilitator: {printable(each)}", file=sys.stderr, flush=True)
