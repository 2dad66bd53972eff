"""The plan as a file, written on a thread of its own while the meeting goes on."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from facilitator import paths
from facilitator.export.formats import Exported, Format, export_meeting, suggested_name
from facilitator.export.paper import Paper
from facilitator.ours import check_target
from facilitator.ui.later import Later
from facilitator.ui.session import Session
from facilitator.ui.text import tr
from facilitator.ui.windows.export_sheet import ExportSheet
from facilitator.ui.working import Working


class Exporting(QObject):
    """Asks for a file, writes the plan, and says where it is."""

    exported = Signal(Path)
    """The file that was written and read back."""

    def __init__(self, sheet: ExportSheet, working: Working, data: Path, parent: QObject) -> None:
        """Nothing that the data folder lives from is written over."""
        super().__init__(parent)
        self._data = data
        self._sheet = sheet
        self._working = working
        self._later = Later(self)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._session: Session | None = None
        self._paper = Paper.A4
        sheet.export_requested.connect(self._on_export_requested)

    def ask(self, session: Session, folder: str, paper: Paper) -> None:
        """Where the plan shall go; `folder` is where the last one went."""
        self._session, self._paper = session, paper
        place = Path(folder) if folder and Path(folder).is_dir() else paths.documents_folder()
        self._sheet.ask(place / suggested_name(session.meeting, Format.PDF))

    def finish(self) -> None:
        """Wait for a file that is being written; one that takes long is stopped."""
        self._working.stop()
        self._worker.shutdown(wait=True)

    def _on_export_requested(self, path: Path) -> None:
        if self._session is None or self._working.busy:
            return
        # The thread works on a copy: typing goes on meanwhile.
        meeting, exercise = self._session.meeting.copy(), self._session.exercise
        self._sheet.working()
        progress, paper = self._working.begin(tr("Writing the plan…")), self._paper

        def work() -> Exported:
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

        self._later.when(
            self._worker.submit(work),
            self._on_exported,
            lambda error: self._on_not_exported(str(error)),
            lambda: self._on_not_exported(tr("Stopped; nothing was written.")),
        )

    def _on_not_exported(self, sentence: str) -> None:
        self._working.end()
        self._sheet.failed(sentence)

    def _on_exported(self, exported: Exported) -> None:
        self._working.end()
        self._sheet.done(exported.path, exported.pages, exported.unprintable)
        self.exported.emit(exported.path)


def copy_path(session: Session) -> Path:
    """Where a copy of the whole meeting is offered to be written."""
    return paths.documents_folder() / suggested_name(session.meeting, Format.JSON)


def save_copy(session: Session, file: Path, data: Path) -> None:
    """Write the whole meeting into a file, to be brought in later; none that `data` lives from.

    Raises FacilitatorError.
    """
    with suppress(RuntimeError):
        file = paths.documents_folder() / file.expanduser()
    check_target(file, data)
    export_meeting(session.meeting, session.exercise, Format.JSON, file, today=date.today())
