"""A question of the exercise is answered: by keys, by the mouse, and with what was said before."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator.domain.answers.brought import brought
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Side, Statement
from facilitator.launch import Start
from facilitator.paths import own_exercises_folder
from facilitator.ui.stages.kinds.answers import AnswersStage
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.asking_exercise import NOVEMBER, TOML, asked, asking, said
from tests.support.window import OpenRoom, Room


def opened(open_room: OpenRoom, meeting: Meeting) -> Room:
    room = open_room()
    room.takes_in(meeting)
    return room


@pytest.fixture
def promising(open_room: OpenRoom) -> Room:
    """A window on three promises of which nothing is said yet."""
    room = opened(open_room, asked())
    room.walks_to("promises")
    for text in ("We call back", "We are on time", "We say sorry"):
        room.types(text)
        room.presses("Enter")
    return room


def choices(room: Room) -> list[str]:
    return [face.aside for face in room.faces(Side.LEFT)]


def test_one_answer_takes_the_place_of_the_other_and_undo_brings_it_back(
    open_room: OpenRoom,
) -> None:
    room = opened(open_room, asked())
    assert room.stage.entry.typed.prompt == "People who…"
    assert not room.stage.panels[Side.RIGHT].isVisible()
    for text in ("People who stay", "People who come back"):
        room.types(text)
        room.presses("Enter")
    assert room.left() == ["People who come back"]
    assert "brings the answer before it back" in room.said
    assert "replaces" in room.stage.entry.typed.prompt
    room.presses("Ctrl+Z")
    assert room.left() == ["People who stay"]


def test_promises_are_gone_through_one_by_one_by_digits(promising: Room) -> None:
    room = promising
    assert room.left() == ["We call back", "We are on time", "We say sorry"]
    room.presses("Up")
    assert room.selected() == "We call back", "the first that waits, not the last"
    assert_can_be_heard(room, "the choices")
    room.presses("1", "3")
    assert choices(room) == ["kept", "broken", ""]
    assert room.selected() == "We say sorry"
    first, second, _ = room.faces(Side.LEFT)
    assert first.praises and second.alert, "told by a color beside the word"
    assert "broken" in second.spoken
    room.presses("Escape", "Alt+2")
    assert choices(room) == ["kept", "broken", "not always"]
    room.presses("Ctrl+Z")
    assert choices(room) == ["kept", "broken", ""]


def test_promises_are_gone_through_with_the_mouse(promising: Room) -> None:
    stage = promising.stage
    assert isinstance(stage, AnswersStage) and stage.choices is not None
    for number in (3, 1):
        button = stage.choices.buttons[number - 1]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert choices(promising) == ["broken", "kept", ""]
    assert stage.entry.edit.hasFocus(), "a click on a choice leaves the sentence alone"
    promising.presses("Tab")
    assert stage.choices.buttons[0].hasFocus()
    promising.presses("3")
    assert choices(promising) == ["broken", "kept", "broken"]
    promising.types("We write")
    assert promising.entry == "We write"


def test_an_answer_is_found_where_it_was_given(promising: Room) -> None:
    promising.walks_to("close")
    promising.presses("Ctrl+F")
    promising.types("on time")
    promising.presses("Enter")
    assert (promising.at, promising.selected()) == ("promises", "We are on time")


def test_the_room_sees_answers_with_their_choice_in_one_wide_column(promising: Room) -> None:
    promising.presses("Alt+3")
    (column,) = promising.stage.room.view().columns
    assert [(card.text, card.choice, card.is_good) for card in column.cards] == [
        ("We call back", "broken", False),
        ("We are on time", "", False),
        ("We say sorry", "", False),
    ]
    assert column.is_outlined and column.selected == column.cards[1].id


@pytest.fixture
def next_time(open_room: OpenRoom) -> Room:
    """A window on a meeting that has two promises and a definition from the one before."""
    exercise = asking()
    last = asked(
        records=[
            Answer(id="a", about="", field="promises", text="We call back", place=1, choice="kept"),
            Answer(id="b", about="", field="promises", text="We are on time", place=2),
            Answer(id="c", about="", field="promises", text="We say sorry", place=3),
            Statement(id="d", stage="definition", text="It is fair", place=1, ticks=("fair",)),
        ]
    )
    room = opened(open_room, asked(records=brought(exercise, [last])))
    room.walks_to("promises")
    return room


def offered(room: Room) -> list[str]:
    return [face.text for face in room.faces(Side.LEFT) if face.ticked is False]


def test_what_is_from_last_time_is_kept_reworded_or_dropped(next_time: Room) -> None:
    room = next_time
    assert offered(room) == ["We call back", "We are on time", "We say sorry"]
    assert "from last time, Nov 12" in room.faces(Side.LEFT)[0].spoken
    first = room.stage.room.view().columns[0].cards[0]
    assert (first.is_brought, first.brought_on) == (True, NOVEMBER)
    room.presses("Enter")
    assert offered(room) == ["We are on time", "We say sorry"], "Enter on the empty line keeps it"
    room.presses("Alt+1", "Up")
    assert room.selected() == "We are on time"
    room.presses("F2", "Ctrl+A")
    room.types("We are early")
    room.presses("Enter")
    assert offered(room) == ["We say sorry"]
    room.presses("Down", "Delete")
    assert said(room.meeting, "promises") == ["We call back", "We are early"]
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert offered(room) == ["We are on time", "We say sorry"]


def test_a_click_on_the_box_keeps_it_also_of_a_definition(next_time: Room) -> None:
    room = next_time
    for stage, left in (("promises", 2), ("definition", 0)):
        room.walks_to(stage)
        view = room.view(Side.LEFT)
        row = view.visualRect(view.column.index(0))
        layout = view.column.rows[0].layout
        at = layout.box(row.toRectF()).center().toPoint()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert len(offered(room)) == left
    (definition,) = room.meeting.all(Statement)
    assert definition == replace(definition, brought_from="", said_on=NOVEMBER, ticks=("fair",))


def test_the_next_meeting_of_the_team_begins_with_what_was_said(
    open_room: OpenRoom, own_data_folder: Path
) -> None:
    own = own_exercises_folder(own_data_folder)
    own.mkdir(parents=True)
    (own / "asking.toml").write_text(TOML)
    start = Start("new", exercise="asking", team="Front desk")
    room = open_room(start)
    room.types("People who stay")
    room.presses("Enter")
    room = open_room(start)
    assert offered(room) == ["People who stay"]
    assert said(room.meeting, "whom") == ["People who stay"]
    room.presses("Enter")
    assert (offered(room), room.left()) == ([], ["People who stay"])
