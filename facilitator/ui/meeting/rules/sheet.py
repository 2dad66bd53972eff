"""The ground rules of a meeting, large enough for the room; they are changed in a field below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.facilitation.ground_rules import on_one_line, typed_rules
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


class GroundRulesSheet(Sheet):
    """What everybody agreed on. It changes nothing itself."""

    change_requested = Signal(str)
    """With the rules as they are to be, one a line."""

    share = (0.66, 0.86)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Ground rules"))
        self.rules = Label(parent=self.sheet)
        self.rules.setWordWrap(True)
        self.field = FormField(tr("Change them"), tr("separated by semicolons"), self.sheet)
        self.field.field.between_lines = "; "
        self.body.addWidget(self.rules)
        self.body.addWidget(self.field)
        self.field.field.submitted.connect(self._on_submitted)
        self.field.field.escaped.connect(self.close_sheet)
        self.field.field.textChanged.connect(self._show)
        self._known = ""

    def ask(self, rules: str) -> None:
        """Open the sheet with these rules, one a line."""
        self._known = rules
        self.field.set_text(on_one_line(rules))
        self._show()
        self.open()

    def start(self) -> None:
        self.field.setFocus()
        self.field.field.end(False)

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("save"), run=self._on_submitted),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        self.rules.setFont(metrics.font(Type.HEADING))
        set_text_color(self.rules, metrics, Ink.TEXT)
        self.rules.setMinimumWidth(metrics.px(700))
        self.field.set_metrics(metrics)
        super().set_metrics(metrics)

    @property
    def _rules(self) -> str:
        """The rules as they are to be; if nothing was typed, as they were."""
        typed = self.field.text
        return self._known if typed == on_one_line(self._known) else typed_rules(typed)

    def _show(self) -> None:
        listed = "\n".join(f"• {rule}" for rule in self._rules.split("\n") if rule)
        self.rules.setText(listed or tr("No ground rules yet. What does everybody agree on?"))
        self._place()

    def _on_submitted(self) -> None:
        self.change_requested.emit(self._rules)
        self.close_sheet()
