"""Verdicts between meetings: each is a change of a team's journal, and can be undone."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from facilitator.domain.chain.verbs import add_strategies
from facilitator.domain.change import Change, Verb
from facilitator.domain.follow_up import registers
from facilitator.domain.follow_up.journal import came_from, judge_between
from facilitator.domain.follow_up.register import ActionEntry, as_earlier
from facilitator.domain.follow_up.registers import RegisterEntry
from facilitator.domain.follow_up.verdicts import withdraw
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Excuse, RegisterState, Status, Verdict
from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from facilitator.ui.base.tasks import Task, TaskQueue, Tasks
from facilitator.ui.workspace.workspace import Workspace

Make = Callable[[Meeting, Meeting | None], Change]
"""Makes a change of a container; the second is the action's own meeting, where it is another."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """What somebody says of an action between meetings."""

    entry: ActionEntry
    status: Status
    text: str = ""
    due: date | None = None


@dataclass(slots=True)
class Said:
    """A verdict that is on its way: `excuse` is the id of its words once it is made."""

    excuse: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was made, and the meeting and the id of the action it is about."""

    change: Change
    about: tuple[str, str]


class VerdictChanges(QObject):
    """The one who gives verdicts: one after the other, each undoable as long as the window lives.

    Neither the screen nor the database waits for another: what was chosen is made in its order.
    """

    changed = Signal()
    """Something was said, undone or redone."""
    refused = Signal(object)
    """With the FacilitatorError that says why nothing was changed."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._queue = TaskQueue(Tasks(self))
        self._done: list[Made] = []
        self._undone: list[Made] = []
        workspace.add_pending_work(lambda: self._queue.busy)
        workspace.store_closing.connect(self.forget)

    def forget(self) -> None:
        """Forget what could be undone: the database may be another one now."""
        self._queue.clear()
        self._done.clear()
        self._undone.clear()

    def judge(self, judgment: Judgment) -> Said:
        """Give a verdict; what is returned names the excuse once it is made."""
        entry, said = judgment.entry, Said()

        def make(container: Meeting, origin: Meeting | None) -> Change:
            known = entry
            if origin is not None:
                known = replace(entry, chain=came_from(origin, entry.action))
            promise, day = as_earlier(known), max(date.today(), entry.held_on)
            words = judgment.status, day, judgment.text, judgment.due
            return judge_between(container, promise, *words)

        def made(change: Change) -> None:
            added = (edit.after for edit in change.edits if edit.before is None)
            said.excuse = next((each.id for each in added if isinstance(each, Excuse)), "")

        self._make(entry, make, made)
        return said

    def make_possible(self, entry: ActionEntry, said: Said, text: str) -> None:
        """Add a strategy to an excuse that was said before, and may still be on its way."""

        def make(container: Meeting, origin: Meeting | None) -> Change:
            if container.find(said.excuse) is None:
                # The verdict was refused, or undone meanwhile.
                return Change(container.id, Verb.NOTHING)
            return add_strategies(container, said.excuse, [text])

        self._make(entry, make)

    def withdraw(self, entry: ActionEntry) -> None:
        """Take back the last verdict on an action, which was not given in a later meeting."""
        last = entry.verdicts[-1]

        def make(container: Meeting, origin: Meeting | None) -> Change:
            verdict = container.get(Verdict, last.id)
            if verdict is None:
                return Change(container.id, Verb.NOTHING)
            return withdraw(container, verdict)

        self._change(last.container, "", entry.key, make)

    def note(self, entry: RegisterEntry, state: RegisterState) -> None:
        """Say what became of what is in a register."""

        def make(container: Meeting, origin: Meeting | None) -> Change:
            return registers.note(container, entry, state, date.today())

        self._change(entry.team_id or entry.last.meeting, "", entry.last.key, make)

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def undo(self, then: Callable[[Made], None]) -> None:
        """Undo the last verdict or strategy; `then` is called once it is."""
        self._reapply(self._done, self._undone, then, inverse=True)

    def redo(self, then: Callable[[Made], None]) -> None:
        """Make again what was undone last; `then` is called once it is."""
        self._reapply(self._undone, self._done, then, inverse=False)

    def _reapply(
        self, source: list[Made], target: list[Made], then: Callable[[Made], None], *, inverse: bool
    ) -> None:
        if not source or self._queue.busy:
            return
        made = source.pop()
        change = made.change.inverse() if inverse else made.change

        def keep(error: FacilitatorError) -> None:
            # It can be tried again.
            source.append(made)

        def reapplied(container: Meeting, origin: Meeting | None) -> None:
            self._apply(container, rebase(change, container))
            target.append(made)
            then(made)
            self.changed.emit()

        self._with(made.change.meeting, "", reapplied).on_error(keep)

    def _make(
        self, entry: ActionEntry, make: Make, then: Callable[[Change], None] = lambda change: None
    ) -> None:
        """Make a change of the journal of an action's team, else of the action's own meeting."""
        container_id = entry.team_id or entry.meeting
        # Of another computer's meeting the copies tell, and the entry knows what they say.
        origin_id = entry.meeting if entry.here and container_id != entry.meeting else ""
        self._change(container_id, origin_id, entry.key, make, then)

    def _change(
        self,
        container_id: str,
        origin_id: str,
        about: tuple[str, str],
        make: Make,
        then: Callable[[Change], None] = lambda change: None,
    ) -> None:
        def use(container: Meeting, origin: Meeting | None) -> None:
            refusal = self._workspace.shared_work.only_reads(container.details)
            if refusal:
                self.refused.emit(FacilitatorError(refusal))
                return
            try:
                change = make(container, origin)
            except FacilitatorError as error:
                self.refused.emit(error)
                return
            if change:
                self._apply(container, change)
                self._done.append(Made(change, about))
                self._undone.clear()
            then(change)
            self.changed.emit()

        self._with(container_id, origin_id, use)

    def _with(
        self, container_id: str, origin_id: str, use: Callable[[Meeting, Meeting | None], None]
    ) -> Task[Meeting]:
        """Call `use` with what has these ids, as it is once all that came before is made."""
        origins: list[Future[Meeting]] = []

        def load(progress: Progress) -> Future[Meeting]:
            store = self._workspace.store
            if store.closed:
                # It closed while this waited for its turn: nothing is reported.
                nothing: Future[Meeting] = Future()
                nothing.cancel()
                return nothing
            if origin_id:
                origins.append(store.load(origin_id))
            return store.load(container_id)

        def loaded(container: Meeting) -> None:
            # Asked before the container, it was read before it.
            failed = next((error for one in origins if (error := one.exception())), None)
            if isinstance(failed, FacilitatorError):
                self.refused.emit(failed)
                return
            session = self._workspace.sessions.find(container_id)
            # What is open knows more than the disk, and is what the change is made to.
            known = session.meeting if session is not None else container
            use(known, origins[0].result() if origins else None)

        return self._queue.request(load).on_success(loaded).on_error(self.refused.emit)

    def _apply(self, container: Meeting, change: Change) -> None:
        session = self._workspace.sessions.find(container.id)
        if session is not None:
            session.apply(change)
        elif change:
            container.apply(change)
            self._workspace.store.commit(change)
