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
    """What became of an action: open until a verdict is given; all others are verdicts."""

    OPEN = "open"
    DONE = "done"
    PROGRESS = "progress"
    EXCUSE = "excuse"
    DROPPED = "dropped"

    @property
    def is_final(self) -> bool:
        """Whether nothing more is expected of the action."""
        return self in (Status.DONE, Status.DROPPED)


class Noticed(StrEnum):
    """Whether what was done was noticed by those it was done for."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class ActionKind(StrEnum):
    """What an action is, in a few kinds; its exercise has the words."""

    DO = "do"
    ASK = "ask"
    THANK = "thank"
    FIND_OUT = "find out"
    TELL = "tell"


class ExcuseKind(StrEnum):
    """What is behind an excuse."""

    UNCLEAR_WHO = "unclear who"
    NOT_OURS = "not ours"
    COULD_NOT = "could not"


class Check(StrEnum):
    """What is answered to a check; all but yes is open until an action answers it."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not yet"


class Outcome(StrEnum):
    """What becomes of something parked; an action that grew from it says so by itself."""

    NEXT = "next"
    DROPPED = "dropped"


class RegisterState(StrEnum):
    """What became of a gap in a register, such as that of rules to get rid of."""

    STILL_THERE = "still there"
    CHANGED = "changed"
    DROPPED = "dropped"


