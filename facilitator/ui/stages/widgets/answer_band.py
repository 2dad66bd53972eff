"""The band of what is answered now, with arrows to the one before and the next."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Tone
from facilitator.ui.base.commands import key_text
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Space, Type


class AnswerBand(Band):
    """A band for the person at the keyboard: a click on it opens the list of all the others."""

    step_requested = Signal(int)
    """By -1 to the one before, by 1 to the next."""
    list_requested = Signal()

    def __init__(
        self, tone: Tone | None, parent: QWidget | None = None, largest: Type = Type.GAP
    ) -> None:
        super().__init__(tone, parent, largest)
        self._key = key_text("Ctrl+Up").removesuffix(key_text("Up")).rstrip("+")
        """The key that makes the arrow keys those of the band."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def reserved(self) -> int:
        return 2 * self._arrow_side + self._key_width + self._metrics.px(Space.S)

    @property
    def _key_width(self) -> int:
        font = self._metrics.font(Type.KEYS)
        return round(QFontMetricsF(font).horizontalAdvance(self._key)) + 1

    @property
    def _arrow_side(self) -> int:
        return self._metrics.px(44)

    def arrow(self, by: int) -> QRectF:
        """Return where the arrow to the one before or the next is."""
        side = self._arrow_side
        left = self.width() - self._metrics.px(Space.M) - (side if by > 0 else 2 * side)
        return QRectF(left, 0, side, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        for by in (-1, 1):
            if self.arrow(by).contains(event.position()):
                self.step_requested.emit(by)
                return
        self.list_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        m = self._metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.QUIET))
        key = self.arrow(-1).adjusted(-self._key_width, 0, -self._arrow_side, 0)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setPen(QPen(m.color(Ink.TEXT), m.px(Space.XS)))
        for by in (-1, 1):
            at, across, down = self.arrow(by).center(), m.px(11) * by, m.px(6) * by
            painter.drawPolyline(
                [at + QPointF(-across, -down), at + QPointF(0, down), at + QPointF(across, -down)]
            )
