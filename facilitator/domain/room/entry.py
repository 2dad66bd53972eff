"""What the facilitator types and looks at: the part of what the room sees that no record holds."""

from dataclasses import dataclass

from facilitator.domain.boards.base import Selection
from facilitator.domain.exercise import Tone
from facilitator.domain.records import Side

_NOTHING = Selection()


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
class Page:
    """Where a column is turned to: the page begins with card `index` (from 0), or ends with it.

    `sought` is the id of a card that must be on the page.
    """

    index: int = 0
    begins: bool = True
    sought: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What the facilitator looks at.

    `side` is the column that is written for, `focused` the one with the keyboard, if any has it.
    """

    selection: Selection = _NOTHING
    side: Side = Side.LEFT
    focused: Side | None = None
    marked: frozenset[str] = frozenset()
    left: Page = Page()
    right: Page = Page()

    def page(self, side: Side) -> Page:
        """Return where a column is turned to."""
        return self.left if side is Side.LEFT else self.right
