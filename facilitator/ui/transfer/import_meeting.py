"""A meeting from a JSON file: asked for, read on a thread, and taken in like any other change."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, QStandardPaths, Signal

from facilitator import durable
from facilitator.domain.facilitation import lifecycle, trash
from facilitator.domain.meeting import Meeting
from facilitator.errors import FacilitatorError
from facilitator.export.json_records import FORMAT
from facilitator.garbage_collection import without_collecting
from facilitator.paths import documents_folder
from facilitator.progress import Progress
from facilitator.services.meeting_import import (
    DiffersError,
    ImportPlan,
    import_message,
    plan_import,
    read_meeting_file,
)
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.import_sheet import ImportSheet
from facilitator.ui.workspace.workspace import Workspace

MOST = 100
"""Files that are offered."""
PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.1
"""How long to wait for a meeting to be on disk, and from one look at that to the next."""
_HEAD = 80
"""Bytes at the start of a file within which an export says what it is."""


class MeetingImport(QObject):
    """Asks which file, and says what came of it."""

    import_finished = Signal(Meeting, str)
    """The meeting as it is here now, and the sentence that says so."""
    undiscard_requested = Signal(Meeting, str)
    """The meeting is in the trash, unchanged: it is to come back; with the sentence to say then."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._working = working
        self._later = Later(self)
        self._finishing = Event()
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="bringing in")
        self.sheet = shell.add_sheet(ImportSheet(shell))
        self.sheet.chosen.connect(self.take)

    def ask(self) -> None:
        """Open the sheet that asks for the file."""
        if not self._workspace.ensure_available():
            return
        self.sheet.ask()
        last = self._workspace.settings.export_folder
        folders = [documents_folder(), _downloads(), *([Path(last)] if last else [])]
        self._later.when(
            self._threads.submit(exported_files, folders), self.sheet.show_files, lambda error: None
        )

    def take(self, file: Path, *, as_copy: bool = False) -> None:
        """Take in the meeting of a file, unless it is here; what is typed may begin with “~”.

        With `as_copy` one that is here comes in as a second meeting.
        """
        if self._working.busy:
            return
        with suppress(RuntimeError):
            file = documents_folder() / file.expanduser()
        service, data = self._workspace.store_service, self._workspace.data
        store, library = service.store, self._workspace.library

        def goes_on() -> bool:
            return not service.trouble and not self._finishing.is_set()

        def work(progress: Progress) -> tuple[ImportPlan, Meeting, bool]:
            is_saved = True
            with without_collecting():
                meeting, exercise = read_meeting_file(file, data, library, progress)
                what, there = plan_import(meeting, exercise, store, as_copy=as_copy)
                if what is ImportPlan.NEW:
                    change = lifecycle.bring_in(there.records())
                    # The last moment at which it can be stopped.
                    progress(1, 1)
                    is_saved = _is_written(store.commit(change), goes_on)
            return what, there, is_saved

        def done(found: tuple[ImportPlan, Meeting, bool]) -> None:
            what, meeting, is_saved = found
            if what is ImportPlan.BACK:
                meeting.apply(trash.take_back(meeting))
                self.undiscard_requested.emit(meeting, import_message(what, meeting))
                return
            taken = _taken_in(meeting.details.title, is_saved=is_saved)
            said = taken if what is ImportPlan.NEW else import_message(what, meeting)
            self.import_finished.emit(meeting, said)

        def failed(error: FacilitatorError) -> None:
            if isinstance(error, DiffersError):
                again = tr("Bring it in as a second meeting"), lambda: self.take(file, as_copy=True)
                self._shell.toast.say(_differing(error), [again])
            else:
                self._shell.toast.say(str(error))

        def stopped() -> None:
            self._shell.toast.say(tr("Stopped; nothing was taken in."))

        self._working.run(
            tr("Reading the meeting…"),
            lambda progress: self._threads.submit(work, progress),
            done,
            failed,
            stopped,
            alone=True,
        )

    def finish(self) -> None:
        """The window closes."""
        self._working.stop()
        # Whoever leaves was asked already about what is not saved.
        self._finishing.set()
        self._threads.shutdown(wait=True, cancel_futures=True)


def _is_written(written: "Future[None]", goes_on: Callable[[], bool]) -> bool:
    """Wait until a meeting is on disk, so that to show it is all there is to do then.

    False for one that can't be written now: it is shown nevertheless, with what keeps it from
    being saved.
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


def _taken_in(title: str, *, is_saved: bool) -> str:
    if is_saved:
        return tr("Took in “{title}”.", title=title)
    return tr("“{title}” is open but not saved yet; keep its file until it is.", title=title)


def _differing(error: DiffersError) -> str:
    if error.discarded:
        return tr(
            "The meeting “{title}” is in the trash and differs from this file; it was left there "
            "untouched. “Trash” on the home screen brings it back.",
            title=error.title,
        )
    return tr(
        "The meeting “{title}” is already here and differs from this file; it was left untouched.",
        title=error.title,
    )


def exported_files(folders: Iterable[Path]) -> list[Path]:
    """The meetings among the JSON files of some folders, the newest first; touches the disk."""
    found: dict[Path, float] = {}
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for file in folder.glob("*.json"):
                with suppress(OSError):
                    if FORMAT.encode() in durable.read_start(file, _HEAD):
                        found[file] = file.stat().st_mtime
    return sorted(found, key=lambda file: found[file], reverse=True)[:MOST]


def _downloads() -> Path:
    place = QStandardPaths.StandardLocation.DownloadLocation
    return Path(QStandardPaths.writableLocation(place))
