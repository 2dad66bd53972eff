"""Records as rows and back, exactly: what is read equals what was written."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from msgspec import Meta

from facilitator.domain.limits import (
    FARTHEST,
    HIGHEST,
    LONGEST,
    LONGEST_ID,
    LONGEST_LIST,
    LONGEST_SCRIPT,
    LONGEST_STORED_DRAFT,
    MOST_SECONDS,
)
from facilitator.domain.moments import moment_of
from facilitator.domain.records import (
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
    Lack,
    Noticed,
    Origin,
    Outcome,
    Parked,
    PastNumber,
    PastVerdict,
    Record,
    Recurrence,
    RegisterNote,
    RegisterState,
    Roti,
    Script,
    Side,
    Single,
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
)
from facilitator.storage.db.problems import DamagedRowError
from facilitator.typed_reader import short_json

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Value = str | int | None
Row = dict[str, Value]
_Bounds = tuple[tuple[type, ...], Callable[[Any], int], int]
"""The types of a field, how its values are measured, and the most that they may measure."""


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment_text(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("a naive moment")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str | None) -> datetime | None:
    return moment_of(text) if text else None


def _words_text(words: tuple[str, ...]) -> str:
    return json.dumps(words, ensure_ascii=False) if words else "[]"


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a stored list. Raises ValueError and TypeError."""
    # Most items have no words at all, and a parser has its price.
    return _list_of_words(text) if text != "[]" else ()


def _reader(kind: type[T]) -> Callable[[str], T]:
    """Return a function that reads a list. It raises ValueError."""
    read = short_json(kind)

    def read_list(text: str) -> T:
        if len(text) > LONGEST_LIST:
            raise ValueError("too long a list")
        return read(text)

    return read_list


_Id = Annotated[str, Meta(max_length=LONGEST_ID)]
_Typed = Annotated[str, Meta(max_length=LONGEST_STORED_DRAFT)]
_Seconds = Annotated[int, Meta(ge=-MOST_SECONDS, le=MOST_SECONDS)]
_Dots = Annotated[int, Meta(ge=-HIGHEST, le=HIGHEST)]
_list_of_words = _reader(tuple[Annotated[str, Meta(max_length=LONGEST)], ...])
_list_of_drafts = _reader(tuple[tuple[_Id, tuple[_Typed, ...]], ...])
_list_of_times = _reader(tuple[tuple[_Id, _Seconds], ...])
_list_of_votes = _reader(tuple[tuple[_Id, _Dots], ...])
_list_of_slips = _reader(tuple[tuple[_Id, tuple[tuple[_Id, _Dots], ...]], ...])
_list_of_deferred = _reader(tuple[tuple[_Id, Lack], ...])
_list_of_fingers = _reader(tuple[Annotated[int, Meta(ge=1, le=5)], ...])
_list_of_past_numbers = _reader(tuple[tuple[date, Annotated[int, Meta(ge=0, le=HIGHEST)]], ...])
_list_of_past = _reader(tuple[tuple[date, Status, Annotated[str, Meta(max_length=LONGEST)]], ...])


def _drafts_text(drafts: tuple[Draft, ...]) -> str:
    return json.dumps([[draft.stage, draft.fields] for draft in drafts], ensure_ascii=False)


def _drafts(text: str) -> tuple[Draft, ...]:
    return tuple(Draft(stage=stage, fields=kept) for stage, kept in _list_of_drafts(text))


def _times_text(times: tuple[StageTime, ...]) -> str:
    return json.dumps([[time.stage, time.seconds] for time in times], ensure_ascii=False)


def _times(text: str) -> tuple[StageTime, ...]:
    return tuple(StageTime(stage=stage, seconds=seconds) for stage, seconds in _list_of_times(text))


def _votes_text(votes: tuple[Vote, ...]) -> str:
    return json.dumps([[vote.gap, vote.dots] for vote in votes], ensure_ascii=False)


def _votes(text: str) -> tuple[Vote, ...]:
    return tuple(Vote(gap=gap, dots=dots) for gap, dots in _list_of_votes(text))


def _slips_text(slips: tuple[Slip, ...]) -> str:
    rows = [[slip.id, [[vote.gap, vote.dots] for vote in slip.votes]] for slip in slips]
    return json.dumps(rows, ensure_ascii=False)


def _slips(text: str) -> tuple[Slip, ...]:
    if text == "[]":
        return ()
    return tuple(
        Slip(id=slip, votes=tuple(Vote(gap=gap, dots=dots) for gap, dots in votes))
        for slip, votes in _list_of_slips(text)
    )


def _deferred_text(deferred: tuple[Deferred, ...]) -> str:
    return json.dumps([[each.item, str(each.lack)] for each in deferred], ensure_ascii=False)