class Lack(StrEnum):
    """The next link of the chain that is missing where something is still open."""

    EXCUSE = "excuse"
    STRATEGY = "strategy"
    ACTION = "action"
    OWNER_OR_DAY = "owner or day"
    VERDICT = "verdict"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a meeting is about and who holds it; its id is the meeting's id."""

    id: str
    title: str
    exercise: str
    held_on: date
    team: str = ""
    """The name of the team as it was when that was last said here."""
    facilitator: str = ""
    participants: tuple[str, ...] = ()
    signed: bool = False
    """Whether new cards carry the name of the participant whose turn it is."""
    next_on: date | None = None
    first: str | None = None
    """The action that the team changes first."""
    discarded_at: datetime | None = None
    """When the meeting was put in the trash, a moment in UTC; None while it is not there."""
    team_id: str | None = None
    """The team it is a meeting of, None for no team. A journal has the id of its team."""
    next_facilitator: str = ""
    """Who leads the next meeting."""
    ground_rules: str = ""
    """What everybody agreed on for the meeting, one rule a line."""


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
    step: int = 0
    """The part of the stage's rhythm that goes on, from 1; 0 while none does."""
    step_from: int = 0
    """Seconds that the stage had taken when that part began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The exercise as it was when the meeting began: its file, word for word.

    Its id is the meeting's id. A meeting without one began before it was kept.
    """

    id: str
    toml: str


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
class Team:
    """Who meets again and again; kept in the team's journal, whose id is the team's.

    One that is `merged_into` another is that one from then on; its own meetings still name it.
    """

    id: str
    name: str
    earlier_names: tuple[str, ...] = ()
    merged_into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roti:
    """The return on the time invested, as the room sees it; its id is the meeting's id.

    Each of `fingers` is what one person raised, 1 to 5.
    """

    id: str
    fingers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTemplate:
    """How the meetings of a team begin; kept in the team's journal, whose id it has.

    `minutes` is the length of a meeting, None for that of its exercise, which is empty where the
    team has no usual one.
    """

    id: str
    title: str = ""
    exercise: str = ""
    participants: tuple[str, ...] = ()
    minutes: int | None = None
    ground_rules: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The dots that the room gave to one gap (a card or theme)."""

    gap: str
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The dots that one person gave on their own device; its id is random and names nobody."""

    id: str
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One vote on the gaps; a later one has a later place and replaces none.

    Each of `voters` people has `dots`, at most `most` of them for one gap. `secret` says that the
    totals are not shown before the ballot is `closed`. `votes` are the raised hands, and each of
    `slips`, in random order, is one person more.
    """

    id: str
    place: int
    voters: int
    dots: int
    most: int
    secret: bool = False
    closed: bool = False
    votes: tuple[Vote, ...] = ()
    slips: tuple[Slip, ...] = ()


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
class Recurrence:
    """Somebody's word that an excuse or a gap is one that was heard before.

    `meeting` and `earlier` name that one, and `text` and `day` copy what was said and when.
    """

    id: str
    place: int
    item: str
    meeting: str
    earlier: str
    text: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GapNumber:
    """How much of a gap there is, as the room counts or guesses it on a day: a whole number.

    `item` is the gap (a card or theme), or an earlier action that came from it.
    """

    id: str
    place: int
    item: str
    value: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterNote:
    """Somebody's word on what became of a gap in a register, on a day.

    `meeting` and `gap` name it, `text` copies its words. It is kept in the team’s journal.
    """

    id: str
    place: int
    meeting: str
    gap: str
    text: str
    day: date
    state: RegisterState


@dataclass(frozen=True, slots=True, kw_only=True)
class PastNumber:
    """A number on a gap from before the meeting that looks back on it."""

    day: date
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVerdict:
    """What was said of an action before the meeting that looks back on it."""

    day: date
    status: Status
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAction:
    """An action of another meeting that is looked back on: what it was, as a copy.

    `meeting` and `action` name it, `owner` and `due` are those it has now; `gap` and `excuse` are
    the words it came from. `stage` is the stage of the review, empty in a journal. `gap_id` names
    the gap in that meeting, empty where nobody knows it, and `numbers` are those on it so far.
    `kind` is what kind of action it was.
    """

    id: str
    stage: str
    text: str
    place: int
    meeting: str
    action: str
    owner: str = ""
    due: date | None = None
    promised_on: date
    gap: str = ""
    excuse: str = ""
    history: tuple[PastVerdict, ...] = ()
    gap_id: str = ""
    numbers: tuple[PastNumber, ...] = ()
    kind: ActionKind = ActionKind.DO


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of an action, or of an earlier one, on a day: `text` in one line.

    `due` is a new day by which it is to be done. Of an excuse the same words are an Excuse under
    it, from which the chain goes on.
    """

    id: str
    action: str
    text: str
    place: int
    status: Status
    day: date
    due: date | None = None
    noticed: Noticed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """Something that was put aside for the end of the meeting; `stage` is where it came up."""

    id: str
    stage: str
    text: str
    place: int
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One sentence on a column; `rank` orders gaps once the room has put them in order.

    `labels` are ids of labels of the exercise.
    """

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
    """A named group of like cards of one column; `labels` are ids of labels of the exercise."""

    id: str
    column: str
    text: str
    place: int
    rank: int | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Why a gap (card or theme) is as it is, or, under a verdict, why an action was not done.

    Where its kind is “not ours”, `ask` is whom to ask.
    """

    id: str
    gap: str
    text: str
    place: int
    kind: ExcuseKind | None = None
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How an excuse, or another origin, came about."""

    id: str
    parent: str
    text: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """What replaces an excuse, answers one of its origins, or follows from a strength."""

    id: str
    parent: str
    text: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A strategy, something parked, or the answer to a question, that somebody committed to.

    `when` begins an if–then, `expected_excuse` is the one that will be heard first, `agreed` who
    of the owners said yes to it.
    """

    id: str
    strategy: str
    text: str
    place: int
    owner: str
    due: date | None
    sign: str = ""
    when: str = ""
    expected_excuse: str = ""
    sponsor: str = ""
    agreed: tuple[str, ...] = ()
    kind: ActionKind = ActionKind.DO


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A definition in the room's own words, ticked against its stage's criteria."""

    id: str
    stage: str
    text: str
    place: int
    ticks: tuple[str, ...] = ()
    brought_from: str = ""
    """The earlier meeting it was brought along from, as long as nobody has agreed to it here."""
    said_on: date | None = None
    """The day on which it was first said, None for the day of this meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered to a question of the exercise.

    `about` is the card, theme or earlier action that the question is about, empty where it is about
    the meeting. `field` is the id of the question: a field, a check, or a place to answer at the
    close. `choice` is one of its choices, where it has any; of a check the text may be empty.
    `brought_from` and `said_on` are as those of a statement.
    """

    id: str
    about: str
    field: str
    text: str
    place: int
    choice: str = ""
    brought_from: str = ""
    said_on: date | None = None


Item = (
    EarlierAction
    | Card
    | Theme
    | Excuse
    | Origin
    | Strategy
    | Action
    | Statement
    | Parked
    | Verdict
    | Answer
)
"""A record with a text, shown in a column."""

Single = Details | Bookmark | Clock | Team | TeamTemplate | Roti | Script
"""A record of which a meeting has one; its id is the meeting's."""

Listed = Ballot | Deferral | Recurrence | GapNumber | RegisterNote
"""A record of which a meeting has some, one after another, and which is shown in no column."""

Record = Single | Listed | Item

PARENT_FIELD: dict[type[Item], str] = {
    EarlierAction: "stage",
    Card: "column",
    Theme: "column",
    Answer: "about",
    Excuse: "gap",
    Origin: "parent",
    Strategy: "parent",
    Action: "strategy",
    Statement: "stage",
    Parked: "stage",
    Verdict: "action",
}
ITEM_TYPES: tuple[type[Item], ...] = tuple(PARENT_FIELD)


def parent_of(item: Item) -> str:
    """Return the id of the column, the stage or the other item that it belongs to."""
    parent: str = getattr(item, PARENT_FIELD[type(item)])
    return parent
