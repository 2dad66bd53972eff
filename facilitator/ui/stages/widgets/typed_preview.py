"""What is being typed on the console, as the room sees it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Tone
from facilitator.domain.room.entry import Entry
from facilitator.ui.base.bidi import in_paragraphs
from facilitator.ui.cards.column_style import paint_badge
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, fill
from facilitator.ui.widgets.chip import paint_field_box
from facilitator.ui.widgets.text_layout import broken_into_lines, cut_to_lines

PAD = 10
"""Space above and below the text, in pixels at 1080 lines."""
MOST_LINES = 4
"""How many lines it grows to; of a longer text those around the cursor are shown."""


class TypedPreview(QWidget):
    """An Entry, painted like an entry line that nobody can type into.

    It has the badge of the column it is for: the words of a chip are for the person who types.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = Entry()
        self._metrics = Metrics(1.0)
        self._layout = QTextLayout()
        self._marks: Mapping[Tone | None, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The text that was typed so far."""
        return self._typed.text

    def set_marks(self, marks: Mapping[Tone | None, str]) -> None:
        """Set the sign in the badge of each tone."""
        self._marks = marks
        self.update()

    def set_typed(self, typed: Entry) -> None:
        before, self._typed = self._typed, typed
        if replace(typed, cursor=None) == replace(before, cursor=None):
            if typed.cursor != before.cursor:
                self.update()
            return
        self.setAccessibleName(f"{typed.name}: {typed.text or typed.prompt}")
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    @property
    def _badge_side(self) -> int:
        return self._metrics.ems(0.86)

    @property
    def _left(self) -> int:
        """Where the text begins, in pixels."""
        badge = 0 if self._typed.tone is None else self._badge_side + self._metrics.px(20)
        return self._metrics.px(28) + badge

    def _fit(self) -> None:
        m = self._metrics
        width = max(m.px(100), self.width() - self._left - m.px(Space.L))
        prompt = cut_to_lines(self._typed.prompt, Type.CARD, width, m, 1)
        shown = self._typed.text or prompt
        self._layout = broken_into_lines(shown, Type.CARD, width, m)
        lines = min(self._layout.lineCount(), MOST_LINES)
        self.setFixedHeight(max(1, lines) * m.line_height(Type.CARD) + 2 * m.px(PAD))
        self.update()

    @property
    def _lines(self) -> range:
        """The lines that are shown: as many as fit, the one with the cursor among them."""
        count = self._layout.lineCount()
        if not self._typed.text:
            return range(min(1, count))
        at = len(self._layout.text()) if self._at is None else self._at
        last = self._layout.lineForTextPosition(at).lineNumber()
        first = max(0, min(last, count - 1) - MOST_LINES + 1)
        return range(first, min(count, first + MOST_LINES))

    @property
    def _at(self) -> int | None:
        """The position of the cursor in the layout; None without one."""
        text, at = self._typed.text, self._typed.cursor
        return at if at is None else in_paragraphs(text, at if text else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        paint_field_box(painter, self.rect(), False, m)
        pitch = m.line_height(Type.CARD)
        self._paint_badge(painter, m.px(PAD) + pitch / 2)
        painter.setPen(m.color(Ink.TEXT if self._typed.text else Ink.PROMPT))
        for row, number in enumerate(self._lines):
            line = self._layout.lineAt(number)
            place = QPointF(self._left, m.px(PAD) + row * pitch)
            line.draw(painter, QPointF(place.x(), place.y() - line.y()))
            self._paint_cursor(painter, number, place)

    def _paint_badge(self, painter: QPainter, middle: float) -> None:
        tone, side = self._typed.tone, self._badge_side
        if tone is not None:
            badge = QRectF(self._metrics.px(28), middle - side / 2, side, side)
            paint_badge(painter, badge, tone, self._marks.get(tone, ""), self._metrics)

    def _paint_cursor(self, painter: QPainter, number: int, place: QPointF) -> None:
        at = self._at
        if at is None:
            return
        if self._layout.lineForTextPosition(at).lineNumber() != number:
            return
        across, _ = cast("tuple[float, int]", self._layout.lineAt(number).cursorToX(at))
        height = self._metrics.line_height(Type.CARD)
        bar = QRectF(place.x() + across, place.y(), self._metrics.px(3), height)
        fill(painter, bar, self._metrics.color(Ink.TEXT))
