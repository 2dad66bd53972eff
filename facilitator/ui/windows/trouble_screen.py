"""Shown instead of everything else when the meetings can't be opened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from facilitator.ui.text import tr
from facilitator.ui.theme import Ink, Metrics, Space, Type
from facilitator.ui.widgets.buttons import PrimaryButton


class TroubleScreen(QWidget):
    """What happened, what is safe, what to do; and the way out."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(tr("Your meetings can’t be opened now"), self)
        self.message = QLabel(self)
        for label in (self.heading, self.message):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.quit = PrimaryButton(tr("Quit"), tr("Enter"), self)
        self._column = QVBoxLayout(self)
        for widget in (self.heading, self.message, self.quit):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.quit.clicked.connect(self.left)

    def say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.quit.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        for label, kind, ink in (
            (self.heading, Type.QUESTION, Ink.TEXT),
            (self.message, Type.LEAD, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            label.setStyleSheet(f"color: {ink.value};")
        self.quit.set_metrics(metrics)
        side = m.px(Space.HUGE)
        self._column.setContentsMargins(side, m.px(136), side * 4, side)
        self._column.setSpacing(m.px(Space.XL))
