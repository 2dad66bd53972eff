"""All cards of a stage on one screen, in type as small as necessary; any key closes it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.room.room_view import RoomView
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_wall import CardWall, columns_of
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet, is_held_with_ctrl

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class OverviewSheet(Sheet):
    """The overview sheet."""

    share = (0.98, 0.97)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Overview · press any key to close"))
        self.wall = CardWall(self.sheet)
        self.body.addWidget(self.wall, 1)

    def show_view(self, view: RoomView) -> None:
        """Open with all cards that the room may see."""
        self.wall.show_columns(columns_of(view))
        self.setAccessibleDescription(self.wall.accessibleName())
        self.open()

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.title.setFont(metrics.font(Type.BODY_BOLD))
        across, down = metrics.px(Space.L), metrics.px(Space.M)
        self.body.setContentsMargins(across, down, across, down)
        self.body.setSpacing(metrics.px(12))
        self.wall.set_metrics(metrics)

    def hints(self) -> Sequence[Hint]:
        return ()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Not when the whole window is hidden: it comes back with what it showed.
        if self.isHidden():
            self.wall.show_columns([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_held_with_ctrl(event):
            event.ignore()
        elif event.key() not in _MODIFIERS:
            self.close_sheet()
