"""Nothing is clipped or overlapping, on a laptop and on a projector, empty or full."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from facilitator.domain.exercise import Kind
from facilitator.domain.records import Side
from facilitator.exercises.library import Library
from facilitator.launch import Start
from facilitator.ui.cards.card_list import card_rect
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.widgets.progress_bar import ProgressBar
from facilitator.ui.widgets.sheet import Sheet
from facilitator.ui.widgets.toast import Toast
from tests.support.furniture import Furnishing
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room

WORD = "Queue"
SENTENCE = ("The queue reaches the door before nine and nobody says why. " * 7)[:400]
EVERY_KIND = max(Library().all(), key=lambda exercise: len({s.kind for s in exercise.stages}))
SIZES = {"laptop": LAPTOP, "projector": PROJECTOR}
FULL = {"0": (0, ""), "5 words": (5, WORD), "40 words": (40, WORD), "40 long": (40, SENTENCE)}

sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


class PaintedText:
    """Watches every text that is painted: whether it fits where it was meant to stand."""

    def __init__(self) -> None:
        self.outside: list[str] = []

    def watch(self, painter: QPainter, where: object, *rest: Any) -> None:  # noqa: ANN401
        text = rest[-1]
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        page = QRectF(painter.window()).adjusted(-1, -1, 1, 1)
        if isinstance(where, QRect | QRectF):
            drawn = painter.boundingRect(QRectF(where), *rest)
            fits = width <= where.width() + 1
            if isinstance(rest[0], int) and rest[0] & Qt.TextFlag.TextWordWrap.value:
                fits = drawn.width() <= where.width() + 1 and drawn.height() <= where.height()
            inside = page.left() <= drawn.left() and drawn.right() <= page.right()
        else:
            assert isinstance(where, int)
            fits, inside = True, where + width <= page.right()
        if text and not (fits and inside):
            self.outside.append(text)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> PaintedText:
    watcher = PaintedText()
    draw = QPainter.drawText

    def draw_text(painter: QPainter, *arguments: Any) -> None:  # noqa: ANN401
        watcher.watch(painter, *arguments)
        draw(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw_text)
    return watcher


def faults(widget: QWidget) -> Iterator[str]:
    """What stands outside its parent, over its neighbour, or is too small for its text."""
    children = [child for child in widget.findChildren(QWidget) if child.parent() is widget]
    over_all = Sheet | ProgressBar | Toast
    shown = [c for c in children if c.isVisible() and not isinstance(c, over_all)]
    for child in shown:
        if not widget.rect().contains(child.geometry()):
            yield f"{child} leaves {widget}: {child.geometry()} in {widget.rect()}"
        yield from faults(child)
    for one, other in combinations(shown, 2):
        if one.geometry().intersects(other.geometry()):
            yield f"{one} and {other} overlap: {one.geometry()}, {other.geometry()}"
    if isinstance(widget, QLabel):
        yield from _label_faults(widget)
    if isinstance(widget, ColumnView):
        yield from _row_faults(widget)


def _label_faults(label: QLabel) -> Iterator[str]:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    if needed > label.height() + 1 or (
        not label.wordWrap() and label.sizeHint().width() > label.width() + 1
    ):
        yield f"“{label.text()}” is cut: {label.size()}"


def _row_faults(view: ColumnView) -> Iterator[str]:
    room = view.viewport().rect()
    for number, row in enumerate(view.column.rows):
        cell = view.visualRect(view.column.index(number))
        card = card_rect(view, cell, row, number)
        if not room.contains(card) or not cell.contains(card):
            yield f"“{row.layout.face.text}” is cut: {card} in {room}"


def assert_legible(room: Room, painted: PaintedText) -> None:
    QApplication.processEvents()
    painted.outside.clear()
    room.window.grab()
    assert list(faults(room.window)) == []
    assert painted.outside == []


@sizes
@pytest.mark.parametrize("full", FULL.values(), ids=FULL)
def test_every_stage_fits(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], full: tuple[int, str]
) -> None:
    meeting = Furnishing(EVERY_KIND, *full).meeting
    room = open_room(size=size)
    room.takes_in(meeting)
    assert {stage.kind for stage in EVERY_KIND.stages} == set(Kind)
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
    room.controller.open_sample()
    room.until(lambda: room.window.meeting is not None)
    for keys in ("F1", "F1 PgDown", "F1 PgUp", "F3", "Ctrl+F", "Ctrl+,", "Ctrl+E", "Ctrl+R"):
        room.presses(*keys.split())
        sheet = room.window.sheet
        assert sheet is not None
        assert_legible(room, painted)
        assert list(faults(sheet)) == [], keys
        room.presses("Esc")
    for question in (room.controller.rescues.offer_sheet, room.controller.rescues.leaving_sheet):
        question.ask(" ".join([str(room.data / "meetings-rescued-20261129T101500Z.db")] * 3))
        assert_legible(room, painted)
        assert list(faults(question)) == []
        room.presses("Esc")
    room.presses("Esc")
    room.until(lambda: bool(room.window.home.list.column.ids))
    assert_legible(room, painted)


@sizes
def test_a_sentence_that_is_said_covers_neither_words_nor_keys(
    open_room: OpenRoom, size: tuple[int, int]
) -> None:
    room = open_room(Start("new"), size)
    room.window.toast.say("The disk reports a fault and nothing is lost. " * 6)
    toast = room.window.toast
    on_window = QRect(toast.mapTo(room.window, toast.rect().topLeft()), toast.size())
    question = room.stage.question
    letters = question.fontMetrics()
    top = question.mapTo(room.window, question.rect().topLeft()).y()
    assert on_window.bottom() < top + letters.ascent() - letters.capHeight()
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
