"""The way into an organisation: paste an invitation, say what this laptop is called."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint


class JoinSheet(FormSheet):
    """A form for the invitation; it does nothing itself."""

    join_requested = Signal(str, str)
    """With what was pasted, and the name of this laptop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Share with an organization"), tr("Next"), tr("Cancel"))
        self.invitation = FormField(tr("Invitation"), tr("paste it here: https://…"), self.sheet)
        self.name = FormField(
            tr("What people call this laptop"), tr("Front desk laptop"), self.sheet
        )
        for form in (self.invitation, self.name):
            self.add_field(form)
            form.field.submitted.connect(self._on_accepted)
            form.field.escaped.connect(self.close_sheet)
        (self.cancel,) = self.others
        self.first.clicked.connect(self._on_accepted)
        self.cancel.clicked.connect(self.close_sheet)

    def ask(self, name: str, notice: str = "") -> None:
        """Open the sheet; `notice` says first why the laptop has to join again."""
        if not self.name.text:
            self.name.set_text(name)
        self.set_busy(False)
        self.refuse(notice)
        self.say(
            tr(
                "An administrator of your organization sends you the invitation. The meetings of "
                "the teams in it are then shared with the laptops of these teams and with those "
                "who lead them; everything else stays on this laptop. You see what will be shared "
                "before it is, and you can leave at any time."
            )
        )
        self.open()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("next"), run=self._on_accepted),
            Hint(catalog.OTHER_CHOICES, tr("next field"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("cancel"), run=self.close_sheet),
        ]

    def start(self) -> None:
        self.invitation.setFocus()

    def clear(self) -> None:
        """Forget the invitation: it works once."""
        self.invitation.set_text("")

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        for form in (self.invitation, self.name):
            form.setEnabled(not busy)

    def set_metrics(self, metrics: Metrics) -> None:
        for form in (self.invitation, self.name):
            form.set_metrics(metrics)
        super().set_metrics(metrics)

    def _on_accepted(self) -> None:
        if self.is_busy:
            return
        if not self.invitation.text.strip():
            self.invitation.refuse(tr("Paste the invitation that you were sent."))
        elif not self.name.text.strip():
            self.name.refuse(tr("Give this laptop a name that others know it by."))
        else:
            self.join_requested.emit(self.invitation.text, self.name.text.strip())
