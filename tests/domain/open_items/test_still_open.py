"""Nothing is said to be closed while one place of the chain is open."""

from dataclasses import replace

import pytest

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.deferrals import defer, take_up
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import privacy
from facilitator.domain.open_items.open_item import OpenCounts, OpenItem, StillOpen
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Action, Card, Lack, Status, Theme
from facilitator.domain.vote import tally
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import loads
from facilitator.paths import resources
from tests.support.small_meeting import EXERCISE, Room


def found(room: Room) -> StillOpen:
    return still_open(room.meeting, EXERCISE)


def said(items: tuple[OpenItem, ...]) -> list[tuple[str, str]]:
    return [(each.item.text, each.lack.value) for each in items]


def named(room: Room) -> list[tuple[str, str]]:
    return said(found(room).named)


def others(room: Room) -> list[str]:
    return [each.item.text for each in found(room).others]


def test_a_chain_is_open_at_one_place_after_another_until_it_is_whole() -> None:
    room = Room()
    assert not found(room)
    (gap,) = room.cards("bad", "Closed at noon")
    assert named(room) == [("Closed at noon", "excuse")]
    excuse = room.excuse(gap, "We eat then")
    assert named(room) == [("We eat then", "strategy")]
    strategy = room.strategy(excuse, "Take turns")
    assert named(room) == [("Take turns", "action")]
    action = room.action(strategy, "Draw up turns")
    assert not found(room)
    assert found(room).counts == OpenCounts()
    room.does(verbs.edit_text(room.meeting, action, "Draw up the turns"))
    assert not found(room)


@pytest.mark.parametrize(("field", "nothing"), [("owner", ""), ("due", None)])
def test_an_action_without_owner_or_day_is_open_unless_it_is_done(
    field: str, nothing: object
) -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    action = room.action(room.strategy(room.excuse(gap, "We eat"), "Take turns"), "Draw up turns")
    bare = replace(action, **{field: nothing})  # type: ignore[arg-type]
    room.meeting.apply(becomes(action, bare))
    assert named(room) == [("Draw up turns", "owner or day")]
    assert found(room).counts == OpenCounts(actions=1)
    room.verdict(bare, Status.DONE)
    assert not found(room)


def becomes(before: Action, after: Action) -> Change:
    return Change("m", Verb.EDIT, (Edit(before, after),))


def test_a_strategy_whose_only_action_was_dropped_is_open_again() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    action = room.action(room.strategy(room.excuse(gap, "We eat"), "Take turns"), "Draw up turns")
    room.verdict(action, Status.DROPPED)
    assert named(room) == [("Take turns", "action")]


def test_every_gap_without_an_excuse_counts_and_those_that_matter_are_named() -> None:
    room = Room()
    a, b, c, d, e, f = room.cards("bad", *"abcdef")
    room.does(verbs.stamp(room.meeting, e, "policy"))
    room.does(tally.open_ballot(room.meeting, 1))
    room.does(tally.set_dots(room.meeting, room.now(f), 1))
    assert named(room) == [(text, "excuse") for text in "abce"], "no dot counts before the end"
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert room.gaps() == list("fabcde")
    assert named(room) == [(text, "excuse") for text in "fabe"]
    assert others(room) == ["c", "d"]
    room.does(arrange.rank_to(room.meeting, [room.now(x) for x in (f, a, b, c, d, e)], [f], 5))
    assert named(room) == [(text, "excuse") for text in "abcef"], "it has a dot"
    assert found(room).counts == OpenCounts(not_discussed=6, flagged=1)


def test_a_label_that_is_only_counted_flags_no_gap() -> None:
    room = Room()
    gap, *_ = room.cards("bad", *"abcd")
    last = room.cards("bad", "e")[0]
    room.does(verbs.stamp(room.meeting, last, "policy"))
    counting = replace(EXERCISE, counts_labels=True)
    assert still_open(room.meeting, counting).counts == OpenCounts(not_discussed=5)
    assert said(still_open(room.meeting, counting).others)[-1] == ("e", "excuse")
    room.excuse(gap, "why")
    room.does(verbs.stamp(room.meeting, room.now(gap), "policy"))
    assert still_open(room.meeting, counting).counts.undecided == 0


def test_grouping_splitting_and_moving_lose_nothing_that_is_open() -> None:
    room = Room()
    a, b, c, d, e = room.cards("bad", *"abcde")
    room.does(verbs.stamp(room.meeting, e, "policy"))
    room.does(arrange.group(room.meeting, [d, room.now(e)], "both"))
    assert named(room)[-1] == ("both", "excuse"), "a card in it is flagged"
    (both,) = room.meeting.all(Theme)
    excuse = room.excuse(room.now(e), "always so")
    assert named(room)[-2:] == [("both", "action"), ("always so", "strategy")]
    room.does(arrange.split(room.meeting, both))
    assert ("e", "action") in named(room) and others(room) == ["d"]
    room.does(arrange.move_cards(room.meeting, [room.now(e)], "good"))
    assert ("always so", "strategy") in named(room)
    room.action(room.strategy(excuse, "ask"), "ask them")
    assert found(room).counts == OpenCounts(not_discussed=4)
    assert room.now(a) and room.now(b) and room.now(c)


