"""Export of the charts of a team to a PDF file."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.registers import RegisterEntry
from facilitator.export.charts.files import write_charts
from facilitator.export.files import Written, file_name
from facilitator.export.writers.formats import Format
from facilitator.progress import Progress
from facilitator.ui.base.translate import tr
from facilitator.ui.charts.screen_language import screen_language
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportSheet, ExportWords
from facilitator.ui.transfer.file_export import FileExport
from facilitator.ui.workspace.workspace import Workspace


class ChartExport(QObject):
    """The export of charts: where they go is asked, then they are written."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._file = FileExport(workspace, shell, working)

    @property
    def sheet(self) -> ExportSheet:
        """The sheet that asks where the file goes."""
        return self._file.sheet

    def ask(self, history: TeamHistory, registers: Sequence[RegisterEntry], team: str) -> None:
        """Ask where the charts go; `team` is empty for those of all teams."""
        title = tr("{team} over time", team=team) if team else tr("All teams over time")
        paper = self._file.paper

        def render(progress: Progress) -> Written:
            return write_charts(
                history,
                registers,
                title,
                team=team,
                today=date.today(),
                paper=paper,
                language=screen_language(),
                progress=progress,
            )

        name = file_name(title, date.today(), Format.PDF)
        self._file.ask(name, _words(), tr("Writing the charts…"), lambda: render)

    def finish(self) -> None:
        """Cancel the file that is being written, and wait for the end of it."""
        self._file.finish()


def _words() -> ExportWords:
    return ExportWords(
        title=tr("Export the charts"),
        content=tr("All charts, and after them the same in numbers."),
        replaces=tr("There is already a file with that name; the new charts will replace it."),
        ready=tr("The charts are ready"),
        open_it=tr("Open the charts"),
        not_written=tr("The charts were not written."),
        file_name=tr("Over time.pdf"),
    )
