"""A prominent sentence above the board, for when the room sees something else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color


class Banner(QLabel):
    """One sentence in light letters on dark, like nothing else on the console."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; empty hides it."""
        if sentence and sentence != self.text():
            announce(self, sentence)
        self.setText(sentence)
        self.setVisible(bool(sentence))

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        self.setFont(m.font(Type.HEADING))
        set_text_color(self, m, Ink.PAPER, on=Ink.TEXT)
        across, down = m.px(Space.XXL), m.px(Space.M)
        self.setContentsMargins(across, down, across, down)
