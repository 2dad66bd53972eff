"""The large words of the first screen."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type


class Headline(QWidget):
    """What the program is for, in the largest type, with tight line spacing."""

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._metrics = Metrics(1.0)
        self.setAccessibleName(" ".join(lines))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(metrics.px(96 * len(self._lines) + 24))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m = self._metrics
        painter.setFont(m.font(Type.HERO))
        painter.setPen(m.color(Ink.TEXT))
        for number, line in enumerate(self._lines):
            painter.drawText(0, m.px(76 + 96 * number), line)
