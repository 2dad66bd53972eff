"""A large number in the middle of a screen, to tell the screens apart."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.timers import later
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type

SHOWN = 3_000
"""Milliseconds until it closes."""
SHARE = 0.34
"""Of the screen's height."""


class ScreenNumber(QWidget):
    """Shown at once over everything, without the keyboard; it closes by itself."""

    def __init__(self, number: int, what: str, screen: QScreen, owner: QObject) -> None:
        # Only this kind of window covers what fills a screen on every desktop.
        super().__init__(None, Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.number, self.what = number, what
        self.setWindowTitle(f"{number}: {what}")
        area = screen.geometry()
        self._metrics = Metrics.for_size(area.width(), area.height())
        side = round(area.height() * SHARE)
        self.setScreen(screen)
        self.setGeometry(0, 0, round(side * 1.2), side)
        self.move(area.center() - self.rect().center())
        later(self, SHOWN, self.close)
        owner.destroyed.connect(self.close)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        m = self._metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_rounded(painter, QRectF(self.rect()), m.px(Space.XL), m.color(Ink.TEXT))
        painter.setPen(m.color(Ink.PAPER))
        font = m.font(Type.HERO)
        font.setPixelSize(round(self.height() * 0.6))
        painter.setFont(font)
        box = QRectF(self.rect()).adjusted(0, 0, 0, -self.height() * 0.2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(m.font(Type.CARD))
        foot = QRectF(0, self.height() * 0.7, self.width(), self.height() * 0.22)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self.what)
