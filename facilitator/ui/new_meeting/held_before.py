"""What a team has held before, in words: when, by whom it was led, and when it is due again."""

from collections.abc import Iterable
from datetime import date

from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.templates import Held, TeamHabits, Turn, due_again, in_turn
from facilitator.domain.text import fold
from facilitator.ui.base import dates
from facilitator.ui.base.translate import tr


def last_held(habits: TeamHabits, exercise: Exercise, today: date) -> str:
    """Return when a team held an exercise last, who led it, and when it is due again."""
    held = habits.last_of(exercise.id)
    if held is None:
        return tr("Never held by this team")
    day = dates.day(held.day, with_weekday=False)
    when = tr("Last held {day}", day=day)
    if held.facilitator:
        when = tr("Last held {day}, led by {name}", day=day, name=held.facilitator)
    return " · ".join(filter(None, (when, _due(held, exercise, today))))


def _due(held: Held, exercise: Exercise, today: date) -> str:
    due = due_again(held, exercise.next_after)
    if due is None:
        return ""
    day = dates.day(due, with_weekday=False)
    if due < today:
        return tr("due again since {day}", day=day)
    return tr("due again today") if due == today else tr("due again {day}", day=day)


def turn(habits: TeamHabits) -> str:
    """Return who may lead the next meeting, and why; empty where nobody else could."""
    found = in_turn(habits)
    if found is None:
        return ""
    if found.led_on is None:
        return tr("Next in turn to lead: {name}, who hasn’t led yet", name=found.name)
    day = dates.day(found.led_on, with_weekday=False)
    return tr("Next in turn to lead: {name}, who last led on {day}", name=found.name, day=day)


def turn_beside(found: Turn | None, facilitator: str) -> str:
    """Return the same in a few words beside the name of who leads; empty where it is that one."""
    if found is None or fold(found.name) == fold(facilitator):
        return ""
    return tr("next in turn: {name}", name=found.name)


def gone(habits: TeamHabits, exercises: Iterable[Exercise]) -> str:
    """Return which exercises a team has held that are not on this computer any more."""
    known = {exercise.id for exercise in exercises}
    last = {held.exercise: held.day for held in reversed(habits.held) if held.exercise not in known}
    if not last:
        return ""
    named = (
        tr("“{exercise}” ({day})", exercise=each, day=dates.day(day, with_weekday=False))
        for each, day in sorted(last.items(), key=lambda found: found[1], reverse=True)
    )
    return tr(
        "Held before, but no longer on this computer: {exercises}", exercises=", ".join(named)
    )
