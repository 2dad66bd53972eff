"""What is said of a field that was changed in two places."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    ActionKind,
    Answer,
    Card,
    Details,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Item,
    Noticed,
    Origin,
    Outcome,
    Parked,
    Record,
    Statement,
    Status,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.domain.text import shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.verdicts.review_text import name_of, noticed

if TYPE_CHECKING:
    from facilitator.storage.sharing.states import Conflict

LONGEST_ITEM = 60
"""Characters of the item of which only a field is shown."""
LONGEST_QUESTION = 120
"""Characters of the question that was answered twice."""


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
        kept=_in_words(conflict, conflict.kept, exercise),
        kept_by=_by(conflict.kept_by, conflict.kept_at),
        lost=_in_words(conflict, conflict.lost, exercise),
        lost_by=_by(conflict.lost_by, conflict.lost_at),
    )


def _what(record: Record | None, kind: type[Record], field: str, exercise: Exercise) -> str:
    if isinstance(record, Answer):
        return shortened(exercise.question_of(record.field), LONGEST_QUESTION)
    if field == "text":
        return _kind_name(kind, exercise)
    name = _field_name(field, exercise)
    if not isinstance(record, Item) or not record.text:
        return name
    return tr("“{item}”: {field}", item=shortened(record.text, LONGEST_ITEM), field=name)


def _kind_name(kind: type[Record], exercise: Exercise) -> str:
    words = exercise.words
    excuse = _capital(words.excuse.one)
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


def _field_name(field: str, exercise: Exercise) -> str:
    names = {
        "owner": tr("Owner"),
        "due": tr("Date"),
        "sign": _capital(exercise.words.sign_short.rstrip(": ")) or tr("Sign"),
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
        "kind": tr("Kind"),
        "status": tr("What became of it"),
        "noticed": tr("Whether it was noticed"),
        "outcome": tr("What becomes of it"),
    }
    return names.get(field, tr("A field"))


def _in_words(conflict: "Conflict", value: str, exercise: Exercise) -> str:
    """Return a value as people say it: a day, a choice, or the words somebody wrote."""
    field = conflict.field
    if not value:
        return tr("(empty)")
    if field in ("due", "day", "held_on", "next_on"):
        return dates.day(date.fromisoformat(value))
    if field == "kind" and conflict.kind is Action:
        return _capital(phrases.action_kind(ActionKind(value), exercise.words))
    if field == "kind":
        return _capital(phrases.excuse_kind(ExcuseKind(value)))
    names = {
        "status": lambda: name_of(Status(value)),
        "noticed": lambda: _capital(noticed(Noticed(value))),
        "outcome": lambda: _outcome_name(Outcome(value)),
    }
    name = names.get(field)
    return name() if name is not None else value


def _outcome_name(outcome: Outcome) -> str:
    return {Outcome.NEXT: tr("Next meeting"), Outcome.DROPPED: tr("Dropped")}[outcome]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _by(name: str, at: datetime | None) -> str:
    if at is None:
        return name
    return tr("{name}, {moment}", name=name, moment=dates.moment(at)) if name else dates.moment(at)
