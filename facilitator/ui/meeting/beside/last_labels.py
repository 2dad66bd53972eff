"""Read how many cards carried each label last time, once a stage tells it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from facilitator.domain.answers.label_counts import LastTime
from facilitator.domain.room.room_view import COUNTS_LABELS
from facilitator.services.beside import read_last_labels
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace


class LastLabels(QObject):
    """The numbers of the labels in the last meeting of the team, beside those of the current one.

    What can't be read is not shown: the numbers of today are true without it.
    """

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._tasks = Tasks(self)
        self._forget: Callable[[], None] | None = None
        """Lets go of what is being read or was read; None before anything is."""
        self._session: Session | None = None
        self._team: str | None = None
        self._found: LastTime | None = None

    def follow(self, session: Session | None) -> None:
        """Follow another meeting; None for none."""
        self._session = session
        if self._forget is not None:
            self._forget()
        self._forget, self._found = None, None

    def look(self, stage: Stage) -> None:
        """Show the numbers of last time on a stage that tells how many carry each label."""
        session = self._session
        if session is not stage.session or not _tells(stage):
            return
        team = session.meeting.details.team_id
        if team != self._team:
            # Somebody has corrected whose meeting it is.
            self._team = team
            self.follow(session)
        if self._forget is None and team is not None:
            self._read(stage)
        self._show(stage)

    def finish(self) -> None:
        """Stop reading: the program ends."""
        self.follow(None)
        self._tasks.finish()

    def _read(self, stage: Stage) -> None:
        meeting, exercise = stage.session.meeting.copy(), stage.session.exercise
        store, library = self._workspace.store, self._workspace.exercise_library

        def on_read(found: LastTime | None) -> None:
            self._found = found
            self._show(stage)

        reading = self._tasks.run(lambda _: read_last_labels(meeting, exercise, store, library))
        reading.on_success(on_read).on_error(lambda error: None)
        self._forget = reading.forget

    def _show(self, stage: Stage) -> None:
        if stage.room.last_time != self._found:
            stage.room.last_time = self._found
            stage.show_lines()
            stage.shown_changed.emit()


def _tells(stage: Stage) -> bool:
    return stage.session.exercise.counts_labels and stage.script.kind in COUNTS_LABELS
