"""A meeting is duplicated: the same people and rules on a new day, and the cards if wished."""

from dataclasses import replace
from datetime import date

import pytest

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation.duplicate import duplicate, title_of_copy
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Clock, Item, Theme
from tests.support.links import broken_links
from tests.support.small_meeting import EXERCISE, Room, a_long_meeting

LATER = date(2027, 1, 4)


def copied(room: Room, *, with_cards: bool) -> Meeting:
    meeting = Meeting()
    meeting.apply(duplicate(room.meeting, EXERCISE, "Monday (copy)", LATER, with_cards=with_cards))
    return meeting


@pytest.fixture
def room() -> Room:
    """A meeting that was held to its end, with a hidden card and a length of its own."""
    room = Room()
    room.meeting = a_long_meeting(4)
    details = room.meeting.details
    held = replace(
        details, ground_rules="One speaks", participants=("Tom", "Lin"), next_facilitator="Lin"
    )
    secret = Card(id="secret", column="bad", text="hidden", place=1 << 40, hidden=True)
    clock = Clock(id=details.id, minutes=45)
    edits = (Edit(details, held), Edit(None, secret), Edit(room.meeting.clock, clock))
    room.does(Change(details.id, Verb.EDIT, edits))
    return room


def test_a_copy_begins_with_the_same_people_length_and_rules_and_empty_boards(room: Room) -> None:
    copy, of = copied(room, with_cards=False), room.meeting.details
    details = copy.details
    assert (details.title, details.held_on, details.exercise) == (
        "Monday (copy)",
        LATER,
        of.exercise,
    )
    assert (details.participants, details.ground_rules) == (("Tom", "Lin"), "One speaks")
    assert (details.next_on, details.next_facilitator, details.first) == (None, "", None)
    assert copy.bookmark.stage == EXERCISE.stages[0].id
    assert copy.clock is not None
    assert (copy.clock.minutes, copy.clock.spent) == (45, ())
    assert not [record for record in copy.records() if isinstance(record, Item)]


def test_a_copy_with_cards_has_both_columns_and_nothing_that_grew_from_them(room: Room) -> None:
    copy = copied(room, with_cards=True)
    for column in EXERCISE.columns:
        there = room.meeting.children(Card, column.id)
        new = copy.children(Card, column.id)
        assert [(c.text, c.labels, c.hidden) for c in new] == [
            (c.text, c.labels, c.hidden) for c in there
        ]
    assert len(copy.hidden_cards()) == 1
    assert {type(each) for each in copy.records() if isinstance(each, Item)} <= {Card, Theme}
    assert not {each.id for each in copy.records()} & {each.id for each in room.meeting.records()}
    assert broken_links(copy) == []


def test_the_title_of_a_copy_says_so_once_and_is_not_taken() -> None:
    assert title_of_copy("Monday", "copy", ["Monday"]) == "Monday (copy)"
    assert title_of_copy("Monday (copy)", "copy", ["Monday (copy)"]) == "Monday (copy 2)"
    assert title_of_copy("Monday (am)", "copy", []) == "Monday (am) (copy)"
