"""The first screen, and the ways from it into a meeting."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from facilitator import paths
from facilitator.domain.records import Action
from facilitator.exercises.exercise_library import Library
from facilitator.launch import Start
from facilitator.settings import load_settings
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.new_meeting.exercise_picker import ExercisePicker
from tests.support.screens import listed, with_a_late_action
from tests.support.window import OpenRoom, Room, faces


def test_a_first_start_invites(home: Room) -> None:
    screen = home.controller.home
    assert "No meetings yet" in home.texts()
    assert screen.empty.isVisible()
    assert home.focus is screen.begin
    assert not screen.list.isVisible()


def test_a_new_meeting_is_two_enters_away(home: Room) -> None:
    home.presses("Enter", "Enter")
    exercise = Library().default
    assert home.meeting.details.exercise == exercise.id
    assert home.meeting.details.title.startswith(exercise.meeting_title)
    assert home.focus is home.stage.entry.edit


def test_the_form_remembers_who_leads_which_team(open_room: OpenRoom) -> None:
    first = open_room()
    first.presses("Enter")
    first.types("Monday")
    for field in ("Counter", "Shift lead"):
        first.presses("Tab")
        first.types(field)
    first.presses("Tab")
    first.says("Cook, Clerk; Cook,, ")
    details = first.meeting.details
    assert (details.title, details.team, details.facilitator) == ("Monday", "Counter", "Shift lead")
    assert details.participants == ("Cook", "Clerk")
    second = open_room()
    second.presses("Enter", "Enter")
    known = second.meeting.details
    assert (known.team, known.facilitator) == ("Counter", "Shift lead")


def test_what_was_half_filled_in_is_left_with_esc(home: Room) -> None:
    home.presses("Enter")
    home.types("never mind")
    home.presses("Esc")
    assert isinstance(home.window.stack.currentWidget(), HomeScreen)
    assert home.focus is home.controller.home.begin


def test_meetings_are_listed_the_latest_first_and_opened_with_down_enter(
    open_room: OpenRoom,
) -> None:
    first = open_room(Start("new", title="Monday"))
    first.walks_to("why")
    second = open_room(Start("new", title="Tuesday"))
    second.leaves()
    room = open_room()
    room.until(lambda: bool(listed(room)))
    assert listed(room) == ["Tuesday", "Monday"]
    assert "at Why" in faces(room.controller.home.list)[1].detail
    room.presses("Down", "Down", "Enter")
    room.until(lambda: room.controller.host.screen is not None)
    assert (room.meeting.details.title, room.at) == ("Monday", "why")


def test_a_letter_that_an_input_method_composed_begins_a_search(open_room: OpenRoom) -> None:
    room = open_room(Start("new", title="Ärger"))
    room.leaves()
    room = open_room()
    room.until(lambda: bool(listed(room)))
    room.presses("Down")
    assert room.focus is room.controller.home.list
    assert room.focus.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    composed = QInputMethodEvent()
    composed.setCommitString("ä")
    QApplication.sendEvent(room.focus, composed)
    field = room.focus
    assert isinstance(field, QLineEdit)
    assert field.text() == "ä"


def test_a_late_action_stands_out(open_room: OpenRoom) -> None:
    room = open_room()
    room.takes_in(with_a_late_action())
    room.goes_home()
    room.until(lambda: bool(listed(room)))
    (face,) = faces(room.controller.home.list)
    assert (face.aside, face.alert) == ("1 action open, ‼ 1 late", True)


def test_the_sample_opens_and_is_brought_in_once(home: Room) -> None:
    for _ in range(2):
        home.presses("Up", "Tab", "Tab", "Enter")
        home.until(lambda: home.controller.host.screen is not None)
        assert home.meeting.count(Action) > 0
        home.goes_home()
        home.until(lambda: bool(listed(home)))
    assert len(listed(home)) == 1


def test_the_sample_is_not_brought_in_again_before_the_list_is_there(home: Room) -> None:
    home.controller.meetings.open_sample()
    home.until(lambda: home.controller.host.screen is not None)
    home.goes_home()
    home.controller.meetings.listed.clear()
    home.controller.meetings.open_sample()
    home.until(lambda: home.controller.host.screen is not None)
    home.is_saved()
    home.goes_home()
    home.until(lambda: bool(listed(home)))
    assert len(listed(home)) == 1


def test_every_exercise_can_be_chosen_from_the_picker(home: Room) -> None:
    exercises = Library().all()
    home.presses("Tab", "Enter")
    screen = home.window.stack.currentWidget()
    assert isinstance(screen, ExercisePicker)
    assert [face.text for face in faces(screen.list)] == [e.title for e in exercises]
    for exercise in exercises:
        assert screen.sheet.title.text() == exercise.title
        assert exercise.summary in home.texts()
        home.presses("Down")
    home.presses("Esc", "Esc")
    assert home.focus is home.controller.home.begin


def test_typing_on_the_home_screen_finds_a_meeting(open_room: OpenRoom) -> None:
    for title in ("Monday", "Tuesday"):
        open_room(Start("new", title=title)).leaves()
    room = open_room()
    room.until(lambda: len(listed(room)) == 2)
    room.says("tues")
    room.until(lambda: room.controller.host.screen is not None)
    assert room.meeting.details.title == "Tuesday"


@pytest.fixture
def about(room: Room) -> Iterator[Room]:
    room.presses("Ctrl+I")
    yield room


def test_the_details_of_a_meeting_are_changed_and_undone(about: Room) -> None:
    about.types("Tuesday")
    about.presses("Enter")
    assert about.meeting.details.title == "Tuesday"
    about.presses("Ctrl+Z")
    assert about.meeting.details.title == "Monday"


def test_settings_are_kept(open_room: OpenRoom) -> None:
    first = open_room()
    first.presses("Ctrl+,")
    first.types("Shift lead")
    first.presses("Tab")
    first.types("Counter")
    first.presses("Tab", "Right", "Shift+Tab")
    first.presses("Enter")
    assert first.window.sheet is None
    first.leaves()
    kept = load_settings(paths.settings_file(first.data))
    assert (kept.facilitator, kept.team, kept.paper) == ("Shift lead", "Counter", "Letter")
    second = open_room()
    second.presses("Ctrl+,")
    second.types("somebody else")
    second.presses("Esc", "Esc")
    second.leaves()
    again = load_settings(paths.settings_file(second.data))
    assert replace(again, window=None) == replace(kept, window=None)


def test_a_broken_settings_file_stops_nobody(open_room: OpenRoom) -> None:
    first = open_room()
    first.leaves()
    paths.settings_file(first.data).write_text(json.dumps({"window": "wide", "team": 7}))
    second = open_room()
    second.presses("Enter", "Enter")
    assert second.meeting.details.team == ""


def test_down_leads_to_the_meeting_touched_last(home: Room) -> None:
    """However the list was left: what was worked on just now stands on top."""
    for title in ("First", "Second", "Third"):
        home.presses("Ctrl+N")
        home.types(title)
        home.presses("Enter")
        home.until(lambda title=title: home.session.meeting.details.title == title)  # type: ignore[misc]
        home.is_saved()
        home.goes_home()
    home.until(lambda: listed(home)[:1] == ["Third"])
    home.presses("Down", "Down", "Down", "Enter")
    home.until(lambda: home.controller.host.screen is not None)
    assert home.session.meeting.details.title == "First"
    home.says("We are early")
    home.is_saved()
    home.goes_home()
    home.until(lambda: listed(home)[:1] == ["First"])
    home.presses("Up", "Down", "Enter")
    home.until(lambda: home.controller.host.screen is not None)
    assert home.session.meeting.details.title == "First"
