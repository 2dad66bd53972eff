"""How the meetings of a team begin: kept in its journal, and filled in when the next one begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.facilitation.lifecycle import MeetingSetup, participants
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import people
from facilitator.domain.records import TeamTemplate
from facilitator.domain.text import clean, clean_line, fold

RECENT = 5
"""Meetings whose facilitators may lead again."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who led a meeting of a team, on which day, and who was to lead the next one."""

    day: date
    facilitator: str
    next_facilitator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting of a team, as far as the next one depends on it; `next_on` is the day of that."""

    exercise: str
    day: date
    facilitator: str = ""
    next_facilitator: str = ""
    next_on: date | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamHabits:
    """How the meetings of a team begin, who led the last ones, and which were held.

    The latest comes first.
    """

    template: TeamTemplate | None = None
    leads: Sequence[Lead] = ()
    held: Sequence[Held] = ()

    @property
    def leads_next(self) -> str:
        """Who was asked at the last meeting to lead the next one; empty for nobody."""
        return self.leads[0].next_facilitator if self.leads else ""

    def last_of(self, exercise: str) -> Held | None:
        """Return the last meeting with an exercise, None where it was never held."""
        return next((each for each in self.held if each.exercise == exercise), None)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who may lead the next meeting, and when they led last; None where they never did."""

    name: str
    led_on: date | None


def in_turn(habits: TeamHabits) -> Turn | None:
    """Return who of the team led longest ago; None where nobody else could.

    Asked are who led the last meetings, and who took part in the last one.
    """
    if not habits.held:
        return None
    names: dict[str, str] = {}
    led: dict[str, date] = {}
    for each in habits.held:
        for name in people(each.facilitator):
            led.setdefault(fold(name), each.day)
    recent = (name for each in habits.held[:RECENT] for name in people(each.facilitator))
    for name in (*habits.held[0].participants, *recent):
        names.setdefault(fold(name), name)
    if len(names) < 2:
        return None
    key = min(names, key=lambda each: led.get(each, date.min))
    return Turn(names[key], led.get(key))


def due_again(held: Held, next_after: int) -> date | None:
    """Return the day on which an exercise is due again after a meeting; None where nobody says.

    The day that the team agreed on counts, else it is so many weeks after.
    """
    if held.next_on is not None and held.next_on > held.day:
        return held.next_on
    return held.day + timedelta(weeks=next_after) if next_after else None


def set_template(journal: Meeting, setup: MeetingSetup, exercise: str) -> Change:
    """Let the next meetings of a team begin with this title, these names, length and rules.

    `exercise` is the id of theirs, empty for any. Raises InputRefusedError for too many names.
    """
    builder = ChangeBuilder(journal)
    builder.upsert(
        TeamTemplate(
            id=journal.id,
            title=clean_line(setup.title),
            exercise=exercise,
            participants=participants(setup.participants),
            minutes=setup.minutes,
            ground_rules=clean(setup.ground_rules or ""),
        )
    )
    return builder.change(Verb.SET_TEMPLATE, journal.details.title)


def keep_ground_rules(journal: Meeting, rules: str) -> Change:
    """Let the next meetings of a team begin with these ground rules; all else stays usual."""
    builder = ChangeBuilder(journal)
    known = journal.template or TeamTemplate(id=journal.id)
    builder.upsert(replace(known, ground_rules=clean(rules)))
    return builder.change(Verb.SET_TEMPLATE, journal.details.title)


def is_template(found: TeamTemplate | None, setup: MeetingSetup, exercise: str) -> bool:
    """Return whether meetings begin with just this setup and exercise."""
    if found is None:
        return False
    kept = (found.title, found.exercise, found.minutes, found.ground_rules)
    wanted = (setup.title, exercise, setup.minutes, setup.ground_rules or "")
    return kept == wanted and found.participants == tuple(setup.participants)


def drop_template(journal: Meeting) -> Change:
    """Let the next meetings of a team begin as any other."""
    builder = ChangeBuilder(journal)
    if journal.template is not None:
        builder.delete(journal.template)
    return builder.change(Verb.DROP_TEMPLATE, journal.details.title)


def filled_in(setup: MeetingSetup, habits: TeamHabits) -> MeetingSetup:
    """Return a setup with what is usual for its team in place of what it says.

    What the team has no habit of stays as it is.
    """
    found = habits.template
    if found is not None:
        setup = replace(
            setup,
            title=found.title or setup.title,
            participants=found.participants or setup.participants,
            minutes=found.minutes if found.minutes is not None else setup.minutes,
            ground_rules=found.ground_rules or setup.ground_rules,
        )
    return replace(setup, facilitator=habits.leads_next or setup.facilitator)
