"""What the facilitator types and looks at: the part of what the room sees that no record holds."""

from dataclasses import dataclass

from facilitator.domain.boards.base import Selection
from facilitator.domain.exercise import Tone
from facilitator.domain.records import Side
from facilitator.domain.room.page import Page

_NOTHING = Selection()
_FIRST = Page()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A text that is being typed, and the prompt that is shown while there is none.

    `name` says what the text will be, `tone` for which column of the board it is. `cursor` counts
    as the editor does, in UTF-16; None when no cursor is shown.
    """

    name: str = ""
    tone: Tone | None = None
    prompt: str = ""
    text: str = ""
    cursor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What the facilitator looks at.

    `side` is the column that is written for, `focused` the one with the keyboard, if any has it;
    `fresh` is what is outlined because it is new.
    """

    selection: Selection = _NOTHING
    side: Side = Side.LEFT
    focused: Side | None = None
    marked: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()
    left: Page = _FIRST
    right: Page = _FIRST

    def page(self, side: Side) -> Page:
        """Return where a column is turned to."""
        return self.left if side is Side.LEFT else self.right
