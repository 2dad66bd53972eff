"""A wall of cards: whole columns side by side, in letters as small as it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Tone
from facilitator.domain.room.room_view import RoomView
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_layout import CardLayout
from facilitator.ui.cards.column_style import GROUND, ColumnStyle, paint_badge
from facilitator.ui.cards.room_content import content_of, style_of
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import is_mirrored, mirrored
from facilitator.ui.style.theme import Metrics, Space, Type

MOST_CARDS = 120
"""Cards of a column that are shown, the newest: of more nobody gets an overview."""
LEAST_EM = 12
"""Pixels of the smallest letters, at 1080 lines."""
CARD_EMS = 19
"""Ems in which a card of these small letters is comfortably read."""
FILLED = 0.86
"""Of a line, how much is filled when it is broken at words."""


@dataclass(frozen=True, slots=True)
class WallColumn:
    """The cards of a column: at most the newest MOST_CARDS of `total`."""

    style: ColumnStyle
    contents: Sequence[CardContent]
    total: int

    @property
    def count(self) -> str:
        if len(self.contents) == self.total:
            return str(self.total)
        first = self.total - len(self.contents) + 1
        return tr("{first}–{last} of {total}", first=first, last=self.total, total=self.total)


def columns_of(view: RoomView) -> list[WallColumn]:
    """Return all that is in the columns that the room sees, on whichever of their pages."""
    found = []
    for column in view.columns:
        newest = column.cards[-MOST_CARDS:]
        contents = [
            replace(content_of(card, view.words, column.places), above=False) for card in newest
        ]
        plain = [replace(content, detail="", chips=()) for content in contents]
        found.append(WallColumn(style_of(column), plain, len(column.cards)))
    return found


@dataclass(frozen=True, slots=True)
class _Placed:
    layout: CardLayout
    x: int
    y: int

    @property
    def bottom(self) -> int:
        return self.y + self.layout.height()


class CardWall(QWidget):
    """Columns side by side, each with its cards in as many rows of cards as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._columns: Sequence[WallColumn] = ()
        self._placed: list[Sequence[_Placed]] = []
        self._shown: list[WallColumn] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def em(self) -> int:
        """Pixels of the letters; 0 while nothing is shown."""
        return next((card.layout.em for cards in self._placed for card in cards), 0)

    @property
    def shown(self) -> Sequence[str]:
        """The words of every card, column by column."""
        return [card.layout.content.text for cards in self._placed for card in cards]

    def boxes(self) -> Iterator[QRectF]:
        """Yield the place of every card."""
        for cards in self._placed:
            for card in cards:
                yield QRectF(card.x, card.y, card.layout.width, card.layout.height())

    def sizeHint(self) -> QSize:
        """Return as much as the sheet may give."""
        return QSize(400, 10_000)

    def show_columns(self, columns: Sequence[WallColumn]) -> None:
        """Show these columns; those without cards leave their room to the others."""
        filled = [column for column in columns if column.contents]
        self._columns = filled or columns[:1]
        self._placed, self._shown = [], []
        self.setAccessibleName("; ".join(f"{c.style.title}: {c.count or 0}" for c in columns))
        self._arrange()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    # Arranging

    def _arrange(self) -> None:
        """Choose the largest letters in which everything has room, the same for all columns."""
        # It has no size of its own before it is shown.
        if self.isVisible() and self._columns:
            least = min(self._metrics.em, max(9, self._metrics.px(LEAST_EM)))
            columns = [self._newest(column, least) for column in self._columns]
            em = min(self._estimate(column, least) for column in columns)
            while not self._place_all(columns, em, least):
                em -= 1
        self.update()

    def _place_all(self, columns: Sequence[WallColumn], em: int, least: int) -> bool:
        """Place all cards in these letters; False when they have no room and may be smaller.

        In the smallest letters the oldest are left out instead.
        """
        m = self._metrics
        shrunk = em / m.em
        small = replace(m, em=em, least_em=round(m.least_em * shrunk), scale=m.scale * shrunk)
        self._placed, self._shown = [], []
        for number, column in enumerate(columns):
            layouts = self._laid_out(column, small)
            placed = self._place(layouts, number, small)
            while left_out := sum(map(self._is_below, placed)):
                if em > least:
                    return False
                layouts = layouts[left_out:]
                placed = self._place(layouts, number, small)
            self._placed.append(placed)
            self._shown.append(replace(column, contents=[layout.content for layout in layouts]))
        return True

    def _is_below(self, card: _Placed) -> bool:
        return card.y > self._head and card.bottom > self.height() - self._pad

    def _newest(self, column: WallColumn, least: int) -> WallColumn:
        """Return the column without the oldest cards, those that no letters leave room for."""
        across = self._rows_across(least)
        room = across * self.height() / least
        line = self._frame(0).width() / across / least
        first = len(column.contents)
        while first > 0 and room > 0:
            first -= 1
            # At least: lines are higher than their letters, and not filled to the end.
            room -= max(1, ceil(self._length(column.contents[first]) / line))
        return replace(column, contents=column.contents[first:])

    def _length(self, content: CardContent) -> float:
        """Return the ems of a text on one line."""
        measure = QFontMetricsF(self._metrics.font(Type.CARD))
        return measure.horizontalAdvance(content.text) / self._metrics.em

    def _estimate(self, column: WallColumn, least: int) -> int:
        """Guess the size of the letters from the texts: few sizes are really laid out."""
        lengths = [self._length(content) for content in column.contents]
        frame = self._frame(0)
        height = frame.height() - self._head - self._pad
        for em in range(self._metrics.em, least, -1):
            across = self._rows_across(em)
            line = (frame.width() / across / em - 2) * FILLED
            lines = sum(ceil(length / line) for length in lengths)
            # A card takes its lines and about half a one for its edges.
            needed = (lines * 1.23 + len(lengths) * 0.42) * em
            if needed <= height * across * 0.97:
                return em
        return least

    def _rows_across(self, em: int) -> int:
        return max(1, int(self._frame(0).width() / (CARD_EMS * em)))

    def _frame(self, number: int) -> QRectF:
        gap = self._metrics.px(Space.L)
        count = len(self._columns)
        width = (self.width() - gap * (count - 1)) / count
        return mirrored(self, QRectF(number * (width + gap), 0, width, self.height()))

    @property
    def _pad(self) -> int:
        return self._metrics.px(12)

    @property
    def _head(self) -> int:
        line = self._metrics.line_height(Type.HEADING)
        return round(line) + self._metrics.px(Space.M)

    def _gap(self, metrics: Metrics) -> int:
        return max(2, metrics.px(Space.S))

    def _laid_out(self, column: WallColumn, metrics: Metrics) -> Sequence[CardLayout]:
        across = self._rows_across(metrics.em)
        room = self._frame(0).width() - 2 * self._pad - self._gap(metrics) * (across - 1)
        return [
            CardLayout(content, int(room / across), metrics, Type.CARD)
            for content in column.contents
        ]

    def _place(
        self, layouts: Sequence[CardLayout], number: int, metrics: Metrics
    ) -> Sequence[_Placed]:
        """Place cards down the rows of the column of that number, one row after the other."""
        across, gap = self._rows_across(metrics.em), self._gap(metrics)
        left, pad = round(self._frame(number).left()) + self._pad, self._pad
        placed: list[_Placed] = []
        row, y = 0, self._head
        for layout in layouts:
            height = layout.height()
            if y > self._head and y + height > self.height() - pad and row < across - 1:
                row, y = row + 1, self._head
            placed.append(_Placed(layout, left + row * (layout.width + gap), y))
            y += height + gap
        return placed

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, column in enumerate(self._shown):
            self._paint_frame(painter, column, self._frame(number))
        for cards in self._placed:
            for card in cards:
                height = card.layout.height()
                box = QRectF(card.x, card.y, card.layout.width, height)
                card.layout.paint(painter, box, (0, len(card.layout.strips)), marked=False)

    def _paint_frame(self, painter: QPainter, column: WallColumn, frame: QRectF) -> None:
        m, tone = self._metrics, column.style.tone
        box, radius = frame.adjusted(1, 1, -1, -1), m.px(Space.COLUMN_RADIUS)
        if tone:
            paint_rounded(painter, box, radius, m.color(GROUND[tone]))
        else:
            width = m.px(Space.HAIR)
            paint_rounded(painter, box, radius, m.color(Ink.PAPER), m.color(Ink.LINE), width)
        line = QRectF(frame.left(), m.px(Space.XS), frame.width(), self._head - m.px(Space.S))
        line.adjust(m.px(Space.L), 0, -m.px(Space.L), 0)
        painter.setFont(m.font(Type.BODY))
        painter.setPen(m.color(Ink.QUIET))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignRight, column.count)
        count = QFontMetricsF(painter.font()).horizontalAdvance(column.count)
        if tone is not None:
            self._paint_badge(painter, column.style, tone, line)
        painter.setFont(m.font(Type.HEADING))
        painter.setPen(m.color(Ink.TEXT))
        room = line.width() - count - m.px(Space.M)
        title = QFontMetricsF(painter.font()).elidedText(
            column.style.title, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignLeft, title)

    def _paint_badge(self, painter: QPainter, style: ColumnStyle, tone: Tone, line: QRectF) -> None:
        """Paint the badge where the line begins, and let the line begin after it."""
        m, is_rtl = self._metrics, is_mirrored(self)
        side = m.px(40)
        left = line.right() - side if is_rtl else line.left()
        badge = QRectF(left, line.center().y() - side / 2, side, side)
        paint_badge(painter, badge, tone, style.mark, m)
        taken = side + m.px(Space.M)
        line.adjust(*((0, 0, -taken, 0) if is_rtl else (taken, 0, 0, 0)))
