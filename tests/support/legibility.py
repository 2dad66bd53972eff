"""What is cut off, overlaps or is painted outside of its place. Needs Qt."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from facilitator.exercises.exercise_library import Library, as_held
from facilitator.ui.cards.card_list import card_rect
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.shell.progress_bar import ProgressBar
from facilitator.ui.widgets.sheet import Sheet
from facilitator.ui.widgets.toast import Toast
from tests.support.window import LAPTOP, PROJECTOR, Room

WORD = "Queue"
SENTENCE = ("The queue reaches the door before nine and nobody says why. " * 7)[:400]
EVERY_KIND = as_held(
    max(Library().all(), key=lambda exercise: len({s.kind for s in exercise.stages})),
    looks_back=False,
)
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
        if not _reached(widget).contains(child.geometry()):
            yield f"{child} leaves {widget}: {child.geometry()} in {widget.rect()}"
        yield from faults(child)
    for one, other in combinations(shown, 2):
        if one.geometry().intersects(other.geometry()):
            yield f"{one} and {other} overlap: {one.geometry()}, {other.geometry()}"
    if isinstance(widget, QLabel):
        yield from _label_faults(widget)
    if isinstance(widget, ColumnView):
        yield from _row_faults(widget)


def _reached(widget: QWidget) -> QRect:
    """Return where its children may be seen: what scrolls, as far down as it can be scrolled."""
    area, reached = widget.parent(), widget.rect()
    if isinstance(area, QScrollArea) and area.viewport() is widget:
        bar = area.verticalScrollBar()
        reached.adjust(0, bar.minimum() - bar.value(), 0, bar.maximum() - bar.value())
    return reached


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
            yield f"“{row.layout.content.text}” is cut: {card} in {room}"


ROUNDS = 5
"""In which layouts come to rest: what one of them makes room for, another one has to follow."""


def assert_legible(room: Room, painted: PaintedText) -> None:
    for _ in range(ROUNDS):
        QApplication.processEvents()
        if not list(faults(room.window)):
            break
    painted.outside.clear()
    room.window.grab()
    assert list(faults(room.window)) == []
    assert painted.outside == []
