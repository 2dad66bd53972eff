"""What the room makes of its time: a bar for each number of fingers, and the average."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.follow_up.roti import LEAST, MOST, RotiSoFar
from facilitator.ui.base import dates
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import counted, number, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import DESIGN_HEIGHT, DESIGN_WIDTH, Metrics, Space, Type, fill

SIDE = 0.34
"""Share of the width that has the average and the meetings before."""
LARGEST, LARGE, SMALL = 0.17, 0.06, 0.045
"""Shares of the height that the average, the counts and the rest have at least, as letters."""
FEWEST = 4
"""Hands that a full bar stands for as long as no more are counted."""


def question() -> str:
    """Return what the room is asked."""
    return tr("Was this hour worth it? Raise 1 to 5 fingers")


def written(average: float) -> str:
    """Return an average with one digit, as the locale writes it."""
    whole, tenth = divmod(round(average * 10), 10)
    return tr("{whole}.{tenth}", whole=whole, tenth=tenth)


def spoken(roti: RotiSoFar) -> str:
    """Return all of it as sentences."""
    hands = sum(roti.hands)
    if roti.average is None:
        return tr("No hand was counted yet.")
    parts = [
        counted(count, tr("{n} hand with {fingers}"), tr("{n} hands with {fingers}"), fingers=n)
        for n, count in enumerate(roti.hands, start=LEAST)
        if count
    ]
    said = counted(
        hands,
        tr("{n} hand, average {average}"),
        tr("{n} hands, average {average}"),
        average=written(roti.average),
    )
    return f"{said}: {', '.join(parts)}"


class RotiBars(QWidget):
    """Five bars under the question, with the average and the last meetings beside them."""

    hand_clicked = Signal(int)
    """A bar was clicked: one more hand with so many fingers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roti = RotiSoFar(hands=(0,) * MOST, average=None)
        self._metrics = Metrics(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def roti(self) -> RotiSoFar:
        """What is shown."""
        return self._roti

    def show_roti(self, roti: RotiSoFar) -> None:
        """Show what was raised so far."""
        self._roti = roti
        self.setAccessibleName(question())
        self.setAccessibleDescription(spoken(roti))
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.update()

    def sizeHint(self) -> QSize:
        """Return a whole window: it takes what there is."""
        return QSize(self._metrics.px(DESIGN_WIDTH), self._metrics.px(DESIGN_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for fingers in range(LEAST, MOST + 1):
            column = mirrored(self, self._column(fingers))
            if event.button() == Qt.MouseButton.LeftButton and column.contains(event.position()):
                self.hand_clicked.emit(fingers)

    def paintEvent(self, event: QPaintEvent) -> None:
        m, painter = self._metrics, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(painter, QRectF(self.rect()), m.color(Ink.GROUND))
        read_as_written(painter)
        painter.setPen(m.color(Ink.TEXT))
        painter.setFont(self._question_font())
        wraps = Qt.TextFlag.TextWordWrap | start_of(self)
        painter.drawText(mirrored(self, self._head()), wraps, question())
        for fingers, count in enumerate(self._roti.hands, start=LEAST):
            self._paint_bar(painter, fingers, count)
        self._paint_side(painter)

    # Where

    def _edge(self) -> float:
        return float(self._metrics.px(Space.XL))

    def _question_font(self) -> QFont:
        """Return the largest letters in which the question fits one line, within limits."""
        room = self.width() - 2 * self._edge()
        fonts = [self._metrics.font(kind) for kind in (Type.QUESTION, Type.QUESTION_SMALL)]
        fits = (f for f in fonts if QFontMetricsF(f).horizontalAdvance(question()) <= room)
        return next(fits, self._metrics.font(Type.COLUMN))

    def _font(self, kind: Type, share: float) -> QFont:
        """Return a font of the scale, larger where the window has room for it."""
        font = QFont(self._metrics.font(kind))
        font.setPixelSize(max(font.pixelSize(), round(self.height() * share)))
        return font

    def _head(self) -> QRectF:
        edge = self._edge()
        room = QRectF(edge, edge / 2, self.width() - 2 * edge, self.height())
        measure = QFontMetricsF(self._question_font())
        return (
            measure.boundingRect(room, Qt.TextFlag.TextWordWrap, question())
            .adjusted(0, 0, room.width(), 0)
            .intersected(room)
        )

    def _column(self, fingers: int) -> QRectF:
        """Return the place of a bar with its count above and its fingers below."""
        edge, top = self._edge(), self._head().bottom() + self._edge() / 2
        across = (self.width() * (1 - SIDE) - 2 * edge) / MOST
        left = edge + (fingers - LEAST) * across
        gap = across * 0.12
        return QRectF(left + gap, top, across - 2 * gap, self.height() - top - edge)

    # What

    def _paint_bar(self, painter: QPainter, fingers: int, count: int) -> None:
        m, place = self._metrics, self._column(fingers)
        font = self._font(Type.COLUMN, LARGE)
        line = QFontMetricsF(font).height()
        ground = place.adjusted(0, line, 0, -line)
        share = count / max(FEWEST, *self._roti.hands)
        bar = ground.adjusted(0, ground.height() * (1 - share), 0, 0)
        radius = m.px(Space.CARD_RADIUS)
        paper, edge = m.color(Ink.PAPER), m.color(Ink.LINE)
        paint_rounded(painter, mirrored(self, ground), radius, paper, edge, m.px(Space.HAIR))
        if count:
            paint_rounded(painter, mirrored(self, bar), radius, m.color(Ink.STRENGTH))
        painter.setFont(font)
        center = Qt.AlignmentFlag.AlignCenter
        below = QRectF(place.left(), ground.bottom(), place.width(), line)
        painter.setPen(m.color(Ink.QUIET))
        painter.drawText(mirrored(self, below), center, number(fingers))
        if count:
            above = QRectF(place.left(), bar.top() - line, place.width(), line)
            painter.setPen(m.color(Ink.TEXT))
            painter.drawText(mirrored(self, above), center, number(count))

    def _paint_side(self, painter: QPainter) -> None:
        m, edge, roti = self._metrics, self._edge(), self._roti
        left = self.width() * (1 - SIDE)
        y = self._column(LEAST).top()
        large, small = self._font(Type.PROMISE, LARGEST), self._font(Type.NOTE, SMALL)
        lines: list[tuple[str, QFont, Ink]] = []
        if roti.average is not None:
            count = sum(roti.hands)
            lines.append((written(roti.average), large, Ink.TEXT))
            lines.append((counted(count, tr("{n} hand"), tr("{n} hands")), small, Ink.QUIET))
        if roti.before:
            lines.append(("", small, Ink.QUIET))
            lines.append((tr("Before"), small, Ink.QUIET))
        for past in roti.before:
            day = dates.day(past.day, False)
            said = tr("{day}: {average}", day=day, average=written(past.average))
            lines.append((said, self._font(Type.COLUMN, SMALL), Ink.TEXT))
        for text, font, ink in lines:
            high = QFontMetricsF(font).height()
            box = QRectF(left, y, self.width() - left - edge, high)
            painter.setFont(font)
            painter.setPen(m.color(ink))
            shown = QFontMetricsF(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, box.width()
            )
            painter.drawText(mirrored(self, box), start_of(self), shown)
            y += high
