"""Who owns an action, how much each has to do, and who said yes to it."""

from dataclasses import replace
from datetime import timedelta

from facilitator.domain.chain import verbs
from facilitator.domain.chain.owners import agree, agreed_owners, loads, unasked
from facilitator.domain.change import Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.records import Action, EarlierAction, Status, new_id
from tests.support.small_meeting import FRIDAY, TODAY, Room


def a_plan(*owners: str) -> tuple[Room, list[Action]]:
    """A meeting with one action for each of these owners, due one day after the other."""
    room = Room()
    strategy = room.strategy(room.excuse(room.cards("bad", "no chairs")[0], "no money"), "buy some")
    made = []
    for n, owner in enumerate(owners):
        action = room.action(strategy, f"action {n}", FRIDAY + timedelta(n))
        room.does(verbs.commit_action(room.meeting, replace(action, owner=owner)))
        made.append(room.now(action))
    return room, made


def test_everyone_who_owns_an_action_has_it_until_it_is_done_or_dropped() -> None:
    room, (first, second, third) = a_plan("Ana and Bo", "ana", "Bo")
    assert loads(room.meeting) == {"ana": 2, "bo": 2}
    room.does(judge(room.meeting, second, Status.DONE, TODAY, "it works"))
    room.does(judge(room.meeting, third, Status.PROGRESS, TODAY, "half of it"))
    assert loads(room.meeting) == {"ana": 1, "bo": 2}
    builder = ChangeBuilder(room.meeting)
    earlier = EarlierAction(
        id=new_id(),
        stage="review",
        text="from before",
        place=0,
        meeting=new_id(),
        action=new_id(),
        owner="Ana",
        promised_on=TODAY,
    )
    builder.upsert(earlier)
    room.does(builder.change(Verb.DETAILS))
    assert loads(room.meeting) == {"ana": 2, "bo": 2}
    room.does(judge(room.meeting, earlier, Status.DROPPED, TODAY, "no use"))
    assert loads(room.meeting) == {"ana": 1, "bo": 2}
    assert first.owner == "Ana and Bo"


def test_each_owner_says_yes_and_takes_it_back_by_undo() -> None:
    room, (both, one) = a_plan("Ana and Bo", "Cy")
    asked = [(action.text, name) for action, name in unasked(room.meeting, room.exercise)]
    assert asked == [("action 0", "Ana"), ("action 0", "Bo"), ("action 1", "Cy")]
    room.does(agree(room.meeting, both, "Bo"))
    assert agreed_owners(room.meeting, room.now(both)) == ("Bo",)
    again = agree(room.meeting, room.now(both), "bo")
    assert not again.edits, "once is enough"
    room.does(judge(room.meeting, one, Status.DROPPED, TODAY, "no use"))
    assert [name for _, name in unasked(room.meeting, room.exercise)] == ["Ana"]
    room.undoes()
    room.undoes()
    assert room.now(both).agreed == ()
    room.does(agree(room.meeting, both, "Bo"))
    room.does(verbs.commit_action(room.meeting, replace(room.now(both), owner="Ana")))
    assert agreed_owners(room.meeting, room.now(both)) == (), "it is hers alone now"
