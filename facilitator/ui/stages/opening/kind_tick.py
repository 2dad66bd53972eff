"""A kind of people who should be at the meeting: a box to tick, and the key that ticks it."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.hint_bar import paint_keycap
from facilitator.ui.widgets.text_keys import types_text
from facilitator.ui.widgets.text_layout import broken_into_lines


class KindTick(QCheckBox):
    """One kind of people; its state is set from outside, a click only asks for another one."""

    typed = Signal(QKeyEvent)
    """A key was pressed that is not for ticking."""
    focus_changed = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._key = key
        self._metrics = Metrics(1.0)
        self._kind = Type.CARD
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Stay as it is: the meeting says who is here."""

    def show_kind(self, text: str, is_here: bool) -> None:
        """Show a kind of people, and whether somebody of that kind is here."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setChecked(is_here)
        self.update()

    def set_look(self, kind: Type, metrics: Metrics) -> None:
        """Use letters of this kind in these sizes."""
        self._kind, self._metrics = kind, metrics
        self.update()

    def height_for(self, width: int) -> int:
        """Return the height in pixels that all of the text needs."""
        layout = broken_into_lines(self.text(), self._kind, self._room(width), self._metrics)
        lines = layout.lineCount() * self._metrics.line_height(self._kind)
        return lines + 2 * self._metrics.px(Space.S)

    def hitButton(self, pos: QPoint) -> bool:
        """Return that all of it can be clicked."""
        return True

    @property
    def _box_side(self) -> int:
        return round(self._metrics.line_height(self._kind) * 0.62)

    @property
    def _edge(self) -> int:
        return self._metrics.px(Space.M)

    @property
    def _cap(self) -> int:
        """The width of the key, with the space before it; 0 where there is none."""
        return self._metrics.px(52) if self._key else 0

    def _room(self, width: int) -> float:
        return max(20, width - self._box_side - self._cap - 3 * self._edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif types_text(event) and event.key() != Qt.Key.Key_Space:
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            width = m.px(Space.FOCUS)
            ring = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            paint_rounded(painter, ring, m.px(Space.CARD_RADIUS), None, m.color(Ink.FOCUS), width)
        self._paint_box(painter)
        left = 2 * self._edge + self._box_side
        room = QRectF(left, m.px(Space.S), self._room(self.width()), self.height())
        layout = broken_into_lines(self.text(), self._kind, room.width(), m)
        painter.setPen(m.color(Ink.TEXT))
        place = mirrored(self, room)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            y = place.top() + number * m.line_height(self._kind)
            line.draw(painter, QPointF(place.left(), y - line.y()))
        if self._key:
            side = m.px(40)
            cap = QRectF(self.width() - self._edge - side, self._middle - side / 2, side, side)
            painter.setFont(m.font(Type.KEYCAP))
            paint_keycap(painter, mirrored(self, cap), self._key, m)

    @property
    def _middle(self) -> float:
        """The middle of the first line."""
        return self._metrics.px(Space.S) + self._metrics.line_height(self._kind) / 2

    def _paint_box(self, painter: QPainter) -> None:
        m, side = self._metrics, self._box_side
        box = mirrored(self, QRectF(self._edge, self._middle - side / 2, side, side))
        ground = m.color(Ink.STRENGTH_TEXT if self.isChecked() else Ink.PAPER)
        width = max(2.0, side * 0.07)
        paint_rounded(painter, box, side * 0.18, ground, m.color(Ink.STRENGTH_TEXT), width)
        if self.isChecked():
            pen = QPen(m.color(Ink.PAPER), side * 0.13)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = ((0.22, 0.53), (0.42, 0.73), (0.78, 0.29))
            painter.drawPolyline(
                [QPointF(box.left() + x * side, box.top() + y * side) for x, y in points]
            )
