"""One open meeting: the way every change takes, from the user's deed to memory, undo and disk."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from facilitator.domain.boards import Board, Selection, board_for
from facilitator.domain.chain import flow
from facilitator.domain.chain.flow import Step
from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.facilitation import lifecycle, rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Side
from facilitator.storage.store import Store
from facilitator.ui.base import phrases
from facilitator.ui.base.timers import single_shot
from facilitator.ui.workspace.large_change import LargeChange

DRAFT_PAUSE = 400
"""Milliseconds after which a half-typed text or a selection is kept."""


ALONE = -1
"""Of a change that is a deed of its own; Qt asks for just this number."""


class Session(QObject):
    """Holds the meeting and its undo stack; views listen to `changed` and never alter anything."""

    changed = Signal(Change)
    """This change was made true in memory."""
    step_changed = Signal()
    """The meeting stands at another step."""
    must_wait = Signal()
    """A change was left undone, for a large one is still being made."""

    def __init__(
        self, meeting: Meeting, exercise: Exercise, store: Store, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.meeting = meeting
        self.exercise = exercise
        self.undo_stack = QUndoStack(self)
        self._store = store
        self.large = LargeChange(self, self)
        self._pending_place: tuple[Side, Selection] | None = None
        self._pending_drafts: dict[str, tuple[str, ...]] = {}
        self._pause = single_shot(self, DRAFT_PAUSE, self.flush_pending)

    @property
    def step(self) -> Step:
        return flow.here(self.meeting, self.exercise)

    def board(self) -> Board:
        """The board of the step at hand."""
        return board_for(self.meeting, self.exercise, self.step)

    def board_of(self, stage: Stage) -> Board:
        """The board of a stage, whether the meeting stands there or not."""
        step = flow.step_at(self.meeting, self.exercise, stage)
        return board_for(self.meeting, self.exercise, step)

    def execute(self, change: Change, deed: int = ALONE) -> bool:
        """Make a change true, undoable and durable; False when there was nothing to change.

        Changes one after the other with the same number of a `deed` are undone together.
        """
        if not change:
            return False
        if self._has_to_wait(change):
            return False
        if change.undoable:
            self.undo_stack.push(_ChangeCommand(self, change, deed))
        else:
            self.apply(change)
        return True

    def execute_and_pass_turn(self, change: Change) -> bool:
        """Like do(), and the turn passes to who is asked next: back with undo, on with redo."""
        if not change or self._has_to_wait(change):
            return False
        self.undo_stack.push(_InTurn(self, change))
        return True

    def _has_to_wait(self, change: Change) -> bool:
        waits = self.large.alone and change.undoable
        if waits:
            self.must_wait.emit()
        return waits

    @property
    def closed(self) -> bool:
        """Whether nothing is written any more: the window goes."""
        return self._store.closed

    def apply(self, change: Change, then: Callable[[], None] = lambda: None) -> None:
        """Apply a change in memory and hand it to the writer, without the undo stack.

        A large one is worked out first, and until then all that is undoable waits. `then` is
        called once the change is true.
        """
        if self.large.take(len(change.edits), lambda: change, then):
            return
        self.meeting.apply(change)
        self.large.note(change)
        self._store.commit(change)
        self.changed.emit(change)
        then()

    def apply_inverse(self, change: Change, then: Callable[[], None] = lambda: None) -> None:
        """Take the inverse of a change; `then` is called once that is true."""
        if not self.large.take(len(change.edits), change.inverse, then):
            self.apply(change.inverse(), then)

    def adopt(
        self, change: Change, twin: Meeting, meanwhile: Sequence[Change], *, undoable: bool
    ) -> None:
        """Take a large change that was applied to a copy of the meeting.

        `meanwhile` is what was done to the meeting since it was copied.
        """
        for later in meanwhile:
            twin.apply(later)
        self.meeting.become(twin)
        self._store.commit(change)
        self.changed.emit(change)
        if undoable:
            # Only now: it passes the turn, and that is told after what was added.
            self.undo_stack.push(_InTurn(self, change, is_made=True))

    def go_to_step(self, step: Step) -> None:
        """Stand at another step; what was selected there is chosen anew."""
        self.flush_pending()
        if self.execute(lifecycle.go_to_step(self.meeting, step.stage.id, step.gap)):
            self.step_changed.emit()

    def go_to_stage(self, stage: Stage, gap: str | None = None) -> None:
        self.go_to_step(flow.step_at(self.meeting, self.exercise, stage, gap))

    def go(self, by: int) -> bool:
        """The next step (by=1) or the one before (by=-1); False at the end of the meeting."""
        find = flow.next_step if by > 0 else flow.previous_step
        step = find(self.meeting, self.exercise, self.step)
        if step is None:
            return False
        self.go_to_step(step)
        return True

    def remember_place(self, side: Side, selection: Selection) -> None:
        """Note which column is active and what is selected; kept after a short pause."""
        self._pending_place = (side, selection)
        self._wait()

    def remember_draft(self, stage: str, fields: tuple[str, ...]) -> None:
        """Note the half-typed text of a stage; kept after a short pause."""
        self._pending_drafts[stage] = fields
        self._wait()

    def _wait(self) -> None:
        """Let the pause run from the first thing noted: nothing waits longer, however one types."""
        if not self._pause.isActive():
            self._pause.start()

    def flush_pending(self) -> None:
        """Hand what was noted to the writer now."""
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
        """The half-typed text of a stage."""
        if stage in self._pending_drafts:
            return self._pending_drafts[stage]
        return lifecycle.draft_of(self.meeting, stage)


class _ChangeCommand(QUndoCommand):
    """A change on the undo stack; redo makes it true, undo its inverse."""

    def __init__(
        self, session: Session, change: Change, deed: int = ALONE, *, is_made: bool = False
    ) -> None:
        """A change that `is_made` is true already when it is pushed."""
        super().__init__(phrases.deed(change))
        self._session = session
        self._change = change
        self._deed = deed
        self._is_made = is_made

    def id(self) -> int:
        return self._deed

    def mergeWith(self, later: QUndoCommand) -> bool:
        if not isinstance(later, _ChangeCommand):
            return False
        self._change = self._change.followed_by(later._change)
        self.setText(phrases.deed(self._change))
        # What was taken back to where it began is nothing to undo.
        self.setObsolete(not self._change)
        return True

    def redo(self) -> None:
        # A stack makes true whatever is pushed on it.
        made, self._is_made = self._is_made, False
        if made:
            self.on_made()
        else:
            self._session.apply(self._change, self.on_made)

    def undo(self) -> None:
        self._session.apply_inverse(self._change, self.on_taken_back)

    def on_made(self) -> None:
        """Do what follows once the change is true."""

    def on_taken_back(self) -> None:
        """Do what follows once its inverse is."""


class _InTurn(_ChangeCommand):
    """A change by whoever is asked; a turn that was passed on by hand since is let alone."""

    def __init__(self, session: Session, change: Change, *, is_made: bool = False) -> None:
        super().__init__(session, change, is_made=is_made)
        self._who = rounds.whose_turn(session.meeting)
        self._next = rounds.following(session.meeting)

    def on_made(self) -> None:
        self._pass(self._who, self._next)

    def on_taken_back(self) -> None:
        self._pass(self._next, self._who)

    def _pass(self, by: str | None, to: str | None) -> None:
        self._session.execute(rounds.pass_turn(self._session.meeting, by, to))
