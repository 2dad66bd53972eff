"""What a team has held before: when it is due again, and whose turn it is to lead."""

from datetime import date, timedelta

import pytest

from facilitator.domain.follow_up.templates import Held, TeamHabits, Turn, due_again, in_turn

DAY = date(2026, 11, 2)
WEEK = timedelta(weeks=1)


def met(*leads: str, participants: tuple[str, ...] = ()) -> TeamHabits:
    """A team that met every week, the latest first."""
    held = [
        Held(exercise="any", day=DAY - n * WEEK, facilitator=led, participants=participants)
        for n, led in enumerate(leads)
    ]
    return TeamHabits(held=held)


@pytest.mark.parametrize(
    ("habits", "turn"),
    [
        (met(), None),
        (met("Ana", "Ana"), None),
        (met("Ana", "Lin", "Ana"), Turn("Lin", DAY - WEEK)),
        (met("Ana & Lin", "Zoë", "Lin"), Turn("Zoë", DAY - WEEK)),
        (met("Ana", "Lin", participants=("Lin", "ANA", "Zoë")), Turn("Zoë", None)),
        (met("Ana", participants=("Ana",)), None),
        (met(*["Ana", "Lin"] * 3, "Karl"), Turn("Lin", DAY - WEEK)),
    ],
    ids=["nobody", "one", "two", "two at once", "never led", "only one takes part", "long gone"],
)
def test_who_led_longest_ago_is_next(habits: TeamHabits, turn: Turn | None) -> None:
    assert in_turn(habits) == turn


def test_an_exercise_is_due_on_the_day_agreed_on_else_some_weeks_after() -> None:
    held = Held(exercise="any", day=DAY)
    assert due_again(held, 4) == DAY + 4 * WEEK
    assert due_again(held, 0) is None
    agreed = Held(exercise="any", day=DAY, next_on=DAY + WEEK)
    assert due_again(agreed, 4) == DAY + WEEK
    overtaken = Held(exercise="any", day=DAY, next_on=DAY)
    assert due_again(overtaken, 4) == DAY + 4 * WEEK
