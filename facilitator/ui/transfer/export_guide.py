"""Export of the facilitator's guide to a PDF file."""

from datetime import date

from PySide6.QtCore import QObject

from facilitator.domain.facilitation.guide import Guide
from facilitator.export.files import Written, file_name
from facilitator.export.guide.files import write_guide
from facilitator.export.writers.formats import Format
from facilitator.progress import Progress
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportSheet, ExportWords
from facilitator.ui.transfer.file_export import FileExport
from facilitator.ui.workspace.workspace import Workspace


class GuideExport(QObject):
    """The export of the guide to an exercise: where it goes is asked, then it is written."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._file = FileExport(workspace, shell, working)

    @property
    def sheet(self) -> ExportSheet:
        """The sheet that asks where the file goes."""
        return self._file.sheet

    def ask(self, guide: Guide) -> None:
        """Ask where the guide goes."""
        paper = self._file.paper

        def render(progress: Progress) -> Written:
            return write_guide([guide], today=date.today(), paper=paper, progress=progress)

        title = tr("Guide to {exercise}", exercise=guide.exercise)
        name = file_name(title, date.today(), Format.PDF)
        self._file.ask(name, _words(), tr("Writing the guide…"), lambda: render)

    def finish(self) -> None:
        """Cancel the file that is being written, and wait for the end of it."""
        self._file.finish()


def _words() -> ExportWords:
    return ExportWords(
        title=tr("Save the guide"),
        content=tr("How to run the exercise, what to say, traps, and where the rules come from."),
        replaces=tr("There is already a file with that name; the new guide will replace it."),
        ready=tr("The guide is ready"),
        open_it=tr("Open the guide"),
        not_written=tr("The guide was not written."),
        file_name=tr("Facilitator’s guide.pdf"),
    )
