"""What may be asked now: of words that only remind or train, and of a gap with many excuses."""

from pathlib import Path

import pytest

from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.stages.item_cards import item_text
from tests.support.audience import on_two_screens, shown
from tests.support.mouse import clicks
from tests.support.rhythm_exercise import ID, put_in
from tests.support.window import OpenRoom, Room, Start

HINT = "What would make it happen by itself?"
FIVE = "Five excuses and no strategy yet."


@pytest.fixture
def room(open_room: OpenRoom, own_data_folder: Path) -> Room:
    """Two gaps, and one excuse for the first."""
    put_in(own_data_folder)
    made = open_room(Start("new", title="Monday", exercise=ID))
    made.presses("Ctrl+Tab")
    made.says("The phone rings out", "Refunds take weeks")
    made.walks_to("why")
    made.says("There is no time")
    return made


def line(room: Room) -> str:
    """What is asked above the entry line; empty while nothing is."""
    found = room.screen.reminders.lines.get(room.stage)
    return found.text if found is not None and found.isVisible() else ""


def box(room: Room) -> str:
    """What is asked on the console."""
    assert room.screen.console is not None
    ask = room.screen.console.right.ask
    return f"{ask.title.text()} {ask.words.text()}".strip() if ask.isVisible() else ""


def test_a_strategy_that_only_reminds_gets_a_question_until_it_is_reworded(room: Room) -> None:
    room.walks_to("instead")
    room.types("Trainers have a list")
    room.presses("Enter")
    assert line(room) == ""
    room.types("Remind everyone")
    room.until(lambda: line(room) == f"“Remind everyone” only reminds or trains. {HINT}")
    room.presses("Enter")
    assert line(room).endswith(HINT), "it is asked, and added anyway"
    room.presses("Up", "F2", "Ctrl+A")
    room.types("The till rings by itself")
    room.presses("Enter")
    assert line(room) == ""


def test_an_action_in_the_form_gets_it_too(room: Room) -> None:
    room.walks_to("instead")
    room.says("A list at the till")
    room.walks_to("who")
    assert line(room) == ""
    room.types("Train the new ones")
    room.until(lambda: line(room).endswith(HINT))
    room.presses("Ctrl+A")
    room.types("A list on the door")
    room.until(lambda: line(room) == "")


def test_beside_an_audience_window_only_the_console_asks(
    room: Room, audience: AudienceWindow
) -> None:
    room.walks_to("instead")
    on_two_screens(room, True)
    room.says("Be more careful")
    assert (line(room), box(room)) == ("", f"{HINT} “Be more careful” only reminds or trains.")
    room.until(lambda: "Be more careful" in repr(room.stage.room.view()))
    assert HINT not in repr(room.stage.room.view())
    assert not [
        each
        for each in shown(audience).findChildren(type(room.stage.question))
        if HINT in each.text()
    ]


def five(room: Room) -> None:
    room.says("Nobody asked", "It was always so", "The boss says so", "It costs money")


def test_after_five_excuses_one_key_goes_to_what_instead_and_back(room: Room) -> None:
    five(room)
    assert line(room) == f"{FIVE} What instead?"
    room.presses("Up", "Up")
    chosen = room.selected()
    room.presses("F12")
    assert room.at == "instead"
    assert room.band == "There is no time"
    assert line(room) == "Back to “The phone rings out”"
    room.says("Answer within three rings")
    room.presses("F12")
    assert room.at == "why"
    selected = room.stage.selected_item()
    assert selected is not None
    assert item_text(selected) == chosen
    assert line(room) == ""
    room.presses("PgDown")
    assert line(room) == ""


def test_it_is_asked_once_for_a_gap(room: Room) -> None:
    five(room)
    on_two_screens(room, True)
    assert box(room) == f"What instead? {FIVE} F12: there and back."
    room.presses("Shift+F12")
    assert box(room) == ""
    room.says("One more")
    assert box(room) == ""
    room.walks_to("rank")
    room.walks_to("why")
    assert box(room).startswith("What instead? 6 excuses"), "another visit"
    assert room.screen.console is not None
    clicks(room.screen.console.right.ask)
    assert room.at == "instead"
    assert box(room).startswith("Back to")
    clicks(room.screen.console.right.ask)
    assert (room.at, box(room)) == ("why", "")


def test_half_a_sentence_is_still_there_when_one_comes_back(room: Room) -> None:
    five(room)
    room.types("half of it")
    room.presses("F12")
    assert (room.at, room.entry) == ("instead", "")
    room.presses("F12")
    assert (room.at, room.entry) == ("why", "half of it")


def test_the_key_says_where_it_works(room: Room) -> None:
    room.walks_to("close")
    room.presses("F12")
    assert room.said == "This key works where you ask why: “Why”."
