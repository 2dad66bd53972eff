"""The chain as it is read: whys with their depth, the plan in its order, the stages worked on."""

from datetime import timedelta

from facilitator.domain.chain import verbs
from facilitator.domain.chain.chain import descendants, origins_of, plan
from facilitator.domain.chain.flow import worked_on
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.records import Status
from tests.support.small_meeting import EXERCISE, FRIDAY, Room, texts


def test_each_why_is_followed_by_its_own_with_their_depth() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    excuse = room.excuse(gap, "We eat then")
    one = room.origin(excuse, "one")
    deeper = room.origin(one, "deeper")
    room.origin(deeper, "deepest")
    room.origin(excuse, "two")
    found = [(origin.text, depth) for origin, depth in origins_of(room.meeting, excuse.id)]
    assert found == [("one", 0), ("deeper", 1), ("deepest", 2), ("two", 0)]


def test_all_of_a_chain_hangs_under_its_gap() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    excuse = room.excuse(gap, "We eat then")
    room.origin(excuse, "Nobody asked")
    strategy = room.strategy(excuse, "Eat in turns")
    room.action(strategy, "Draw up turns")
    under = texts(descendants(room.meeting, gap))
    assert under == ["We eat then", "Nobody asked", "Eat in turns", "Draw up turns"]


def test_the_plan_is_in_order_of_its_days_with_what_was_dropped_at_its_end() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    strategy = room.strategy(room.excuse(gap, "We eat then"), "Eat in turns")
    late = room.action(strategy, "late", FRIDAY + timedelta(7))
    dropped = room.action(strategy, "dropped", FRIDAY - timedelta(7))
    room.action(strategy, "soon")
    room.verdict(dropped, Status.DROPPED)
    room.verdict(late, Status.PROGRESS)
    assert texts(plan(room.meeting, EXERCISE)) == ["soon", "late", "dropped"]


def test_a_stage_is_worked_on_once_something_was_written_there() -> None:
    room = Room()

    def begun() -> set[str]:
        return {*worked_on(room.meeting, EXERCISE)}

    assert begun() == set()
    (gap,) = room.cards("bad", "Closed at noon")
    assert begun() == set()
    room.cards("good", "We greet by name")
    assert begun() == {"board"}
    excuse = room.excuse(gap, "We eat then")
    assert begun() == {"board", "discuss"}
    strategy = room.strategy(excuse, "Eat in turns")
    assert begun() == {"board", "discuss", "strategies"}
    action = room.action(strategy, "Draw up turns")
    room.statement("We are there at noon")
    assert begun() == {"board", "discuss", "strategies", "commit", "statement"}
    room.does(lifecycle.choose_first(room.meeting, action))
    assert "close" in begun()


def test_only_the_first_action_itself_takes_that_choice_along_when_it_goes() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    strategy = room.strategy(room.excuse(gap, "We eat then"), "Eat in turns")
    first, other = room.action(strategy, "first"), room.action(strategy, "other")
    room.does(lifecycle.choose_first(room.meeting, first))
    room.does(verbs.remove(room.meeting, [other]))
    assert room.meeting.details.first == first.id
    room.does(verbs.remove(room.meeting, [first]))
    assert room.meeting.details.first is None
