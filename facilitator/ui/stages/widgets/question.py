"""The question of a stage, on one line if the last row can read it so."""

from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.label import Label


class Question(Label):
    """A label whose letters are the largest in which its text fits one line, within limits."""

    def __init__(self, text: str, largest: Type, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._sizes = (largest, Type.QUESTION_SMALL, Type.COLUMN)
        self._metrics = Metrics(1.0)
        self.setWordWrap(True)
        self.set_question(text)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        set_text_color(self, metrics, Ink.TEXT)
        self._fit()

    @property
    def heads_list(self) -> bool:
        """Whether the room is so deep that a line of its own would cost a row of a list."""
        return self._metrics.is_crowded

    def set_question(self, text: str) -> None:
        self.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fonts = [self._metrics.font(kind) for kind in self._sizes]
        fitting = (f for f in fonts if _width(f, self.text()) <= self.width())
        font = next(fitting, fonts[-1])
        if font != self.font():
            self.setFont(font)


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
