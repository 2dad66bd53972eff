"""What this laptop shares, how that is going, and the ways out of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.organisation.fact_list import Fact, FactList
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.hint_bar import Hint


class SharingSheet(FormSheet):
    """Facts about sharing; the large button does what there is to do next."""

    next_requested = Signal()
    """What the large button says is to be done."""
    manage_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, tr("Sharing"), tr("Share now"), tr("Manage the organization…"), tr("Leave…")
        )
        self.facts = FactList(self.sheet)
        self.parts.addWidget(self.facts)
        self.manage, self.leave = self.others
        self.first.clicked.connect(self.next_requested)
        self.manage.clicked.connect(self.manage_requested)
        self.leave.clicked.connect(self.leave_requested)

    def show_facts(self, title: str, facts: Sequence[Fact], next_step: str) -> None:
        """Show these; `next_step` are the words of the large button."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.facts.show_facts(facts)
        self.rename(self.first, next_step)
        self._fit()

    def hints(self) -> Sequence[Hint]:
        link = next((link for link in self.others if link.hasFocus()), None)
        if link is not None:
            does = Hint(catalog.ACCEPT, tr("choose"), run=link.click)
        else:
            text = self.first.text()
            does = Hint(catalog.ACCEPT, text[:1].lower() + text[1:], run=self.first.click)
        return [
            does,
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def start(self) -> None:
        self.first.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.facts.set_metrics(metrics)
        super().set_metrics(metrics)
