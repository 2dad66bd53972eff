"""Records as rows and back, exactly: what is read equals what was written."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar, get_args, get_type_hints

from facilitator.domain.records import (
    Action,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Details,
    Draft,
    Excuse,
    Origin,
    Record,
    Side,
    Single,
    StageTime,
    Statement,
    Status,
    Strategy,
    Theme,
    Vote,
)
from facilitator.storage.problems import DamagedRowError

R = TypeVar("R", bound=Record)
Value = str | int | None
Row = dict[str, Value]


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
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() != timedelta():
        raise ValueError(f"a moment that is not in UTC: {text}")
    return moment


def _words_text(words: tuple[str, ...]) -> str:
    return json.dumps(words, ensure_ascii=False) if words else "[]"


def _words(text: str) -> tuple[str, ...]:
    # Most items have no words at all, and a parser has its price.
    return _strings(json.loads(text)) if text != "[]" else ()


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or any(type(value) is not str for value in values):
        raise ValueError("no list of texts")
    return tuple(values)


def _drafts_text(drafts: tuple[Draft, ...]) -> str:
    return json.dumps([[draft.stage, draft.fields] for draft in drafts], ensure_ascii=False)


def _drafts(text: str) -> tuple[Draft, ...]:
    drafts = [(stage, _strings(kept)) for stage, kept in json.loads(text)]
    _strings([stage for stage, _ in drafts])
    return tuple(Draft(stage=stage, fields=kept) for stage, kept in drafts)


def _times_text(times: tuple[StageTime, ...]) -> str:
    return json.dumps([[time.stage, time.seconds] for time in times], ensure_ascii=False)


def _times(text: str) -> tuple[StageTime, ...]:
    return tuple(StageTime(stage=stage, seconds=seconds) for stage, seconds in _counted(text))


def _votes_text(votes: tuple[Vote, ...]) -> str:
    return json.dumps([[vote.gap, vote.dots] for vote in votes], ensure_ascii=False)


def _votes(text: str) -> tuple[Vote, ...]:
    return tuple(Vote(gap=gap, dots=dots) for gap, dots in _counted(text))


def _counted(text: str) -> Sequence[tuple[str, int]]:
    """The pairs of a text and a number that a list holds."""
    found = [(key, number) for key, number in json.loads(text)]
    if any(type(key) is not str or type(number) is not int for key, number in found):
        raise ValueError("no texts with numbers")
    return found


def _flag(value: object) -> bool:
    if type(value) is not int or value not in (0, 1):
        raise ValueError("neither 0 nor 1")
    return bool(value)


def _side(text: str | None) -> Side | None:
    return Side(text) if text else None


_CODECS: dict[str, tuple[Callable[[Any], Value], Callable[[Any], Any]]] = {
    "held_on": (_day_text, _day),
    "next_on": (_day_text, _day),
    "due": (_day_text, _day),
    "discarded_at": (_moment_text, _moment),
    "participants": (_words_text, _words),
    "labels": (_words_text, _words),
    "ticks": (_words_text, _words),
    "drafts": (_drafts_text, _drafts),
    "since": (_moment_text, _moment),
    "given": (_times_text, _times),
    "spent": (_times_text, _times),
    "votes": (_votes_text, _votes),
    **dict.fromkeys(("signed", "private", "veiled", "secret", "closed"), (int, _flag)),
    "side": (lambda side: side and str(side), _side),
    "status": (str, Status),
}
"""How the fields of these names are written and read; all others stand as they are."""

TABLE_NAMES: dict[type[Record], str] = {
    Details: "meetings",
    Bookmark: "bookmarks",
    Clock: "clocks",
    Ballot: "ballots",
    Card: "cards",
    Theme: "themes",
    Excuse: "excuses",
    Origin: "origins",
    Strategy: "strategies",
    Action: "actions",
    Statement: "statements",
}
"""Where each kind of record stands, parents before children."""

FIELDS: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in TABLE_NAMES
}
_CODED = {kind: [name for name in names if name in _CODECS] for kind, names in FIELDS.items()}

_PLAIN: dict[type[Any], list[tuple[str, tuple[type, ...]]]] = {
    kind: [
        (name, get_args(hint) or (hint,))
        for name, hint in get_type_hints(kind).items()
        if name not in _CODECS
    ]
    for kind in FIELDS
}
"""The types that the other fields may have; SQLite itself would store anything."""


def to_row(record: Record, meeting: str) -> Row:
    """The values of a record, by column; an item also names its meeting."""
    kind = type(record)
    row: Row = {name: getattr(record, name) for name in FIELDS[kind]}
    for name in _CODED[kind]:
        row[name] = _CODECS[name][0](row[name])
    if not isinstance(record, Single):
        row["meeting_id"] = meeting
    return row


def from_row(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record in a row. Raises DamagedRowError when a value is none that was written."""
    try:
        values = {name: row[name] for name in FIELDS[kind]}
        for name, types in _PLAIN[kind]:
            if type(values[name]) not in types:
                raise ValueError(f"{name} is of another type")
        for name in _CODED[kind]:
            values[name] = _CODECS[name][1](values[name])
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise DamagedRowError(f"{kind.__name__} {row.get('id')}: {error}") from error
    return kind(**values)
