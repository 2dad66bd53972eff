"""What this laptop shares, how that is going, and the ways out of it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.organisation.fact_list import Fact, FactList
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.widgets.hint_bar import Hint


class ShareBar(QWidget):
    """How much is shared by now; a screen reader hears the percentage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._percent = 0

    def show_percent(self, percent: int) -> None:
        """Show a percentage."""
        self._percent = percent
        self.setAccessibleName(tr("{n} % shared", n=percent))
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(metrics.px(Space.L))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = box.height() / 2
        paint_rounded(painter, box, radius, m.color(Ink.PAPER), m.color(Ink.KEY_EDGE), 1)
        done = QRectF(box)
        done.setWidth(max(box.height(), box.width() * self._percent / 100))
        paint_rounded(painter, mirrored(self, done), radius, m.color(Ink.STRENGTH))


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
        self.progress = ShareBar(self.sheet)
        self.progress.hide()
        self.parts.addWidget(self.progress)
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

    def show_progress(self, percent: int | None) -> None:
        """Show how much is shared by now, in percent; None hides it."""
        self.progress.setVisible(percent is not None)
        if percent is not None:
            self.progress.show_percent(percent)
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
        self.progress.set_metrics(metrics)
        super().set_metrics(metrics)
