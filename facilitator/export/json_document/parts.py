"""The parts of a meeting's JSON, and the record that each becomes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, field
from msgspec.structs import asdict

from facilitator.domain.limits import (
    MOST_BALLOTS,
    MOST_DEFERRALS,
    MOST_DEFERRED,
    MOST_FINGERS,
    MOST_HISTORY,
    MOST_NUMBERS,
    MOST_RECURRENCES,
    MOST_SLIPS,
    MOST_STAGES,
    MOST_STORED,
    MOST_VOTES,
)
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    PARENT_FIELD,
    Action,
    ActionKind,
    Answer,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Deferral,
    Deferred,
    Details,
    Draft,
    EarlierAction,
    Excuse,
    ExcuseKind,
    GapNumber,
    Item,
    Lack,
    Noticed,
    Origin,
    Outcome,
    Parked,
    PastNumber,
    PastVerdict,
    Recurrence,
    RegisterNote,
    RegisterState,
    Side,
    Slip,
    StageTime,
    Statement,
    Status,
    Strategy,
    Team,
    TeamTemplate,
    Theme,
    Verdict,
    Vote,
    parent_of,
)
from facilitator.export.json_document.types import (
    AN_ID,
    Format,
    FromOne,
    Id,
    IdOrBlank,
    LineOrNull,
    Lines,
    Moment,
    Number,
    ScriptText,
    Text,
    TextOrBlank,
    Title,
    Typed,
    Version,
    check_size,
    distinct,
)
from facilitator.typed_reader import UnfitError


class Places:
    """Places given out in order; themes continue after the cards."""

    def __init__(self) -> None:
        self._counts: dict[tuple[type, str], int] = {}

    def next(self, kind: type[Item], parent: str) -> int:
        """Return the next place under a parent; of promises and what was parked, among all."""
        row = (Card if kind is Theme else kind, "" if kind in (Parked, EarlierAction) else parent)
        count = self._counts[row] = self._counts.get(row, 0) + 1
        return count * STEP


def placed(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items with places in the order in which they come."""
    places = Places()
    for item in items:
        yield replace(item, place=places.next(type(item), parent_of(item)))


class Envelope(Struct):
    """What tells that a file is one of ours, and how to read it."""

    format: Format
    version: Version


class DraftPart(Struct):
    stage: Id
    fields: Annotated[tuple[Typed, ...], Meta(max_length=MOST_STORED)] | None = ()

    def draft(self) -> Draft:
        return Draft(stage=self.stage, fields=self.fields or ())


class DetailsPart(Struct):
    """What a meeting is about: the first half of its heading; a journal follows no exercise."""

    id: Id
    title: Title
    exercise: IdOrBlank
    held_on: date
    team: LineOrNull = ""
    facilitator: LineOrNull = ""
    participants: Lines | None = ()
    signed: bool | None = False
    next_on: date | None = None
    first: Id | None = None
    team_id: Id | None = None
    next_facilitator: LineOrNull = ""
    ground_rules: TextOrBlank = ""

    def __post_init__(self) -> None:
        self.participants = distinct("participants", self.participants)
        self.signed = bool(self.signed)
        if not self.exercise and self.team_id != self.id:
            raise UnfitError("exercise", right=AN_ID)
        if self.exercise and self.team_id == self.id:
            raise UnfitError("team_id", right="null or the id of a team")

    def details(self) -> Details:
        return Details(**asdict(self))


class BookmarkPart(Struct):
    """Where a meeting is: the other half; what is selected may be gone, as on the screen."""

    id: Id
    stage: IdOrBlank = ""
    gap: Id | None = None
    side: Side | None = None
    left: Id | None = None
    right: Id | None = None
    turn: LineOrNull = ""
    seat: Number | None = 0
    private: bool | None = False
    step: Number | None = 0
    step_from: Number | None = 0
    drafts: Annotated[tuple[DraftPart, ...], Meta(max_length=MOST_STORED)] | None = ()

    def __post_init__(self) -> None:
        check_size("drafts", [[draft.stage, draft.fields] for draft in self.drafts or ()])

    def bookmark(self) -> Bookmark:
        drafts = {part.stage: part.draft() for part in self.drafts or ()}
        changed = {
            "turn": self.turn or None,
            "seat": self.seat or 0,
            "step": self.step or 0,
            "step_from": self.step_from or 0,
            "private": bool(self.private),
            "drafts": tuple(drafts.values()),
        }
        return Bookmark(**asdict(self) | changed)


class TeamPart(Struct):
    """The team of a journal."""

    name: Title
    earlier_names: Lines | None = ()
    merged_into: Id | None = None

    def team(self, journal: str) -> Team:
        names = {"earlier_names": distinct("earlier_names", self.earlier_names)}
        return Team(id=journal, **asdict(self) | names)


class TemplatePart(Struct):
    """How the meetings of the team of a journal begin."""

    title: LineOrNull = ""
    exercise: IdOrBlank = ""
    participants: Lines | None = ()
    minutes: FromOne | None = None
    ground_rules: TextOrBlank = ""

    def template(self, journal: str) -> TeamTemplate:
        names = {"participants": distinct("participants", self.participants)}
        return TeamTemplate(id=journal, **asdict(self) | names)


