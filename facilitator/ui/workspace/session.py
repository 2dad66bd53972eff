"""One open meeting: every change goes from the user's action to memory, undo and disk."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial, reduce

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from facilitator.domain.boards import Board, Selection, board_for
from facilitator.domain.chain import flow
from facilitator.domain.chain.flow import Step
from facilitator.domain.change import Change, Verb, together
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.facilitation import lifecycle, rhythm
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import is_wholly_made, rebase
from facilitator.domain.records import Bookmark, Clock, Side
from facilitator.errors import StorageError
from facilitator.storage.store import Store
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.workspace.large_change import LARGE, LargeChange
from facilitator.ui.workspace.undo import (
    NOT_MERGED,
    ChangeCommand,
    PartCommand,
    Reapplied,
    TurnCommand,
)

DRAFT_PAUSE = 400
"""Milliseconds after which unfinished text or a selection is saved."""


class Session(QObject):
    """The meeting and its undo stack; views listen to `changed` and never alter anything."""

    changed = Signal(Change)
    """This change was made in memory; all listeners are called before the next one is emitted."""
    step_changed = Signal()
    """The meeting is at another step."""
    commit_queued = Signal()
    """What was changed is with the store, which says when it is on disk, or came to nothing."""
    must_wait = Signal()
    """A change was not made, for something else is still being done to the meeting."""
    refused = Signal(str)
    """A change was not made, for this laptop only reads the meeting; with a sentence for people."""
    only_reads_changed = Signal()
    came_to_rest = Signal()
    """A batch is complete, or a large change: `is_at_rest` may be so now."""

    def __init__(
        self, meeting: Meeting, exercise: Exercise, store: Store, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.meeting = meeting
        self.exercise = exercise
        self.undo_stack = QUndoStack(self)
        self._store = store
        self.large = LargeChange(self, self)
        self._batches = 0
        self._to_write: list[Change] = []
        self._to_tell: deque[Callable[[], None]] = deque()
        self._is_telling = False
        self._holds = 0
        self._written: Future[None] = Future()
        """The last change that was handed to the writer."""
        self._written.set_result(None)
        self._to_settle: list[Future[None]] = []
        self.is_of_others = False
        """Whether the change that `changed` tells of was made by others, and not in this window."""
        self.is_of_another_room = False
        """Whether it was made on another laptop: what is this room's own does not follow it."""
        self.only_reads = ""
        """Why nothing of the meeting can be changed on this laptop; empty when it can."""
        self.read_team = ""
        """The name of its team where this laptop only reads that; else empty."""
        self.is_settling = False
        """Whether it is compared with the disk, and only what is the room's own can change."""
        self.on_commit: Callable[[Change], str] | None = None
        """Notes a change that is handed to the store; returns the id that its entry is to have."""
        self.large.ended.connect(self.came_to_rest)
        self._reapplied = Reapplied.NOTHING
        self._pending_place: tuple[Side, Selection] | None = None
        self._pending_drafts: dict[str, tuple[str, ...]] = {}
        self._pause = single_shot(self, DRAFT_PAUSE, self.flush_pending)

    @property
    def step(self) -> Step:
        return flow.here(self.meeting, self.exercise)

    def board(self) -> Board:
        """Return the board of the current step."""
        return board_for(self.meeting, self.exercise, self.step)

    def board_of(self, stage: Stage) -> Board:
        """Return the board of a stage, whether the meeting is at that stage or not."""
        step = flow.step_at(self.meeting, self.exercise, stage)
        return board_for(self.meeting, self.exercise, step)

    @property
    def closed(self) -> bool:
        """Whether nothing is written any more: the window closes."""
        return self._store.closed

    @property
    def has_no_database(self) -> bool:
        """Whether the meetings could not be opened, and what is typed is only in memory."""
        return self._store.open_error is not None

    # Changing the meeting

    def execute(self, change: Change, merge_id: int = NOT_MERGED) -> bool:
        """Make a change, undoable and durable; False when there was nothing to change.

        Successive changes with the same `merge_id` are undone together.
        """
        if not change:
            return False
        if self._has_to_wait(change):
            return False
        with self.batch():
            if change.undoable:
                self._push(ChangeCommand(self, change, merge_id))
            else:
                self.apply(change)
        return True

    def execute_and_pass_turn(self, change: Change) -> bool:
        """Execute a change and pass the turn on: back with undo, on again with redo."""
        if not change or self._has_to_wait(change):
            return False
        with self.batch():
            self._push(TurnCommand(self, change))
        return True

    def execute_and_begin_part(self, change: Change, index: int, spent: int) -> bool:
        """Execute a change and begin a part of the stage, which took so many seconds until now.

        Undo goes back to the part before.
        """
        if not change or self._has_to_wait(change):
            return False
        with self.batch():
            self._push(PartCommand(self, change, index, spent))
        return True

    def _push(self, command: QUndoCommand) -> None:
        with self._signals_after_the_change():
            self.undo_stack.push(command)

    def set_only_reads(self, sentence: str, team: str = "") -> None:
        """Refuse all changes with this sentence, as its team is only read; empty allows them."""
        if (sentence, team) != (self.only_reads, self.read_team):
            self.only_reads, self.read_team = sentence, team
            self.only_reads_changed.emit()

    def undo(self) -> Reapplied:
        """Undo the last change on the stack; return how much of it could be undone."""
        return self._reapply_by(self.undo_stack.undo)

    def redo(self) -> Reapplied:
        """Redo what was undone last; return how much of it could be redone."""
        return self._reapply_by(self.undo_stack.redo)

    def _reapply_by(self, undo_or_redo: Callable[[], None]) -> Reapplied:
        self._reapplied = Reapplied.NOTHING
        if self.only_reads:
            self.refused.emit(self.only_reads)
            return Reapplied.REFUSED
        if self.is_settling:
            self.must_wait.emit()
            return Reapplied.REFUSED
        with self.batch(), self._signals_after_the_change():
            undo_or_redo()
            # Read before the listeners are told, for they may undo something themselves.
            return self._reapplied

    def _has_to_wait(self, change: Change) -> bool:
        if is_of_the_room(change):
            return False
        if self.only_reads:
            self.refused.emit(self.only_reads)
            return True
        waits = self.is_settling or (self.large.alone and change.undoable)
        if waits:
            self.must_wait.emit()
        return waits

    def apply(self, change: Change, then: Callable[[], None] = lambda: None) -> None:
        """Apply a change in memory and hand it to the writer, without the undo stack.

        A large one is worked out first, and until then all that is undoable waits. `then` is
        called once the change is made.
        """
        if self.large.apply_if_large(len(change.edits), lambda meeting: change, then):
            return
        with self.batch():
            self.meeting.apply(change)
            self._on_made(change)
            then()

    def reapply(
        self, change: Change, then: Callable[[], None] = lambda: None, *, inverse: bool = False
    ) -> None:
        """Apply a change that was made or undone before to what others have made of the meeting.

        `then` is called if anything of it could be done.
        """

        def make(meeting: Meeting) -> Change:
            return rebase(change.inverse() if inverse else change, meeting)

        if self.large.apply_if_large(len(change.edits), make, then):
            self._reapplied = Reapplied.LATER
            return
        found = make(self.meeting)
        if not found:
            self._reapplied = Reapplied.NOTHING
            return
        self.apply(found, then)
        wanted = change.inverse() if inverse else change
        is_whole = found == wanted or is_wholly_made(wanted, self.meeting)
        self._reapplied = Reapplied.ALL if is_whole else Reapplied.PART

    def adopt(
        self, change: Change, twin: Meeting, meanwhile: Sequence[Change], *, undoable: bool
    ) -> Change:
        """Take a large change that was applied to a copy of the meeting; returns what was made.

        `meanwhile` is what was done to the meeting since it was copied.
        """
        with self.batch(), self._signals_after_the_change():
            if any(later.removed or change.overlaps(later) for later in meanwhile):
                change = rebase(change, self.meeting)
                self.meeting.apply(change)
            else:
                for later in meanwhile:
                    twin.apply(later)
                self.meeting.become(twin)
            self._on_made(change)
            if undoable:
                # Only now: it passes the turn, and that is told after what was added.
                self.undo_stack.push(TurnCommand(self, change, is_made=True))
        return change

    def apply_of_others(self, makes: Iterable[Callable[[Meeting], Change]]) -> "Future[None]":
        """Apply changes of others, each made for the meeting as the one before left it.

        They are told as one and written in one transaction; what is being typed waits for its own
        time, and the undo stack knows nothing of them. Return a future that is done when they, and
        all changes before, are on disk. It fails with a StorageError when nothing is written any
        more. Not while a large change is `alone`.
        """
        durable: Future[None] = Future()
        refusal = self._refusal_of_others()
        if refusal:
            durable.set_exception(StorageError(refusal))
            return durable
        self._to_settle.append(durable)
        made: list[Change] = []
        with self._transaction():
            try:
                for make in makes:
                    change = make(self.meeting)
                    if change:
                        self.meeting.apply(change)
                        made.append(change)
            finally:
                # Also when one of them failed: those before it are made.
                if made:
                    self._on_made(together(made), of_others=True)
        return durable

    def _refusal_of_others(self) -> str:
        """Return why nobody else can change anything now; empty when they can."""
        if self.closed:
            return tr("The meetings are closed, so nothing was changed.")
        if self.is_settling:
            return tr("Changes from another room are coming in. Try again in a moment.")
        return self.only_reads

    def lay_on(self, change: Change, write: Callable[[], object]) -> None:
        """Apply a change of another laptop, which `write` hands to the store by itself.

        Only while the session `is_at_rest`: the meeting is then just what it will be on disk.
        """
        if not self.is_at_rest:
            raise RuntimeError("something else is being done to the meeting")
        self.meeting.apply(change)
        # Before the listeners are told: what they change is made for the meeting as it is now.
        write()
        if change:
            # What was done in another room says nothing about this one, such as whose turn it is.
            told = replace(change, verb=Verb.EDIT, subject="", count=len(change.edits), targets=())
            self._tell(partial(self._emit_changed, told, True, of_another_room=True))
        self.came_to_rest.emit()

    @property
    def is_at_rest(self) -> bool:
        """Whether everything that was done is with the store, and nothing is being done."""
        return not (self._batches or self._to_write or self._is_telling or self.large.busy)

    def _on_made(self, change: Change, *, of_others: bool = False) -> None:
        self.large.note(change)
        self._to_write.append(change)
        self._tell(partial(self._emit_changed, change, of_others))

    def _emit_changed(
        self, change: Change, of_others: bool, *, of_another_room: bool = False
    ) -> None:
        self.is_of_others, self.is_of_another_room = of_others, of_another_room
        try:
            self.changed.emit(change)
        finally:
            self.is_of_others = self.is_of_another_room = False

    def _tell(self, emit: Callable[[], None]) -> None:
        """Emit a signal after all that are being emitted: each listener hears the same order."""
        self._to_tell.append(emit)
        self._tell_all()

    @contextmanager
    def _signals_after_the_change(self) -> Iterator[None]:
        """Hold back signals until the end, when the undo stack is at rest.

        A listener may change the meeting. A command that is pushed while the stack is working
        would be out of order, and Qt would delete the one that is being redone.
        """
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            self._tell_all()

    def _tell_all(self) -> None:
        if self._is_telling or self._holds:
            return
        self._is_telling = True
        try:
            while self._to_tell:
                self._to_tell.popleft()()
        finally:
            self._is_telling = False

    # Writing

    @property
    def has_uncommitted(self) -> bool:
        """Whether a change is not with the store yet: its batch is not complete."""
        return bool(self._to_write)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write all that is changed inside, and what was noted, in one transaction."""
        with self._transaction():
            yield
            if self._batches == 1:
                self._apply_pending()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._batches += 1
        try:
            yield
        finally:
            self._batches -= 1
            if not self._batches:
                self._commit()
                self._settle()
                self.came_to_rest.emit()

    def _commit(self) -> None:
        made, self._to_write = self._to_write, []
        if not made:
            return
        # To put a large change together with others would take longer than to write it by itself.
        if any(len(change.edits) > LARGE for change in made):
            for change in made:
                self._hand_over(change)
        elif whole := reduce(Change.followed_by, made):
            self._hand_over(whole)
        self.commit_queued.emit()

    def _hand_over(self, change: Change) -> None:
        if self.on_commit is None:
            self._written = self._store.commit(change)
        else:
            self._written = self._store.commit(change, self.on_commit(change))

    def _settle(self) -> None:
        """Let those who wait for the disk know once all of it is there."""
        waiting, self._to_settle = self._to_settle, []
        for durable in waiting:
            self._written.add_done_callback(partial(_hand_on, durable))

    # Steps

    def go_to_step(self, step: Step) -> bool:
        """Go to another step, where nothing is selected yet; False when the meeting is there."""
        with self.batch():
            self.flush_pending()
            is_other = self.execute(
                rhythm.go_to_stage(self.meeting, self.exercise, step.stage, step.gap)
            )
            if is_other:
                self._tell(self.step_changed.emit)
        return is_other

    def go_to_stage(self, stage: Stage, gap: str | None = None) -> None:
        """Go to the step of a stage, at a certain gap if that is still there."""
        self.go_to_step(flow.step_at(self.meeting, self.exercise, stage, gap))

    def go(self, by: int) -> bool:
        """Go to the next step (by=1) or the one before (by=-1); False at the end of the meeting."""
        find = flow.next_step if by > 0 else flow.previous_step
        step = find(self.meeting, self.exercise, self.step)
        if step is None:
            return False
        self.go_to_step(step)
        return True

    # Selections and unfinished text

    def remember_place(self, side: Side, selection: Selection) -> None:
        """Note which column is active and what is selected; saved after a short pause."""
        self._pending_place = (side, selection)
        self._wait()

    def remember_draft(self, stage: str, fields: tuple[str, ...]) -> None:
        """Note the unfinished text of a stage; saved after a short pause."""
        self._pending_drafts[stage] = fields
        self._wait()

    def _wait(self) -> None:
        """Let the pause run from the first note on: nothing waits longer, however one types."""
        if not self._pause.isActive():
            self._pause.start()

    def flush_pending(self) -> None:
        """Hand what was noted to the writer now."""
        with self.batch():
            self._apply_pending()

    def _apply_pending(self) -> None:
        self._pause.stop()
        place, self._pending_place = self._pending_place, None
        if place is not None:
            side, selection = place
            mark = self.meeting.bookmark
            self.execute(
                lifecycle.go_to_step(
                    self.meeting, mark.stage, mark.gap, side, selection.left, selection.right
                )
            )
        drafts, self._pending_drafts = self._pending_drafts, {}
        for stage, fields in drafts.items():
            self.execute(lifecycle.keep_draft(self.meeting, stage, fields))

    def draft_of(self, stage: str) -> tuple[str, ...]:
        """Return the unfinished text of a stage."""
        if stage in self._pending_drafts:
            return self._pending_drafts[stage]
        return lifecycle.draft_of(self.meeting, stage)


def is_of_the_room(change: Change) -> bool:
    """Return whether a change alters only what each room has for itself: its place, its clock."""
    return all(kind in (Bookmark, Clock) for kind, _ in change.keys)


def _hand_on(durable: "Future[None]", written: "Future[None]") -> None:
    """Let a future end as another did; on the writer's thread."""
    error = written.exception()
    if error is not None:
        durable.set_exception(error)
    else:
        durable.set_result(None)
