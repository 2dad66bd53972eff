"""What changes over time, as a section of home: it reads the history of the chosen team."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.registers import RegisterEntry
from facilitator.exercises.exercise_library import Library
from facilitator.export.charts.chart import Chart, Subject
from facilitator.export.charts.team_charts import team_charts
from facilitator.services.over_time import read_over_time
from facilitator.storage.store import Store
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.charts.screen_language import screen_language
from facilitator.ui.over_time.over_time_screen import OverTimeScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TeamCharts:
    """The charts of a team, by its name, empty for all teams."""

    team: str
    history: TeamHistory
    registers: tuple[RegisterEntry, ...]
    charts: tuple[Chart, ...]


class OverTime(QObject):
    """The screen of the charts, and what it shows."""

    export_requested = Signal(TeamCharts)
    left = Signal()

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._tasks = Tasks(self)
        self._reading: Task[TeamCharts] | None = None
        self._shown: TeamCharts | None = None
        self._screen = OverTimeScreen()
        self.screen.export_requested.connect(self.export)
        self.screen.left.connect(self.left)
        workspace.chosen_team.changed.connect(self.refresh)

    @property
    def screen(self) -> OverTimeScreen:
        """The screen of the charts."""
        return self._screen

    @property
    def shown(self) -> TeamCharts | None:
        """What is on the screen; None before it was read."""
        return self._shown

    def enter(self) -> None:
        """Show what there is now, and give the keyboard to the charts."""
        if self._shown is None:
            self.screen.show_reading(self._workspace.chosen_team.shown_name)
        self.screen.focus_start()
        self._read()

    def refresh(self) -> None:
        """Read the history once more if the screen is shown."""
        if self._shell.screen_shown is self.screen:
            self._read()

    def finish(self) -> None:
        """Cancel what is being read: the window closes."""
        self._tasks.finish()

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.forget()
        chosen, store = self._workspace.chosen_team, self._workspace.store
        name, library = chosen.shown_name, self._workspace.exercise_library
        ids = [chosen.id] if chosen.id is not None else [team.id for team in chosen.choices]

        def read(_: object) -> TeamCharts:
            return read_charts(store, library, name, ids)

        self._reading = self._tasks.run(read).on_success(self._show)
        self._reading.on_error(self._workspace.report_error)

    def _show(self, found: TeamCharts) -> None:
        self._shown = found
        self.screen.show_charts(found.team, found.charts, invitation(found))

    def export(self) -> None:
        """Ask for a file of the charts that are shown."""
        if self._shown is not None and self._shown.charts:
            self.export_requested.emit(self._shown)


def read_charts(store: Store, library: Library, team: str, ids: Sequence[str]) -> TeamCharts:
    """Return the charts of teams; waits for the store. Raises FacilitatorError."""
    found = read_over_time(store, library, ids)
    charts = team_charts(found.history, found.registers, screen_language())
    return TeamCharts(team, found.history, found.registers, charts)


def invitation(found: TeamCharts) -> str:
    """Return what will be here later; empty where there is what the charts are about."""
    if not found.history.meetings:
        return tr(
            "After the first meeting of a team you will see here, meeting by meeting, "
            "whether something changes."
        )
    if any(chart.subject is Subject.PROMISES for chart in found.charts):
        return ""
    return tr("After the next meeting you will see here what became of the promises.")