Fingers = Annotated[tuple[Annotated[int, Meta(ge=1, le=5)], ...], Meta(max_length=MOST_FINGERS)]


class TimePart(Struct):
    stage: Id
    seconds: Number


Times = Annotated[tuple[TimePart, ...], Meta(max_length=MOST_STAGES)]


class ClockPart(Struct):
    minutes: FromOne | None = None
    stage: Id | None = None
    since: Moment | None = None
    given: Times | None = ()
    spent: Times | None = ()

    def clock(self, meeting: str) -> Clock:
        times = {"given": _stage_times(self.given), "spent": _stage_times(self.spent)}
        return Clock(id=meeting, **asdict(self) | times)


def _stage_times(times: Times | None) -> tuple[StageTime, ...]:
    """Return the time of each stage; of a stage named twice, the last one counts."""
    return tuple({part.stage: StageTime(**asdict(part)) for part in times or ()}.values())


class VotePart(Struct):
    gap: Id
    dots: Number


Votes = Annotated[tuple[VotePart, ...], Meta(max_length=MOST_VOTES)]


def _votes(parts: Votes | None) -> tuple[Vote, ...]:
    """Return the dots of each gap; of a gap named twice, the last ones count."""
    return tuple({part.gap: Vote(**asdict(part)) for part in parts or ()}.values())


class SlipPart(Struct):
    id: Id
    votes: Votes | None = ()


class BallotPart(Struct):
    id: Id
    voters: Number
    dots: Number
    most: Number
    secret: bool | None = False
    closed: bool | None = False
    votes: Votes | None = ()
    slips: Annotated[tuple[SlipPart, ...], Meta(max_length=MOST_SLIPS)] | None = ()

    def ballot(self, place: int) -> Ballot:
        slips = {part.id: Slip(id=part.id, votes=_votes(part.votes)) for part in self.slips or ()}
        changed = {
            "secret": bool(self.secret),
            "closed": bool(self.closed),
            "votes": _votes(self.votes),
            "slips": tuple(slips.values()),
        }
        return Ballot(place=place, **asdict(self) | changed)


class DeferredPart(Struct):
    item: Id
    lack: Lack


class DeferralPart(Struct):
    id: Id
    reason: Title
    deferred: Annotated[tuple[DeferredPart, ...], Meta(max_length=MOST_DEFERRED)] | None = ()

    def deferral(self, place: int) -> Deferral:
        deferred = [Deferred(**asdict(part)) for part in self.deferred or ()]
        changed = {"deferred": tuple(dict.fromkeys(deferred))}
        return Deferral(place=place, **asdict(self) | changed)


class RecurrencePart(Struct):
    id: Id
    item: Id
    meeting: Id
    earlier: Id
    text: TextOrBlank
    day: date

    def recurrence(self, place: int) -> Recurrence:
        return Recurrence(place=place, **asdict(self))


class GapNumberPart(Struct):
    id: Id
    item: Id
    value: Number
    day: date

    def number(self, place: int) -> GapNumber:
        return GapNumber(place=place, **asdict(self))


class RegisterNotePart(Struct):
    id: Id
    meeting: Id
    gap: Id
    text: TextOrBlank
    day: date
    state: RegisterState

    def note(self, place: int) -> RegisterNote:
        return RegisterNote(place=place, **asdict(self))


class ItemPart(Struct):
    """An item of a file: its fields are those of the record but for the place."""

    id: Id
    record: ClassVar[type[Item]]

    def item(self, places: Places) -> Item:
        values = asdict(self)
        place = places.next(self.record, values[PARENT_FIELD[self.record]])
        return self.record(place=place, **values)


class CardPart(ItemPart):
    column: Id
    text: Text
    theme: Id | None = None
    rank: FromOne | None = None
    labels: Lines | None = ()
    author: LineOrNull = ""
    hidden: bool | None = field(default=False, name="veiled")
    record = Card

    def __post_init__(self) -> None:
        self.labels = distinct("labels", self.labels)
        self.rank = _spread(self.rank)
        self.hidden = bool(self.hidden)


class ThemePart(ItemPart):
    column: Id
    text: Text = field(name="name")
    rank: FromOne | None = None
    labels: Lines | None = ()
    record = Theme

    def __post_init__(self) -> None:
        self.labels = distinct("labels", self.labels)
        self.rank = _spread(self.rank)


class ExcusePart(ItemPart):
    gap: Id
    text: Text
    kind: ExcuseKind | None = None
    ask: LineOrNull = ""
    record = Excuse


class OriginPart(ItemPart):
    parent: Id
    text: Text
    record = Origin


class StrategyPart(ItemPart):
    """A strategy; up to version 2 its parent was always an excuse, and was called so."""

    text: Text
    parent: Id | None = None
    excuse: Id | None = None
    record = Strategy

    def __post_init__(self) -> None:
        if self.parent is None and self.excuse is None:
            raise UnfitError("parent", right="the id of an excuse or origin")

    def item(self, places: Places) -> Item:
        parent = self.parent or self.excuse or ""
        place = places.next(Strategy, parent)
        return Strategy(id=self.id, parent=parent, text=self.text, place=place)


