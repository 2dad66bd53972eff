"""Import of a meeting from a JSON file, read on a thread and saved like any other change."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, QStandardPaths, Signal

from facilitator import file_reader
from facilitator.domain.facilitation import lifecycle, trash
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Details
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.export.json_document.types import FORMAT
from facilitator.garbage_collection import without_collecting
from facilitator.paths import documents_folder
from facilitator.progress import Progress
from facilitator.services.journal_import import JournalPlan, plan_journal
from facilitator.services.meeting_import import (
    DiffersError,
    ImportPlan,
    import_message,
    plan_import,
    read_meeting_file,
)
from facilitator.storage.store import Store
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.import_sheet import ImportSheet
from facilitator.ui.workspace.workspace import Workspace

MOST = 100
"""Files that are offered, at most."""
PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.1
"""How long to wait until a meeting is on disk, and from one check to the next."""
_HEAD = 80
"""Bytes at the start of a file in which an exported meeting names its format."""


class MeetingImport(QObject):
    """The import sheet, and the reading of the file."""

    import_finished = Signal(Meeting, str)
    """The meeting as it is here now, and the sentence that says so."""
    undiscard_requested = Signal(Meeting, str)
    """The meeting is in the trash, unchanged: it is to come back; with the sentence to say then."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._working = working
        self._finishing = Event()
        self._tasks = Tasks(self)
        self.sheet = shell.add_sheet(ImportSheet(shell))
        self.sheet.chosen.connect(self.import_file)

    def ask(self) -> None:
        """Open the sheet that asks for the file."""
        if not self._workspace.ensure_available():
            return
        self.sheet.ask()
        last = self._workspace.settings.export_folder
        folders = [documents_folder(), _downloads(), *([Path(last)] if last else [])]
        task = self._tasks.run(lambda progress: exported_files(folders))
        task.on_success(self.sheet.show_files)

    def import_file(self, file: Path, *, as_copy: bool = False) -> None:
        """Import the meeting in a file, unless it is here already; “~” is understood.

        With `as_copy` one that is here is imported as a second meeting.
        """
        if self._working.busy:
            # A file can be dropped while a backup is made: nobody would know why nothing happens.
            self._shell.toast.say(tr("Something else is still running; try again in a moment."))
            return
        with suppress(RuntimeError):
            file = documents_folder() / file.expanduser()
        store, data = self._workspace.store, self._workspace.data
        library = self._workspace.exercise_library
        refusal_for = self._workspace.shared_work.rights().refusal

        def work(progress: Progress) -> tuple[ImportPlan, Meeting, bool] | JournalPlan:
            is_saved = True
            with without_collecting():
                meeting, exercise = read_meeting_file(file, data, library, progress)
                if meeting.team is not None:
                    return _bring(plan_journal(meeting, store), store, refusal_for)
                what, there = plan_import(meeting, exercise, store, as_copy=as_copy)
                if what is ImportPlan.NEW:
                    if refusal := refusal_for(there.details):
                        raise InputRefusedError(refusal)
                    change = lifecycle.import_meeting(there.records())
                    # The last moment at which it can be cancelled.
                    progress(1, 1)
                    is_saved = _is_written(store.commit(change), self._is_worth_waiting)
            return what, there, is_saved

        def cancelled() -> None:
            self._shell.toast.say(tr("Stopped; nothing was imported."))

        task = self._working.watch(self._tasks.run(work), tr("Reading the meeting…"), alone=True)
        task.on_success(self._on_read).on_cancelled(cancelled)
        task.on_error(lambda error: self._on_refused(error, file))

    def _on_read(self, found: tuple[ImportPlan, Meeting, bool] | JournalPlan) -> None:
        if isinstance(found, JournalPlan):
            self._workspace.teams.forget()
            self._shell.toast.say(found.message)
            return
        what, meeting, is_saved = found
        if what is ImportPlan.BACK:
            meeting.apply(trash.restore(meeting))
            self.undiscard_requested.emit(meeting, import_message(what, meeting))
            return
        said_new = _imported(meeting.details.title, is_saved=is_saved)
        said = said_new if what is ImportPlan.NEW else import_message(what, meeting)
        self.import_finished.emit(meeting, said)

    def _on_refused(self, error: FacilitatorError, file: Path) -> None:
        if not isinstance(error, DiffersError):
            self._shell.toast.say(str(error))
            return
        as_second = (
            tr("Import it as a second meeting"),
            lambda: self.import_file(file, as_copy=True),
        )
        self._shell.toast.say(_differing(error), [as_second])

    def _is_worth_waiting(self) -> bool:
        """Return whether what was committed may still be written soon."""
        return not (self._workspace.store_service.trouble or self._finishing.is_set())

    def finish(self) -> None:
        """Cancel everything: the window closes."""
        # Before the window closes, the user was asked about what is not saved.
        self._finishing.set()
        self._working.cancel()
        self._tasks.finish()


def _bring(
    plan: JournalPlan, store: "Store", refusal_for: Callable[["Details"], str]
) -> JournalPlan:
    """Save what a team said between meetings. Raises InputRefusedError where it is only read."""
    if plan.change:
        if refusal := refusal_for(plan.details):
            raise InputRefusedError(refusal)
        store.commit(plan.change)
    return plan


def _is_written(written: "Future[None]", goes_on: Callable[[], bool]) -> bool:
    """Wait until a meeting is on disk; return whether it is.

    One that can't be written now is shown all the same, with the reason why it is not saved.
    """
    end = monotonic() + PATIENCE_SECONDS
    while monotonic() < end and goes_on():
        if wait([written], LOOK_SECONDS).done:
            break
    if not written.done():
        return False
    with suppress(FacilitatorError):
        written.result()
        return True
    return False


def _imported(title: str, *, is_saved: bool) -> str:
    if is_saved:
        return tr("Imported “{title}”.", title=title)
    return tr("“{title}” is open but not saved yet; keep its file until it is.", title=title)


def _differing(error: DiffersError) -> str:
    if error.discarded:
        return tr(
            "The meeting “{title}” is in the trash and differs from this file; it was left "
            "untouched. You can restore it from the trash on the home screen.",
            title=error.title,
        )
    return tr(
        "The meeting “{title}” is already here and differs from this file; it was left untouched.",
        title=error.title,
    )


def exported_files(folders: Iterable[Path]) -> list[Path]:
    """Return the exported meetings in some folders, newest first; reads the disk."""
    found: dict[Path, float] = {}
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for file in folder.glob("*.json"):
                with suppress(OSError):
                    if FORMAT.encode() in file_reader.read_start(file, _HEAD):
                        found[file] = file.stat().st_mtime
    return sorted(found, key=lambda file: found[file], reverse=True)[:MOST]


def _downloads() -> Path:
    place = QStandardPaths.StandardLocation.DownloadLocation
    return Path(QStandardPaths.writableLocation(place))
