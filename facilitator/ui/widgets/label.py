"""A label for text that users write, in any direction."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from facilitator.ui.base.bidi import direction_of


class Label(QLabel):
    """A label of plain text, never markup, aligned to the side where the text begins."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        if self.layoutDirection() is not direction_of(text):
            self.setLayoutDirection(direction_of(text))
