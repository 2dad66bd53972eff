"""Export of the plan to a PDF file, written on a thread while the meeting continues."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator import paths
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.export.formats import Exported, Format, export_meeting, suggested_name
from facilitator.export.paper import Paper
from facilitator.progress import Progress, no_progress
from facilitator.storage.protected_files import check_target
from facilitator.ui.base import dates
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportSheet
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace


class PlanExport(QObject):
    """The export sheet, and the writing of the plan."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self.sheet = shell.add_sheet(ExportSheet(shell))
        self._working = working
        self._tasks = Tasks(self)
        self._session: Session | None = None
        self._paper = Paper.A4
        self.sheet.export_requested.connect(self._on_export_requested)

    def ask(self) -> None:
        """Open the sheet that asks where the plan of the current meeting goes."""
        session, settings = self._workspace.current, self._workspace.settings
        if session is None:
            self._shell.toast.say(tr("Open a meeting first, then export its plan."))
            return
        if not self._workspace.commit_edits():
            return
        self._session = session
        self._paper = Paper.LETTER if settings.paper == "Letter" else Paper.A4
        folder = settings.export_folder
        # The last folder may be closed by now, and Path.is_dir would raise for that.
        is_there = bool(folder) and os.path.isdir(folder)  # noqa: PTH112
        place = Path(folder) if is_there else paths.documents_folder()
        self.sheet.ask(place / suggested_name(session.meeting, Format.PDF))

    def finish(self) -> None:
        """Cancel the file that is being written, and wait for the end of it."""
        self._working.cancel()
        self._tasks.finish()

    def _on_export_requested(self, path: Path) -> None:
        if self._session is None or self._working.busy:
            return
        # The thread works on a copy, so that the user can type on.
        meeting, exercise = self._session.meeting.copy(), self._session.exercise
        paper, data = self._paper, self._workspace.data

        def write(progress: Progress) -> Exported:
            check_target(path, data)
            return export_meeting(
                meeting,
                exercise,
                Format.PDF,
                path,
                today=date.today(),
                paper=paper,
                day_text=dates.day,
                progress=progress,
            )

        self.sheet.show_busy()
        task = self._working.watch(self._tasks.run(write), tr("Writing the plan…"))
        task.on_success(self._on_exported)
        task.on_error(lambda error: self.sheet.failed(str(error)))
        task.on_cancelled(lambda: self.sheet.failed(tr("Stopped; nothing was written.")))
        task.on_done(self.sheet.accept_input)

    def _on_exported(self, exported: Exported) -> None:
        self.sheet.done(exported)
        folder = str(exported.path.parent)
        self._workspace.save_settings(replace(self._workspace.settings, export_folder=folder))


def save_copy(
    meeting: Meeting,
    exercise: Exercise,
    file: Path,
    data: Path,
    progress: Progress = no_progress,
) -> None:
    """Export the whole meeting to a file that can be imported; refuse a file of the program's own.

    Raises FacilitatorError, and Stopped.
    """
    with suppress(RuntimeError):
        file = paths.documents_folder() / file.expanduser()
    check_target(file, data)
    export_meeting(meeting, exercise, Format.JSON, file, today=date.today(), progress=progress)
