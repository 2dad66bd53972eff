"""The content of a card as plain values, without any layout."""

from dataclasses import dataclass
from enum import Enum

from facilitator.ui.base.translate import counted, tr


class Stripe(Enum):
    """The color of a card's edge."""

    STRENGTH = "strength"
    GAP = "gap"
    CHAIN = "chain"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """What a card shows.

    `text` is large, `detail` small beneath it, `aside` bold beside it, `chips` are stamped labels,
    of which the last `whole_chips` are never cut.
    `number` is drawn before the text. `ticked` draws a box, empty when False, none when None.
    `alert` fills the aside's background with the color of gaps; `outlined` sets the card off from
    a white background.
    `dots` are those of a vote and replace the aside; None when there was no vote.
    The aside of one that `praises` is on the ground of strengths. A `quiet_aside` is in the color
    of gaps; `aside_said` is the aside read aloud where it is cut, and `cells_said` are the cells
    where signs in them have words.
    `marks` are the parts of the text that are set off: where each begins and ends.
    `cells` are beside the text in columns that are in the same place on every card of the list,
    `line` is small beneath it too: one line, cut at its end, for which a deep room has no room.
    What is `above` is shown above the list and takes no room in it; `role` says aloud what it is.
    """

    text: str
    detail: str = ""
    line: str = ""
    aside: str = ""
    chips: tuple[str, ...] = ()
    whole_chips: int = 0
    number: str = ""
    depth: int = 0
    stripe: Stripe = Stripe.CHAIN
    ticked: bool | None = None
    starred: bool = False
    muted: bool = False
    bold: bool = False
    alert: bool = False
    outlined: bool = False
    praises: bool = False
    aside_said: str = ""
    dots: int | None = None
    quiet_aside: bool = False
    cells: tuple[str, ...] = ()
    cells_said: tuple[str, ...] = ()
    above: bool = False
    role: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def spoken(self) -> str:
        """Return the card as one sentence for a screen reader."""
        tick = "" if self.ticked is None else tr("ticked") if self.ticked else tr("not ticked")
        dots = "" if self.dots is None else counted(self.dots, tr("{n} dot"), tr("{n} dots"))
        lead = [self.role, self.number.strip(), self.text, dots, tick]
        parts = [
            *lead,
            *(self.cells_said or self.cells),
            self.aside_said or self.aside,
            self.detail,
            self.line,
            *self.chips,
        ]
        return ", ".join(part for part in parts if part)
