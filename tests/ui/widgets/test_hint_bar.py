"""The line of keys: what is painted in parts looks as if it were painted whole."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.exercise_library import Library
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.hint_bar import Hint, HintBar, Lamp
from tests.support.furniture import Furnishing
from tests.support.keyboard import settle
from tests.support.mouse import clicks, clicks_twice
from tests.support.window import PROJECTOR, OpenRoom

HINTS = [
    Hint(catalog.ADD, "add"),
    Hint(catalog.OTHER_COLUMN, "reasons", 2),
    Hint.of_range(catalog.NEXT_ITEM, "Ctrl+Up/Down", "which bad habit", 3),
    Hint.of_range(catalog.LABEL_TYPING, "Alt+1–5", "add a label", 5),
    Hint(catalog.TO_CARDS, "bad habits", 4),
    Hint(catalog.NEXT_STEP, "next stage"),
    Hint(catalog.NOTES, "what to say", 6),
    Hint(catalog.HELP, "all keys", 1),
]
STATES = [
    ("Saved", Lamp.SAVED),
    ("Saving…", Lamp.WAITING),
    ("", Lamp.NONE),
    ("Not saved: the disk is full, free some space on it and it is tried again", Lamp.TROUBLE),
]


def place(bar: HintBar) -> QRect:
    """Where it is in its window."""
    return QRect(bar.mapTo(bar.window(), QPoint()), bar.size())


def on_screen(bar: HintBar) -> QImage:
    """What was painted of it, in however many parts."""
    settle()
    seen = bar.screen().grabWindow(bar.window().winId()).toImage()
    return seen.convertToFormat(QImage.Format.Format_RGB32).copy(place(bar))


def painted_whole(bar: HintBar) -> QImage:
    settle()
    whole = bar.window().grab().toImage()
    return whole.convertToFormat(QImage.Format.Format_RGB32).copy(place(bar))


@pytest.fixture
def bar(dressed: QApplication, qtbot: QtBot) -> Iterator[HintBar]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(2000, 64)
    shown = HintBar(window)
    shown.set_metrics(Metrics(1.0))
    shown.set_hints(HINTS)
    window.show()
    qtbot.waitExposed(window)
    yield shown


@pytest.mark.parametrize("count", [2, len(HINTS)])
@pytest.mark.parametrize("width", range(1301, 1801, 83))
def test_another_state_leaves_nothing_of_the_one_before(
    bar: HintBar, width: int, count: int
) -> None:
    bar.resize(width, bar.height())
    bar.set_hints(HINTS[:count])
    for before in STATES:
        for after in STATES:
            bar.set_state(*before)
            on_screen(bar)
            bar.set_state(*after)
            assert on_screen(bar) == painted_whole(bar), (before, after)


def test_other_keys_leave_nothing_of_those_before(bar: HintBar) -> None:
    bar.set_state("Saved", Lamp.SAVED)
    for hints in (HINTS[3:], HINTS[:2], HINTS):
        bar.set_hints(hints)
        bar.set_state("Saving…", Lamp.WAITING)
        assert on_screen(bar) == painted_whole(bar)


@pytest.mark.parametrize("number", [0, 2], ids=["empty", "filled"])
def test_paging_to_a_later_stage_leaves_nothing_of_the_one_before(
    open_room: OpenRoom, number: int
) -> None:
    exercise = Library().all()[3]
    room = open_room(size=PROJECTOR)
    room.takes_in(Furnishing(exercise, number, "Queue").meeting)
    on_screen(room.screen.keys)
    for stage in exercise.stages[1:4]:
        room.presses("PgDown")
        assert room.at == stage.id
        room.is_saved()
        assert on_screen(room.screen.keys) == painted_whole(room.screen.keys), stage.id


def test_hints_stay_below_the_pointer_in_the_moment_of_a_click(bar: HintBar, qtbot: QtBot) -> None:
    ran: list[str] = []
    first = Hint(catalog.ADD, "add", run=lambda: bar.set_hints([second]))
    second = Hint(catalog.REMOVE, "remove", run=lambda: ran.append("removed"))
    bar.set_hints([first])
    bar.grab()
    clicks_twice(bar, QPoint(60, 20))
    assert ran == []
    qtbot.waitUntil(lambda: not bar.is_held)
    bar.grab()
    clicks(bar, QPoint(60, 20))
    assert ran == ["removed"]


def test_a_shorter_hint_has_the_room_that_a_longer_one_needs_more_of(bar: HintBar) -> None:
    label = Hint(catalog.LABEL_TYPING, "a label of so many words that the line ends before it", 5)
    bar.set_hints([HINTS[0], label, *HINTS[-3:]])
    bar.resize(1000, bar.height())
    bar.grab()
    assert [hint.does for _, hint in bar._boxes] == ["add", "next stage", "what to say", "all keys"]


def test_no_hint_moves_because_something_is_saved(bar: HintBar) -> None:
    for width in range(1301, 1801, 31):
        bar.resize(width, bar.height())
        shown = []
        for state in (*STATES[:2], *STATES[:2]):
            bar.set_state(*state)
            bar.grab()
            shown.append([box for box, _ in bar._boxes])
        assert shown[1] == shown[2] == shown[3]
