"""A person's name is changed in every meeting and journal at once, and comes back as one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change
from facilitator.domain.follow_up.persons import NameUses, rename_person
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import renamed
from facilitator.domain.rebase import rebase
from facilitator.domain.text import shortened
from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from facilitator.services.persons import read_changes, read_inverses, read_uses
from facilitator.ui.base.phrases import listed
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.home.person_sheet import LONGEST_SHOWN, PersonSheet
from facilitator.ui.home.undo_list import UndoList
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.open_sessions import OpenSessions
from facilitator.ui.workspace.workspace import Workspace

KEY = "a name"
"""Under which a changed name is in the list of what can be undone; no meeting has this id."""


class PersonChanges(QObject):
    """The feature that changes a name everywhere. All changes are worked out before any is made."""

    changed = Signal(str, str)
    """A name that was everywhere, and what it is now; empty where it was removed."""
    search_requested = Signal(str)
    """The sentences with a name are to be found."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        working: Callable[[], Busy],
        undo_list: UndoList,
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._working = working
        self._undo_list = undo_list
        self.sheet = shell.add_sheet(PersonSheet(shell))
        self._looking = Tasks(self)
        self._changing = Tasks(self)
        self._busy = False
        self._look: Task[NameUses] | None = None
        workspace.add_pending_work(lambda: self._busy)
        self.sheet.looked_up.connect(self._look_up)
        self.sheet.change_requested.connect(self.change)
        self.sheet.search_requested.connect(self._search)
        self.sheet.hidden.connect(self._stop_looking)

    def show(self) -> None:
        """Open the sheet."""
        if self._workspace.ensure_available():
            self.sheet.ask(())
            names = self._looking.follow(self._workspace.store.names())
            names.on_success(self.sheet.complete)

    def _search(self, name: str) -> None:
        self.sheet.close_sheet()
        self.search_requested.emit(name)

    def _look_up(self, name: str) -> None:
        """Say where a name is, once that is found."""
        self._stop_looking()
        self._flush_sessions()
        store = self._workspace.store
        task = self._looking.run(lambda progress: read_uses(store, name, progress))
        # What can't be read is said when the name is changed.
        task.on_success(lambda uses: self.sheet.show_uses(name, uses))
        self._look = task

    def _stop_looking(self) -> None:
        if self._look is not None:
            self._look.forget()
            self._look = None

    def finish(self) -> None:
        """Stop what is being read: the window closes."""
        self._looking.finish()
        self._changing.finish()

    # Changing

    def change(self, old: str, new: str) -> None:
        """Give somebody another name everywhere, or remove the name."""
        self._flush_sessions()
        store = self._workspace.store
        rights = self._workspace.shared_work.rights()

        def make(progress: Progress) -> list[Change]:
            return read_changes(store, old, new, progress, rights.may_change)

        def made(changes: list[Change]) -> None:
            done = [self._apply(change, partial(_renaming, old, new)) for change in changes]
            places = {session.meeting.id: session.undo_stack.index() for session in self._open}
            if not changes:
                nowhere = tr("No meeting names “{name}”.", name=_short(old))
                self.sheet.old.refuse(_refusal(rights.refused) or nowhere)
                return
            self.sheet.close_sheet()
            proposed = self._workspace.settings.facilitator
            self._propose(renamed(proposed, old, new))
            self._undo_list.add(KEY, lambda: self._undo(old, new, done, proposed, places))
            self._say_changed(old, new, len(changes), rights.refused)
            self.changed.emit(old, new)

        self._run(make, made, tr("Changing the name…"))

    @property
    def _open(self) -> OpenSessions:
        return self._workspace.sessions

    def _undo(
        self,
        old: str,
        new: str,
        done: Sequence[Change],
        proposed: str,
        places: Mapping[str, int],
    ) -> None:
        """Bring a name back; who was `proposed` as facilitator is proposed again.

        `places` are where the undo stacks of open meetings were after the change.
        """
        self._flush_sessions()
        store = self._workspace.store

        def make(progress: Progress) -> list[Change]:
            return read_inverses(store, done, progress)

        def made(changes: list[Change]) -> None:
            by_meeting = {change.meeting: change for change in done}
            for change in changes:
                session = self._open.find(change.meeting)
                if session and session.undo_stack.index() == places.get(change.meeting):
                    # Nothing was done there since: the next undo is for what was before.
                    session.undo()
                else:
                    self._apply(change, partial(_inverse, by_meeting[change.meeting]))
            if self._workspace.settings.facilitator == renamed(proposed, old, new):
                self._propose(proposed)
            self._shell.toast.say(
                tr("“{name}” is in the meetings again as before.", name=_short(old))
            )
            self.changed.emit(new, old)

        def again() -> None:
            # What was stopped can be undone yet.
            self._undo_list.add(KEY, lambda: self._undo(old, new, done, proposed, places))

        task = self._run(make, made, tr("Changing the name back…"))
        if task is None:
            again()
        else:
            task.on_cancelled(again).on_error(lambda error: again())

    def _run(
        self,
        make: Callable[[Progress], list[Change]],
        made: Callable[[list[Change]], None],
        words: str,
    ) -> Task[list[Change]] | None:
        """Work out changes on a thread, then make all of them; None while something else runs."""
        working = self._working()
        if working.busy or self._busy:
            self._shell.toast.say(tr("Something else is still running; try again when it’s done."))
            return None

        def ended() -> None:
            self._busy = False

        self._busy = True
        task = working.watch(self._changing.run(make), words, alone=True)
        task.on_ended(ended).on_success(made).on_error(self._say)
        task.on_cancelled(lambda: self._shell.toast.say(tr("Stopped; nothing was changed.")))
        return task

    def _apply(self, change: Change, afresh: Callable[[Meeting], Change]) -> Change:
        """Make a change of a meeting; one that is open gets it as what can be undone there."""
        session = self._open.find(change.meeting)
        if session is None:
            self._workspace.store.commit(change)
            return change
        found = afresh(session.meeting)
        session.execute(found)
        return found

    def _flush_sessions(self) -> None:
        """Let the store have what was typed in open meetings: the name may be in it."""
        for session in self._open:
            session.flush_pending()

    def _propose(self, facilitator: str) -> None:
        """Let the next form propose who leads by this name."""
        settings = self._workspace.settings
        if facilitator != settings.facilitator:
            self._workspace.save_settings(replace(settings, facilitator=facilitator))

    def _say_changed(self, old: str, new: str, count: int, only_read: Collection[str]) -> None:
        if new:
            sentence = counted(
                count,
                tr("“{old}” is now “{new}” in {n} meeting."),
                tr("“{old}” is now “{new}” in {n} meetings."),
                old=_short(old),
                new=_short(new),
            )
        else:
            sentence = counted(
                count,
                tr("“{old}” was removed from {n} meeting."),
                tr("“{old}” was removed from {n} meetings."),
                old=_short(old),
            )
        kept = tr("Backups made before still have the old name.")
        if only_read:
            teams = listed(sorted(only_read))
            kept = tr("This laptop can only read {team}, so the name stays there.", team=teams)

        def undo() -> None:
            self._undo_list.undo_last()

        self._shell.toast.say(f"{sentence} {kept}", [(tr("Undo"), undo)])

    def _say(self, error: FacilitatorError) -> None:
        self._shell.toast.say(str(error))


def _refusal(only_read: Collection[str]) -> str:
    """Return why a name was not changed that only teams have which are only read; else empty."""
    if not only_read:
        return ""
    teams = listed(sorted(only_read))
    return tr("This laptop can only read {team}, so nothing was changed.", team=teams)


def _renaming(old: str, new: str, meeting: Meeting) -> Change:
    return rename_person(meeting, old, new)


def _inverse(change: Change, meeting: Meeting) -> Change:
    return rebase(change.inverse(), meeting)


def _short(name: str) -> str:
    return shortened(name, LONGEST_SHOWN)
