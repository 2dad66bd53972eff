"""Ground rules are typed on one line, and shown where a meeting begins."""

import pytest

from facilitator.domain.chain.flow import Step, here
from facilitator.domain.facilitation.ground_rules import (
    on_one_line,
    rules_of,
    rules_to_say,
    typed_rules,
)
from facilitator.domain.facilitation.lifecycle import (
    MeetingSetup,
    describe,
    set_ground_rules,
    set_next_facilitator,
)
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import room_view
from tests.support.small_meeting import EXERCISE, Room

RULES = ("One speaks", "Phones off")


@pytest.fixture
def room() -> Room:
    room = Room()
    room.does(set_ground_rules(room.meeting, "One speaks\n\n Phones off "))
    return room


def shown(room: Room, step: Step | None = None) -> list[tuple[str, ...]]:
    """The rules in each column that the room sees."""
    at = step or here(room.meeting, EXERCISE)
    view = room_view(room.meeting, EXERCISE, at, Attention(), Entry())
    return [column.rules for column in view.columns]


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        ("One speaks; Phones off", "One speaks\nPhones off"),
        ("- One speaks\n2. Phones off", "One speaks\nPhones off"),
        (" ;; ", ""),
        ("Be on time, be kind", "Be on time, be kind"),
    ],
)
def test_rules_are_typed_one_after_another(typed: str, rules: str) -> None:
    assert typed_rules(typed) == rules
    assert typed_rules(on_one_line(rules)) == rules


def test_rules_are_in_the_column_that_waits_for_the_first_card(room: Room) -> None:
    assert rules_of(room.meeting) == RULES
    assert shown(room) == [RULES, ()]
    assert shown(room, Step(EXERCISE.stages[2])) == [(), ()]
    room.cards("good", "We greet by name")
    assert shown(room) == [(), ()]


def test_the_facilitator_says_them_on_the_first_stage(room: Room) -> None:
    assert rules_to_say(room.meeting, EXERCISE, EXERCISE.stages[0]) == RULES
    assert rules_to_say(room.meeting, EXERCISE, EXERCISE.stages[1]) == ()


def test_who_does_not_ask_for_rules_and_who_leads_next_leaves_them(room: Room) -> None:
    room.does(set_next_facilitator(room.meeting, " Lin\n"))
    room.does(describe(room.meeting, MeetingSetup(title="Tuesday")))
    details = room.meeting.details
    assert (details.title, details.next_facilitator) == ("Tuesday", "Lin")
    assert rules_of(room.meeting) == RULES
    room.does(
        describe(room.meeting, MeetingSetup(title="Tuesday", ground_rules="", next_facilitator=""))
    )
    assert (room.meeting.details.next_facilitator, rules_of(room.meeting)) == ("", ())
