"""The plan as a file, written on a thread of its own while the meeting goes on."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from facilitator import paths
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.export.formats import Exported, Format, export_meeting, suggested_name
from facilitator.export.paper import Paper
from facilitator.progress import Progress, unseen
from facilitator.storage.protected_files import check_target
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.transfer.export_sheet import ExportSheet
from facilitator.ui.workspace.session import Session


class PlanExport(QObject):
    """Asks for a file, writes the plan, and says where it is."""

    exported = Signal(Path)
    """The file that was written and read back."""

    def __init__(self, sheet: ExportSheet, working: Busy, data: Path, parent: QObject) -> None:
        """Nothing that the data folder lives from is written over."""
        super().__init__(parent)
        self._data = data
        self._sheet = sheet
        self._working = working
        self._tasks = Tasks(self)
        self._session: Session | None = None
        self._paper = Paper.A4
        sheet.export_requested.connect(self._on_export_requested)

    def ask(self, session: Session, folder: str, paper: Paper) -> None:
        """Where the plan shall go; `folder` is where the last one went."""
        self._session, self._paper = session, paper
        # The last folder may be closed by now, and Path.is_dir would raise for that.
        is_there = bool(folder) and os.path.isdir(folder)  # noqa: PTH112
        place = Path(folder) if is_there else paths.documents_folder()
        self._sheet.ask(place / suggested_name(session.meeting, Format.PDF))

    def finish(self) -> None:
        """Cancel the file that is being written, and wait for the end of it."""
        self._working.cancel()
        self._tasks.finish()

    def _on_export_requested(self, path: Path) -> None:
        if self._session is None or self._working.busy:
            return
        # The thread works on a copy: typing goes on meanwhile.
        meeting, exercise = self._session.meeting.copy(), self._session.exercise
        paper = self._paper

        def write(progress: Progress) -> Exported:
            check_target(path, self._data)
            return export_meeting(
                meeting,
                exercise,
                Format.PDF,
                path,
                today=date.today(),
                paper=paper,
                progress=progress,
            )

        self._sheet.working()
        task = self._working.watch(self._tasks.run(write), tr("Writing the plan…"))
        task.on_success(self._on_exported)
        task.on_error(lambda error: self._sheet.failed(str(error)))
        task.on_cancelled(lambda: self._sheet.failed(tr("Stopped; nothing was written.")))
        task.on_done(self._sheet.rest)

    def _on_exported(self, exported: Exported) -> None:
        self._sheet.done(exported.path, exported.pages, exported.unprintable)
        self.exported.emit(exported.path)


def save_copy(
    meeting: Meeting, exercise: Exercise, file: Path, data: Path, progress: Progress = unseen
) -> None:
    """Write the whole meeting into a file, to be brought in later; none that `data` lives from.

    Raises FacilitatorError, and Stopped.
    """
    with suppress(RuntimeError):
        file = paths.documents_folder() / file.expanduser()
    check_target(file, data)
    export_meeting(meeting, exercise, Format.JSON, file, today=date.today(), progress=progress)
