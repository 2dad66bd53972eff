"""Things that can each be wanted or not, in one row of boxes to tick."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.flow_layout import FlowLayout
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.choice_row import paint_box


class Tick(QCheckBox):
    """One thing, with its box; Space ticks it, and so does a click anywhere on it."""

    accepted = Signal()
    """Enter was pressed on it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._metrics = Metrics(1.0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.BODY)).horizontalAdvance(self.text())
        height = max(m.px(Space.XXL), round(m.line_height(Type.BODY)) + m.px(Space.M))
        return QSize(round(words) + self._box_width + 3 * m.px(Space.M), height)

    @property
    def _box_width(self) -> int:
        return round(self._metrics.line_height(Type.BODY) * 0.62)

    def hitButton(self, pos: QPoint) -> bool:
        """Return that all of it can be clicked."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m, side, gap = self._metrics, self._box_width, self._metrics.px(Space.M)
        paint_box(painter, self, m, Ink.PAPER, Ink.KEY_EDGE)
        box = mirrored(self, QRectF(gap, (self.height() - side) / 2, side, side))
        ground = Ink.TEXT if self.isChecked() else Ink.PAPER
        edge, radius = m.px(Space.HAIR), m.px(Space.XS)
        paint_rounded(painter, box, radius, m.color(ground), m.color(Ink.TEXT), edge)
        if self.isChecked():
            painter.setPen(QPen(m.color(Ink.PAPER), max(1.5, side / 8)))
            way = ((0.2, 0.52), (0.42, 0.74), (0.8, 0.28))
            painter.drawPolyline(
                [QPointF(box.left() + x * side, box.top() + y * side) for x, y in way]
            )
        left = 2 * gap + side
        words = mirrored(self, QRectF(left, 0, self.width() - left - gap / 2, self.height()))
        painter.setFont(m.font(Type.BODY))
        painter.setPen(m.color(Ink.TEXT))
        painter.drawText(words, start_of(self), self.text())


class TickRow(QWidget):
    """The boxes to tick, side by side."""

    changed = Signal()
    accepted = Signal()
    """Enter was pressed on one of them."""

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Create it; `choices` are the values, each with the text that is shown of it."""
        super().__init__(parent)
        self._row = FlowLayout(self)
        self.ticks: dict[str, Tick] = {}
        for value, text in choices:
            tick = self.ticks[value] = Tick(text, self)
            tick.toggled.connect(lambda _: self.changed.emit())
            tick.accepted.connect(self.accepted)
            self._row.addWidget(tick)

    def offer(self, values: Collection[str]) -> None:
        """Show only the boxes of these values."""
        for value, tick in self.ticks.items():
            tick.setVisible(value in values)

    def has(self, value: str) -> bool:
        """Return whether a box is ticked."""
        return self.ticks[value].isChecked()

    def set_metrics(self, metrics: Metrics) -> None:
        for tick in self.ticks.values():
            tick.set_metrics(metrics)
        self._row.setSpacing(metrics.px(Space.S))
