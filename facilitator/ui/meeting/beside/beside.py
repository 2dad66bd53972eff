"""Put the current meeting beside the last one of its team, here and before the room."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from facilitator.domain.meeting import Meeting
from facilitator.domain.room.beside_last import BesideLast
from facilitator.errors import FacilitatorError
from facilitator.services.beside import read_beside
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.beside.sheet import BesideSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.workspace import Workspace

PATIENCE = 400
"""Milliseconds after which it is said that the meetings are being read."""


class BesideTheLast(QObject):
    """The page of what came again; the room sees it as long as the sheet is open."""

    def __init__(
        self, workspace: Workspace, shell: MainWindow, stage: Callable[[], Stage | None]
    ) -> None:
        """Create it; `stage` returns the stage of the current meeting that is shown."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._current = stage
        self._stage: Stage | None = None
        self._tasks = Tasks(self)
        self._forget: Callable[[], None] | None = None
        """Lets go of what is being read; None while nothing is."""
        self._slow = single_shot(self, PATIENCE, self._say_wait)
        self.sheet = shell.add_sheet(BesideSheet(shell))
        self.sheet.hidden.connect(self._on_hidden)

    def ask(self) -> None:
        """Read the meetings of the team and open the page, or close it."""
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        stage = self._current()
        if stage is None or not stage.leave():
            return
        if self._forget is not None:
            self._forget()
        if stage.session.meeting.details.team_id is None:
            stage.say(
                tr(
                    "Only a team has a last meeting: {key} gives this one its team.",
                    key=catalog.ABOUT_MEETING.key,
                )
            )
            return
        meeting, exercise = stage.session.meeting.copy(), stage.session.exercise
        store, library = self._workspace.store, self._workspace.exercise_library
        reading = self._tasks.run(lambda _: read_beside(meeting, exercise, store, library))
        reading.on_success(partial(self._on_read, stage, _hidden_in(meeting)))
        reading.on_error(self._on_error)
        self._forget = reading.forget
        self._slow.start()

    def _say_wait(self) -> None:
        self._shell.toast.say(tr("Reading the meetings of the team…"))

    def finish(self) -> None:
        """Stop reading: the program ends."""
        self._tasks.finish()

    def _on_error(self, error: FacilitatorError) -> None:
        self._slow.stop()
        self._shell.toast.say(str(error))

    def _on_read(self, stage: Stage, hidden: frozenset[str], found: BesideLast | None) -> None:
        self._forget = None
        self._slow.stop()
        if stage is not self._current():
            # Another meeting is shown by now, or another stage.
            return
        if hidden != _hidden_in(stage.session.meeting):
            # What was shown then may be hidden again by now.
            self.ask()
            return
        if found is None:
            team = self._workspace.teams.name_of(stage.session.meeting.details)
            stage.say(tr("This is the first meeting of {team}.", team=team))
            return
        self._stage = stage
        self._shell.toast.hide()
        stage.room.beside = found
        stage.shown_changed.emit()
        self.sheet.show_beside(found, stage.session.exercise.words)

    def _on_hidden(self) -> None:
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.room.beside = None
            stage.shown_changed.emit()


def _hidden_in(meeting: Meeting) -> frozenset[str]:
    return frozenset(card.id for card in meeting.hidden_cards())
