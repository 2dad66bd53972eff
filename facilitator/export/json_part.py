"""The parts of a meeting's JSON: types that hold every limit, and the record each part becomes."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta, Struct

from facilitator.domain.facilitation.lifecycle import storable
from facilitator.domain.limits import (
    HIGHEST,
    LONGEST_ID,
    LONGEST_LIST,
    LONGEST_STORED_DRAFT,
    MOST_BALLOTS,
    MOST_NAMES,
    MOST_STAGES,
    MOST_STORED,
    MOST_VOTES,
)
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Details,
    Draft,
    Excuse,
    Item,
    Origin,
    Side,
    StageTime,
    Statement,
    Status,
    Strategy,
    Theme,
    Vote,
    parent_of,
)
from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError
from facilitator.typed_reader import UnfitError, checked

FORMAT = "facilitator-meeting"
VERSION = 1


class Places:
    """Places given out in order; themes continue after the cards."""

    def __init__(self) -> None:
        self._counts: dict[tuple[type, str], int] = {}

    def next(self, kind: type[Item], parent: str) -> int:
        """Return the next place under a parent."""
        row = (Card if kind is Theme else kind, parent)
        count = self._counts[row] = self._counts.get(row, 0) + 1
        return count * STEP


def placed(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items with places in the order in which they come."""
    places = Places()
    for item in items:
        yield replace(item, place=places.next(type(item), parent_of(item)))


def _format(value: object) -> str:
    if value != FORMAT:
        raise ValueError
    return FORMAT


