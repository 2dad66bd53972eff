"""Where strategies follow from strengths too, these are answered like excuses: by key and click."""

from datetime import date

import pytest

from facilitator.domain.chain.verbs import add_cards, add_excuses
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Side, Strategy
from facilitator.export.json_format import dumps, loads
from facilitator.ui.audience.audience_window import AudienceWindow
from tests.support.audience import shown
from tests.support.mouse import clicks
from tests.support.thanking_exercise import thanking_exercise
from tests.support.window import Room

EXERCISE = thanking_exercise()


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.fixture
def room(home: Room) -> Room:
    """An excuse and two strengths, to none of which anything was answered."""
    meeting = Meeting()
    meeting.apply(begin(EXERCISE, MeetingSetup(title="Today"), date.today()))
    meeting.apply(add_cards(meeting, "good", ["By name", "A chair"]))
    meeting.apply(add_cards(meeting, "bad", ["Closed at noon"]))
    gap = meeting.all(Card)[-1]
    meeting.apply(add_excuses(meeting, gap.id, ["We eat then"]))
    home.takes_in(meeting)
    home.walks_to("instead")
    return home


def place_of_band(room: Room) -> str:
    """Which of how many of its kind is answered."""
    assert room.stage.band is not None
    return room.stage.band.accessibleName().rsplit(". ", 1)[-1]


def written(room: Room) -> list[tuple[str, str]]:
    found = []
    for strategy in room.meeting.all(Strategy):
        above = room.meeting.find(strategy.parent)
        found.append((above.text if above is not None else "", strategy.text))
    return found


def test_the_next_strength_is_there_by_key_and_its_strategy_says_what_it_builds_on(
    room: Room, audience: AudienceWindow
) -> None:
    assert (room.band, place_of_band(room)) == ("We eat then", "excuse 1 of 1")
    room.presses("Ctrl+Down")
    assert (room.band, place_of_band(room)) == ("By name", "strength 1 of 2")
    assert plain(room.stage.entry.typed.prompt) == "Building on “By name”…"
    room.says("Names on the cups")
    assert written(room) == [("By name", "Names on the cups")]
    room.walks_to("who")
    band = shown(audience).band
    assert band is not None
    room.until(lambda: band.text == "Names on the cups")
    assert "building on “By name”" in plain(band.accessibleName())
    kept = loads(dumps(room.meeting, EXERCISE))
    above = [each.parent for each in kept.all(Strategy)]
    assert [kept.find(each) is not None for each in above] == [True]


def test_a_click_in_the_list_selects_a_strength(room: Room) -> None:
    room.presses("Ctrl+Tab")
    view = room.view(Side.LEFT)
    assert room.left() == ["We eat then", "By name", "A chair"]
    headed = room.stage.script.heading(Side.LEFT).title
    assert room.stage.room.view().columns[0].title == f"{headed} · Where we do it"
    clicks(view.viewport(), view.visualRect(view.column.index(2)).center())
    room.presses("Ctrl+Tab", "Esc")
    assert room.band == "A chair"
    room.says("A second chair")
    assert written(room) == [("A chair", "A second chair")]
