"""What a meeting is made of: plain, frozen values with an id.

A record never points at another object, only at its id. `place` orders records that share a
parent; only its order means anything, never its value.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4


def new_id() -> str:
    """Return a new record id: 32 hexadecimal digits."""
    return uuid4().hex


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Status(StrEnum):
    """What became of an action: open until a verdict is given."""

    OPEN = "open"
    DONE = "done"
    PROGRESS = "progress"
    EXCUSE = "excuse"
    DROPPED = "dropped"


class Lack(StrEnum):
    """The next link of the chain that is missing where something is still open."""

    EXCUSE = "excuse"
    STRATEGY = "strategy"
    ACTION = "action"
    OWNER_OR_DAY = "owner or day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a meeting is about and who holds it; its id is the meeting's id."""

    id: str
    title: str
    exercise: str
    held_on: date
    team: str = ""
    facilitator: str = ""
    participants: tuple[str, ...] = ()
    signed: bool = False
    """Whether new cards carry the name of the participant whose turn it is."""
    next_on: date | None = None
    first: str | None = None
    """The action that the team changes first."""
    discarded_at: datetime | None = None
    """When the meeting was put in the trash, a moment in UTC; None while it is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Unfinished text of a stage's entry line, one string a field."""

    stage: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """The step and selection at which the meeting reopens; its id is the meeting's id."""

    id: str
    stage: str
    gap: str | None = None
    side: Side | None = None
    left: str | None = None
    right: str | None = None
    turn: str | None = None
    """The participant whose turn it is; None outside a round."""
    seat: int = 0
    """The position of that participant, from 0; when they are removed, the one there is next."""
    private: bool = False
    """Whether what is typed now is kept from the room until it is revealed."""
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """Whole seconds of one stage."""

    stage: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How the time of a meeting is spent; its id is the meeting's id.

    `minutes` is the chosen length, None for that of the exercise. `given` holds the stages whose
    time differs from the exercise, `spent` what each stage took before `since`: the moment in UTC
    from which `stage` is counted on, None while the clock is stopped; without a stage the moment
    when the meeting was left, None when nobody knows it.
    """

    id: str
    minutes: int | None = None
    stage: str | None = None
    since: datetime | None = None
    given: tuple[StageTime, ...] = ()
    spent: tuple[StageTime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The dots that the room gave to one gap (a card or theme)."""

    gap: str
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One vote on the gaps; a later one has a later place and replaces none.

    Each of `voters` people has `dots`, at most `most` of them for one gap. `secret` says that the
    totals are not shown before the ballot is `closed`.
    """

    id: str
    place: int
    voters: int
    dots: int
    most: int
    secret: bool = False
    closed: bool = False
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """An item that the room leaves open today; only as long as it lacks what it lacked then."""

    item: str
    lack: Lack


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """Open items that the room leaves for another day, and the one reason for all of them."""

    id: str
    place: int
    reason: str
    deferred: tuple[Deferred, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One sentence on a column; `rank` orders gaps once the room has put them in order."""

    id: str
    column: str
    text: str
    place: int
    theme: str | None = None
    rank: int | None = None
    labels: tuple[str, ...] = ()
    author: str = ""
    """Who said it, empty when nobody is named."""
    hidden: bool = False
    """Whether it is kept from the room until it is revealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A named group of like cards of one column."""

    id: str
    column: str
    text: str
    place: int
    rank: int | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Why a gap (card or theme) is as it is."""

    id: str
    gap: str
    text: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How an excuse, or another origin, came about."""

    id: str
    parent: str
    text: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """What replaces an excuse."""

    id: str
    excuse: str
    text: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A strategy that somebody committed to."""

    id: str
    strategy: str
    text: str
    place: int
    owner: str
    due: date | None
    sign: str = ""
    status: Status = Status.OPEN

    def is_late(self, today: date) -> bool:
        """Return whether it should have been done before that day and is not."""
        unfinished = self.status in (Status.OPEN, Status.PROGRESS)
        return unfinished and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A definition in the room's own words, ticked against its stage's criteria."""

    id: str
    stage: str
    text: str
    place: int
    ticks: tuple[str, ...] = ()


Item = Card | Theme | Excuse | Origin | Strategy | Action | Statement
"""A record with a text, shown in a column."""

Single = Details | Bookmark | Clock
"""A record of which a meeting has one; its id is the meeting's."""

Listed = Ballot | Deferral
"""A record of which a meeting has some, one after another, and which is shown in no column."""

Record = Single | Listed | Item

PARENT_FIELD: dict[type[Item], str] = {
    Card: "column",
    Theme: "column",
    Excuse: "gap",
    Origin: "parent",
    Strategy: "excuse",
    Action: "strategy",
    Statement: "stage",
}
ITEM_TYPES: tuple[type[Item], ...] = tuple(PARENT_FIELD)


def parent_of(item: Item) -> str:
    """Return the id of the column, gap, excuse, origin, strategy or stage it belongs to."""
    parent: str = getattr(item, PARENT_FIELD[type(item)])
    return parent
