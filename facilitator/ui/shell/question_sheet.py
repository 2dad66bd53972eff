"""A few sentences and the answers to choose from; Enter gives the first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.sheet import Sheet


class QuestionSheet(Sheet):
    """A question with buttons for the answers; Esc closes it without an answer."""

    answered = Signal(int)
    """Which of the answers, from 0."""

    share = (0.6, 0.8)

    def __init__(self, parent: QWidget, title: str, answers: Sequence[str]) -> None:
        """Create the sheet; `answers` are the texts of the buttons, the best first."""
        super().__init__(parent, title)
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        first, *others = answers
        self.first = PrimaryButton(first, "Enter", self.sheet)
        self.others = [LinkButton(answer, self.sheet) for answer in others]
        self._links = QHBoxLayout()
        for link in self.others:
            self._links.addWidget(link)
        self._links.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.first)
        self.body.addLayout(self._links)
        for number, button in enumerate((self.first, *self.others)):
            button.clicked.connect(lambda *_, number=number: self._on_clicked(number))

    def ask(self, message: str) -> None:
        """Show the sheet with these sentences."""
        self.message.setText(message)
        self.open()

    def ask_with(self, title: str, message: str, answers: Sequence[str]) -> None:
        """Show the sheet with another title, and other texts of as many answers."""
        self.title.setText(title)
        self.setAccessibleName(title)
        for button, text in zip((self.first, *self.others), answers, strict=True):
            button.setText(text)
            button.setAccessibleName(text)
            button.updateGeometry()
        self.ask(message)

    def start(self) -> None:
        self.first.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        for button in (self.first, *self.others):
            button.set_metrics(metrics)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _on_clicked(self, number: int) -> None:
        self.close_sheet()
        self.answered.emit(number)