def test_a_rule_that_is_kept_needs_nothing_and_one_that_is_dropped_needs_an_action() -> None:
    room = Room()
    kept, dropped = room.cards("bad", "No dogs", "No refunds")
    room.does(verbs.stamp(room.meeting, kept, "keep"))
    room.does(verbs.stamp(room.meeting, dropped, "drop"))
    assert named(room) == [("No refunds", "excuse")]
    room.excuse(kept, "They bite")
    excuse = room.excuse(dropped, "It costs")
    assert named(room) == [("No refunds", "action"), ("It costs", "strategy")]
    assert found(room).counts == OpenCounts(undecided=1, excuses=1)
    room.action(room.strategy(excuse, "Refund first"), "Tell the tills")
    assert not found(room)


def test_a_hidden_card_is_counted_and_never_named() -> None:
    room = Room()
    room.does(privacy.begin_private(room.meeting))
    (card,) = room.cards("bad", "My secret")
    room.cards("good", "Not a gap")
    room.excuse(card, "My other secret")
    assert found(room).counts == OpenCounts(hidden=1)
    assert found(room) and not (found(room).named or found(room).others)


# Not today


def not_today(room: Room) -> list[tuple[str, list[str]]]:
    return [
        (each.deferral.reason, [open_item.item.text for open_item in each.items])
        for each in found(room).not_today
    ]


def test_what_is_not_for_today_is_told_apart_with_its_reason_until_it_is_discussed() -> None:
    room = Room()
    a, b = room.cards("bad", "a", "b")
    one, other = found(room).named
    room.does(defer(room.meeting, [one.deferred, other.deferred], " Head office\ndecides "))
    assert not found(room)
    assert not_today(room) == [("Head office decides", ["a", "b"])]
    excuse = room.excuse(a, "always so")
    assert named(room) == [("always so", "strategy")]
    assert not_today(room) == [("Head office decides", ["b"])]
    room.does(verbs.remove(room.meeting, [excuse]))
    assert not_today(room) == [("Head office decides", ["a", "b"])]
    room.does(take_up(room.meeting, [b.id]))
    assert named(room) == [("b", "excuse")]
    room.undoes()
    assert not found(room)


def test_it_takes_a_reason_and_a_later_one_replaces_it() -> None:
    room = Room()
    room.cards("bad", "a")
    (item,) = found(room).named
    assert not defer(room.meeting, [item.deferred], " \n")
    assert not defer(room.meeting, [], "no time")
    room.does(defer(room.meeting, [item.deferred], "no time"))
    room.does(defer(room.meeting, [item.deferred], "Ana is away"))
    assert not_today(room) == [("Ana is away", ["a"])]
    assert len(room.meeting.deferrals) == 1


def test_a_theme_is_not_for_today_when_all_of_its_cards_are_and_they_when_it_was() -> None:
    room = Room()
    a, b, c = room.cards("bad", *"abc")
    for_later = [each.deferred for each in found(room).named if each.item.id != c.id]
    room.does(defer(room.meeting, for_later, "no time"))
    room.does(arrange.group(room.meeting, [a, b], "both"))
    (both,) = room.meeting.all(Theme)
    assert not_today(room) == [("no time", ["both"])]
    room.does(take_up(room.meeting, [both.id]))
    assert named(room)[0] == ("both", "excuse") and not not_today(room)
    room.undoes()
    assert not_today(room) == [("no time", ["both"])]
    room.does(arrange.put_in_theme(room.meeting, [c], both))
    assert named(room) == [("both", "excuse")], "of c nobody said that"
    room.does(defer(room.meeting, [each.deferred for each in found(room).named], "later"))
    room.does(arrange.take_out(room.meeting, [room.now(c)]))
    assert not found(room)
    room.does(arrange.split(room.meeting, room.now(both)))
    assert not found(room)
    assert {card.text for card in room.meeting.all(Card)} == set("abc")


def test_two_hands_put_off_and_each_takes_back_its_own() -> None:
    room = Room()
    room.cards("bad", "a", "b")
    one, other = found(room).named
    mine = room.does(defer(room.meeting, [one.deferred, other.deferred], "no time"))
    room.does(take_up(room.meeting, [one.item.id]))
    room.does(rebase(mine.inverse(), room.meeting))
    assert not_today(room) == [("no time", ["b"])], "somebody else has altered it since"
    room.undoes()
    room.undoes()
    room.does(rebase(mine.inverse(), room.meeting))
    assert len(found(room).named) == 2


def test_the_sample_says_what_is_open_in_it() -> None:
    text = (resources() / "samples" / "corner-bakery.json").read_bytes()
    sample = loads(text)
    opened = still_open(sample, Library().of_meeting(sample))
    assert opened.counts == OpenCounts(not_discussed=12, flagged=4, excuses=2, strategies=1)
    assert [each.lack for each in opened.named] == [Lack.EXCUSE] * 4 + [Lack.STRATEGY] * 2 + [
        Lack.ACTION
    ]
    assert opened.named[0].item.text == "The toilet is for paying customers, children too"
    assert len(opened.others) == 8
