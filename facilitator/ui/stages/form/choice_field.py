"""A field in which one of a few choices is chosen: the arrows go through them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type


class ChoiceField(QComboBox):
    """A list of choices that looks like the fields beside it; a click opens it."""

    submitted = Signal()
    escaped = Signal()
    focus_changed = Signal()

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Create it; `choices` are the values, each with the text that is shown of it."""
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._values = [value for value, _ in choices]
        self.underlined = True
        self.addItems([text for _, text in choices])
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return self._values[self.currentIndex()]

    def choose_value(self, value: str) -> None:
        """Choose a value."""
        self.setCurrentIndex(self._values.index(value))

    def set_metrics(self, metrics: Metrics, kind: Type = Type.PLAN) -> None:
        self._metrics = metrics
        self.setFont(metrics.font(kind))
        self.view().setFont(metrics.font(kind))
        self.setFixedHeight(metrics.line_height(kind) + metrics.px(Space.S))
        self.update()

    @property
    def width_of_longest(self) -> int:
        """The width in which each choice is seen whole."""
        texts = (self.itemText(index) for index in range(self.count()))
        words = max(self.fontMetrics().horizontalAdvance(text) for text in texts)
        return words + self._metrics.px(Space.L) + self._metrics.px(Space.S) + self._metrics.px(4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around: nothing is chosen by accident."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and not event.modifiers()
        ):
            # The arrows choose; everything else is for the screen first.
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        read_as_written(painter)
        painter.setFont(self.font())
        painter.setPen(m.color(Ink.TEXT))
        arrow = m.px(Space.L)
        room = self.rect().adjusted(2, 0, -arrow - m.px(Space.S), 0)
        sign = self.rect().adjusted(self.width() - arrow, 0, 0, 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            room = self.rect().adjusted(arrow + m.px(Space.S), 0, -2, 0)
            sign = self.rect().adjusted(0, 0, arrow - self.width(), 0)
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        side = Qt.AlignmentFlag.AlignLeading
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QPen(m.color(Ink.QUIET), m.px(3)))
        middle, across, down = sign.center(), m.px(8), m.px(5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolyline(
            [
                QPoint(middle.x() - across, middle.y() - down),
                QPoint(middle.x(), middle.y() + down),
                QPoint(middle.x() + across, middle.y() - down),
            ]
        )
        if not self.underlined:
            return
        width = m.px(3 if self.hasFocus() else Space.HAIR)
        painter.setPen(QPen(m.color(Ink.FOCUS if self.hasFocus() else Ink.LINE), width))
        y = self.height() - width
        painter.drawLine(0, y, self.width(), y)
