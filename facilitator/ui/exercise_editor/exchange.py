"""Exercises of one's own go and come: share one as a file, import one, delete one."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from facilitator import paths
from facilitator.domain.exercise import Exercise
from facilitator.errors import FacilitatorError
from facilitator.exercises.own_exercises import (
    Imported,
    delete_exercise,
    import_exercise,
    restore_exercise,
    share_exercise,
)
from facilitator.export.files import Exported
from facilitator.progress import Progress
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportWords
from facilitator.ui.transfer.file_export import FileExport, Write
from facilitator.ui.transfer.import_sheet import ImportSheet, ImportWords
from facilitator.ui.workspace.workspace import Workspace

MOST = 100
"""Files that are offered, at most."""


class ExerciseExchange(QObject):
    """Files of exercises, in and out of the folder of the user's own; the disk is on threads."""

    changed = Signal(str)
    """There are other exercises now; this one is to be selected, if it is not empty."""
    imported = Signal(str)
    """An exercise was imported, or was here already; its id."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._library = workspace.exercise_library
        self._folder = paths.own_exercises_folder(workspace.data)
        self._tasks = Tasks(self)
        self._export = FileExport(workspace, shell, working)
        self._deleted: list[str] = []
        """The texts of the exercises that were deleted, the last at the end."""
        self.sheet = shell.add_sheet(ImportSheet(shell, _words()))
        self.sheet.chosen.connect(self.import_file)

    @property
    def export_sheet(self) -> QObject:
        """The sheet that asks where a shared exercise goes."""
        return self._export.sheet

    # Share

    def share(self, exercise: Exercise) -> None:
        """Ask where the file of an exercise goes, and write it there."""
        words = ExportWords(
            title=tr("Share “{title}”", title=exercise.title),
            content=tr("Others import this file into their Facilitator, or change it by hand."),
            replaces=tr("There is already a file with that name; this one will replace it."),
            ready=tr("The exercise is ready to be shared"),
            open_it=tr("Open the file"),
            not_written=tr("The exercise was not written."),
            file_name=f"{exercise.id}.toml",
            file_kind=tr("TOML file"),
        )
        self._export.ask_to_write(
            words.file_name, words, tr("Writing the exercise…"), partial(_writer, exercise)
        )

    def share_known(self, exercise_id: str) -> None:
        """Share an exercise of the library."""
        try:
            self.share(self._library.get(exercise_id))
        except FacilitatorError as error:
            self._shell.toast.say(str(error))

    # Import

    def ask(self) -> None:
        """Ask for the file of an exercise."""
        self.sheet.ask()
        last = self._workspace.settings.export_folder
        folders = [paths.documents_folder(), _downloads(), *([Path(last)] if last else [])]
        task = self._tasks.run(lambda progress: exercise_files(folders))
        task.on_success(self.sheet.show_files)

    def import_file(self, file: Path, *, replaces: bool = False) -> None:
        """Import the exercise in a file; one of ours is replaced only when that was asked for."""
        with suppress(RuntimeError):
            file = paths.documents_folder() / file.expanduser()
        folder = self._folder

        def work(progress: Progress) -> Imported:
            return import_exercise(folder, file, replaces=replaces)

        task = self._tasks.run(work)
        task.on_success(lambda found: self._on_imported(found, file))
        task.on_error(lambda error: self._shell.toast.say(str(error)))

    def _on_imported(self, found: Imported, file: Path) -> None:
        exercise = found.exercise
        self._library.reread()
        self.imported.emit(exercise.id)
        if not found.was_here:
            undo = [(tr("Undo"), partial(self._restore, found.replaced))] if found.replaced else []
            self._shell.toast.say(tr("Imported “{title}”.", title=exercise.title), undo)
        elif not found.differs:
            self._shell.toast.say(tr("“{title}” is already here.", title=exercise.title))
        else:
            replace_it = (
                tr("Replace mine"),
                lambda: self.import_file(file, replaces=True),
            )
            said = tr(
                "You already have an exercise “{id}” that differs from this file; yours was left "
                "as it is.",
                id=exercise.id,
            )
            self._shell.toast.say(said, [replace_it])

    # Delete

    def delete(self, exercise_id: str) -> None:
        """Delete an exercise of the user's own; the meetings held with it keep its words."""
        if not self._library.is_own(exercise_id):
            self._shell.toast.say(tr("This exercise comes with Facilitator and can’t be deleted."))
            return
        folder = self._folder
        task = self._tasks.run(lambda progress: delete_exercise(folder, exercise_id))
        task.on_success(self._on_deleted)
        task.on_error(lambda error: self._shell.toast.say(str(error)))

    def _on_deleted(self, text: str) -> None:
        self._deleted.append(text)
        self._library.reread()
        self.changed.emit("")
        self._shell.toast.say(
            tr("Deleted. Meetings held with it keep its words."), [(tr("Undo"), self.undo)]
        )

    def undo(self) -> None:
        """Bring back the exercise that was deleted last."""
        if not self._deleted:
            self._shell.toast.say(tr("There is nothing to undo."))
            return
        text = self._deleted.pop()
        # Where the disk refuses it, it can be tried again.
        self._restore(text, lambda: self._deleted.append(text))

    def _restore(self, text: str, on_refused: Callable[[], None] = lambda: None) -> None:
        """Write the text of an exercise as it was here before."""
        folder = self._folder

        def refuse(error: Exception) -> None:
            on_refused()
            self._shell.toast.say(str(error))

        task = self._tasks.run(lambda progress: restore_exercise(folder, text))
        task.on_success(self._on_restored)
        task.on_error(refuse)

    def _on_restored(self, exercise: Exercise) -> None:
        self._library.reread()
        self.changed.emit(exercise.id)
        self._shell.toast.say(tr("Restored “{title}”.", title=exercise.title))

    def finish(self) -> None:
        """Cancel everything: the window closes."""
        self._export.finish()
        self._tasks.finish()


def _writer(exercise: Exercise) -> Write:
    def write(path: Path, progress: Progress) -> Exported:
        share_exercise(exercise, path)
        return Exported(path, None, 0)

    return write


def _words() -> ImportWords:
    return ImportWords(
        title=tr("Import an exercise"),
        field=tr("TOML file"),
        found=tr("Exercises found"),
        nothing=tr(
            "No exercises in your documents or downloads. Type where the file is, or choose it."
        ),
        choose=tr("Exercises (*.toml)"),
        ending=".toml",
    )


def exercise_files(folders: Iterable[Path]) -> list[Path]:
    """Return the TOML files in some folders, newest first; reads the disk."""
    found: dict[Path, float] = {}
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for file in folder.glob("*.toml"):
                with suppress(OSError):
                    found[file] = file.stat().st_mtime
    return sorted(found, key=lambda file: found[file], reverse=True)[:MOST]


def _downloads() -> Path:
    place = QStandardPaths.StandardLocation.DownloadLocation
    return Path(QStandardPaths.writableLocation(place))
