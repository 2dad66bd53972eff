"""Ask the room whether the time was worth it, and count the fingers that are raised."""

from collections.abc import Callable, Sequence
from itertools import count

from PySide6.QtCore import QObject

from facilitator.domain.follow_up.roti import PastRoti, count_fingers, raised_in, so_far
from facilitator.errors import InputRefusedError
from facilitator.ui.meeting.roti.sheet import RotiSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.teams import Teams

_numbers = count(7_000_000)
"""Merge ids of the undo stack: what is counted in one go is undone together."""


class WorthIt(QObject):
    """The step of its own at the end; the room sees the bars as long as the sheet is open."""

    def __init__(self, shell: MainWindow, teams: Teams, stage: Callable[[], Stage | None]) -> None:
        """Create it; `stage` returns the stage of the current meeting that is shown."""
        super().__init__(shell)
        self._shell = shell
        self._teams = teams
        self._current = stage
        self._stage: Stage | None = None
        self._merge_id = next(_numbers)
        sheet = self.sheet = shell.add_sheet(RotiSheet(shell))
        sheet.hand_raised.connect(self._on_hand_raised)
        sheet.hand_lowered.connect(self._on_hand_lowered)
        sheet.undo_requested.connect(self._on_undo_requested)
        sheet.redo_requested.connect(self._on_redo_requested)
        sheet.hidden.connect(self._on_hidden)

    def ask(self) -> None:
        """Open the step, or close it."""
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        stage = self._current()
        if stage is None or not stage.leave():
            return
        self._stage, self._merge_id = stage, next(_numbers)
        self._tell_room(())
        self._show()
        self.sheet.open()
        asked = self._teams.read_past_rotis(stage.session.meeting)
        if asked is not None:
            asked.on_success(lambda before: self._on_read(stage, before))

    def _on_read(self, stage: Stage, before: Sequence[PastRoti]) -> None:
        if stage is self._stage:
            self._tell_room(before)
            self._show()

    def _on_hand_raised(self, fingers: int) -> None:
        if self._stage is not None:
            self._count((*raised_in(self._stage.session.meeting), fingers))

    def _on_hand_lowered(self) -> None:
        if self._stage is not None:
            self._count(raised_in(self._stage.session.meeting)[:-1])

    def _count(self, fingers: Sequence[int]) -> None:
        stage = self._stage
        if stage is None:
            return
        try:
            change = count_fingers(stage.session.meeting, fingers)
        except InputRefusedError as refused:
            self._shell.toast.say(str(refused))
            return
        stage.session.execute(change, self._merge_id)
        self._show(says=True)

    def _on_undo_requested(self) -> None:
        """Take back all that was counted since the step was opened."""
        stage = self._stage
        stack = stage.session.undo_stack if stage is not None else None
        command = stack.command(stack.index() - 1) if stack is not None and stack.index() else None
        if stage is not None and command is not None and command.id() == self._merge_id:
            stage.session.undo()
            self._show(says=True)

    def _on_redo_requested(self) -> None:
        stage = self._stage
        stack = stage.session.undo_stack if stage is not None else None
        command = stack.command(stack.index()) if stack is not None else None
        if stage is not None and command is not None and command.id() == self._merge_id:
            stage.session.redo()
            self._show(says=True)

    def _on_hidden(self) -> None:
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.room.raised_before = None
            stage.shown_changed.emit()

    def _tell_room(self, before: Sequence[PastRoti]) -> None:
        if self._stage is not None:
            self._stage.room.raised_before = tuple(before)
            self._stage.shown_changed.emit()

    def _show(self, *, says: bool = False) -> None:
        stage = self._stage
        if stage is not None:
            before = stage.room.raised_before or ()
            self.sheet.show_roti(so_far(stage.session.meeting, before), says=says)
