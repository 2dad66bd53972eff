"""What is said of a field that was changed in two places."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Details,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Parked,
    Record,
    Statement,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.domain.text import shortened
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr

if TYPE_CHECKING:
    from facilitator.storage.sharing.states import Conflict

LONGEST_ITEM = 60
"""Characters of the item of which only a field is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownConflict:
    """One conflict, word for word as the sheet shows it."""

    id: int
    what: str
    """Which field of which item it is about."""
    kept: str
    kept_by: str
    lost: str
    lost_by: str


def pill_text(count: int) -> str:
    """Return how much was changed in two places."""
    return counted(count, tr("{n} conflict"), tr("{n} conflicts"))


def shown_conflict(conflict: "Conflict", meeting: Meeting, exercise: Exercise) -> ShownConflict:
    """Return a conflict of a meeting as it is shown."""
    record = meeting.of_key(conflict.kind, conflict.record)
    return ShownConflict(
        id=conflict.id,
        what=_what(record, conflict.kind, conflict.field, exercise),
        kept=_in_words(conflict.field, conflict.kept),
        kept_by=_by(conflict.kept_by, conflict.kept_at),
        lost=_in_words(conflict.field, conflict.lost),
        lost_by=_by(conflict.lost_by, conflict.lost_at),
    )


def _what(record: Record | None, kind: type[Record], field: str, exercise: Exercise) -> str:
    name = _kind_name(kind, exercise)
    if field == "text" or not isinstance(record, Item):
        return name if field == "text" else _field_name(field)
    item = shortened(record.text, LONGEST_ITEM)
    return tr("{field} of “{item}”", field=_field_name(field), item=item)


def _kind_name(kind: type[Record], exercise: Exercise) -> str:
    words = exercise.words
    excuse = words.excuse.one[:1].upper() + words.excuse.one[1:]
    names: dict[type[Record], str] = {
        Card: tr("A card"),
        Theme: tr("A theme"),
        Excuse: excuse,
        Origin: tr("How it got this way"),
        Strategy: tr("A strategy"),
        Action: tr("An action"),
        Verdict: tr("What became of an action"),
        EarlierAction: tr("An earlier action"),
        Statement: tr("A statement"),
        Parked: tr("Something parked"),
        Answer: tr("An answer"),
        Details: tr("About this meeting"),
    }
    return names.get(kind, tr("About this meeting"))


def _field_name(field: str) -> str:
    names = {
        "owner": tr("Owner"),
        "due": tr("Date"),
        "sign": tr("How the customer will notice"),
        "when": tr("When exactly"),
        "sponsor": tr("Sponsor"),
        "expected_excuse": tr("Expected excuse"),
        "title": tr("Title"),
        "team": tr("Team"),
        "facilitator": tr("Facilitator"),
        "next_facilitator": tr("Who leads the next meeting"),
        "next_on": tr("Date of the next meeting"),
        "held_on": tr("Date of the meeting"),
        "ground_rules": tr("Ground rules"),
        "ask": tr("What the room was asked"),
        "author": tr("Name on the card"),
        "name": tr("Name of the team"),
        "reason": tr("Reason"),
    }
    return names.get(field, tr("A field"))


def _in_words(field: str, value: str) -> str:
    if not value:
        return tr("(empty)")
    if field in ("due", "day", "held_on", "next_on"):
        return dates.day(date.fromisoformat(value))
    return value


def _by(name: str, at: datetime | None) -> str:
    if at is None:
        return name
    return tr("{name}, {moment}", name=name, moment=dates.moment(at)) if name else dates.moment(at)
