"""Nothing is clipped or overlapping, on a laptop and on a projector, empty or full."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel

from facilitator.domain.exercise import Kind
from facilitator.domain.records import Side
from facilitator.exercises.exercise_library import Library
from facilitator.launch import Start
from tests.support.furniture import Furnishing
from tests.support.legibility import EVERY_KIND, FULL, PaintedText, assert_legible, faults, sizes
from tests.support.screens import searches_with_every_filter
from tests.support.window import OpenRoom


@sizes
@pytest.mark.parametrize("full", FULL.values(), ids=FULL)
def test_every_stage_fits(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], full: tuple[int, str]
) -> None:
    meeting = Furnishing(EVERY_KIND, *full).meeting
    room = open_room(size=size)
    room.takes_in(meeting)
    # The review has meetings of its own, in its own tests.
    assert {stage.kind for stage in EVERY_KIND.stages} == set(Kind) - {Kind.REVIEW}
    for stage in EVERY_KIND.stages:
        assert room.at == stage.id
        question = room.stage.question
        texts = [label.font().pixelSize() for label in room.stage.findChildren(QLabel)]
        assert question.font().pixelSize() == max(texts)
        assert_legible(room, painted)
        if room.view(Side.LEFT).column.ids:
            room.stage.select(Side.LEFT, room.view(Side.LEFT).column.ids[0])
            assert_legible(room, painted)
            room.presses("Ctrl+Tab", "Up")
            assert_legible(room, painted)
        room.presses("Ctrl+PgDown")


@sizes
def test_every_other_screen_fits(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    assert_legible(room, painted)
    room.presses("Ctrl+N")
    assert_legible(room, painted)
    room.presses("Ctrl+O")
    for _ in Library().all():
        assert_legible(room, painted)
        room.presses("Down")
    room.presses("Esc", "Esc")
    room.controller.meetings.open_sample()
    room.until(lambda: room.controller.host.screen is not None)
    room.types("A long sentence that waits for the end of the meeting, when there is time for it")
    room.presses("Ctrl+P")
    for keys in (
        *("F1", "F1 PgDown", "F1 PgUp", "F3", "Ctrl+F", "Ctrl+,", "Ctrl+E", "Ctrl+R"),
        *("Ctrl+Shift+P", "F7", "F7 5 4"),
    ):
        room.presses(*keys.split())
        sheet = room.window.sheet
        assert sheet is not None
        assert_legible(room, painted)
        assert list(faults(sheet)) == [], keys
        room.presses("Esc")
    for question in (
        room.controller.rescues.offer_sheet(),
        room.controller.rescues.leaving_sheet(),
    ):
        question.ask(" ".join([str(room.data / "meetings-rescued-20261129T101500Z.db")] * 3))
        assert_legible(room, painted)
        assert list(faults(question)) == []
        room.presses("Esc")
    room.goes_home()
    room.until(lambda: bool(room.controller.home.list.column.ids))
    assert_legible(room, painted)
    for words in ("a", "no such words anywhere"):
        searches_with_every_filter(room, words)
        assert_legible(room, painted)


@sizes
def test_a_sentence_that_is_said_covers_neither_words_nor_keys(
    open_room: OpenRoom, size: tuple[int, int]
) -> None:
    room = open_room(Start("new"), size)
    toast = room.window.toast
    strip = room.screen.strip
    for _ in room.session.exercise.stages:
        toast.say("The disk reports an error, and nothing is lost of what was saved before.")
        on_window = QRect(toast.mapTo(room.window, toast.rect().topLeft()), toast.size())
        question = room.stage.question
        start = question.mapTo(room.window, question.rect().topLeft())
        end = start.x() + question.fontMetrics().horizontalAdvance(question.text())
        assert on_window.left() >= end, question.text()
        assert on_window.top() >= strip.mapTo(room.window, strip.rect().bottomLeft()).y()
        room.presses("Ctrl+PgDown")
    toast.say("The disk reports an error, and nothing is lost of what was saved before.")
    on_window = QRect(toast.mapTo(room.window, toast.rect().topLeft()), toast.size())
    assert room.window.rect().contains(on_window)
    room.window.show_trouble("The disk is full.")
    # The banner comes at the head of the window, and the sentence goes below it.
    room.until(lambda: toast.y() > room.window.banner.height())


@sizes
def test_of_the_keys_only_so_many_are_shown_as_fit(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(Start("new"), size)
    keys = room.screen.keys
    keys.set_hints([hint for hint in keys.hints for _ in range(5)])
    assert_legible(room, painted)
