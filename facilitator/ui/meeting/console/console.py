"""What stands around the stage while the room has a window of its own."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.console.facilitator_bar import FacilitatorBar
from facilitator.ui.meeting.console.left_bar import LeftBar
from facilitator.ui.meeting.console.whose_turn import WhoseTurn
from facilitator.ui.style.theme import Metrics
from facilitator.ui.timer.timer_panel import TimerPanel
from facilitator.ui.workspace.session import Session


class Console:
    """The two bars of a meeting's screen; both come and go together."""

    def __init__(self, session: Session, row: QHBoxLayout, parent: QWidget) -> None:
        """`row` holds the stage; the bars come left and right of it."""
        self.left = LeftBar(session, parent)
        self.right = FacilitatorBar(session, parent)
        self.timer = TimerPanel()
        self.right.add_section(self.timer)
        self.turn = WhoseTurn(session, self.left)
        self.left.add_section(self.turn, tr("Whose turn"))
        row.insertWidget(0, self.left)
        row.addWidget(self.right)

    def look_at(self, window: AudienceWindow) -> None:
        """The window that the room sees."""
        self.right.look_at(window)

    def set_visible(self, visible: bool) -> None:
        self.left.setVisible(visible)
        self.right.setVisible(visible)

    def set_metrics(self, metrics: Metrics) -> None:
        self.left.set_metrics(metrics)
        self.right.set_metrics(metrics)

    def refresh(self) -> None:
        """Show the meeting as it is now."""
        self.left.refresh()
        self.right.refresh()
