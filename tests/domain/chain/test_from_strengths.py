"""A strategy may follow from a strength; whatever is done to that, it is never lost."""

from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain import arrange
from facilitator.domain.chain.chain import all_strategies
from facilitator.domain.chain.flow import Step
from facilitator.domain.chain.verbs import add_strategies, remove
from facilitator.domain.exercise import Kind
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Side, Strategy, Theme
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_card import Link
from facilitator.domain.room.room_view import Answered, RoomView, room_view
from tests.support.small_meeting import Room, texts
from tests.support.thanking_exercise import thanking_exercise

EXERCISE = thanking_exercise()


def seen(room: Room, left: str, side: Side = Side.LEFT, kind: Kind = Kind.STRATEGIES) -> RoomView:
    stage = next(each for each in EXERCISE.stages if each.kind is kind)
    attention = Attention(selection=Selection(left), side=side)
    return room_view(room.meeting, EXERCISE, Step(stage), attention, Entry())


def listed(room: Room) -> list[str]:
    return [card.text for card in seen(room, "").columns[0].cards]


def strategies(room: Room) -> list[str]:
    return texts(all_strategies(room.meeting, EXERCISE))


def test_strengths_come_after_the_excuses_and_are_answered_like_them() -> None:
    room = Room(EXERCISE)
    by_name, chair = room.cards("good", "By name", "A chair")
    (gap,) = room.cards("bad", "Closed at noon")
    room.excuse(gap, "We eat then")
    assert listed(room) == ["We eat then", "By name", "A chair"]
    stage = next(each for each in EXERCISE.stages if each.kind is Kind.STRATEGIES)
    board = board_for(room.meeting, EXERCISE, Step(stage))
    room.does(board.add(Side.RIGHT, Selection(by_name.id), ["Cups with names"]))
    (strategy,) = room.meeting.all(Strategy)
    assert strategy.parent == by_name.id
    band = seen(room, by_name.id).band
    assert isinstance(band, Answered)
    assert (band.link, band.text, band.number, band.total) == (Link.CARD, "By name", 1, 2)
    assert [card.answers for card in seen(room, "").columns[0].cards] == [0, 1, 0]
    band = seen(room, strategy.id, kind=Kind.COMMIT).band
    assert isinstance(band, Answered)
    assert (band.about, band.builds_on) == ("By name", True)
    named = still_open(room.meeting, EXERCISE).named
    assert ("Cups with names", "action") in [(o.item.text, o.lack.value) for o in named]
    room.action(strategy, "Write names on the cups")
    named = still_open(room.meeting, EXERCISE).named
    assert "Cups with names" not in [each.item.text for each in named]
    room.does(remove(room.meeting, [chair, by_name]))
    assert (listed(room), strategies(room)) == (["We eat then"], [])
    room.undoes()
    assert strategies(room) == ["Cups with names"]


def test_grouping_regrouping_splitting_and_moving_keep_the_strategies() -> None:
    room = Room(EXERCISE)
    by_name, chair, tea = room.cards("good", "By name", "A chair", "Tea")
    room.does(add_strategies(room.meeting, by_name.id, ["Cups with names"]))
    room.does(arrange.group(room.meeting, [by_name, chair], "Welcome"))
    (theme,) = room.meeting.all(Theme)
    room.does(add_strategies(room.meeting, theme.id, ["A person at the door"]))
    assert listed(room) == ["Welcome", "Tea", "By name"]
    room.does(arrange.group(room.meeting, [theme, tea], "Being a host"))
    both = ["A person at the door", "Cups with names"]
    assert strategies(room) == both
    (theme,) = room.meeting.all(Theme)
    assert theme.text == "Being a host"
    room.does(arrange.split(room.meeting, theme))
    assert sorted(strategies(room)) == both
    first = room.now(by_name)
    room.does(arrange.move_cards(room.meeting, [first], "bad"))
    assert sorted(strategies(room)) == both
    assert "By name" in listed(room), "it has strategies, and stays within reach"


def test_a_theme_with_strategies_is_not_dissolved_when_its_last_card_goes() -> None:
    room = Room(EXERCISE)
    (card,) = room.cards("good", "By name")
    room.does(arrange.group(room.meeting, [card], "Welcome"))
    (theme,) = room.meeting.all(Theme)
    room.does(add_strategies(room.meeting, theme.id, ["A person at the door"]))
    room.does(arrange.take_out(room.meeting, [room.now(card)]))
    assert strategies(room) == ["A person at the door"]
