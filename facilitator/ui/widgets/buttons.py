"""The two kinds of button: the one thing to do now, and a quiet link."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facilitator.ui.theme import Ink, Metrics, Space, Type
from facilitator.ui.widgets.key_line import paint_keycap


class _Button(QAbstractButton):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.click()
        elif event.key() in (keys.Key_Up, keys.Key_Down, keys.Key_Left, keys.Key_Right):
            # Qt would walk among buttons; here the screen decides where the arrows lead.
            event.ignore()
        else:
            super().keyPressEvent(event)


class PrimaryButton(_Button):
    """Large, dark, with the key that presses it."""

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._metrics.px(760), self._metrics.px(128))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        ring = m.px(Space.RING)
        box = QRectF(self.rect()).adjusted(ring, ring, -ring, -ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Ink.TEXT.color)
        painter.drawRoundedRect(box, m.px(14), m.px(14))
        if self.hasFocus():
            painter.setPen(QPen(Ink.FOCUS.color, m.px(Space.FOCUS)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            grow = m.px(Space.S)
            painter.drawRoundedRect(box.adjusted(-grow, -grow, grow, grow), m.px(20), m.px(20))
        painter.setPen(Ink.PAPER.color)
        painter.setFont(m.font(Type.HEADING))
        inner = box.adjusted(m.px(36), 0, -m.px(36), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(m.font(Type.KEYCAP))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._key) + m.px(20)
        cap = QRectF(inner.right() - width, inner.center().y() - m.px(18), width, m.px(36))
        paint_keycap(painter, cap, self._key, m)


class LinkButton(_Button):
    """Underlined text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.DETAIL))
        width = measure.horizontalAdvance(self.text()) + 2 * m.px(Space.RING)
        return QSize(round(width), round(measure.height()) + m.px(Space.M))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        pad = m.px(Space.RING)
        painter.setFont(m.font(Type.DETAIL))
        painter.setPen(Ink.TEXT.color)
        box = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(QPen(Ink.FOCUS.color, m.px(3)))
        y = box.bottom() - m.px(5)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        if self.hasFocus():
            painter.setPen(QPen(Ink.FOCUS.color, m.px(3)))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(2, 2, -2, -2), m.px(Space.S), m.px(Space.S)
            )
