"""The sheet that asks what is behind an excuse, and where it is not ours, whom to ask."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.records import Excuse, ExcuseKind
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import PrimaryButton
from facilitator.ui.widgets.choice_row import ChoiceRow
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

NOT_SAID = ""
"""The value of the choice that says nothing of the kind of an excuse."""


class KindSheet(Sheet):
    """The kinds of excuses, one of which is chosen, and one line for whom to ask."""

    accepted = Signal(str, str)
    """The value of the kind, empty for none, and whom to ask."""

    share = (0.7, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Kind of excuse"))
        self.excuse = Label("", self.sheet)
        self.excuse.setWordWrap(True)
        choices = [(kind.value, phrases.excuse_kind(kind)) for kind in ExcuseKind]
        self.kind = ChoiceRow(
            tr("What is behind it?"), [*choices, (NOT_SAID, tr("not said"))], self.sheet
        )
        self.ask_whom = FormField(
            tr("Whom to ask?"), tr("for example: the area manager (optional)"), self.sheet
        )
        self.go = PrimaryButton(tr("Save"), "Enter", self.sheet)
        for widget in (self.excuse, self.kind, self.ask_whom, self.go):
            self.body.addWidget(widget)
        self.kind.chosen.connect(self._show_field)
        self.kind.accepted.connect(self._on_go)
        self.ask_whom.field.submitted.connect(self._on_go)
        self.ask_whom.field.escaped.connect(self.close_sheet)
        self.go.clicked.connect(self._on_go)

    def ask(self, excuse: Excuse, word: str) -> None:
        """Open the sheet for an excuse; `word` is what it is called."""
        self.title.setText(tr("Kind of {excuse}", excuse=word))
        self.setAccessibleName(self.title.text())
        self.excuse.setText(f"“{shortened(excuse.text, 160)}”")
        self.kind.choose(excuse.kind.value if excuse.kind is not None else NOT_SAID)
        self.ask_whom.set_text(excuse.ask)
        self._show_field()
        self.open()

    def start(self) -> None:
        self.kind.button(self.kind.value).setFocus()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("save"), run=self.go.click),
            Hint(catalog.OTHER_CHOICES, tr("next"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (self.kind, self.ask_whom, self.go):
            widget.set_metrics(metrics)
        self.excuse.setFont(metrics.font(Type.BODY))
        set_text_color(self.excuse, metrics, Ink.TEXT)
        super().set_metrics(metrics)

    def _show_field(self) -> None:
        self.ask_whom.setVisible(self.kind.value == ExcuseKind.NOT_OURS.value)
        self._place()

    def _on_go(self) -> None:
        if self.kind.value == ExcuseKind.NOT_OURS.value and self._asks_next():
            return
        self.close_sheet()
        self.accepted.emit(self.kind.value, self.ask_whom.text)

    def _asks_next(self) -> bool:
        """Go to the line for whom to ask, the first time that Enter is pressed before it."""
        if self.ask_whom.field.hasFocus() or self.go.hasFocus() or self.ask_whom.text:
            return False
        self.ask_whom.setFocus()
        return True
