"""A line that does something when it is clicked, and never takes the focus."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import end_of, mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type

ROW, SIDE = 44, 12
"""Height of a line and padding at its ends, in pixels at 1080 lines."""


class RowButton(QAbstractButton):
    """One line of text in a box; a `loud` one stands out, as something waits there."""

    def __init__(self, parent: QWidget | None = None, *, loud: bool = False) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._loud = loud
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, key: str = "") -> None:
        """Show a text; `key`, which does the same as a click, is beside it where there is room."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
        if key != self._key:
            self._key = key
            self.setAccessibleDescription(key)
            self.update()
        self.setToolTip(f"{text}  {key}".strip())

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(metrics.px(ROW))
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.KEYS_BOLD)).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * m.px(SIDE) + m.px(Space.S), m.px(ROW))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        read_as_written(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = Ink.GAP_GROUND if self._loud else Ink.PAPER
        quiet_edge = Ink.GAP if self._loud else Ink.LINE
        edge = Ink.KEY_EDGE if self.underMouse() else quiet_edge
        radius = m.px(Space.CARD_RADIUS)
        paint_rounded(painter, box, radius, m.color(ground), m.color(edge), m.px(Space.HAIR))
        painter.setFont(m.font(Type.KEYS_BOLD if self._loud else Type.KEYS))
        painter.setPen(m.color(Ink.GAP_TEXT if self._loud else Ink.TEXT))
        inner = box.adjusted(m.px(SIDE), 0, -m.px(SIDE), 0)
        shown = QFontMetricsF(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(mirrored(self, inner), start_of(self), shown)
        words = QFontMetricsF(painter.font()).horizontalAdvance(shown)
        painter.setFont(m.font(Type.NOTE))
        key = QFontMetricsF(painter.font()).horizontalAdvance(self._key)
        if words + key + m.px(SIDE) <= inner.width():
            painter.drawText(mirrored(self, inner), end_of(self), self._key)
