"""What a participant contributes from a device of their own: plain values, as they were sent.

Nothing here is known to fit the meeting; contribute() finds that out.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.domain.records import Side, Status


class LinkKind(StrEnum):
    """What can be written under what is being talked about."""

    EXCUSE = "excuse"
    ORIGIN = "origin"
    STRATEGY = "strategy"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCard:
    """A card for one of the two columns of the board; `labels` are ids of labels.

    It is `anonymous` when no names were kept as it was written: then none is kept when it arrives.
    """

    side: Side
    text: str
    labels: tuple[str, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLink:
    """An excuse under a gap, an origin under an excuse or origin, or a strategy under either."""

    kind: LinkKind
    parent: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStatement:
    """A statement in somebody's own words, on a stage that asks for one."""

    stage: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """Something of one's own is taken back; `item` is its id."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLabels:
    """The labels of a card of one's own, by id."""

    item: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDots:
    """One's own dots for a gap, in the vote that goes on; 0 takes them back."""

    gap: str
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """“I'll do that”: an action of one's own; the facilitator confirms it.

    `parent` is the id of the strategy (or answer, or parked item) it is for.
    """

    parent: str
    text: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeVerdict:
    """What became of an action of one's own; the facilitator confirms it."""

    action: str
    status: Status
    text: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFingers:
    """What the meeting was worth to one, 1 to 5; 0 takes it back."""

    fingers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SayYes:
    """A yes to an action of one's own."""

    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone:
    """“I'm done” with this stage, or not yet: it changes nothing in the meeting."""

    is_done: bool


Contribution = (
    AddCard
    | AddLink
    | AddStatement
    | TakeBack
    | SetLabels
    | GiveDots
    | Promise
    | ProposeVerdict
    | RaiseFingers
    | SayYes
    | SetDone
)

CONFIRMED = (Promise, ProposeVerdict)
"""What always waits until the facilitator confirms it."""
MODERATED = (AddCard, AddLink, AddStatement)
"""What waits too, while the facilitator looks at everything first."""
