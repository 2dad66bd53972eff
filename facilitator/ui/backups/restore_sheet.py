"""Question before the meetings are replaced by those of a backup."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.sheet import Sheet


class RestoreSheet(Sheet):
    """A choice: leave everything as it is, or restore."""

    agreed = Signal()

    share = (0.6, 0.8)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Restore this backup?"))
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.leave = PrimaryButton(tr("Keep everything as it is"), "Enter", self.sheet)
        self.restore = LinkButton(tr("Restore this backup"), self.sheet)
        for widget in (self.message, self.leave, self.restore):
            self.body.addWidget(widget)
        self.leave.clicked.connect(self.close_sheet)
        self.restore.clicked.connect(self._on_restore)

    def ask(self, sentences: str) -> None:
        """Say what will be replaced, and where it is kept."""
        self.message.setText(sentences)
        self.open()

    def start(self) -> None:
        self.leave.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        for button in (self.leave, self.restore):
            button.set_metrics(metrics)
        super().set_metrics(metrics)

    def _on_restore(self) -> None:
        self.close_sheet()
        self.agreed.emit()
