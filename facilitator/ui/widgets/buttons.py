"""The kinds of button: the one thing to do now, a quiet link, and what opens the menu."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QSizePolicy, QWidget

from facilitator.ui.base.commands import key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored
from facilitator.ui.style.theme import Metrics, Space, Type, fill
from facilitator.ui.widgets.hint_bar import paint_keycap


class Button(QAbstractButton):
    """A button that Enter presses as well, and that leaves the arrows to its screen."""

    focus_changed = Signal()

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_whose_enter_is()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_whose_enter_is()

    def _show_whose_enter_is(self) -> None:
        parent = self.parentWidget()
        for button in parent.findChildren(PrimaryButton) if parent is not None else ():
            button.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.click()
        elif event.key() in (keys.Key_Up, keys.Key_Down, keys.Key_Left, keys.Key_Right):
            # Qt would move among the buttons; here the screen decides where the arrows lead.
            event.ignore()
        else:
            super().keyPressEvent(event)


class PrimaryButton(Button):
    """A large dark button with the key that presses it, as a declaration writes it."""

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key = key_text(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._metrics.px(760), self._metrics.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        box = QRectF(self.rect()).adjusted(0, m.px(Space.S), 0, -m.px(Space.S))
        radius = float(m.px(14))
        if self.hasFocus():
            # The ring is inside the box, so that its edges stay in line with what is above.
            for ink, edge in ((Ink.FOCUS, m.px(Space.FOCUS)), (Ink.GROUND, m.px(Space.XS))):
                paint_rounded(painter, box, radius, m.color(ink))
                box = box.adjusted(edge, edge, -edge, -edge)
                radius -= edge
        paint_rounded(painter, box, radius, m.color(Ink.TEXT))
        painter.setPen(m.color(Ink.PAPER))
        painter.setFont(m.font(Type.HEADING))
        inner = QRectF(self.rect()).adjusted(m.px(36), 0, -m.px(36), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self.text())
        focused = self.window().focusWidget()
        if self._key == tr("Enter") and isinstance(focused, LinkButton | QAbstractItemView):
            # Enter is for that link or list now, so this button does not show it.
            return
        painter.setFont(m.font(Type.KEYCAP))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._key) + m.px(20)
        cap = QRectF(inner.right() - width, inner.center().y() - m.px(18), width, m.px(36))
        paint_keycap(painter, mirrored(self, cap), self._key, m)


class LinkButton(Button):
    """A quiet button: underlined text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.DETAIL))
        width = measure.horizontalAdvance(self.text()) + m.px(Space.S)
        return QSize(round(width), round(measure.height()) + m.px(Space.M))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        box = QRectF(self.rect()).adjusted(0, 0, -m.px(Space.S), 0)
        line = m.px(3)
        if self.hasFocus():
            line = m.px(Space.S)
            fill(painter, box.adjusted(0, line, 0, -line), m.color(Ink.STRENGTH_GROUND))
        painter.setFont(m.font(Type.DETAIL))
        painter.setPen(m.color(Ink.TEXT))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(QPen(m.color(Ink.FOCUS), line))
        y = box.bottom() - m.px(5)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


class MenuButton(Button):
    """A quiet button at the top of a screen that opens the menu of all commands.

    It never takes the focus from a sentence that is being typed; a key opens the menu as well.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Menu"), parent)
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        m = self._metrics
        width = m.px(Space.XXL) if self._compact else self.full_width
        return QSize(width, m.px(36))

    @property
    def full_width(self) -> int:
        """The width in pixels with the word."""
        words = QFontMetricsF(self._metrics.font(Type.KEYS)).horizontalAdvance(self.text())
        return round(words) + self._metrics.px(Space.L) * 2 + self._metrics.px(Space.M)

    def place_in_corner(self) -> None:
        """Be in the upper corner of the screen it is on, at the same place as in a meeting."""
        m, screen = self._metrics, self.parentWidget()
        if screen is None:
            return
        left = m.px(Space.XL)
        if screen.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            left = screen.width() - self.width() - left
        # QStyle would mirror it too: a class that PySide takes long to load.
        self.move(left, m.px(Space.XS))

    def set_compact(self, compact: bool) -> None:
        """Show the symbol alone, where there is no room for the word."""
        if compact != self._compact:
            self._compact = compact
            self.setFixedSize(self.sizeHint())
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        edge = m.color(Ink.KEY_EDGE if self.underMouse() else Ink.LINE)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_rounded(painter, box, m.px(6), m.color(Ink.PAPER), edge, m.px(Space.HAIR))
        right_to_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        bars = QRectF(box.left() + m.px(Space.M), 0, m.px(Space.M), m.px(12))
        if right_to_left:
            bars.moveRight(box.right() - m.px(Space.M))
        bars.moveCenter(QPointF(bars.center().x(), box.center().y()))
        painter.setPen(QPen(m.color(Ink.QUIET), m.px(Space.HAIR)))
        for y in (bars.top(), bars.center().y(), bars.bottom()):
            painter.drawLine(QPointF(bars.left(), y), QPointF(bars.right(), y))
        if self._compact:
            return
        painter.setFont(m.font(Type.KEYS))
        start, gap = m.px(Space.M), m.px(Space.M) + m.px(Space.S)
        words = box.adjusted(
            *((0, 0, -start - gap, 0) if right_to_left else (start + gap, 0, 0, 0))
        )
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | side, self.text())
