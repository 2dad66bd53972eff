"""The links below the list of exercises: make one of your own, change it, share it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from facilitator.ui.base.translate import tr
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.widgets.buttons import LinkButton


class OwnLinks(QWidget):
    """Two rows of links; only an exercise of the user's own can be deleted."""

    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.make = LinkButton(tr("Make your own…"), self)
        self.change = LinkButton("", self)
        self.bring = LinkButton(tr("Import one…"), self)
        self.share = LinkButton(tr("Share it…"), self)
        self.delete = LinkButton(tr("Delete it"), self)
        self._grid = QGridLayout(self)
        rows = (self.make, self.change), (self.bring, self.share, self.delete)
        for row, links in enumerate(rows):
            for column, link in enumerate(links):
                self._grid.addWidget(link, row, column, Qt.AlignmentFlag.AlignLeading)
        self._grid.setColumnStretch(2, 1)
        self.show_for(is_own=False)

    def show_for(self, *, is_own: bool) -> None:
        """Offer what can be done to the exercise that is selected."""
        text = tr("Change it…") if is_own else tr("Make a copy of it…")
        self.change.setText(text)
        self.change.setAccessibleName(text)
        self.change.updateGeometry()
        if self.delete.hasFocus() and not is_own:
            self.make.setFocus()
        self.delete.setVisible(is_own)

    def focus_start(self) -> None:
        """Give the keyboard to the first link."""
        self.make.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        for link in (self.make, self.change, self.bring, self.share, self.delete):
            link.set_metrics(metrics)
        margin = metrics.px(Space.S)
        self._grid.setContentsMargins(margin, metrics.px(Space.M), 0, 0)
        self._grid.setHorizontalSpacing(metrics.px(Space.XL))
        self._grid.setVerticalSpacing(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
