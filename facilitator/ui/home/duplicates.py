"""Duplicate a meeting on the home screen: for a new day, with or without its cards."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.ui.base.tasks import TaskQueue, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.home.meetings import Meetings
from facilitator.ui.home.trash import LONGEST_TITLE, Trash
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.change import Change
    from facilitator.progress import Progress
    from facilitator.ui.workspace.session import Session


class Duplicates(QObject):
    """The copies of meetings; each is listed at once, and goes to the trash when it is undone."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        screen: HomeScreen,
        meetings: Meetings,
        trash: Trash,
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._screen = screen
        self._meetings = meetings
        self._trash = trash
        self._queue = TaskQueue(Tasks(self))
        self._new: set[str] = set()
        """The ids of the copies that were not opened yet."""
        workspace.add_pending_work(lambda: self._queue.busy)
        workspace.store_closing.connect(self._queue.clear)
        workspace.session_opened.connect(self._on_session_opened)
        screen.duplicate_requested.connect(self.duplicate)

    def duplicate(self, meeting_id: str, with_cards: bool) -> None:
        """Begin a meeting like another one; it is selected in the list, not opened."""
        from facilitator.domain.facilitation import duplicate as copies

        if not self._workspace.ensure_available():
            return
        store, library = self._workspace.store, self._workspace.exercise_library
        known = self._workspace.sessions.find(meeting_id)
        there = known.meeting.copy() if known is not None else None
        taken = [each.title for each in self._meetings.listed]
        rights = self._workspace.shared_work.rights()

        def make(progress: "Progress") -> "tuple[Change, str]":
            meeting = there if there is not None else store.load(meeting_id).result()
            before = meeting.details.title
            if refusal := rights.refusal(meeting.details):
                raise InputRefusedError(refusal)
            title = copies.title_of_copy(before, tr("copy"), taken)
            exercise = library.of_copy(meeting)
            today = date.today()
            change = copies.duplicate(meeting, exercise, title, today, with_cards=with_cards)
            return change, before

        def made(found: "tuple[Change, str]") -> None:
            change, before = found
            self._workspace.store.commit(change)
            self._new.add(change.meeting)
            self._trash.undo_list.add(change.meeting, lambda: self._undo(change))
            self._screen.focus_meeting(change.meeting)
            self._say(change.subject, before, with_cards=with_cards)

        def refused(error: FacilitatorError) -> None:
            self._shell.toast.say(str(error))

        def finished() -> None:
            if not self._workspace.store.closed:
                self._meetings.refresh()

        task = self._queue.run(make)
        task.on_success(made).on_error(refused).on_done(finished)

    def _say(self, title: str, before: str, *, with_cards: bool) -> None:
        from facilitator.domain.text import shortened

        sentence = tr(
            "“{title}” begins today with the people, length and rules of “{before}”, and empty "
            "boards.",
            title=shortened(title, LONGEST_TITLE),
            before=shortened(before, LONGEST_TITLE),
        )
        if with_cards:
            sentence = tr(
                "“{title}” begins today with the cards of “{before}”, and nothing that grew from "
                "them.",
                title=shortened(title, LONGEST_TITLE),
                before=shortened(before, LONGEST_TITLE),
            )
        self._shell.toast.say(sentence, [(tr("Undo"), self._trash.undo_last)])

    def _undo(self, change: "Change") -> None:
        self._trash.discard(change.meeting, change.subject)
        self._meetings.show(self._meetings.listed)

    def _on_session_opened(self, session: "Session") -> None:
        """Let a copy that is used stay: only one that nobody has opened is undone."""
        if session.meeting.id in self._new:
            self._new.discard(session.meeting.id)
            self._trash.undo_list.forget(session.meeting.id)
