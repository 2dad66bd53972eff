"""A meeting in memory takes only changes that fit it, and keeps siblings in order."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.facilitation import timing
from facilitator.domain.meeting import Meeting, StaleChangeError
from facilitator.domain.order import STEP, between, spread
from facilitator.domain.records import Bookmark, Card, Details, Theme
from facilitator.domain.vote import tally
from tests.support.small_meeting import EXERCISE, Room


def test_a_change_made_for_another_state_is_refused_and_alters_nothing() -> None:
    room = Room()
    a, b = room.cards("bad", "a", "b")
    edit = verbs.edit_text(room.meeting, b, "other")
    room.does(verbs.edit_text(room.meeting, b, "sooner"))
    before = Meeting.from_records(room.meeting.records())
    for stale in (edit, Change(a.id, Verb.ADD, (Edit(a, replace(a, text="x")), Edit(None, b)))):
        with pytest.raises(StaleChangeError):
            room.meeting.apply(stale)
        assert room.meeting == before


def test_a_meeting_without_its_details_is_a_bug() -> None:
    with pytest.raises(StaleChangeError):
        _ = Meeting().details
    with pytest.raises(StaleChangeError):
        _ = Meeting().bookmark


def test_meetings_that_differ_in_one_record_are_not_equal() -> None:
    room = Room()
    (card,) = room.cards("bad", "a")
    room.does(timing.start(room.meeting, EXERCISE, datetime(2026, 11, 18, 9, tzinfo=UTC)))
    room.does(tally.open_ballot(room.meeting, 3))
    room.excuse(card, "why")
    records = room.meeting.records()
    assert Meeting.from_records(records) == room.meeting
    for record in records:
        other = Room().meeting.stored(record) if isinstance(record, Details | Bookmark) else None
        others = [known for known in records if known is not record]
        assert Meeting.from_records([*others, *([other] if other else [])]) != room.meeting


def test_an_item_is_found_by_its_id_and_type() -> None:
    room = Room()
    (card,) = room.cards("bad", "a")
    assert room.meeting.find(card.id) == room.meeting.get(Card, card.id) == card
    assert room.meeting.get(Theme, card.id) is None
    assert room.meeting.find(None) is room.meeting.find("nothing") is None


def test_renumbering_keeps_what_the_same_change_did_before() -> None:
    room = Room()
    a, b, c = (replace(card, place=at) for at, card in enumerate(room.cards("bad", *"abc")))
    crowded = ChangeBuilder(room.meeting)
    for card in (a, b, c):
        crowded.upsert(card)
    room.does(crowded.change(Verb.MOVE))
    builder = ChangeBuilder(room.meeting)
    builder.upsert(replace(a, text="a, reworded"))
    builder.insert([a, b], 1, [c])
    room.does(builder.change(Verb.MOVE))
    assert room.column("bad") == ["a, reworded", "c", "b"]


def test_what_comes_to_nothing_is_no_change() -> None:
    room = Room()
    (card,) = room.cards("bad", "a")
    builder = ChangeBuilder(room.meeting)
    builder.upsert(replace(card, text="b"))
    builder.upsert(card)
    builder.delete(replace(card, id="never there"))
    assert not builder.change(Verb.EDIT)


@given(
    before=st.none() | st.integers(-STEP, STEP),
    room=st.none() | st.integers(0, 9),
    count=st.integers(0, 5),
)
def test_places_rise_strictly_between_their_neighbours_or_there_are_none(
    before: int | None, room: int | None, count: int
) -> None:
    after = None if room is None else (before or 0) + room
    found = between(before, after, count)
    if found is None:
        assert room is not None and room <= count
        return
    row = [*([] if before is None else [before]), *found, *([] if after is None else [after])]
    assert len(found) == count
    assert count == 0 or all(low < high for low, high in pairwise(row))


def test_places_are_evenly_spread() -> None:
    assert between(0, 40, 3) == [10, 20, 30]
    assert between(5, None, 3) == [5 + STEP, 5 + 2 * STEP, 5 + 3 * STEP]
    assert between(None, 5, 2) == [5 - 2 * STEP, 5 - STEP]


def test_fresh_places_leave_room_everywhere() -> None:
    first, second, third = spread(3)
    for low, high in ((None, first), (first, second), (second, third), (third, None)):
        assert between(low, high, 100) is not None
