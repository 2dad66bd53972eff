"""What in a meeting belongs to one participant's device, and what that participant sees of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from facilitator.domain.change import Change
from facilitator.domain.records import Side, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one device has sent, as its server remembers it: never part of the meeting.

    `items` are the ids of the items it added, in order; of cards that were hidden they are
    forgotten at the reveal. `seen` has those that the room saw from the first, each with a digest
    of its words as they were sent. `ballot` is the last vote in which it gave dots, `slip` the id
    of its slip there as long as that vote goes on, `fingers` what it raised.
    """

    name: str = ""
    """The name of the participant, as the room knows it; empty where nobody is named."""
    items: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    slip: str = ""
    ballot: str = ""
    fingers: int | None = None


@dataclass(frozen=True, slots=True)
class Contributed:
    """What a contribution alters in the meeting, if anything, and what its device has then."""

    change: Change
    own: Own


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnItem:
    """Something the participant added; `side` is the column of a card."""

    id: str
    text: str
    side: Side | None = None
    labels: tuple[str, ...] = ()
    hidden: bool = False
    can_be_taken_back: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDots:
    """The participant's slip: dots by gap, and how many are left of how many."""

    given: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    dots: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAction:
    """An action that the participant owns, of this meeting or an earlier one.

    `is_earlier` says that it is looked back on; `wants_yes` that its owner has not said yes yet.
    """

    id: str
    text: str
    due: date | None
    status: Status
    is_earlier: bool
    wants_yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnView:
    """All that a participant sees of their own; `dots` only while a vote goes on."""

    items: tuple[OwnItem, ...] = ()
    dots: OwnDots | None = None
    actions: tuple[OwnAction, ...] = ()
    fingers: int | None = None
