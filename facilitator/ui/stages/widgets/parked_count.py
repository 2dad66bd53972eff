"""How much is parked for the end of the meeting, quietly beside the question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base.translate import counted, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.label import Label


class ParkedCount(Label):
    """A few small words; hidden while nothing is parked, and where they have no room."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._has_room = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show how many items are parked."""
        said = counted(count, tr("{n} parked"), tr("{n} parked")) if count else ""
        if said != self.text():
            self.setText(said)
            self.setAccessibleName(said)
        self._show()

    def set_room(self, has_room: bool) -> None:
        """Hide where each line is worth a row of a list."""
        self._has_room = has_room
        self._show()

    def set_metrics(self, metrics: Metrics) -> None:
        self.setFont(metrics.font(Type.NOTE))
        set_text_color(self, metrics, Ink.QUIET)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def _show(self) -> None:
        self.setVisible(self._has_room and bool(self.text()))
