"""The trash: discard meetings from the home screen, restore them, erase them in the end."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from facilitator.storage.store import Store
from facilitator.storage.trash import DiscardedMeeting
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import TaskQueue, Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.home.undo_list import UndoList
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.change import Change
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.backup.backups import Backup
    from facilitator.ui.home.trash_sheet import TrashSheet
    from facilitator.ui.shell.busy import Busy

    Verb = Callable[[Meeting], Change]

LONGEST_TITLE = 60
"""Characters of a title in a sentence."""


class Trash(QObject):
    """The trash; its actions run one after the other.

    A meeting that was open keeps its undo stack while it is in the trash, and loses it when it is
    erased.
    """

    changed = Signal()
    """The list of meetings and the trash have changed."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        screen: HomeScreen,
        working: "Callable[[], Busy]",
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._screen = screen
        self._working = working
        self.sheet = Lazy(self._make_sheet)
        self._tasks = Tasks(self)
        self._queue = TaskQueue(self._tasks)
        self._meetings: dict[str, DiscardedMeeting] = {}
        self._discarding: set[str] = set()
        self.undo_list = UndoList()
        """What was done on the home screen since the start; Ctrl+Z undoes the last of it."""
        workspace.add_pending_work(lambda: self.busy)
        workspace.store_closing.connect(self._forget_all)
        workspace.store_service.backed_up.connect(self.erase_what_is_due)
        screen.undo_requested.connect(self.undo_last)
        screen.trash_requested.connect(self.show)

    def _make_sheet(self) -> "TrashSheet":
        from facilitator.ui.home.trash_sheet import TrashSheet

        sheet = self._shell.add_sheet(TrashSheet(self._shell))
        sheet.restore_requested.connect(self.restore)
        sheet.empty_requested.connect(self.empty)
        sheet.closed.connect(self._on_sheet_closed)
        return sheet

    @property
    def busy(self) -> bool:
        """Whether a request has not been handed to the store yet."""
        return self._queue.busy

    def holds(self, meeting_id: str) -> bool:
        """Return whether a meeting is in the trash or on its way there."""
        return meeting_id in self._meetings or meeting_id in self._discarding

    def refresh(self) -> None:
        """Reload the meetings in the trash."""
        task = self._tasks.follow(self._workspace.store.trash())
        task.on_success(self._on_trash).on_error(self._say)

    def show(self) -> None:
        """Open the sheet with the meetings in the trash."""
        self.sheet().ask(list(self._meetings.values()))

    def _on_sheet_closed(self) -> None:
        """Give the focus to the home screen when the link to the trash, now empty, is hidden."""
        if not self._meetings:
            self._screen.focus_start()

    def discard(self, meeting_id: str, title: str) -> None:
        """Put a meeting in the trash; it leaves the list at once."""
        from facilitator.domain.facilitation import trash

        def discard(meeting: "Meeting") -> "Change":
            return trash.discard(meeting, datetime.now(UTC))

        def done(meeting: "Meeting") -> None:
            self._shell.toast.say(
                tr(
                    "“{title}” is in the trash for 30 days; {key} restores it.",
                    title=_short(title),
                    key=catalog.RESTORE_DELETED.key,
                ),
                [(tr("Restore"), lambda: self.restore(meeting_id))],
            )

        self._discarding.add(meeting_id)
        self.undo_list.add(meeting_id, lambda: self.restore(meeting_id))
        self._change(meeting_id, discard, done)

    def restore(self, meeting_id: str, then: "Callable[[str], None] | None" = None) -> None:
        """Restore a meeting as it was; then call `then` with its id."""
        from facilitator.domain.facilitation import trash

        def done(meeting: "Meeting") -> None:
            if then is not None:
                then(meeting_id)
                return
            title = _short(meeting.details.title)
            self._shell.toast.say(tr("“{title}” is restored.", title=title))

        self._forget(meeting_id)
        self._change(meeting_id, trash.restore, done)

    def undo_last(self) -> None:
        """Undo the last of what was done here since the start."""
        if not self.undo_list.undo_last():
            self._shell.toast.say(tr("There is nothing to undo."))

    def empty(self) -> None:
        """Back up, then erase everything in the trash; the backup can be cancelled."""
        working, store = self._working(), self._workspace.store
        if working.busy:
            self._shell.toast.say(tr("Something else is still running; try again when it’s done."))
            return

        erases = False

        def back_up(progress: Progress) -> "Future[Backup]":
            return store.back_up(now=datetime.now(UTC), progress=progress)

        def backed_up(backup: "Backup") -> None:
            nonlocal erases
            erases = True
            erasing = self._queue.request(lambda progress: _erasures(store, backup.file))
            erasing.on_success(self._on_emptied).on_error(self._say).on_done(self._show)

        def done() -> None:
            if not erases:
                # Without a backup nothing is erased: show the trash again, also after a bug.
                self._show()

        task = working.watch(self._queue.request(back_up), tr("Backing up…"))
        task.on_success(backed_up).on_error(self._say)
        task.on_cancelled(self._on_emptying_stopped).on_done(done)
        self.sheet().show_emptying()

    def erase_what_is_due(self, backup: "Backup") -> None:
        """Erase the meetings that were kept for the promised time and are in this new backup."""
        store, now = self._workspace.store, datetime.now(UTC)
        task = self._queue.request(lambda progress: _erasures(store, backup.file, now))
        task.on_success(self._erase).on_error(self._say)

    def _forget_all(self) -> None:
        """Forget what could be undone: the database may hold other meetings now."""
        self._queue.clear()
        self._discarding.clear()
        self.undo_list.clear()

    # Changing a meeting

    def _change(self, meeting_id: str, verb: "Verb", done: "Callable[[Meeting], None]") -> None:
        def loaded(meeting: "Meeting") -> None:
            self._discarding.discard(meeting_id)
            if self._workspace.store.closed:
                return
            refusal = self._workspace.shared_work.only_reads(meeting.details)
            if refusal:
                failed(FacilitatorError(refusal))
            elif self._is_open(meeting_id):
                self._forget(meeting_id)
            else:
                self._apply(meeting, verb(meeting))
                done(meeting)

        def failed(error: FacilitatorError) -> None:
            self._forget(meeting_id)
            self._say(error)

        def finished() -> None:
            self._discarding.discard(meeting_id)
            # If the store was closed, the list is reloaded when it is open again.
            if not self._workspace.store.closed:
                self.changed.emit()

        task = self._queue.request(lambda progress: self._meeting(meeting_id))
        task.on_success(loaded).on_error(failed).on_done(finished)

    def _forget(self, meeting_id: str) -> None:
        """Remove a meeting from those whose deletion can be undone."""
        self.undo_list.forget(meeting_id)

    def _is_open(self, meeting_id: str) -> bool:
        """Return whether the meeting has been opened meanwhile."""
        current = self._workspace.current
        return current is not None and current.meeting.id == meeting_id

    def _meeting(self, meeting_id: str) -> "Future[Meeting]":
        session = self._workspace.sessions.find(meeting_id)
        known: Future[Meeting] = Future()
        if session is not None:
            known.set_result(session.meeting)
        elif self._workspace.store.closed:
            # It closed while this waited for its turn: nothing is reported but that it is done.
            known.cancel()
        else:
            return self._workspace.store.load(meeting_id)
        return known

    def _apply(self, meeting: "Meeting", change: "Change") -> None:
        if not change:
            return
        session = self._workspace.sessions.find(meeting.id)
        if session is not None:
            session.apply(change)
        else:
            meeting.apply(change)
            self._workspace.store.commit(change)
        self._note(meeting)

    def _note(self, meeting: "Meeting") -> None:
        details = meeting.details
        self._meetings.pop(details.id, None)
        if details.discarded_at is not None:
            self._meetings[details.id] = DiscardedMeeting(
                id=details.id,
                title=details.title,
                team=details.team,
                held_on=details.held_on,
                discarded_at=details.discarded_at,
            )

    def _erase(self, changes: "Sequence[Change]") -> None:
        if self._workspace.store.closed:
            return
        for change in changes:
            self._workspace.sessions.drop(change.meeting)
            self._drop_with_copies(change.meeting)
            self._meetings.pop(change.meeting, None)
            self._workspace.store.commit(change)
            self.undo_list.forget(change.meeting)
        if changes:
            self.changed.emit()

    def _drop_with_copies(self, erased: str) -> None:
        """Let go of meetings that have words of an erased one: they are read again without them."""
        for session in self._workspace.sessions:
            if session is not self._workspace.current and _looks_back(session.meeting, erased):
                session.flush_pending()
                self._workspace.sessions.drop(session.meeting.id)

    def _on_emptied(self, changes: "Sequence[Change]") -> None:
        self._erase(changes)
        if not changes:
            sentence = tr("Nothing was erased, because the last changes are not saved yet.")
            self._shell.toast.say(sentence)
            return
        self._shell.toast.say(
            counted(
                len(changes),
                tr("{n} meeting erased; the backup made just before still has it."),
                tr("{n} meetings erased; the backup made just before still has them."),
            )
        )

    def _on_emptying_stopped(self) -> None:
        self._shell.toast.say(tr("Stopped; nothing was erased."))

    def _on_trash(self, meetings: Sequence[DiscardedMeeting]) -> None:
        self._meetings = {meeting.id: meeting for meeting in meetings}
        self._show()

    def _show(self) -> None:
        self._screen.show_trash(len(self._meetings))
        sheet = self.sheet.made
        if sheet is not None and sheet.isVisible():
            sheet.show_meetings(list(self._meetings.values()))

    def _say(self, error: FacilitatorError) -> None:
        if self._workspace.store.open_error is None:
            self._shell.toast.say(str(error))


def _erasures(store: Store, backup: Path, now: datetime | None = None) -> "Future[list[Change]]":
    """Ask what can be erased, like Store.erasures(); nothing if the store was closed meanwhile."""
    if not store.closed:
        return store.erasures(backup, now)
    nothing: Future[list[Change]] = Future()
    nothing.set_result([])
    return nothing


def _short(title: str) -> str:
    from facilitator.domain.text import shortened

    return shortened(title, LONGEST_TITLE)


def _looks_back(meeting: "Meeting", erased: str) -> bool:
    """Return whether a meeting may have words of another: of that one itself, or by way of it."""
    from facilitator.domain.records import EarlierAction

    copies = meeting.all(EarlierAction)
    named = {each.meeting for each in copies} | {each.meeting for each in meeting.recurrences}
    # A gap goes on with what grew from it, under the name of the meeting in which that was said.
    return erased in named or any(each.gap for each in copies)
