"""Changes on the undo stack of a meeting."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import rhythm, rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark
from facilitator.ui.base import phrases

NOT_MERGED = -1
"""Merge id of a change that is undone by itself (QUndoCommand.id() returns -1)."""


class Reapplied(Enum):
    """How much of a change could be undone or redone, given what others have changed since."""

    NOTHING = auto()
    PART = auto()
    ALL = auto()
    LATER = auto()
    """It is a large change that is still being made."""
    REFUSED = auto()
    """Nothing of the meeting can be changed now, and that was said."""


class ChangingSession(Protocol):
    """The part of a session that a command needs."""

    meeting: Meeting
    exercise: Exercise

    def execute(self, change: Change) -> bool:
        """Make a change of its own."""

    def apply(self, change: Change, then: Callable[[], None]) -> None:
        """Apply a change that was made for the meeting as it is now."""

    def reapply(self, change: Change, then: Callable[[], None], *, inverse: bool = False) -> None:
        """Apply a change or its inverse to what others have made of the meeting."""


class ChangeCommand(QUndoCommand):
    """A change on the undo stack; redo applies it, undo reverts what of it is still unchanged."""

    def __init__(
        self,
        session: ChangingSession,
        change: Change,
        merge_id: int = NOT_MERGED,
        *,
        is_made: bool = False,
    ) -> None:
        """Wrap a change; one that `is_made` has been applied before it is pushed."""
        super().__init__(phrases.undo_text(change))
        self._session = session
        self._change = change
        self._merge_id = merge_id
        self._is_made = is_made
        self._is_first = True

    def id(self) -> int:
        return self._merge_id

    def mergeWith(self, later: QUndoCommand) -> bool:
        if not isinstance(later, ChangeCommand):
            return False
        self._change = self._change.followed_by(later._change)
        self.setText(phrases.undo_text(self._change))
        # What was taken back to where it began is nothing to undo.
        self.setObsolete(not self._change)
        return True

    def redo(self) -> None:
        # A stack makes whatever is pushed on it; then it fits, for it was made for just this.
        is_first, self._is_first = self._is_first, False
        if is_first and self._is_made:
            self.on_made()
        elif is_first:
            self._session.apply(self._change, self.on_made)
        else:
            self._session.reapply(self._change, self.on_made)

    def undo(self) -> None:
        self._session.reapply(self._change, self.on_undone, inverse=True)

    def on_made(self) -> None:
        """Do what follows once the change is made."""

    def on_undone(self) -> None:
        """Do what follows once it is undone."""


class TurnCommand(ChangeCommand):
    """A change by the participant whose turn it is; a turn passed on by hand since is let alone."""

    def __init__(self, session: ChangingSession, change: Change, *, is_made: bool = False) -> None:
        super().__init__(session, change, is_made=is_made)
        self._who = rounds.whose_turn(session.meeting)
        self._next = rounds.following(session.meeting)

    def on_made(self) -> None:
        self._pass(self._who, self._next)

    def on_undone(self) -> None:
        self._pass(self._next, self._who)

    def _pass(self, by: str | None, to: str | None) -> None:
        self._session.execute(rounds.pass_turn(self._session.meeting, by, to))


class PartCommand(ChangeCommand):
    """What the beginning of a part of a stage reveals; undone, the part before goes on again."""

    def __init__(self, session: ChangingSession, change: Change, index: int, spent: int) -> None:
        super().__init__(session, change)
        self._from = session.meeting.bookmark
        self._to = replace(self._from, step=index + 1, step_from=spent)

    def on_made(self) -> None:
        self._move(self._from, self._to)

    def on_undone(self) -> None:
        self._move(self._to, self._from)

    def _move(self, by: Bookmark, to: Bookmark) -> None:
        meeting, exercise = self._session.meeting, self._session.exercise
        self._session.execute(rhythm.move_part(meeting, exercise, by, to))
