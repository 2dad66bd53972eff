"""Cards are gathered by typing where they belong, or by looking at those that sound alike."""

from collections.abc import Mapping
from threading import Event

import pytest

from facilitator.domain.records import Card, Theme
from facilitator.launch import Start
from facilitator.progress import Progress
from facilitator.services.similarity import Pair, similar_pairs
from facilitator.ui.meeting import similar_cards
from facilitator.ui.meeting.similar_cards_sheet import SimilarCardsSheet
from tests.support.window import OpenRoom, Room, faces


@pytest.fixture
def gaps(room: Room) -> Room:
    """Five cards among the gaps, two of which sound alike."""
    room.presses("PgDown")
    room.says("Nobody answers the phone", "No chairs", "The toilet is locked")
    room.says("The phone is not answered", "Closed at noon")
    return room


def targets(room: Room) -> list[str]:
    return [face.text for face in faces(room.controller.host.put_with().sheet.list)]


def themes(room: Room) -> dict[str, set[str]]:
    meeting = room.meeting
    return {
        theme.text: {card.text for card in meeting.members(theme.id)}
        for theme in meeting.all(Theme)
    }


def asks_for_like_cards(room: Room) -> SimilarCardsSheet:
    room.presses("Ctrl+L")
    sheet = room.controller.host.similar_cards().sheet
    room.until(sheet.isVisible)
    return sheet


def pair(room: Room) -> set[str]:
    return {face.text for face in faces(room.controller.host.similar_cards().sheet.list)}


def test_a_card_is_put_with_another_and_the_theme_is_named(gaps: Room) -> None:
    gaps.presses("Up", "Ctrl+T")
    assert targets(gaps) == [card.text for card in gaps.meeting.all(Card)][:-1]
    gaps.types("LOCKED toilet")
    assert targets(gaps) == ["The toilet is locked"]
    gaps.presses("Enter")
    assert gaps.focus is gaps.stage.entry.edit
    gaps.says("When we are shut")
    assert themes(gaps) == {"When we are shut": {"Closed at noon", "The toilet is locked"}}


def test_more_join_a_theme_found_by_its_name_or_its_cards(gaps: Room) -> None:
    gaps.presses("Up", "Ctrl+T")
    gaps.says("toilet", "Shut")
    for words in ("shut", "closed noon"):
        gaps.presses("Up", "Up", "Space", "Up", "Up", "Space", "Ctrl+T")
        gaps.types(words)
        assert targets(gaps) == ["Shut"]
        gaps.presses("Enter")
        assert len(themes(gaps)["Shut"]) == 4, words
        assert gaps.said.startswith("Added to “Shut”")
        gaps.presses("Ctrl+Z")
        assert len(themes(gaps)["Shut"]) == 2
        gaps.stage.focus_entry()


def test_what_is_half_typed_waits_until_the_theme_has_its_name(gaps: Room) -> None:
    gaps.types("half a sentence")
    gaps.presses("Ctrl+Up", "Ctrl+T")
    gaps.says("no chairs")
    assert gaps.entry == ""
    gaps.types("Comfo")
    assert gaps.stage.draft()[0] == "half a sentence"
    gaps.says("rt")
    assert set(themes(gaps)) == {"Comfort"}
    assert gaps.entry == "half a sentence"
    gaps.presses("Ctrl+L")
    gaps.until(lambda: gaps.window.sheet is not None)
    gaps.presses("Enter")
    assert gaps.entry == ""
    gaps.presses("Esc")
    assert (gaps.entry, gaps.stage.marked) == ("half a sentence", frozenset())


def test_what_is_half_typed_outlives_the_program_even_while_a_name_is_asked(
    open_room: OpenRoom, gaps: Room
) -> None:
    gaps.types("half a sentence")
    gaps.presses("Ctrl+Up", "Ctrl+T")
    gaps.says("no chairs")
    gaps.types("Comfo")
    gaps.leaves()
    again = open_room(Start("open", meeting=gaps.meeting_id))
    assert again.entry == "half a sentence"


@pytest.mark.parametrize("key", ["Ctrl+T", "Ctrl+L", "Ctrl+K"])
def test_what_is_being_edited_is_kept(gaps: Room, key: str) -> None:
    gaps.presses("Up", "Up", "Enter")
    gaps.types(" at all")
    gaps.presses("Home", key)
    gaps.until(lambda: gaps.window.sheet is not None)
    if key == "Ctrl+T":
        gaps.says("nobody")
    elif key == "Ctrl+L":
        gaps.presses("Enter")
    else:
        gaps.presses("Esc", "Space", "Up", "Up", "Up", "Space", "Ctrl+G")
    gaps.says("Telephone")
    theme = {"Nobody answers the phone", "The phone is not answered at all"}
    assert themes(gaps) == {"Telephone": theme}


