"""The question when the window is closed while something is not saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from facilitator.ui.transfer.rescue_copies import Offer


class UnsavedSheet(Sheet):
    """The choice to stay, save copies elsewhere or quit anyway; quit or stay once all is saved."""

    copy_requested = Signal(Path)
    """The file for the copy of a meeting, or the folder for several."""
    leave_requested = Signal()

    share = (0.6, 0.8)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Not everything is saved"))
        self.says_all_saved = False
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.stay = PrimaryButton(tr("Stay and keep trying"), "Enter", self.sheet)
        self.path = FormField(tr("Copy of the meeting"), parent=self.sheet)
        self.copy = LinkButton(tr("Save a copy elsewhere and quit"), self.sheet)
        self.leave = LinkButton(tr("Quit without it"), self.sheet)
        links = QHBoxLayout()
        links.addWidget(self.copy)
        links.addWidget(self.leave)
        links.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.stay)
        self.body.addWidget(self.path)
        self.body.addLayout(links)
        self._links = links
        self._because = ""
        self._offered = ""
        self.stay.clicked.connect(self._on_first)
        self.copy.clicked.connect(self._on_copy)
        self.path.field.submitted.connect(self._on_copy)
        self.path.field.escaped.connect(self.close_sheet)
        self.leave.clicked.connect(self.leave_requested)

    def ask(self, sentence: str, offer: "Offer | None") -> None:
        """Open the sheet and say what is not saved, and why; `offer` is what can be copied."""
        if offer is not None:
            back = tr(
                "To get a copy back, use “Import a meeting…” on the home screen; it becomes a "
                "second meeting if the first is still there."
            )
            self.path.set_text(str(offer.place))
        self._offered = f"{offer.named} {back}" if offer is not None else ""
        self._name_for(several=offer is not None and offer.several)
        self._say_first(tr("Not everything is saved"), tr("Stay and keep trying"))
        self.says_all_saved = False
        self.leave.show()
        self.say_why(sentence)
        self.path.setVisible(offer is not None)
        self.copy.setVisible(offer is not None)
        self.open()

    def say_why(self, sentence: str) -> None:
        """Update the reason why something is not saved; the choices stay."""
        if sentence != self._because or self.says_all_saved or self.isHidden():
            self._because = sentence
            self.message.setText("\n\n".join(filter(None, (sentence, self._offered))))
            self._place()

    def say_all_saved(self) -> None:
        """Say that everything was saved while the sheet was open, and offer to quit."""
        self.says_all_saved = True
        self._say_first(tr("Everything is saved now"), tr("Quit"))
        self.message.setText(tr("The last changes are saved too. Esc stays."))
        for widget in (self.path, self.copy, self.leave):
            widget.hide()
        self.stay.setFocus()
        self._place()
        announce(self, f"{self.title.text()}. {self.message.text()}")

    def _say_first(self, title: str, answer: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)
        self.stay.setText(answer)
        self.stay.setAccessibleName(answer)
        self.stay.update()

    def _on_first(self) -> None:
        if self.says_all_saved:
            self.leave_requested.emit()
        else:
            self.close_sheet()

    def show_error(self, sentence: str) -> None:
        """Say why the copy could not be made; the user can change the path and try again."""
        self.message.setText(sentence)
        self.path.setFocus()
        self._place()

    def start(self) -> None:
        self.stay.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        for button in (self.stay, self.path, self.copy, self.leave):
            button.set_metrics(metrics)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _name_for(self, *, several: bool) -> None:
        label = tr("Folder for a copy of each") if several else tr("Copy of the meeting")
        self.path.label.setText(label)
        self.path.field.setAccessibleName(label)
        copy = tr("Save a copy elsewhere and quit")
        leave = tr("Quit without it")
        if several:
            copy, leave = tr("Save copies elsewhere and quit"), tr("Quit without them")
        for button, text in ((self.copy, copy), (self.leave, leave)):
            button.setText(text)
            button.setAccessibleName(text)

    def _on_copy(self) -> None:
        if self.path.text:
            self.copy_requested.emit(Path(self.path.field.text().strip()))
