"""The small sheets of an administrator: a new team, an invitation to copy, what is erased."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from facilitator.domain.text import fold
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint


class OneFieldSheet(FormSheet):
    """A sheet with one field; Enter in it is the large button."""

    accepted = Signal(str)
    """With what was typed."""

    def __init__(self, parent: QWidget, title: str, first: str, field: str, prompt: str) -> None:
        super().__init__(parent, title, first, tr("Cancel"))
        self.line = FormField(field, prompt, self.sheet)
        self.add_field(self.line)
        (self.cancel,) = self.others
        self.line.field.submitted.connect(self._on_accepted)
        self.line.field.escaped.connect(self.close_sheet)
        self.first.clicked.connect(self._on_accepted)
        self.cancel.clicked.connect(self.close_sheet)

    def ask(self, sentences: str = "") -> None:
        """Open the sheet with an empty field."""
        self.line.set_text("")
        self.set_busy(False)
        self.refuse("")
        self.say(sentences)
        self.open()

    def start(self) -> None:
        self.line.setFocus()

    def hints(self) -> Sequence[Hint]:
        text = self.first.text()
        return [
            Hint(catalog.ACCEPT, text[:1].lower() + text[1:], run=self._on_accepted),
            Hint(catalog.CLOSE_SHEET, tr("cancel"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        self.line.set_metrics(metrics)
        super().set_metrics(metrics)

    def _on_accepted(self) -> None:
        if not self.is_busy and (sentence := self.why_not(self.line.text.strip())):
            self.line.refuse(sentence)
        elif not self.is_busy:
            self.accepted.emit(self.line.text.strip())

    def why_not(self, typed: str) -> str:
        """Return why what was typed can't be accepted, empty if it can."""
        return "" if typed else tr("Type a name first.")


class NewTeamSheet(OneFieldSheet):
    """The name of a new team."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, tr("Add a team"), tr("Add the team"), tr("Name of the team"), tr("Kitchen")
        )


class EraseSheet(OneFieldSheet):
    """A meeting is erased for everybody, once the word for it was typed."""

    def __init__(self, parent: QWidget) -> None:
        word = tr("erase")
        super().__init__(
            parent,
            tr("Erase for everybody?"),
            tr("Erase it on every laptop"),
            tr("Type “{word}” to confirm", word=word),
            "",
        )
        self._word = word

    def why_not(self, typed: str) -> str:
        if fold(typed) == fold(self._word):
            return ""
        return tr("Type “{word}” here, or press Esc: then nothing is erased.", word=self._word)


class InvitationSheet(FormSheet):
    """An invitation to copy; it is shown this once."""

    copied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("The invitation"), tr("Copy it"), tr("Done"))
        self.link = FormField(tr("Invitation"), "", self.sheet)
        self.link.field.setReadOnly(True)
        self.add_field(self.link)
        (self.done,) = self.others
        self.link.field.submitted.connect(self._copy)
        self.link.field.escaped.connect(self.close_sheet)
        self.first.clicked.connect(self._copy)
        self.done.clicked.connect(self.close_sheet)

    def ask(self, invitation: str, sentences: str) -> None:
        """Open the sheet with an invitation."""
        self.link.set_text(invitation)
        self.link.field.setCursorPosition(0)
        self.refuse("")
        self.say(sentences)
        self.open()

    def start(self) -> None:
        self.first.setFocus()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("copy it"), run=self._copy),
            Hint(catalog.CLOSE_SHEET, tr("done"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        self.link.set_metrics(metrics)
        super().set_metrics(metrics)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.link.text)
        self.copied.emit()
