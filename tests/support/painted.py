"""What a window really paints: every text with its letters, its ink and the ground behind it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPalette,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget


@dataclass(frozen=True)
class Text:
    """`capital` is in pixels, `box` in pixels of the window."""

    words: str
    capital: float
    ink: str
    box: QRect


@dataclass(frozen=True)
class Picture:
    """A window, and all that is written on it."""

    image: QImage
    texts: tuple[Text, ...]

    def ground(self, text: Text) -> str:
        """The colour behind a text, half way up: what a sign on a disc has behind it is the disc.

        That is the ink itself when nothing else is there.
        """
        quarter = text.box.height() // 4
        box = text.box.adjusted(0, quarter, 0, -quarter) & self.image.rect()
        part = self.image.copy(box)
        pixels = Counter(memoryview(part.constBits()).cast("I"))
        inked = pixels.pop(QColor(text.ink).rgb(), 0)
        if inked > 0.9 * box.width() * box.height() or not pixels:
            return text.ink
        return QColor.fromRgb(pixels.most_common(1)[0][0]).name()


def picture_of(window: QWidget) -> Picture:
    """Paint a window and watch."""
    texts: list[Text] = []
    with pytest.MonkeyPatch.context() as patch, _watching(patch, texts):
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    texts.extend(_by_qt_itself(window))
    shown = [text for text in texts if text.words.strip() and text.box.intersects(image.rect())]
    return Picture(image, tuple(shown))


@contextmanager
def _watching(patch: pytest.MonkeyPatch, texts: list[Text]) -> Iterator[None]:
    draw_text, draw_line, draw_layout = QPainter.drawText, QTextLine.draw, QTextLayout.draw

    def note(painter: QPainter, words: str, capital: float, box: QRectF) -> None:
        placed = painter.deviceTransform().mapRect(box).toAlignedRect()
        texts.append(Text(words, capital, painter.pen().color().name(), placed))

    def note_line(painter: QPainter, line: QTextLine, at: QPointF) -> None:
        fonts = [run.rawFont() for run in line.glyphRuns()]
        capital = max((font.capHeight() for font in fonts), default=0.0)
        words = "" if not fonts else f"line at {line.textStart()}"
        note(painter, words, capital, line.naturalTextRect().translated(at))

    def watch_text(painter: QPainter, where: Any, *rest: Any) -> None:  # noqa: ANN401
        measure = QFontMetricsF(painter.font())
        box = (
            QRectF(QPointF(where, rest[0] - measure.ascent()), measure.size(0, rest[-1]))
            if isinstance(where, int)
            else QRectF(painter.boundingRect(QRectF(where), *rest))
        )
        note(painter, rest[-1], measure.capHeight(), box)
        draw_text(painter, where, *rest)

    def watch_line(line: QTextLine, painter: QPainter, at: QPointF) -> None:
        note_line(painter, line, at)
        draw_line(line, painter, at)

    def watch_layout(layout: QTextLayout, painter: QPainter, at: QPointF) -> None:
        for i in range(layout.lineCount()):
            note_line(painter, layout.lineAt(i), at)
        draw_layout(layout, painter, at)

    patch.setattr(QPainter, "drawText", watch_text)
    patch.setattr(QTextLine, "draw", watch_line)
    patch.setattr(QTextLayout, "draw", watch_layout)
    yield


def _by_qt_itself(window: QWidget) -> Iterator[Text]:
    """Labels and fields, which Qt paints."""
    roles = QPalette.ColorRole
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QLineEdit | QPlainTextEdit):
            continue
        role, words = roles.Text, ""
        if isinstance(widget, QLabel):
            role, words = roles.WindowText, widget.text()
        elif isinstance(widget, QPlainTextEdit):
            words = widget.toPlainText()
        else:
            words = widget.text()
        if not words and not isinstance(widget, QLabel):
            role, words = roles.PlaceholderText, widget.placeholderText()
        covered = _covered(window, widget)
        if not covered:
            capital = QFontMetricsF(widget.font()).capHeight()
            box = QRect(widget.mapTo(window, QPoint()), widget.size())
            yield Text(words, capital, widget.palette().color(role).name(), box)


def _covered(window: QWidget, widget: QWidget) -> bool:
    """Whether a sheet lies over it."""
    on_top = window.childAt(widget.mapTo(window, widget.rect().center()))
    return on_top is None or not (on_top is widget or widget.isAncestorOf(on_top))
