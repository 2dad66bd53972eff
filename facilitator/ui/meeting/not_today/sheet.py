"""The sheet that asks why open items are left for another day."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.text import says_something, shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

NAMED = 4
"""Items that are named one by one; of more, their number."""


class NotTodaySheet(Sheet):
    """One reason for what was chosen, or for all that is open."""

    accepted = Signal(str, bool)
    """The reason, and whether it is for all that is open."""

    share = (0.64, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Not today"))
        self._chosen: Sequence[str] = ()
        self._every: Sequence[str] = ()
        self._takes_all = False
        self.items = Label(parent=self.sheet)
        self.items.setWordWrap(True)
        self.scope = LinkButton("", self.sheet)
        self.reason = FormField(
            tr("Why not today?"), tr("for example: head office decides in January"), self.sheet
        )
        self.message = Label(parent=self.sheet)
        self.message.setWordWrap(True)
        self.go = PrimaryButton(tr("Not today"), "Enter", self.sheet)
        for widget in (self.items, self.scope, self.reason, self.message, self.go):
            self.body.addWidget(widget)
        self.scope.clicked.connect(self._on_scope)
        self.go.clicked.connect(self._on_go)
        self.reason.field.submitted.connect(self._on_go)
        self.reason.field.escaped.connect(self.close_sheet)
        self.reason.field.textChanged.connect(lambda: self._say(""))

    def ask(self, chosen: Sequence[str], every: Sequence[str]) -> None:
        """Open the sheet for the texts of chosen items, or of all that are open."""
        self._chosen, self._every = chosen or every, every
        self._takes_all = len(self._chosen) == len(every)
        self.reason.set_text("")
        self._say("")
        self._show_items()
        self.open()

    def start(self) -> None:
        self.reason.setFocus()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("not today"), run=self.go.click),
            Hint(catalog.OTHER_CHOICES, tr("next"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (self.scope, self.reason, self.go):
            widget.set_metrics(metrics)
        for label, ink in ((self.items, Ink.TEXT), (self.message, Ink.QUIET)):
            label.setFont(metrics.font(Type.BODY))
            set_text_color(label, metrics, ink)
        super().set_metrics(metrics)

    def _show_items(self) -> None:
        texts = self._every if self._takes_all else self._chosen
        lines = [f"“{shortened(text, 80)}”" for text in texts[:NAMED]]
        if rest := len(texts) - len(lines):
            lines.append(counted(rest, tr("and {n} more"), tr("and {n} more")))
        self.items.setText("\n".join(lines))
        fewer = len(self._chosen) < len(self._every)
        self.scope.setVisible(fewer)
        if fewer:
            only = counted(len(self._chosen), tr("Only this one"), tr("Only these {n}"))
            whole = tr("All {n} that are open", n=len(self._every))
            self.scope.setText(only if self._takes_all else whole)
            self.scope.setAccessibleName(self.scope.text())
            self.scope.updateGeometry()
        self._place()

    def _on_scope(self) -> None:
        self._takes_all = not self._takes_all
        self._show_items()
        announce(self, self.items.text())

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _on_go(self) -> None:
        reason = self.reason.text
        if not says_something(reason):
            self._say(tr("Say why: the reason is kept and printed with the plan."))
            self._place()
            announce(self, self.message.text())
            self.reason.setFocus()
            return
        self.close_sheet()
        self.accepted.emit(reason, self._takes_all)
