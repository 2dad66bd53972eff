"""After five excuses on one gap without a strategy it is time to ask what to do instead."""

from facilitator.domain.chain.chain import gaps
from facilitator.domain.chain.what_instead import excuses_without_strategy
from tests.support.small_meeting import Room, texts


def test_five_excuses_are_enough_and_one_strategy_too() -> None:
    room = Room()
    (gap,) = room.cards("bad", "slow")
    first = room.excuse(gap, "one")
    for number in ("two", "three", "four"):
        room.excuse(gap, number)
    assert excuses_without_strategy(room.meeting, gap) == []
    last = room.excuse(gap, "five")
    found = excuses_without_strategy(room.meeting, gap)
    assert texts(found) == ["one", "two", "three", "four", "five"]
    origin = room.origin(last, "long ago")
    assert excuses_without_strategy(room.meeting, gap)
    room.strategy(origin, "today")
    assert excuses_without_strategy(room.meeting, gap) == [], "one for an origin is one"
    room.undoes()
    assert excuses_without_strategy(room.meeting, gap)
    room.strategy(first, "tomorrow")
    assert excuses_without_strategy(room.meeting, gap) == []


def test_each_gap_is_counted_by_itself() -> None:
    room = Room()
    cards = room.cards("bad", "slow", "late")
    for card in cards:
        for number in range(4):
            room.excuse(card, str(number))
    found = gaps(room.meeting, room.exercise)
    assert [excuses_without_strategy(room.meeting, gap) for gap in found] == [[], []]
