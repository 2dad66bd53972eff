"""How long a meeting shall take: asked when it begins, and again while it is held."""

import pytest
from PySide6.QtWidgets import QLabel

from facilitator.domain.facilitation import timing
from facilitator.exercises.exercise_library import with_opening
from facilitator.launch import Start
from facilitator.storage.folder.form_draft import form_draft_file
from tests.support.screens import form
from tests.support.window import OpenRoom, Room


def to_length(room: Room) -> None:
    """Into the field of the length, by keys."""
    while room.focus is not form(room).length.field:
        room.presses("Tab")


def offered(room: Room) -> list[str]:
    """The minutes beside the form, stage by stage and in all."""
    return [
        label.text() for label in form(room).sheet.findChildren(QLabel) if "min" in label.text()
    ][-len(room_stages(room)) - 1 :]


def room_stages(room: Room) -> tuple[object, ...]:
    return with_opening(room.controller.workspace.exercise_library.default).stages


def plan(room: Room) -> list[int]:
    """The minutes of the stages of the meeting at hand."""
    parts = timing.planned(room.meeting, room.session.exercise)
    return [seconds // 60 for seconds in parts.values()]


def test_the_length_is_chosen_by_keys_and_the_stages_show_what_they_get(home: Room) -> None:
    home.presses("Ctrl+N")
    to_length(home)
    assert offered(home)[-1] == "60 min"
    home.presses("Down")
    assert (form(home).length.text, offered(home)[-1]) == ("45", "45 min")
    home.presses("Down", "Down")
    assert (form(home).length.text, offered(home)[-1]) == ("90", "90 min")
    home.presses("Down")
    assert (form(home).length.text, offered(home)[-1]) == ("", "60 min")
    home.types("30")
    assert offered(home)[-1] == "30 min"
    stages = offered(home)[:-1]
    home.presses("Enter")
    assert plan(home) == [int(text.split()[0]) for text in stages]
    assert sum(plan(home)) == 30
    home.presses("F3")
    assert any(f"{plan(home)[0]} of 30 minutes" in text for text in home.texts())


@pytest.mark.parametrize("typed", ["soon", "6", "1441", "-45", "4.5", "9" * 40])
def test_a_length_that_makes_no_sense_is_refused_and_stays_to_be_changed(
    home: Room, typed: str
) -> None:
    home.presses("Ctrl+N")
    to_length(home)
    home.types(typed)
    home.presses("Enter")
    assert "from 8 to 1,440" in form(home).length.refusal.text()
    assert home.focus is form(home).length.field
    assert form(home).length.text == typed
    assert offered(home)[-1] == "60 min"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("45 min", 45), ("90m.", 90), ("1 h", 60), ("1h30", 90), ("1:15", 75), ("1,5 Hours", 90)],
)
def test_a_length_is_read_as_people_write_it(home: Room, typed: str, minutes: int) -> None:
    home.presses("Ctrl+N")
    to_length(home)
    home.types(typed)
    assert offered(home)[-1] == f"{minutes} min"
    assert form(home).length.minutes == minutes


def test_a_length_that_is_half_typed_comes_back_with_the_form(open_room: OpenRoom) -> None:
    first = open_room()
    first.presses("Ctrl+N")
    to_length(first)
    first.types("45")
    first.until(form_draft_file(first.data).exists)
    first.leaves()
    second = open_room()
    second.presses("Ctrl+N")
    assert form(second).length.text == "45"
    assert offered(second)[-1] == "45 min"


def test_the_length_of_a_meeting_is_kept_and_chosen_anew_while_it_is_held(
    open_room: OpenRoom,
) -> None:
    first = open_room(Start("new", title="Monday", minutes=45))
    assert sum(plan(first)) == 45
    first.presses("Ctrl+Plus")
    more = plan(first)
    first.presses("Ctrl+I")
    assert offered(first)[0] == f"{more[0]} min"
    first.types("Tuesday")
    first.presses("Enter")
    assert plan(first) == more
    first.presses("Ctrl+I")
    to_length(first)
    first.presses("Backspace", "Backspace")
    first.types("90")
    first.presses("Enter")
    assert sum(plan(first)) == 90
    first.presses("Ctrl+Z")
    assert (first.meeting.details.title, sum(plan(first))) == ("Monday", 90)
    first.presses("Ctrl+I")
    to_length(first)
    first.types("x")
    first.presses("Esc")
    assert sum(plan(first)) == 90
    first.leaves()
    second = open_room(Start("open", meeting=first.meeting_id))
    assert sum(plan(second)) == 90
