"""The console: what the facilitator sees while the room has a window of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation import privacy, timing
from facilitator.domain.facilitation.ground_rules import rules_to_say
from facilitator.domain.records import Side
from facilitator.domain.vote import tally
from facilitator.exercises.exercise_library import Library, with_opening
from facilitator.launch import Start
from facilitator.ui.base.phrases import rules_text
from facilitator.ui.meeting.console.console import Console
from facilitator.ui.style import system_scheme
from facilitator.ui.style.colors import Scheme
from tests.support.accessible_tree import faults as unheard
from tests.support.accessible_tree import walked
from tests.support.furniture import Furnishing
from tests.support.legibility import EVERY_KIND, FULL, PaintedText, assert_legible, faults
from tests.support.two_screens import (
    two_screens,
)
from tests.support.window import LAPTOP, OpenRoom, Room, keyboard_back, settle
from tests.support.window import open_room as open_room

SMALL = (1024, 640)
THOUGHTS = [f"thought {n} of those that we had on this morning at the counter" for n in range(30)]


@pytest.fixture
def meeting(open_room: OpenRoom) -> Iterator[Room]:
    room = open_room(Start("new", title="Monday"), LAPTOP)
    keyboard_back(room)
    yield room
    room.leaves()


def console(room: Room) -> Console:
    assert room.window.is_console
    assert room.screen.console is not None
    return room.screen.console


def listed(room: Room) -> list[str]:
    """The rows of the list of stages."""
    return [row.entry.spoken for row in console(room).left.stages.rows]


def next_told(room: Room) -> tuple[str, str]:
    box = console(room).right.next
    return box.title.text(), box.words.text()


def hidden_told(room: Room) -> list[str]:
    box = console(room).right.hidden
    return box.words.text().splitlines() if box.isVisible() else []


def on_page(room: Room, side: Side) -> list[str]:
    return [row.layout.content.text for row in room.view(side).column.rows]


@two_screens
def test_it_comes_and_goes_with_the_rooms_window_and_costs_no_key(meeting: Room) -> None:
    meeting.says(*THOUGHTS)
    meeting.presses("Up", *["Up"] * 12, "Space")
    meeting.types("half a thought")
    meeting.presses("Left", "Left")
    line, edit = meeting.focus, meeting.stage.entry.edit
    caret = edit.textCursor().position()
    marked, selected = meeting.stage.marked, meeting.stage.selection
    for shown in (False, True, False, True):
        meeting.presses("F5")
        keyboard_back(meeting)
        assert meeting.window.is_console is shown
        assert meeting.screen.strip.isVisible() is not shown
        assert meeting.focus is line
        assert edit.textCursor().position() == caret
        assert (meeting.stage.marked, meeting.stage.selection) == (marked, selected)
        meeting.types("x")
        caret += 1
    assert meeting.entry == "half a thougxxxxht"


@two_screens
def test_the_card_in_hand_stays_on_the_page_and_so_does_its_open_editor(meeting: Room) -> None:
    meeting.says(*THOUGHTS)
    meeting.presses("Up", *["Up"] * 12)
    card = meeting.selected()
    for _ in range(2):
        meeting.presses("F5")
        keyboard_back(meeting)
        assert meeting.selected() == card
        assert card in on_page(meeting, Side.LEFT)
    meeting.presses("F2")
    meeting.types(" and")
    meeting.presses("F5")
    keyboard_back(meeting)
    meeting.types(" more")
    meeting.presses("Enter")
    assert f"{card} and more" in meeting.left()


@two_screens
def test_the_entry_line_is_as_high_as_what_is_typed_on_it(meeting: Room) -> None:
    empty = meeting.stage.entry.height()
    meeting.types("We stop serving soup while there is soup")
    for height in (None, empty):
        meeting.presses("F5")
        keyboard_back(meeting)
        lines = meeting.stage.entry.edit.document().documentLayout().documentSize().height()
        assert lines == 1
        shown = meeting.stage.entry.height()
        assert shown == (height or shown)
        assert shown < 2 * meeting.stage.entry.edit.fontMetrics().height()


@two_screens
def test_the_stages_are_listed_and_a_click_goes_to_one_without_the_keyboard(
    meeting: Room,
) -> None:
    opening, stage, following, *_ = meeting.session.exercise.stages
    assert listed(meeting)[:2] == [
        f"{opening.name}, {opening.minutes} minutes, was shown",
        f"{stage.name}, {stage.minutes} minutes, current",
    ]
    meeting.says("We know the regulars")
    meeting.types("half a ")
    line = meeting.focus
    row = console(meeting).left.stages.rows[2]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert meeting.at == following.id
    QTest.mouseClick(console(meeting).left.stages.rows[1], Qt.MouseButton.LeftButton)
    assert meeting.focus is line
    meeting.types("thought")
    assert meeting.entry == "half a thought"
    meeting.presses("PgDown")
    _, first, second, *_ = listed(meeting)
    assert first.endswith("minutes, has entries")
    assert second.endswith("minutes, current")


@two_screens
def test_the_minutes_are_those_of_this_meeting(meeting: Room) -> None:
    session = meeting.session
    session.execute(timing.choose_length(session.meeting, session.exercise, 90))
    told = [row.entry.minutes for row in console(meeting).left.stages.rows]
    assert sum(told) == 90
    heading = console(meeting).left.findChild(QLabel)
    assert isinstance(heading, QLabel)
    assert heading.text() == f"{session.exercise.title} · 90 min"


@two_screens
def test_what_to_say_and_what_comes_next_are_told_on_every_step(meeting: Room) -> None:
    stages = meeting.session.exercise.stages
    meeting.presses("PgDown")
    meeting.says("No chairs", "Closed at noon")
    assert next_told(meeting)[0] == f"Next: {stages[3].name}"
    assert stages[3].notes.startswith(next_told(meeting)[1])
    meeting.walks_to("why")
    assert next_told(meeting) == ("Next: gap 2 of 2", "Closed at noon")
    meeting.presses("PgDown")
    assert next_told(meeting)[0] == "Next: What instead"
    for stage in stages:
        meeting.session.go_to_stage(stage)
        rules = rules_text(rules_to_say(meeting.meeting, meeting.session.exercise, stage))
        assert bool(rules) is (stage.kind is Kind.OPENING)
        said = "\n\n".join(filter(None, (stage.notes.strip(), rules)))
        assert console(meeting).right.notes.words.text() == said
    assert next_told(meeting)[0] == "Next: the plan"


@two_screens
def test_the_longest_note_of_any_exercise_is_shown_whole_on_a_laptop(open_room: OpenRoom) -> None:
    exercises = [with_opening(exercise) for exercise in Library().all()]
    noted = [(len(s.notes), e, s) for e in exercises for s in e.stages]
    _, exercise, stage = max(noted, key=lambda found: found[0])
    room = open_room(Start("new", exercise=exercise.id), LAPTOP)
    room.session.go_to_stage(stage)
    settle()
    notes = console(room).right.notes
    assert notes.words.text() == stage.notes.strip()
    assert notes.area.verticalScrollBar().maximum() == 0
    room.leaves()


@two_screens
def test_what_the_room_does_not_see_is_told_as_long_as_it_is_so(meeting: Room) -> None:
    assert hidden_told(meeting) == []
    meeting.presses("Ctrl+B")
    assert hidden_told(meeting) == ["Everything: the room’s screen is blank"]
    meeting.presses("Ctrl+B", "Ctrl+Shift+B")
    assert hidden_told(meeting) == ["Everything since the picture was frozen"]
    meeting.presses("Ctrl+Shift+B")
    session = meeting.session
    session.execute(privacy.begin_private(session.meeting))
    assert hidden_told(meeting) == ["What is being typed"]
    meeting.says("We answer late")
    session.execute(privacy.end_private(session.meeting))
    assert hidden_told(meeting) == ["1 card written privately"]
    session.execute(tally.open_ballot(session.meeting, 5, secret=True))
    assert hidden_told(meeting)[-1] == "The dots until the vote ends"


@two_screens
def test_the_picture_shows_what_the_room_sees(meeting: Room) -> None:
    picture, window = console(meeting).right.picture, meeting.controller.audience().window
    meeting.until(lambda: not picture.picture.isNull())
    before = picture.picture.toImage()
    meeting.says("We know the regulars")
    meeting.until(lambda: picture.picture.toImage() != before)
    meeting.presses("Ctrl+B")
    assert picture.caption == "Blank"
    middle = picture.picture.toImage().pixelColor(40, 40)
    assert middle.name() == "#000000"
    assert window.isVisible()


@two_screens
def test_the_console_wears_what_the_system_says_and_the_room_what_the_settings_say(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_scheme, "system_scheme", lambda hints=None: Scheme.DARK)
    room = open_room(Start("new"), LAPTOP)
    keyboard_back(room)
    assert room.window.metrics.scheme is Scheme.DARK
    window = room.controller.audience().window
    assert window.stage is not None
    assert window.stage.panels[Side.LEFT]._metrics.scheme is Scheme.LIGHT
    room.presses("F5")
    assert room.window.metrics.scheme is Scheme.LIGHT


@two_screens
def test_the_bars_take_no_focus_and_can_be_heard(meeting: Room) -> None:
    bars = console(meeting)
    for bar in (bars.left, bars.right):
        for widget in (bar, *bar.findChildren(QWidget)):
            assert widget.focusPolicy() is Qt.FocusPolicy.NoFocus, widget
    assert unheard(meeting.window) == []
    names = heard(meeting)
    for told in (*listed(meeting), "Say", next_told(meeting)[1], "The room sees this"):
        assert any(told in name for name in names), told
    line = meeting.focus
    for _ in range(12):
        meeting.presses("Tab")
        assert not bars.left.isAncestorOf(meeting.focus)
        assert not bars.right.isAncestorOf(meeting.focus)
    assert line.isVisible()


def heard(room: Room) -> list[str]:
    from PySide6.QtGui import QAccessible

    top = QAccessible.queryAccessibleInterface(room.window)
    assert top is not None
    return [part.text(QAccessible.Text.Name) for part in walked(top)]


@two_screens
@pytest.mark.parametrize("size", [LAPTOP, SMALL], ids=["laptop", "small"])
@pytest.mark.parametrize("full", FULL.values(), ids=FULL)
def test_every_stage_of_the_console_fits(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], full: tuple[int, str]
) -> None:
    room = open_room(size=size)
    room.takes_in(Furnishing(EVERY_KIND, *full).meeting)
    keyboard_back(room)
    for stage in EVERY_KIND.stages:
        assert room.at == stage.id
        assert console(room).right.picture.isVisible()
        assert_legible(room, painted)
        room.presses("Ctrl+PgDown")
    room.presses("Ctrl+B")
    assert_legible(room, painted)


class Tall(QLabel):
    """A section that takes room from the others."""

    def __init__(self, height: int) -> None:
        super().__init__("3:12")
        self.setFixedHeight(height)


@two_screens
def test_where_room_is_short_the_picture_shrinks_first_and_the_notes_can_all_be_read(
    meeting: Room,
) -> None:
    bars = console(meeting)
    right = bars.right
    bars.timer.hide()
    settle()
    whole = right.picture.height()
    notes, following = right.notes.words, right.next.words
    letters = notes.font().pixelSize()
    scrolls = right.notes.area.verticalScrollBar()
    sections = [Tall(150), Tall(200), Tall(130)]
    seen = []
    for section in sections:
        right.add_section(section)
        settle()
        assert scrolls.maximum() > 0 or list(faults(right)) == []
        seen.append((right.picture.isVisible(), following.isVisible()))
    assert seen[0] == (True, True)
    assert seen[-1] == (False, False)
    assert notes.font().pixelSize() < letters
    assert scrolls.maximum() > 0
    assert list(faults(right.notes.title)) == []
    assert right.notes.geometry().bottom() < right.next.y() < right.height()
    for section in sections:
        section.hide()
    meeting.until(lambda: right.picture.isVisible() and right.picture.height() == whole)
    assert following.isVisible()
    assert notes.font().pixelSize() == letters


@two_screens
def test_the_bars_tell_whose_turn_it_is_and_the_time(meeting: Room) -> None:
    bars = console(meeting)

    def headings() -> list[str]:
        return [label.text() for label in bars.left.findChildren(QLabel) if label.isVisible()]

    assert "Whose turn" not in headings()
    meeting.presses("Ctrl+R")
    meeting.says("Anna, Ben")
    meeting.presses("Esc", "Ctrl+F8")
    settle()
    assert "Whose turn" in headings()
    assert (bars.left.turn.name, bars.left.turn.following) == ("Anna", "Ben")
    assert bars.left.turn.mapTo(bars.left, QPoint()).y() > bars.left.stages.geometry().bottom()
    meeting.says("We know the regulars")
    assert (bars.left.turn.name, bars.left.turn.following) == ("Ben", "Anna")
    minutes = meeting.session.step.stage.minutes
    assert f"of {minutes} min" in bars.timer.text
    meeting.presses("Ctrl+Plus")
    assert f"of {minutes + 1} min" in bars.timer.text
    meeting.presses("Ctrl+F8")
    settle()
    assert "Whose turn" not in headings()


@two_screens
def test_what_is_said_for_a_while_covers_neither_question_nor_stages(meeting: Room) -> None:
    meeting.presses("PgUp", "PgUp")
    toast, left = meeting.window.toast, console(meeting).left
    assert toast.isVisible()
    bar = QRect(left.mapTo(meeting.window, QPoint()), left.size())
    assert bar.contains(toast.geometry())
    assert toast.y() > bar.y() + left.stages.geometry().bottom()
