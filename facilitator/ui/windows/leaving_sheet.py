"""Asked when the window is closed while something could not be saved."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.ui.text import tr
from facilitator.ui.theme import Ink, Metrics, Space, Type, write_in
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.overlay import Overlay


class LeavingSheet(Overlay):
    """Stay, take a copy elsewhere, or leave all the same."""

    copy_requested = Signal(Path)
    """The file that shall hold the meeting at hand."""
    leave_requested = Signal()

    share = (0.6, 0.8)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Not everything is saved"))
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.stay = PrimaryButton(tr("Stay, and let it be tried again"), tr("Enter"), self.sheet)
        self.path = FormField(tr("Copy of this meeting"), parent=self.sheet)
        self.copy = LinkButton(tr("Save a copy elsewhere and leave"), self.sheet)
        self.leave = LinkButton(tr("Leave without it"), self.sheet)
        links = QHBoxLayout()
        links.addWidget(self.copy)
        links.addWidget(self.leave)
        links.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.stay)
        self.body.addWidget(self.path)
        self.body.addLayout(links)
        self._links = links
        self.stay.clicked.connect(self.close_sheet)
        self.copy.clicked.connect(self._on_copy)
        self.path.field.submitted.connect(self._on_copy)
        self.path.field.escaped.connect(self.close_sheet)
        self.leave.clicked.connect(self.leave_requested)

    def ask(self, sentence: str, copy: Path | None) -> None:
        """Say what is not saved, and why; `copy` is a file that could hold the meeting at hand."""
        self.message.setText(sentence)
        if copy is not None:
            self.path.set_text(str(copy))
        self.path.setVisible(copy is not None)
        self.copy.setVisible(copy is not None)
        self.open()

    def say(self, sentence: str) -> None:
        """The copy could not be made; the path can be changed and tried again."""
        self.message.setText(sentence)
        self.path.setFocus()
        self._place()

    def start(self) -> None:
        self.stay.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        write_in(self.message, Ink.QUIET)
        for button in (self.stay, self.path, self.copy, self.leave):
            button.set_metrics(metrics)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _on_copy(self) -> None:
        if self.path.text:
            self.copy_requested.emit(Path(self.path.field.text().strip()))