def _version(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError
    if value > VERSION:
        raise UnfitError(
            advice=f"this program reads up to version {VERSION}: "
            "open it with a newer Facilitator that reads that version"
        )
    return value


def _id(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_ID:
        raise ValueError
    if not value.isprintable() or " " in value:
        raise ValueError
    return value


def _id_or_blank(value: object) -> str:
    return "" if value == "" else _id(value)


def _tidied(value: object, tidy: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise ValueError
    try:
        return tidy(value)
    except InputRefusedError:
        raise UnfitError(
            problem=f"has {len(value):,} characters, more than a text can hold",
            advice="shorten it or split it in two",
        ) from None


def _not_blank(text: str) -> str:
    if not text:
        raise UnfitError(right="a text")
    return text


def _as_typed(text: str) -> str:
    """Return an unfinished text as it is. Raises InputRefusedError if it is too long."""
    if len(text) > LONGEST_STORED_DRAFT:
        raise InputRefusedError
    return storable(text)


def _moment(value: object) -> datetime:
    """Return a moment in UTC, from text with an offset."""
    if isinstance(value, str):
        with suppress(ValueError, OverflowError):
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
    raise ValueError


if TYPE_CHECKING:
    # To a type checker they are what their checks return; each on a line, as an alias has to be.
    Format = str
    Version = int
    Id = str
    IdOrBlank = str
    Text = str
    Title = str
    Line = str
    Typed = str
    Moment = datetime
else:
    _AN_ID = f"an id of 1 to {LONGEST_ID} characters without spaces"
    _A_TEXT = "a text in quotes"
    Format = checked(
        _format,
        f'"{FORMAT}"',
        advice=f'"{FORMAT}" is needed: choose a file that Facilitator exported',
    )
    Version = checked(_version, f"the number {VERSION}")
    Id = checked(_id, _AN_ID)
    IdOrBlank = checked(_id_or_blank, _AN_ID)
    Text = checked(lambda value: _not_blank(_tidied(value, clean)), _A_TEXT)
    Title = checked(lambda value: _not_blank(_tidied(value, clean_line)), _A_TEXT)
    Line = checked(lambda value: _tidied(value, clean_line), _A_TEXT)
    Typed = checked(lambda value: _tidied(value, _as_typed), _A_TEXT)
    Moment = checked(_moment, "a moment such as 2026-11-27T10:15:00+00:00")

Number = Annotated[int, Meta(ge=0, le=HIGHEST)]
FromOne = Annotated[int, Meta(ge=1, le=HIGHEST)]
Lines = Annotated[tuple[Line, ...], Meta(max_length=MOST_STORED)]
"""Where they may also be null, that is the same as none of them."""


def _distinct(key: str, lines: Lines | None) -> tuple[str, ...]:
    """Return the lines without blank and repeated ones. Raises UnfitError for more than fit."""
    found = tuple(dict.fromkeys(filter(None, lines or ())))
    if len(found) > MOST_NAMES:
        # Fewer always fit.
        _check_size(key, found)
    return found


def _check_size(key: str, kept: object) -> None:
    """Raise UnfitError for more than can be kept as one list, in the form it is kept."""
    size = len(json.dumps(kept, ensure_ascii=False))
    if size > LONGEST_LIST:
        raise UnfitError(
            key,
            problem=f"has {size:,} characters, more than the {LONGEST_LIST:,} it can hold",
            advice="leave some of them out",
        )


class Envelope(Struct):
    """What tells that a file is one of ours, and how to read it."""

    format: Format
    version: Version


class DraftPart(Struct):
    stage: Id
    fields: Annotated[tuple[Typed, ...], Meta(max_length=MOST_STORED)] | None = ()


class HeadingPart(Struct):
    """What a meeting is about, and where it is; what is selected there may be gone."""

    id: Id
    title: Title
    exercise: Id
    held_on: date
    team: Line | None = ""
    facilitator: Line | None = ""
    participants: Lines | None = ()
    signed: bool | None = False
    next_on: date | None = None
    first: Id | None = None
    stage: IdOrBlank | None = ""
    gap: Id | None = None
    side: Side | None = None
    left: Id | None = None
    right: Id | None = None
    turn: Line | None = ""
    seat: Number | None = 0
    private: bool | None = False
    drafts: Annotated[tuple[DraftPart, ...], Meta(max_length=MOST_STORED)] | None = ()

    def __post_init__(self) -> None:
        self.participants = _distinct("participants", self.participants)
        _check_size("drafts", [[draft.stage, draft.fields] for draft in self.drafts or ()])

    def details(self) -> Details:
        return Details(
            id=self.id,
            title=self.title,
            exercise=self.exercise,
            held_on=self.held_on,
            team=self.team or "",
            facilitator=self.facilitator or "",
            participants=self.participants or (),
            signed=bool(self.signed),
            next_on=self.next_on,
            first=self.first,
        )

    def bookmark(self) -> Bookmark:
        drafts = {
            draft.stage: Draft(stage=draft.stage, fields=draft.fields or ())
            for draft in self.drafts or ()
        }
        return Bookmark(
            id=self.id,
            stage=self.stage or "",
            gap=self.gap,
            side=self.side,
            left=self.left,
            right=self.right,
            turn=self.turn or None,
            seat=self.seat or 0,
            private=bool(self.private),
            drafts=tuple(drafts.values()),
        )


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
        return Clock(
            id=meeting,
            minutes=self.minutes,
            stage=self.stage,
            since=self.since,
            given=_stage_times(self.given),
            spent=_stage_times(self.spent),
        )


def _stage_times(times: Times | None) -> tuple[StageTime, ...]:
    """Return the time of each stage; of a stage named twice, the last one counts."""
    found = {time.stage: StageTime(stage=time.stage, seconds=time.seconds) for time in times or ()}
    return tuple(found.values())


class VotePart(Struct):
    gap: Id
    dots: Number


class BallotPart(Struct):
    id: Id
    voters: Number
    dots: Number
    most: Number
    secret: bool | None = False
    closed: bool | None = False
    votes: Annotated[tuple[VotePart, ...], Meta(max_length=MOST_VOTES)] | None = ()

    def ballot(self, place: int) -> Ballot:
        votes = {vote.gap: Vote(gap=vote.gap, dots=vote.dots) for vote in self.votes or ()}
        return Ballot(
            id=self.id,
            place=place,
            voters=self.voters,
            dots=self.dots,
            most=self.most,
            secret=bool(self.secret),
            closed=bool(self.closed),
            votes=tuple(votes.values()),
        )


class CardPart(Struct):
    id: Id
    column: Id
    text: Text
    theme: Id | None = None
    rank: FromOne | None = None
    labels: Lines | None = ()
    author: Line | None = ""
    veiled: bool | None = False

    def __post_init__(self) -> None:
        self.labels = _distinct("labels", self.labels)

    def item(self, places: Places) -> Item:
        return Card(
            id=self.id,
            column=self.column,
            text=self.text,
            place=places.next(Card, self.column),
            theme=self.theme,
            rank=_rank(self.rank),
            labels=self.labels or (),
            author=self.author or "",
            hidden=bool(self.veiled),
        )


class ThemePart(Struct):
    id: Id
    column: Id
    name: Text
    rank: FromOne | None = None
    labels: Lines | None = ()

    def __post_init__(self) -> None:
        self.labels = _distinct("labels", self.labels)

    def item(self, places: Places) -> Item:
        return Theme(
            id=self.id,
            column=self.column,
            text=self.name,
            place=places.next(Theme, self.column),
            rank=_rank(self.rank),
            labels=self.labels or (),
        )


class ExcusePart(Struct):
    id: Id
    gap: Id
    text: Text

    def item(self, places: Places) -> Item:
        place = places.next(Excuse, self.gap)
        return Excuse(id=self.id, gap=self.gap, text=self.text, place=place)


class OriginPart(Struct):
    id: Id
    parent: Id
    text: Text

    def item(self, places: Places) -> Item:
        place = places.next(Origin, self.parent)
        return Origin(id=self.id, parent=self.parent, text=self.text, place=place)


class StrategyPart(Struct):
    id: Id
    excuse: Id
    text: Text

    def item(self, places: Places) -> Item:
        place = places.next(Strategy, self.excuse)
        return Strategy(id=self.id, excuse=self.excuse, text=self.text, place=place)


class ActionPart(Struct):
    id: Id
    strategy: Id
    text: Text
    owner: Line | None = ""
    due: date | None = None
    sign: Line | None = ""
    status: Status | None = Status.OPEN

    def item(self, places: Places) -> Item:
        return Action(
            id=self.id,
            strategy=self.strategy,
            text=self.text,
            place=places.next(Action, self.strategy),
            owner=self.owner or "",
            due=self.due,
            sign=self.sign or "",
            status=self.status or Status.OPEN,
        )


class StatementPart(Struct):
    id: Id
    stage: Id
    text: Text
    ticks: Lines | None = ()

    def __post_init__(self) -> None:
        self.ticks = _distinct("ticks", self.ticks)

    def item(self, places: Places) -> Item:
        return Statement(
            id=self.id,
            stage=self.stage,
            text=self.text,
            place=places.next(Statement, self.stage),
            ticks=self.ticks or (),
        )


ItemPart = (
    CardPart | ThemePart | ExcusePart | OriginPart | StrategyPart | ActionPart | StatementPart
)


class Document(Struct):
    """A file as a whole; its items are read one by one, since there may be very many."""

    meeting: HeadingPart
    clock: ClockPart | None = None
    ballots: Annotated[tuple[BallotPart, ...], Meta(max_length=MOST_BALLOTS)] | None = ()
    cards: list[Any] | None = None
    themes: list[Any] | None = None
    excuses: list[Any] | None = None
    origins: list[Any] | None = None
    strategies: list[Any] | None = None
    actions: list[Any] | None = None
    statements: list[Any] | None = None


ITEM_PARTS: dict[str, type[ItemPart]] = {
    "cards": CardPart,
    "themes": ThemePart,
    "excuses": ExcusePart,
    "origins": OriginPart,
    "strategies": StrategyPart,
    "actions": ActionPart,
    "statements": StatementPart,
}


def _rank(rank: int | None) -> int | None:
    return None if rank is None else rank * STEP