def _deferred(text: str) -> tuple[Deferred, ...]:
    return tuple(Deferred(item=item, lack=lack) for item, lack in _list_of_deferred(text))


def _numbers_text(numbers: tuple[int, ...]) -> str:
    return json.dumps(numbers)


def _past_numbers_text(numbers: tuple[PastNumber, ...]) -> str:
    return json.dumps([[past.day.isoformat(), past.value] for past in numbers])


def past_numbers(text: str) -> tuple[PastNumber, ...]:
    """Return numbers as they are stored. Raises ValueError."""
    if text == "[]":
        return ()
    return tuple(PastNumber(day=day, value=value) for day, value in _list_of_past_numbers(text))


def _past_text(past: tuple[PastVerdict, ...]) -> str:
    rows = [[each.day.isoformat(), str(each.status), each.text] for each in past]
    return json.dumps(rows, ensure_ascii=False)


def _past(text: str) -> tuple[PastVerdict, ...]:
    found = _list_of_past(text) if text != "[]" else ()
    return tuple(PastVerdict(day=day, status=status, text=said) for day, status, said in found)


def _choice(kind: Callable[[str], T]) -> tuple[Callable[[T | None], Value], Callable[..., Any]]:
    """Return how one of a few words is written and read that may be missing."""
    return (lambda value: value and str(value), lambda text: kind(text) if text else None)


def _flag(value: object) -> bool:
    if type(value) is not int or value not in (0, 1):
        raise ValueError("neither 0 nor 1")
    return bool(value)


Codec = tuple[Callable[[Any], Value], Callable[[Any], Any]]

_CODECS: dict[str, Codec] = {
    "held_on": (_day_text, date.fromisoformat),
    "next_on": (_day_text, _day),
    "said_on": (_day_text, _day),
    "due": (_day_text, _day),
    "discarded_at": (_moment_text, _moment),
    "participants": (_words_text, words_in),
    "labels": (_words_text, words_in),
    "ticks": (_words_text, words_in),
    "drafts": (_drafts_text, _drafts),
    "since": (_moment_text, _moment),
    "given": (_times_text, _times),
    "spent": (_times_text, _times),
    "votes": (_votes_text, _votes),
    "slips": (_slips_text, _slips),
    "deferred": (_deferred_text, _deferred),
    **dict.fromkeys(("signed", "private", "hidden", "secret", "closed"), (int, _flag)),
    "side": _choice(Side),
    "status": (str, Status),
    "day": (_day_text, date.fromisoformat),
    "promised_on": (_day_text, date.fromisoformat),
    "earlier_names": (_words_text, words_in),
    "agreed": (_words_text, words_in),
    "fingers": (_numbers_text, _list_of_fingers),
    "history": (_past_text, _past),
    "numbers": (_past_numbers_text, past_numbers),
    "state": (str, RegisterState),
    "noticed": _choice(Noticed),
    "outcome": _choice(Outcome),
}
"""How the fields of these names are written and read; all others are stored as they are."""
_OWN_CODECS: dict[tuple[type[Any], str], Codec] = {
    (Action, "kind"): (str, ActionKind),
    (EarlierAction, "kind"): (str, ActionKind),
    (Excuse, "kind"): _choice(ExcuseKind),
}
"""The same for fields of which the name means something else elsewhere."""

TABLE_NAMES: dict[type[Record], str] = {
    Details: "meetings",
    Bookmark: "bookmarks",
    Script: "scripts",
    Clock: "clocks",
    Team: "teams",
    TeamTemplate: "team_templates",
    Roti: "rotis",
    Ballot: "ballots",
    Deferral: "deferrals",
    Recurrence: "recurrences",
    GapNumber: "gap_numbers",
    RegisterNote: "register_notes",
    EarlierAction: "earlier_actions",
    Card: "cards",
    Theme: "themes",
    Answer: "answers",
    Excuse: "excuses",
    Origin: "origins",
    Strategy: "strategies",
    Action: "actions",
    Statement: "statements",
    Parked: "parked",
    Verdict: "verdicts",
}
"""The table of each kind of record, parents before children."""

FIELDS: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in TABLE_NAMES
}
_CODED: dict[type[Any], list[tuple[str, Codec]]] = {
    kind: [
        (name, _OWN_CODECS.get((kind, name)) or _CODECS[name])
        for name in names
        if name in _CODECS or (kind, name) in _OWN_CODECS
    ]
    for kind, names in FIELDS.items()
}