class ActionPart(ItemPart):
    strategy: Id
    text: Text
    owner: LineOrNull = ""
    due: date | None = None
    sign: LineOrNull = ""
    when: LineOrNull = ""
    expected_excuse: LineOrNull = ""
    sponsor: LineOrNull = ""
    agreed: Lines | None = ()
    kind: ActionKind | None = None
    status: Status | None = None
    """What became of it, up to version 2; it is told by verdicts since."""
    record = Action

    def item(self, places: Places) -> Item:
        values = asdict(self)
        del values["status"]
        changed = {
            "kind": self.kind or ActionKind.DO,
            "agreed": distinct("agreed", self.agreed),
        }
        return Action(place=places.next(Action, self.strategy), **values | changed)


class StatementPart(ItemPart):
    stage: Id
    text: Text
    ticks: Lines | None = ()
    brought_from: IdOrBlank = ""
    said_on: date | None = None
    record = Statement

    def __post_init__(self) -> None:
        self.ticks = distinct("ticks", self.ticks)


class AnswerPart(ItemPart):
    field: Id
    about: IdOrBlank = ""
    text: TextOrBlank = ""
    choice: LineOrNull = ""
    brought_from: IdOrBlank = ""
    said_on: date | None = None
    record = Answer


class PastVerdictPart(Struct):
    day: date
    status: Status
    text: TextOrBlank = ""


class PastNumberPart(Struct):
    day: date
    value: Number


class EarlierActionPart(ItemPart):
    text: TextOrBlank
    meeting: Id
    action: Id
    promised_on: date
    stage: IdOrBlank = ""
    owner: LineOrNull = ""
    due: date | None = None
    gap: TextOrBlank = ""
    excuse: TextOrBlank = ""
    history: Annotated[tuple[PastVerdictPart, ...], Meta(max_length=MOST_HISTORY)] | None = ()
    gap_id: IdOrBlank = ""
    numbers: Annotated[tuple[PastNumberPart, ...], Meta(max_length=MOST_HISTORY)] | None = ()
    kind: ActionKind | None = None
    record = EarlierAction

    def item(self, places: Places) -> Item:
        history = tuple(PastVerdict(**asdict(part)) for part in self.history or ())
        place = places.next(EarlierAction, self.stage)
        numbers = tuple(PastNumber(**asdict(part)) for part in self.numbers or ())
        kind = self.kind or ActionKind.DO
        changed = {"history": history, "numbers": numbers, "kind": kind}
        return EarlierAction(place=place, **asdict(self) | changed)


class VerdictPart(ItemPart):
    action: Id
    status: Status
    day: date
    text: TextOrBlank = ""
    due: date | None = None
    noticed: Noticed | None = None
    record = Verdict

    def __post_init__(self) -> None:
        if self.status is Status.OPEN:
            raise UnfitError("status", right="done, progress, excuse or dropped")


class ParkedPart(ItemPart):
    text: Text
    stage: IdOrBlank = ""
    outcome: Outcome | None = None
    record = Parked


def _spread(rank: int | None) -> int | None:
    """Return a rank with room for others between it and the next."""
    return None if rank is None else rank * STEP


class Document(Struct):
    """A file as a whole; its items are read one by one, since there may be very many."""

    meeting: dict[str, Any]
    clock: ClockPart | None = None
    ballots: Annotated[tuple[BallotPart, ...], Meta(max_length=MOST_BALLOTS)] | None = ()
    deferrals: Annotated[tuple[DeferralPart, ...], Meta(max_length=MOST_DEFERRALS)] | None = ()
    recurrences: (
        Annotated[tuple[RecurrencePart, ...], Meta(max_length=MOST_RECURRENCES)] | None
    ) = ()
    numbers: Annotated[tuple[GapNumberPart, ...], Meta(max_length=MOST_NUMBERS)] | None = ()
    register_notes: (
        Annotated[tuple[RegisterNotePart, ...], Meta(max_length=MOST_NUMBERS)] | None
    ) = ()
    journal: TeamPart | None = None
    template: TemplatePart | None = None
    roti: Fingers | None = None
    exercise: ScriptText | None = None
    earlier_actions: list[Any] | None = []
    cards: list[Any] | None = []
    themes: list[Any] | None = []
    answers: list[Any] | None = []
    excuses: list[Any] | None = []
    origins: list[Any] | None = []
    strategies: list[Any] | None = []
    actions: list[Any] | None = []
    statements: list[Any] | None = []
    parked: list[Any] | None = []
    verdicts: list[Any] | None = []


ITEM_PARTS: dict[str, type[ItemPart]] = {
    "earlier_actions": EarlierActionPart,
    "cards": CardPart,
    "themes": ThemePart,
    "answers": AnswerPart,
    "excuses": ExcusePart,
    "origins": OriginPart,
    "strategies": StrategyPart,
    "actions": ActionPart,
    "statements": StatementPart,
    "parked": ParkedPart,
    "verdicts": VerdictPart,
}
