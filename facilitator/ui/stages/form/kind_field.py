"""The field in which the kind of an action is chosen: the arrows go through the few there are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from facilitator.domain.records import ActionKind
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type


class KindField(QComboBox):
    """A list of kinds that looks like the fields beside it; a click opens it."""

    submitted = Signal()
    escaped = Signal()
    focus_changed = Signal()

    def __init__(
        self, name: str, kinds: Sequence[tuple[ActionKind, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._kinds = [kind for kind, _ in kinds]
        self.addItems([text for _, text in kinds])
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def kind(self) -> ActionKind:
        """The kind that is chosen."""
        return self._kinds[self.currentIndex()]

    def choose(self, kind: ActionKind) -> None:
        """Choose a kind."""
        self.setCurrentIndex(self._kinds.index(kind))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFont(metrics.font(Type.PLAN))
        self.view().setFont(metrics.font(Type.PLAN))
        self.setFixedHeight(metrics.line_height(Type.PLAN) + metrics.px(Space.S))
        self.update()

    @property
    def width_of_longest(self) -> int:
        """The width in which each kind is seen whole."""
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
        """Leave the wheel to the list of actions: nothing is chosen by accident."""
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
            # The arrows choose a kind; everything else is for the meeting first.
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
        width = m.px(3 if self.hasFocus() else Space.HAIR)
        painter.setPen(QPen(m.color(Ink.FOCUS if self.hasFocus() else Ink.LINE), width))
        y = self.height() - width
        painter.drawLine(0, y, self.width(), y)
