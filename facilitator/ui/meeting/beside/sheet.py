"""The sheet that shows a meeting beside the last one of its team; any key closes it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Words
from facilitator.domain.room.beside_last import BesideLast
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.beside.beside_page import BesidePage
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet, is_held_with_ctrl

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class BesideSheet(Sheet):
    """The page over the whole window."""

    share = (0.98, 0.97)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Beside the last meeting"))
        self.title.hide()
        self.page = BesidePage(self.sheet)
        self.body.addWidget(self.page, 1)
        self._words: Words | None = None

    def show_beside(self, found: BesideLast, words: Words) -> None:
        """Open with a meeting beside the last one."""
        self._words = words
        self.page.show_beside(found, words)
        self.setAccessibleName(self.page.title.text())
        self.setAccessibleDescription(self.page.accessibleDescription())
        self.open()
        announce(self, f"{self.accessibleName()}. {self.accessibleDescription()}")

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        edge = metrics.px(Space.S)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.page.set_metrics(metrics)

    def hints(self) -> Sequence[Hint]:
        return [Hint(catalog.CLOSE_SHEET, tr("back to the meeting"), run=self.close_sheet)]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Not when the whole window is hidden: it comes back with what it showed.
        if self.isHidden() and self._words is not None:
            self.page.show_beside(None, self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_held_with_ctrl(event):
            event.ignore()
        elif event.key() not in _MODIFIERS:
            self.close_sheet()
