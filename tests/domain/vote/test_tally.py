"""Tally voting: dots within limits, ties as ties, an order that can be undone, votes that stay."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import Gap, gaps
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import rounds
from facilitator.domain.limits import FARTHEST
from facilitator.domain.records import Ballot, Card, Theme
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote import tally
from tests.support.small_meeting import EXERCISE, Room


def voting(*texts: str, voters: int = 4) -> tuple[Room, list[Card]]:
    room = Room()
    cards = room.cards("bad", *texts)
    room.does(tally.open_ballot(room.meeting, voters))
    return room, cards


def gives(room: Room, gaps: Sequence[Gap], *dots: int) -> None:
    for gap, count in zip(gaps, dots, strict=True):
        room.does(tally.set_dots(room.meeting, gap, count))


def ballot(room: Room) -> Ballot:
    return room.meeting.ballots[-1]


def places(room: Room) -> list[tuple[int, str, int]]:
    found = tally.ranking(room.meeting, EXERCISE)
    return [(placed.place, placed.gap.text, placed.dots) for placed in found]


def numbered(room: Room) -> list[tuple[int, str]]:
    """What stands before each gap, in rank order."""
    found = tally.places(room.meeting, EXERCISE).values()
    return list(zip(found, room.gaps(), strict=True))


def refused(room: Room, gap: Gap, dots: int) -> Reason:
    with pytest.raises(RefusedError) as raised:
        tally.set_dots(room.meeting, gap, dots)
    return raised.value.reason


def test_everyone_who_takes_part_has_five_dots_and_gives_three_to_one_at_most() -> None:
    room = Room()
    room.does(rounds.set_participants(room.meeting, ["Ana", "Bo"]))
    a, b, c, d = room.cards("bad", "a", "b", "c", "d")
    assert refused(room, a, 1) is Reason.NO_BALLOT
    room.does(tally.open_ballot(room.meeting))
    assert (ballot(room).voters, ballot(room).dots, ballot(room).most) == (2, 5, 3)
    gives(room, (a, b), 6, 3)
    assert refused(room, a, 7) is Reason.TOO_MANY_FOR_ONE
    assert refused(room, c, 2) is Reason.NO_DOTS_LEFT
    gives(room, (c,), 1)
    assert tally.left_over(room.meeting, ballot(room)) == 0
    gives(room, (a,), 0)
    assert tally.totals(room.meeting, ballot(room)) == {b.id: 3, c.id: 1}
    gives(room, (d,), 6)
    with pytest.raises(RefusedError):
        tally.open_ballot(room.meeting)


def test_gaps_with_as_many_dots_share_a_place_and_keep_their_order() -> None:
    room, cards = voting("a", "b", "c", "d", "e")
    gives(room, cards, 1, 4, 7, 4, 0)
    assert places(room) == [(1, "c", 7), (2, "b", 4), (2, "d", 4), (4, "a", 1), (5, "e", 0)]
    before = room.meeting.copy()
    change = room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert change.undoable
    assert room.gaps() == ["c", "b", "d", "a", "e"]
    assert tally.current(room.meeting) is None
    room.undoes()
    assert room.meeting == before
    assert room.gaps() == ["a", "b", "c", "d", "e"]


def test_a_vote_goes_on_though_another_room_has_closed_one_that_comes_after_it() -> None:
    room, cards = voting("a", "b")
    gives(room, cards, 1, 2)
    ours = ballot(room)
    theirs = replace(ours, id="z" * 32, closed=True)
    room.does(Change(room.meeting.id, Verb.BALLOT, (Edit(None, theirs),)))
    assert room.meeting.ballots == [ours, theirs]
    assert tally.current(room.meeting) == ours
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert tally.current(room.meeting) is None


def test_a_later_vote_leaves_the_earlier_one_as_it_was() -> None:
    room, cards = voting("a", "b")
    gives(room, cards, 1, 2)
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    first = ballot(room)
    room.does(tally.open_ballot(room.meeting, 4, secret=True))
    gives(room, [room.now(card) for card in cards], 5, 0)
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert room.gaps() == ["a", "b"]
    assert places(room) == [(1, "a", 5), (2, "b", 0)]
    assert room.meeting.ballots[0] == first
    assert [placed.gap.text for placed in tally.ranking(room.meeting, EXERCISE, first)] == [
        "b",
        "a",
    ]


def test_the_places_of_many_votes_stay_numbers_that_can_be_stored() -> None:
    room, _ = voting("a")
    for _ in range(5):
        room.does(tally.close_ballot(room.meeting, EXERCISE))
        room.does(tally.open_ballot(room.meeting, 4))
    votes = room.meeting.ballots
    assert len({late.place - early.place for early, late in pairwise(votes)}) == 1
    assert votes[-1].place < FARTHEST


def test_fewer_dots_than_none_are_none() -> None:
    room, (card,) = voting("a")
    gives(room, [card], 2)
    change = room.does(tally.set_dots(room.meeting, card, -1))
    assert change.count == 0
    assert ballot(room).votes == ()


def test_a_vote_without_a_dot_leaves_the_order_alone() -> None:
    room, _ = voting("a", "b")
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert [card.rank for card in room.meeting.all(Card)] == [None, None]
    with pytest.raises(RefusedError):
        tally.close_ballot(room.meeting, EXERCISE)


def test_places_are_shared_until_somebody_moves_a_gap_against_the_vote() -> None:
    room, cards = voting("a", "b", "c", "d")
    gives(room, cards, 2, 0, 5, 2)
    assert numbered(room) == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert numbered(room) == [(1, "c"), (2, "a"), (2, "d"), (4, "b")]
    room.does(arrange.rank_by(room.meeting, gaps(room.meeting, EXERCISE), [room.now(cards[3])], -1))
    assert numbered(room) == [(1, "c"), (2, "d"), (2, "a"), (4, "b")]
    room.does(arrange.rank_by(room.meeting, gaps(room.meeting, EXERCISE), [room.now(cards[3])], -1))
    assert numbered(room) == [(1, "d"), (2, "c"), (3, "a"), (4, "b")]
    room.does(tally.open_ballot(room.meeting, 1))
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert room.gaps() == ["d", "c", "a", "b"]
    assert tally.deciding(room.meeting) == room.meeting.ballots[0]


def test_a_theme_has_the_dots_of_its_cards() -> None:
    room, (a, b, c) = voting("a", "b", "c")
    gives(room, (a, b, c), 2, 3, 4)
    room.does(arrange.group(room.meeting, [a, b], "both"))
    (theme,) = room.meeting.all(Theme)
    assert places(room) == [(1, "both", 5), (2, "c", 4)]
    gives(room, (theme,), 1)
    assert places(room) == [(1, "c", 4), (2, "both", 1)]


def test_regrouping_in_the_middle_of_a_vote_loses_no_dot() -> None:
    room = Room()
    a, b, c, _ = room.cards("bad", *"abcd")
    room.does(tally.open_ballot(room.meeting, 2))
    room.does(arrange.group(room.meeting, [a, b], "one"))
    (one,) = room.meeting.all(Theme)
    room.does(tally.set_dots(room.meeting, one, 4))
    room.does(tally.set_dots(room.meeting, room.now(c), 3))

    def dots() -> dict[str, int]:
        names = {gap.id: gap.text for gap in gaps(room.meeting, EXERCISE)}
        found = tally.totals(room.meeting, ballot(room))
        return {names[gap]: count for gap, count in found.items()}

    before = dots()
    assert before == {"one": 4, "c": 3}
    room.does(arrange.split(room.meeting, one))
    assert dots() == {"a": 4, "c": 3}
    room.undoes()
    room.does(arrange.take_out(room.meeting, [room.now(a), room.now(b)]))
    assert dots() == {"a": 4, "c": 3}
    room.undoes()
    room.does(arrange.group(room.meeting, [room.now(a), room.now(b), room.now(c)], "two"))
    assert dots() == {"two": 7}
    room.undoes()
    room.does(arrange.group(room.meeting, [one, room.now(c)], "two"))
    assert dots() == {"two": 7}
    (two,) = room.meeting.all(Theme)
    with pytest.raises(RefusedError):
        room.does(tally.set_dots(room.meeting, two, 8))
    room.does(tally.set_dots(room.meeting, two, 6))
    assert dots() == {"two": 6}, "one dot can be taken off, though nobody could give so many"
    room.undoes()
    room.undoes()
    assert dots() == before


def test_dots_for_what_is_gone_count_no_more() -> None:
    room, (a, b) = voting("a", "b", voters=1)
    gives(room, (a, b), 3, 2)
    room.does(verbs.remove(room.meeting, [a]))
    assert places(room) == [(1, "b", 2)]
    gives(room, (b,), 3)
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert room.gaps() == ["b"]


@given(
    voters=st.integers(1, 9),
    dots=st.integers(1, 9),
    most=st.integers(1, 9),
    cast=st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 99)), max_size=20),
)
def test_nobody_ever_has_more_dots_than_there_are(
    voters: int, dots: int, most: int, cast: list[tuple[int, int]]
) -> None:
    room = Room()
    cards = room.cards("bad", *"abcde")
    room.does(tally.open_ballot(room.meeting, voters, dots, most))
    for which, count in cast:
        before = room.meeting.copy()
        try:
            room.does(tally.set_dots(room.meeting, cards[which], count))
        except RefusedError:
            assert room.meeting == before
        totals = tally.totals(room.meeting, ballot(room))
        assert sum(totals.values()) <= voters * dots
        assert all(0 < n <= voters * min(most, dots) for n in totals.values())
    placed = tally.ranking(room.meeting, EXERCISE)
    for one in placed:
        assert one.place == 1 + sum(other.dots > one.dots for other in placed)
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    shown = list(tally.places(room.meeting, EXERCISE).values())
    assert shown == ([one.place for one in placed] if placed[0].dots else [1, 2, 3, 4, 5])
