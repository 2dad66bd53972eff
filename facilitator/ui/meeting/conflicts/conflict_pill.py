"""The pill beside the menu, and the line on the console: how much was changed in two places."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.meeting.conflicts.conflict_text import pill_text
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.row_button import RowButton


class ConflictLine(RowButton):
    """A line on the console that is there as long as something is left to decide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, loud=True)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show how much is left to decide; hide when nothing is."""
        more = pill_text(count)
        is_news = bool(count) and more != self.text()
        self.show_text(more, catalog.CONFLICTS.key)
        self.setVisible(bool(count))
        if is_news and self.isVisible():
            announce(self, more)


class ConflictPill(ConflictLine):
    """The same in the strip of stages: a number, and no words of the meeting."""

    width_changed = Signal()

    def show_count(self, count: int) -> None:
        super().show_count(count)
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.setFixedHeight(metrics.px(36))
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self.sizeHint().width())
        self.width_changed.emit()