def test_esc_leaves_everything_as_it_was(gaps: Room) -> None:
    gaps.types("half")
    gaps.presses("Ctrl+Up", "Ctrl+T")
    gaps.types("phone")
    gaps.presses("Esc")
    assert (gaps.entry, themes(gaps), gaps.stage.marked) == ("half", {}, frozenset())


def test_where_gaps_are_put_in_order_a_theme_may_go_into_another(gaps: Room) -> None:
    gaps.presses("Up", "Ctrl+T")
    gaps.says("toilet", "Shut")
    gaps.presses("Up", "Home", "Ctrl+T")
    gaps.says("chairs", "Comfort")
    gaps.walks_to("what-matters")
    gaps.stage.show_item(next(theme.id for theme in gaps.meeting.all(Theme)))
    chosen = gaps.selected()
    other = ({"Shut", "Comfort"} - {chosen}).pop()
    gaps.presses("Ctrl+T")
    gaps.says(other)
    assert {name: len(cards) for name, cards in themes(gaps).items()} == {other: 4}


def test_why_there_is_nothing_to_put_is_said(room: Room) -> None:
    room.presses("Ctrl+T")
    assert room.said == "Select a card first, or mark several; then choose where they belong."
    room.says("alone")
    room.presses("Up", "Ctrl+T")
    assert room.said == "There is no other card in this column to add it to."
    room.walks_to("why")
    for key in ("Ctrl+T", "Ctrl+L"):
        room.presses(key)
        assert room.said.startswith("Cards can be grouped on the boards")
    assert room.window.sheet is None


def test_cards_that_sound_alike_are_suggested_and_gathered(gaps: Room) -> None:
    sheet = asks_for_like_cards(gaps)
    assert pair(gaps) == {"Nobody answers the phone", "The phone is not answered"}
    assert sheet.accessibleName().startswith("These two are similar: “Nobody answers the phone”")
    gaps.presses("Enter")
    gaps.says("Telephone")
    assert len(themes(gaps)["Telephone"]) == 2
    gaps.presses("Ctrl+L")
    gaps.until(lambda: gaps.said == "No cards here are similar.")
    gaps.says("They hear the phone ring and nobody answers")
    asks_for_like_cards(gaps)
    gaps.presses("Enter")
    assert len(themes(gaps)["Telephone"]) == 3


@pytest.mark.parametrize("key", ["Del", "Backspace"])
def test_what_was_dismissed_is_not_suggested_again(gaps: Room, key: str) -> None:
    gaps.says("There are no chairs")
    asks_for_like_cards(gaps)
    first = pair(gaps)
    gaps.presses("Right")
    second = pair(gaps)
    assert first != second
    gaps.presses("Left")
    assert pair(gaps) == first
    gaps.presses(key)
    assert pair(gaps) == second
    gaps.presses("Esc")
    assert gaps.focus is gaps.stage.entry.edit
    asks_for_like_cards(gaps)
    assert pair(gaps) == second
    gaps.presses(key)
    assert gaps.window.sheet is None
    gaps.presses("Ctrl+PgDown", "Ctrl+L")
    gaps.until(lambda: gaps.said == "No other cards here are similar.")
    assert themes(gaps) == {}
    assert gaps.meeting.count(Card) == 6


def test_a_suggestion_never_takes_the_enter_of_a_sentence(
    gaps: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = Event()

    def slow(texts: Mapping[str, str], progress: Progress) -> list[Pair]:
        assert typed.wait(5)
        return similar_pairs(texts, progress)

    monkeypatch.setattr(similar_cards, "similar_pairs", slow)
    gaps.presses("Ctrl+L")
    gaps.types("typed meanwhile")
    typed.set()
    gaps.until(lambda: gaps.said == "1 similar pair: Ctrl+L shows them.")
    assert gaps.window.sheet is None
    gaps.presses("Enter")
    assert gaps.right()[-1] == "typed meanwhile"


def test_marks_that_are_out_of_sight_gather_nothing_else(gaps: Room) -> None:
    """A card marked within one theme is not shown beside another."""
    gaps.presses("Up", "Ctrl+T")
    gaps.says("toilet", "Shut")
    gaps.walks_to("what-matters")
    gaps.stage.show_item(next(card.id for card in gaps.meeting.all(Card) if card.theme))
    gaps.presses("Space", "Left", "Down")
    gaps.stage.focus_entry()
    gaps.says("Nothing")
    assert set(themes(gaps)) == {"Shut"}
