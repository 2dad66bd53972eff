"""Slips: everyone's own dots beside the raised hands, within limits, and nobody's to trace."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import Gap, gaps
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.limits import MOST_SLIPS
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import is_wholly_made, rebase
from facilitator.domain.records import Ballot, Card, Theme
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote import slips, tally
from tests.support.small_meeting import EXERCISE, Room

ANA, BO = "a" * 32, "b" * 32
"""Ids of slips."""


def voting(*texts: str, voters: int = 2) -> tuple[Room, list[Card]]:
    room = Room()
    cards = room.cards("bad", *texts)
    room.does(tally.open_ballot(room.meeting, voters))
    return room, cards


def gives(room: Room, slip: str, gap: Gap, dots: int) -> None:
    room.does(slips.give_dots(room.meeting, EXERCISE, slip, gap.id, dots, Random(1)))


def refused(room: Room, slip: str, gap: str, dots: int) -> Reason:
    with pytest.raises(RefusedError) as raised:
        slips.give_dots(room.meeting, EXERCISE, slip, gap, dots, Random(1))
    return raised.value.reason


def ballot(meeting: Meeting) -> Ballot:
    return meeting.ballots[-1]


def dots(meeting: Meeting) -> dict[str, int]:
    """The dots of each gap, hands and slips together, by its text."""
    found = tally.totals(meeting, ballot(meeting))
    return {gap.text: found[gap.id] for gap in gaps(meeting, EXERCISE) if gap.id in found}


def on_slip(room: Room, slip: str) -> dict[str, int]:
    found = slips.given_on(room.meeting, slips.slip_of(room.meeting, slip))
    return {gap.text: found[gap.id] for gap in gaps(room.meeting, EXERCISE) if gap.id in found}


def test_hands_and_slips_add_up_and_the_sums_put_the_gaps_in_order() -> None:
    room, (a, b, c) = voting("a", "b", "c")
    room.does(tally.set_dots(room.meeting, a, 4))
    gives(room, ANA, b, 3)
    gives(room, ANA, c, 2)
    gives(room, BO, b, 2)
    assert dots(room.meeting) == {"a": 4, "b": 5, "c": 2}
    assert tally.hand_totals(room.meeting, ballot(room.meeting)) == {a.id: 4}
    # Of two raised hands six are left, of Ana none, of Bo three.
    assert tally.left_over(room.meeting, ballot(room.meeting)) == 6 + 0 + 3
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert room.gaps() == ["b", "a", "c"]
    placed = tally.ranking(room.meeting, EXERCISE)
    assert [(each.gap.text, each.dots) for each in placed] == [("b", 5), ("a", 4), ("c", 2)]
    assert tally.deciding(room.meeting) == ballot(room.meeting)


def test_a_vote_without_raised_hands_is_one_of_slips_alone() -> None:
    room, (a, b) = voting("a", "b", voters=0)
    with pytest.raises(RefusedError):
        tally.set_dots(room.meeting, a, 1)
    gives(room, ANA, b, 1)
    assert dots(room.meeting) == {"b": 1}
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert room.gaps() == ["b", "a"]


def test_each_slip_has_five_dots_and_gives_three_to_one_at_most_until_the_vote_ends() -> None:
    room, (a, b, c) = voting("a", "b", "c")
    assert refused(room, ANA, a.id, 4) is Reason.TOO_MANY_FOR_ONE
    gives(room, ANA, a, 3)
    assert refused(room, ANA, b.id, 3) is Reason.NO_DOTS_LEFT
    gives(room, ANA, b, 2)
    assert slips.left_on(room.meeting, slips.slip_of(room.meeting, ANA)) == 0
    assert slips.left_on(room.meeting, slips.slip_of(room.meeting, BO)) == 5
    gives(room, ANA, a, 0)
    gives(room, ANA, c, 3)
    assert on_slip(room, ANA) == {"b": 2, "c": 3}
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert refused(room, ANA, b.id, 1) is Reason.NO_BALLOT


def test_only_what_can_be_voted_on_is_given_dots() -> None:
    room, (a, b, _) = voting("a", "b", "c")
    (strength,) = room.cards("good", "kind")
    room.does(arrange.group(room.meeting, [a, b], "both"))
    room.does(begin_private(room.meeting))
    (hidden,) = room.cards("bad", "hidden")
    for gap in (strength.id, a.id, hidden.id, "nothing"):
        assert refused(room, ANA, gap, 1) is Reason.NO_GAP


def test_no_slip_tells_whose_it_is_or_when_it_came() -> None:
    room, (a,) = voting("a")
    assert not slips.give_dots(room.meeting, EXERCISE, ANA, a.id, 0, Random(1)), "no dots, no slip"
    ids, chance = [f"slip-{number}" for number in range(12)], Random(5)
    for slip in ids:
        change = slips.give_dots(room.meeting, EXERCISE, slip, a.id, 1, chance)
        assert (change.subject, change.undoable) == ("", False)
        room.does(change)
    found = [slip.id for slip in ballot(room.meeting).slips]
    assert sorted(found) == sorted(ids)
    assert found not in (ids, ids[::-1])
    gives(room, "slip-3", a, 2)
    gives(room, "slip-3", a, 0)
    assert [slip.id for slip in ballot(room.meeting).slips] == found, "an emptied one stays"


def test_no_vote_takes_more_slips_than_can_be_stored() -> None:
    room, (a,) = voting("a")
    for number in range(MOST_SLIPS):
        gives(room, f"slip-{number}", a, 1)
    assert refused(room, "one-more", a.id, 1) is Reason.NO_SLIPS_LEFT
    gives(room, "slip-7", a, 2)


def test_regrouping_takes_the_dots_of_slips_along_and_back() -> None:
    room, (a, b, _) = voting("a", "b", "c")
    gives(room, ANA, a, 3)
    gives(room, ANA, b, 2)
    room.does(arrange.group(room.meeting, [a, b], "both"))
    (both,) = room.meeting.all(Theme)
    assert on_slip(room, ANA) == {"both": 5}
    assert refused(room, ANA, both.id, 5) is Reason.TOO_MANY_FOR_ONE, "as they are is no fewer"
    gives(room, ANA, both, 3)
    gives(room, BO, both, 2)
    split = room.does(arrange.split(room.meeting, both))
    assert on_slip(room, ANA) == {"a": 3}
    gives(room, BO, room.now(b), 1)
    room.meeting.apply(rebase(split.inverse(), room.meeting))
    assert (on_slip(room, ANA), on_slip(room, BO)) == ({"both": 3}, {"both": 3})


def test_dots_for_what_was_removed_are_free_again_and_given_once() -> None:
    room, (a, b) = voting("a", "b")
    gives(room, ANA, a, 3)
    removal = room.does(verbs.remove(room.meeting, [a]))
    assert slips.left_on(room.meeting, slips.slip_of(room.meeting, ANA)) == 5
    gives(room, ANA, b, 2)
    room.meeting.apply(removal.inverse())
    assert on_slip(room, ANA) == {"a": 3, "b": 2}, "there is room for both"
    room.meeting.apply(removal)
    gives(room, ANA, b, 3)
    room.meeting.apply(removal.inverse())
    assert on_slip(room, ANA) == {"b": 3}


def test_a_slip_that_comes_in_between_stays_when_hands_are_counted_or_taken_back() -> None:
    room, (a, b) = voting("a", "b")
    before = ballot(room.meeting)
    counted = room.does(tally.set_dots(room.meeting, a, 4))
    gives(room, ANA, b, 2)
    assert dots(room.meeting) == {"a": 4, "b": 2}
    back = rebase(counted.inverse(), room.meeting)
    room.meeting.apply(back)
    assert dots(room.meeting) == {"b": 2}
    assert is_wholly_made(counted.inverse(), room.meeting)
    room.does(tally.set_dots(room.meeting, a, 5))
    room.does(tally.restore_votes(room.meeting, a, before))
    assert dots(room.meeting) == {"b": 2}


def test_what_two_hands_change_of_slips_fits_together() -> None:
    room, (a, b, c) = voting("a", "b", "c")
    gives(room, ANA, a, 1)
    then = room.meeting.copy()

    def meanwhile(slip: str, gap: Card, count: int) -> None:
        """Somebody gave dots, of which the others hear only now."""
        change = slips.give_dots(then, EXERCISE, slip, gap.id, count, Random(2))
        room.meeting.apply(rebase(change, room.meeting))

    meanwhile(ANA, a, 2)
    meanwhile(ANA, b, 2)
    meanwhile(BO, c, 3)
    room.does(tally.set_dots(room.meeting, c, 1))
    assert on_slip(room, ANA) == {"a": 2, "b": 2}
    assert dots(room.meeting) == {"a": 2, "b": 2, "c": 4}
    # Together these would be more than Ana has: what came first counts.
    meanwhile(ANA, c, 3)
    assert on_slip(room, ANA) == {"a": 2, "b": 2}


@given(
    most=st.integers(1, 6),
    in_all=st.integers(1, 9),
    given_dots=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(-1, 12)), max_size=30
    ),
)
def test_nobody_ever_gives_more_dots_than_one_person_has(
    most: int, in_all: int, given_dots: Sequence[tuple[int, int, int]]
) -> None:
    room = Room()
    cards = room.cards("bad", *"abcd")
    room.does(tally.open_ballot(room.meeting, 0, in_all, most))
    for slip, which, count in given_dots:
        try:
            gives(room, f"slip-{slip}", cards[which], count)
        except RefusedError:
            continue
        for each in ballot(room.meeting).slips:
            found = slips.given_on(room.meeting, each).values()
            assert all(0 < given <= min(most, in_all) for given in found)
            assert sum(found) + slips.left_on(room.meeting, each) == in_all
    whole = sum(tally.totals(room.meeting, ballot(room.meeting)).values())
    left = tally.left_over(room.meeting, ballot(room.meeting))
    assert whole + left == in_all * len(ballot(room.meeting).slips)
