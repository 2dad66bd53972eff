"""Whose turn it is, large, and who comes next."""

from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type

NAME, THEN = Type.CARD_BOLD, Type.CARD


class Badge(QWidget):
    """What is said of the people in the meeting; for whoever leads it a click leads to more."""

    clicked = Signal(QPoint)
    """With the point of the screen below it."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(self.mapToGlobal(self.rect().bottomLeft()))


class TurnBadge(Badge):
    """Two names on one line, or one below the other where it is narrow; long ones are elided."""

    def __init__(self, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(parent)
        self._stacked = stacked
        self._name = ""
        self._then = ""
        self._metrics = Metrics(1.0)
        across = QSizePolicy.Policy.Ignored if stacked else QSizePolicy.Policy.Maximum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def name(self) -> str:
        """The person whose turn is shown; empty when it is nobody's."""
        return self._name

    @property
    def following(self) -> str:
        """The person who is shown as the next; empty when it is nobody else."""
        return self._then

    def show_turn(self, name: str | None, following: str | None) -> None:
        """Show whose turn it is and who comes next; without a name, hide."""
        then = following if following and following != name else ""
        if (name or "", then) != (self._name, self._then):
            self._name, self._then = name or "", then
            said = tr("{name}’s turn.", name=self._name) if name else ""
            if then:
                said = tr("{name}’s turn, then {next}.", name=name, next=then)
            self.setAccessibleName(said)
            self.updateGeometry()
            self.update()
        self.setVisible(bool(name))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        name, then = self._widths()
        if self._stacked:
            lines = m.line_height(NAME) + (m.line_height(THEN) if self._then else 0)
            return QSize(round(max(name, then)) + 2 * self._margin, lines + 2 * m.px(Space.S))
        between = self._between if self._then else 0
        width = ceil(name + between + then) + 2 + 2 * self._margin
        return QSize(width, m.line_height(NAME) + m.px(Space.S))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._metrics.ems(7)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        m = self._metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()), m.px(Space.CARD_RADIUS)
        paint_rounded(painter, box, radius, m.color(Ink.STRENGTH_GROUND))
        inner = QRectF(self.rect()).adjusted(self._margin, 0, -self._margin, 0)
        if self._stacked:
            top = QRectF(inner.x(), m.px(Space.S), inner.width(), m.line_height(NAME))
            self._write(painter, NAME, self._name, top)
            self._write(painter, THEN, self._following, top.translated(0, top.height()))
            return
        name, then = self._widths()
        room = inner.width() - (self._between if self._then else 0)
        # The first name gets its space first; some is left for the next one.
        name = min(name + 1, max(room - then, room * 0.6) if self._then else room)
        here = QRectF(inner.x(), 0, name, inner.height())
        self._write(painter, NAME, self._name, here)
        self._write(painter, THEN, self._following, inner.adjusted(name + self._between, 0, 0, 0))

    def _write(self, painter: QPainter, kind: Type, text: str, box: QRectF) -> None:
        painter.setFont(self._metrics.font(kind))
        painter.setPen(self._metrics.color(Ink.TEXT if kind is NAME else Ink.STRENGTH_TEXT))
        shown = QFontMetricsF(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(mirrored(self, box), start_of(self), shown)

    def _widths(self) -> tuple[float, float]:
        """Return the widths of both texts, in pixels."""
        m = self._metrics
        return (
            QFontMetricsF(m.font(NAME)).horizontalAdvance(self._name),
            QFontMetricsF(m.font(THEN)).horizontalAdvance(self._following),
        )

    @property
    def _following(self) -> str:
        return tr("then {name}", name=self._then) if self._then else ""

    @property
    def _margin(self) -> int:
        return self._metrics.px(Space.M)

    @property
    def _between(self) -> int:
        return self._metrics.ems(0.6)
