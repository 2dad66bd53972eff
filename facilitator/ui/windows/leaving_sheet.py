"""Asked when the window is closed while something could not be saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.ui.text import tr
from facilitator.ui.theme import Ink, Metrics, Space, Type
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.overlay import Overlay


class LeavingSheet(Overlay):
    """Stay, take a copy elsewhere, or leave all the same."""

    copy_requested = Signal()
    leave_requested = Signal()

    share = (0.6, 0.8)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Not everything is saved"))
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.stay = PrimaryButton(tr("Stay, and let it be tried again"), tr("Enter"), self.sheet)
        self.copy = LinkButton(tr("Save a copy elsewhere and leave"), self.sheet)
        self.leave = LinkButton(tr("Leave without it"), self.sheet)
        links = QHBoxLayout()
        links.addWidget(self.copy)
        links.addWidget(self.leave)
        links.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.stay)
        self.body.addLayout(links)
        self._links = links
        self.stay.clicked.connect(self.close_sheet)
        self.copy.clicked.connect(self.copy_requested)
        self.leave.clicked.connect(self.leave_requested)

    def ask(self, sentence: str) -> None:
        """Say what is not saved, and why."""
        self.message.setText(sentence)
        self.open()

    def start(self) -> None:
        self.stay.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        self.message.setStyleSheet(f"color: {Ink.QUIET.value};")
        for button in (self.stay, self.copy, self.leave):
            button.set_metrics(metrics)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)
