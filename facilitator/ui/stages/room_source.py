"""What a stage gives the room to see: made from its board, what is selected, and what is typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from facilitator.domain.answers.label_counts import LastTime
from facilitator.domain.boards import Board, Selection
from facilitator.domain.chain.flow import Step
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.follow_up.roti import PastRoti, so_far
from facilitator.domain.records import Side
from facilitator.domain.room.beside_last import BesideLast
from facilitator.domain.room.device_view import DeviceView, device_view
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.invitation import RoomInvitation
from facilitator.domain.room.room_card import Made
from facilitator.domain.room.room_clock import RoomClock
from facilitator.domain.room.room_view import RoomView, room_view, shown_entry
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.workspace.session import Session


class Shown(Protocol):
    """A stage, as far as the room may see something of it."""

    @property
    def session(self) -> Session: ...
    @property
    def script(self) -> StageScript: ...
    @property
    def board(self) -> Board: ...
    @property
    def side(self) -> Side: ...
    @property
    def selection(self) -> Selection: ...
    @property
    def marked(self) -> frozenset[str]: ...
    @property
    def fresh(self) -> frozenset[str]: ...
    @property
    def panels(self) -> Mapping[Side, ColumnPanel]: ...

    def typed(self) -> Entry:
        """Return what is being typed."""


class RoomSource:
    """The source of what the room may see of one stage."""

    def __init__(self, stage: Shown, made: Made) -> None:
        """`made` holds the cards of the stage that were made before."""
        self._stage = stage
        self._made = made
        self.raised_before: Sequence[PastRoti] | None = None
        """What the meetings before made of their time; None unless fingers are raised now."""
        self.beside: BesideLast | None = None
        """The meeting beside the last one; None unless the room looks at that now."""
        self.last_time: LastTime | None = None
        """How many cards carried each label in the meeting before; None while nobody knows."""
        self.invitation: RoomInvitation | None = None
        """The code to scan; None unless people are asked to join now."""

    def view(self, clock: RoomClock | None = None) -> RoomView:
        """Return what the room may see now, and the time if that is given."""
        stage = self._stage
        return room_view(
            stage.session.meeting,
            stage.session.exercise,
            Step(stage.script, stage.board.gap_id),
            self._attention(),
            stage.typed(),
            clock,
            self._made,
            date.today(),
            so_far(stage.session.meeting, self.raised_before)
            if self.raised_before is not None
            else None,
            self.beside,
            self.last_time,
            self.invitation,
        )

    def device_view(self) -> DeviceView:
        """Return what participants' devices are told now, beside what the room sees."""
        stage = self._stage
        session, step = stage.session, Step(stage.script, stage.board.gap_id)
        return device_view(session.meeting, session.exercise, step, stage.selection)

    def entry(self) -> Entry | None:
        """Return what the room may see of what is typed now; None while that is private."""
        stage = self._stage
        return shown_entry(stage.session.meeting, stage.script, stage.typed())

    def _attention(self) -> Attention:
        stage = self._stage
        left, right = stage.panels[Side.LEFT].view, stage.panels[Side.RIGHT].view
        return Attention(
            selection=stage.selection,
            side=stage.side,
            focused=self._focused(),
            marked=stage.marked,
            fresh=stage.fresh,
            left=left.column.page,
            right=right.column.page,
        )

    def _focused(self) -> Side | None:
        """Return the column that has the focus, or an open editor that has it."""
        for side, panel in self._stage.panels.items():
            editor = panel.view.editor
            if panel.view.hasFocus() or (editor is not None and editor.hasFocus()):
                return side
        return None