_PLAIN: dict[type[Any], list[tuple[str, tuple[type, ...]]]] = {
    kind: [
        (name, get_args(hint) or (hint,))
        for name, hint in get_type_hints(kind).items()
        if name not in {coded for coded, _ in _CODED[kind]}
    ]
    for kind in FIELDS
}
"""The types that the other fields may have; SQLite itself would store anything."""
_WORDED = (
    *("text", "title", "team", "facilitator", "author", "owner", "sign", "turn", "reason"),
    *("name", "ask", "when", "expected_excuse", "sponsor", "next_facilitator", "ground_rules"),
)
"""The fields that hold words, perhaps of several lines; the other texts are ids."""
_COPIED = ("gap", "excuse")
"""The same of an action of another meeting: everywhere else these are ids."""


def _is_worded(kind: type[Any], name: str) -> bool:
    return name in _WORDED or (kind is EarlierAction and name in _COPIED)


def _longest(kind: type[Any], name: str) -> int:
    """Return how many characters a field may hold."""
    if kind is Script and name == "toml":
        return LONGEST_SCRIPT
    return LONGEST if _is_worded(kind, name) else LONGEST_ID


_TEXTS = {
    kind: [(name, types, _longest(kind, name)) for name, types in plain if str in types]
    for kind, plain in _PLAIN.items()
}
_NUMBERS = {
    kind: [
        (name, types, FARTHEST if name in ("place", "rank") else HIGHEST)
        for name, types in plain
        if int in types
    ]
    for kind, plain in _PLAIN.items()
}
"""With the longest text and the number farthest from 0 that each field may hold."""


def to_row(record: Record, meeting: str) -> Row:
    """Return the values of a record, by column; an item also names its meeting."""
    kind = type(record)
    row: Row = {name: getattr(record, name) for name in FIELDS[kind]}
    for name, (write, _) in _CODED[kind]:
        row[name] = write(row[name])
    if not isinstance(record, Single):
        row["meeting_id"] = meeting
    return row


def from_row(kind: type[R], row: Mapping[str, Any]) -> R:
    """Return the record in a row. Raises DamagedRowError for a value that was never written."""
    return kind(**values_in(kind, row))


def values_in(kind: type[R], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the record in a row. Raises DamagedRowError as from_row does."""
    try:
        values = {name: row[name] for name in FIELDS[kind]}
        for name, types, longest in _TEXTS[kind]:
            value = values[name]
            if type(value) not in types or (value is not None and len(value) > longest):
                raise ValueError(f"{name} is of another type or too long")
        for name, types, farthest in _NUMBERS[kind]:
            value = values[name]
            if type(value) not in types or (value is not None and abs(value) > farthest):
                raise ValueError(f"{name} is of another type or too high")
        for name, (_, read) in _CODED[kind]:
            values[name] = read(values[name])
    except (KeyError, ValueError, TypeError) as error:
        known = str(row.get("id"))[:LONGEST_ID]
        raise DamagedRowError(f"{kind.__name__} {known}: {error}") from error
    return values


def from_rows(kind: type[R], rows: Sequence[Sequence[Any]]) -> list[R]:
    """Return the records in rows that hold the FIELDS of a kind. Raises DamagedRowError.

    Examines whole columns, since a large meeting is opened faster so.
    """
    names = FIELDS[kind]
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    try:
        if all(_is_sound(columns[name], *bounds) for name, bounds in _BOUNDS[kind]):
            for name, (_, read) in _CODED[kind]:
                columns[name] = tuple(map(read, columns[name]))
            return [kind(**dict(zip(names, row))) for row in zip(*columns.values())]  # noqa: B905
    except (ValueError, TypeError):
        pass
    # One by one, to say which row it is.
    return [from_row(kind, dict(zip(names, row, strict=True))) for row in rows]


def _is_sound(
    column: Sequence[Any], types: tuple[type, ...], size: Callable[[Any], int], largest: int
) -> bool:
    """Return whether the values of a column are of these types, and none is too long or high."""
    found = set(map(type, column))
    if not found.issubset(types):
        return False
    known = (value for value in column if value is not None) if NoneType in found else column
    return max(map(size, known), default=0) <= largest


_BOUNDS: dict[type[Any], list[tuple[str, _Bounds]]] = {
    kind: [
        *((name, (types, len, longest)) for name, types, longest in _TEXTS[kind]),
        *((name, (types, abs, farthest)) for name, types, farthest in _NUMBERS[kind]),
    ]
    for kind in FIELDS
}


def check_columns(kind: type[Any], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Raise DamagedRowError unless rows begin with what may be in these fields of a kind.

    Fields that are written in a form of their own are not looked at: who reads them does so. No
    more is a column without the name of a field.
    """
    bounds = dict(_BOUNDS[kind])
    for name, column in zip(names, zip(*rows, strict=True), strict=False):
        if name in bounds and not _is_sound(column, *bounds[name]):
            raise DamagedRowError(f"{kind.__name__}: {name} is of another type or too long")
