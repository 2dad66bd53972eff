"""Cards, excuses, origins, strategies and actions: added, edited, stamped, judged, removed."""

from dataclasses import replace

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.chain.arrange import group
from facilitator.domain.change import Verb
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.records import (
    Action,
    Card,
    Excuse,
    Item,
    Origin,
    Strategy,
    Theme,
    new_id,
)
from facilitator.errors import InputRefusedError
from tests.support.small_meeting import FRIDAY, Room, texts


def test_pasted_cards_come_cleaned_and_in_order_and_are_one_undo() -> None:
    room = Room()
    room.cards("good", "We greet by name")
    change = room.does(
        verbs.add_cards(room.meeting, "good", ["  We call back\0 ", " ", "\ud800", "We say sorry"])
    )
    assert room.column("good") == ["We greet by name", "We call back", "We say sorry"]
    assert (change.verb, change.subject, change.count) == (Verb.ADD, "We call back", 2)
    room.undoes()
    assert room.column("good") == ["We greet by name"]


def test_blank_entries_change_nothing() -> None:
    room = Room()
    (card,) = room.cards("bad", "Closed at noon")
    assert not verbs.add_cards(room.meeting, "bad", ["", " \n\t", "\u200b"])
    assert not verbs.edit_text(room.meeting, card, "  ")
    assert not verbs.edit_text(room.meeting, card, "Closed at noon ")
    assert not verbs.remove(room.meeting, [])


def test_one_text_too_long_among_pasted_ones_adds_none_of_them() -> None:
    room = Room()
    with pytest.raises(InputRefusedError, match="5,001"):
        verbs.add_cards(room.meeting, "bad", ["fine", "x" * 5_001])
    assert room.column("bad") == []


def test_an_action_needs_text_owner_and_date() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    strategy = room.strategy(room.excuse(gap, "We eat then"), "Eat in turns")
    draft = Action(
        id=new_id(), strategy=strategy.id, text="Draw up turns", place=0, owner="Baker", due=FRIDAY
    )
    for lacking in ({"text": " "}, {"owner": "\n"}, {"due": None}):
        assert not verbs.commit_action(room.meeting, replace(draft, **lacking))
    room.does(verbs.commit_action(room.meeting, replace(draft, owner=" Baker\n", sign="A note ")))
    done = room.now(draft)
    assert (done.owner, done.sign) == ("Baker", "A note")
    change = room.does(verbs.commit_action(room.meeting, replace(done, text="Draw up turns today")))
    assert (change.verb, room.now(draft).text) == (Verb.EDIT, "Draw up turns today")
    assert texts(room.meeting.children(Action, strategy.id)) == ["Draw up turns today"]


def test_removing_a_gap_takes_its_whole_chain_and_one_undo_brings_it_back() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    excuse = room.excuse(gap, "We eat then")
    room.origin(room.origin(excuse, "It was always so"), "The founder liked soup")
    action = room.action(room.strategy(excuse, "Eat in turns"), "Draw up turns")
    room.does(lifecycle.choose_first(room.meeting, action))
    change = room.does(verbs.remove(room.meeting, [room.now(gap)]))
    kinds = (Card, Excuse, Origin, Strategy, Action)
    assert [room.meeting.count(kind) for kind in kinds] == [0, 0, 0, 0, 0]
    assert room.meeting.details.first is None
    assert (change.subject, change.count) == ("Closed at noon", 1)
    room.undoes()
    assert [room.meeting.count(kind) for kind in kinds] == [1, 1, 2, 1, 1]
    assert room.meeting.details.first == action.id


def test_removing_a_thing_together_with_what_hangs_under_it_is_no_surprise() -> None:
    room = Room()
    gap, other = room.cards("bad", "Closed at noon", "No parking")
    excuse = room.excuse(gap, "We eat then")
    origin = room.origin(excuse, "It was always so")
    choices: list[list[Item]] = [[excuse, origin], [origin, excuse], [gap, origin, excuse]]
    for chosen in choices:
        room.does(verbs.remove(room.meeting, chosen))
        assert room.meeting.find(origin.id) is None
        assert room.meeting.get(Card, other.id)
        room.undoes()
        assert room.now(origin) == origin


def test_a_theme_goes_with_its_last_card_unless_the_room_has_given_excuses_for_it() -> None:
    room = Room()
    plain, discussed = room.cards("bad", "Closed at noon", "No parking")
    themes = [theme_of(room, card) for card in (plain, discussed)]
    excuse = room.excuse(themes[1], "The street is narrow")
    room.does(verbs.remove(room.meeting, [room.now(plain), room.now(discussed)]))
    assert room.meeting.all(Theme) == [themes[1]]
    room.undoes()
    room.does(verbs.remove(room.meeting, [excuse, room.now(discussed)]))
    assert room.meeting.all(Theme) == [themes[0]]


def theme_of(room: Room, card: Card) -> Theme:
    change = room.does(group(room.meeting, [card], f"About {card.text}"))
    (theme,) = change.added
    assert isinstance(theme, Theme)
    return theme


def test_labels_are_stamped_and_taken_off_and_rivals_make_room() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")

    def stamped(label: str, *rivals: str) -> tuple[str, ...]:
        room.does(verbs.stamp(room.meeting, room.now(gap), label, rivals))
        return room.now(gap).labels

    assert stamped("policy") == ("policy",)
    assert stamped("keep", "keep", "drop") == ("policy", "keep")
    assert stamped("drop", "keep", "drop") == ("policy", "drop")
    assert stamped("policy") == ("drop",)


def test_a_statement_is_ticked_and_unticked_against_its_criteria() -> None:
    room = Room()
    statement = room.statement("We serve as we would be served")
    for criterion, ticks in (
        ("fair", ("fair",)),
        ("clear", ("fair", "clear")),
        ("fair", ("clear",)),
    ):
        room.does(verbs.tick(room.meeting, room.now(statement), criterion))
        assert room.now(statement).ticks == ticks
