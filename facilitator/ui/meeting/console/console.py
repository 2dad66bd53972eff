"""The console: what is shown around the stage while the room has a window of its own."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation import rounds
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.console import summary
from facilitator.ui.meeting.console.bar import (
    GAP,
    INDENT,
    TOP,
    Bar,
    Section,
    height_of,
    style_caption,
)
from facilitator.ui.meeting.console.facilitator_bar import FacilitatorBar
from facilitator.ui.meeting.console.room_state import RoomState
from facilitator.ui.meeting.console.stage_list import StageList
from facilitator.ui.stages.rhythm.parts_row import PartsRow
from facilitator.ui.stages.widgets.turn_badge import TurnBadge
from facilitator.ui.style.theme import Metrics
from facilitator.ui.timer.timer_panel import TimerPanel
from facilitator.ui.widgets.buttons import MenuButton
from facilitator.ui.widgets.label import Label
from facilitator.ui.workspace.session import Session

LEFT_WIDTH = 309
"""Width of the left bar, in pixels at 1080 lines."""


class Console:
    """The two bars of a meeting's screen; both are shown and hidden together."""

    def __init__(self, session: Session, row: QHBoxLayout, parent: QWidget) -> None:
        """Create the bars, left and right of the stage, which is in the layout `row`."""
        self.left = LeftBar(session, parent)
        self.right = FacilitatorBar(session, parent)
        self.timer = TimerPanel()
        self.right.add_section(self.timer)
        self.parts = PartsRow()
        self.right.add_section(self.parts, visible=False)
        row.insertWidget(0, self.left)
        row.addWidget(self.right)

    def watch_room(self, state: RoomState, thumbnail: QWidget) -> None:
        """Show what the room sees: its thumbnail, and what is hidden from it."""
        self.right.watch_room(state, thumbnail)

    def set_metrics(self, metrics: Metrics) -> None:
        self.left.set_metrics(metrics)
        self.right.set_metrics(metrics)

    def refresh(self) -> None:
        """Show the meeting as it is now."""
        self.left.refresh()
        self.right.refresh()


class LeftBar(Bar):
    """The list of stages, whose turn it is, and other features' sections below.

    Where room is short, the last section shows less.
    """

    stage_requested = Signal(int)
    """Index of the stage, from 0."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("The meeting"), parent)
        self._session = session
        self._heading = Label("", self)
        self._heading.setWordWrap(True)
        self.stages = StageList(self)
        self.stages.stage_requested.connect(self.stage_requested)
        self.turn = TurnBadge(self, stacked=True)
        self.menu = MenuButton(self)
        self._add(self.menu)
        self._add(self._heading)
        self._add(self.stages)
        self._fitted: tuple[int, ...] = ()
        self.add_section(self.turn, tr("Whose turn"), visible=False)
        session.changed.connect(self._on_changed)
        self._show_turn()

    def set_metrics(self, metrics: Metrics) -> None:
        self.setFixedWidth(metrics.px(LEFT_WIDTH))
        style_caption(self._heading, metrics)
        self.menu.set_metrics(metrics)
        self._heading.setIndent(metrics.px(INDENT))
        super().set_metrics(metrics)

    def refresh(self) -> None:
        """Show the meeting as it is now."""
        self._heading.setText(summary.heading(self._session))
        self.stages.show_stages(summary.stages(self._session))

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return handled

    def _fit(self) -> None:
        """Give the last section the room that the parts above it leave."""
        *above, last = self._parts
        if not isinstance(last, Section) or last.isHidden():
            return
        gap, width = self._metrics.px(GAP), self.inner_width
        shown = [part for part in above if not part.isHidden()]
        needed = sum(height_of(part, width) + gap for part in shown)
        fitted = (self.height(), width, needed, last.sizeHint().height())
        if fitted == self._fitted:
            return
        last.fit(self.height() - 2 * self._metrics.px(TOP) - needed)
        self._fitted = (*fitted[:3], last.sizeHint().height())

    def _on_changed(self, change: Change) -> None:
        shown = (Verb.PART, Verb.STEP, Verb.ROUND, Verb.ROSTER, Verb.DETAILS)
        if change.verb in shown or self._session.is_of_another_room:
            self._show_turn()

    def _show_turn(self) -> None:
        meeting = self._session.meeting
        self.turn.show_turn(rounds.whose_turn(meeting), rounds.following(meeting))
