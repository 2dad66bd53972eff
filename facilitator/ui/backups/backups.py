"""Backups in the window: make one, restore one, keep them in another folder."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from facilitator.errors import FacilitatorError
from facilitator.paths import documents_folder
from facilitator.progress import Progress
from facilitator.storage.backup.backups import Backup
from facilitator.storage.backup.names import backup_folder, own_folder
from facilitator.storage.backup.relocation import copy_backups
from facilitator.storage.recovery.restore import restore
from facilitator.ui.backups.backup_list import BackupList
from facilitator.ui.backups.backups_screen import BackupsScreen
from facilitator.ui.backups.restore_sheet import RestoreSheet
from facilitator.ui.base import dates
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

KEPT_ASIDE = "meetings.db.replaced-"


class Backups(QObject):
    """The backups screen and what can be done there; the disk is only touched on threads."""

    left = Signal()

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._working = working
        # One for the list, which may take long, and one for what the user asks meanwhile.
        self._tasks = Tasks(self, threads=2)
        self._chosen: Backup | None = None
        self.screen = BackupsScreen()
        self._list = BackupList(workspace, self.screen, self._tasks)
        self.sheet = shell.add_sheet(RestoreSheet(shell))
        shell.add_screen(self.screen)
        workspace.store_service.backup_state_changed.connect(self.refresh)
        workspace.store_closing.connect(self._list.stop)
        self._wire()

    def _wire(self) -> None:
        screen = self.screen
        screen.left.connect(self._on_left)
        screen.restore_requested.connect(self._on_restore_requested)
        screen.backup_requested.connect(self.back_up_now)
        screen.choose_requested.connect(self._on_choose_requested)
        screen.folder_requested.connect(self._on_folder_requested)
        self.sheet.agreed.connect(self._on_agreed)

    @property
    def folder(self) -> Path:
        """The folder that backups are kept in now."""
        return backup_folder(self._workspace.data)

    def open(self) -> None:
        """Show the screen, with what there is in the folder now."""
        if not self._workspace.commit_edits():
            return
        self._shell.show_screen(self.screen)
        self.screen.show_folder(self.folder)
        self.screen.show_contents("", "", ())
        self.screen.focus_start()
        self._list.begin()

    def refresh(self) -> None:
        """List the backups again if the screen is shown; the selection stays."""
        if self._shell.screen_shown is self.screen and not self._working.busy:
            self._list.begin(keeps_focus=True)

    def finish(self) -> None:
        """Cancel everything: the window closes."""
        self._list.finish()
        self._working.cancel()
        self._tasks.finish()

    # Make one, and keep them elsewhere

    def back_up_now(self) -> None:
        """Make a backup because the user wants one; say where it is."""
        if self._working.busy:
            return
        if self._workspace.store.closed:
            self._say(tr("The meetings are not open, so nothing was backed up."))
            return

        def done(backup: Backup) -> None:
            self._say(
                counted(
                    backup.meetings,
                    tr("{n} meeting backed up to {file}."),
                    tr("{n} meetings backed up to {file}."),
                    file=str(backup.file),
                )
            )
            self._list.reload(backup.file.name)

        task = self._working.watch(self._workspace.store_service.back_up_now(), tr("Backing up…"))
        task.on_success(done).on_error(self._on_failed).on_cancelled(self._on_cancelled)

    def _on_choose_requested(self) -> None:
        if chosen := choose_folder(self.screen, start_folder(self.folder, self._workspace.data)):
            self.keep_in(chosen)

    def _on_folder_requested(self, typed: str) -> None:
        self.keep_in(typed)

    def keep_in(self, typed: str) -> None:
        """Keep backups in the folder that was typed, or with nothing typed beside the meetings."""
        if self._is_busy():
            return
        target = own_folder(self._workspace.data)
        if typed:
            with suppress(RuntimeError):
                target = documents_folder() / Path(typed).expanduser()
        if target == self.folder:
            return
        data, source = self._workspace.data, self.folder

        def done(number: int) -> None:
            chosen = "" if target == own_folder(data) else str(target)
            self._workspace.save_settings(replace(self._workspace.settings, backup_folder=chosen))
            if self.folder != target:
                # The setting could not be saved, and that was said.
                return
            said = tr("Backups are kept in {folder} from now on.", folder=str(target))
            if number:
                copied = counted(
                    number,
                    tr("The earlier one was copied there and is still in {old}."),
                    tr("All {n} earlier ones were copied there and are still in {old}."),
                    old=str(source),
                )
                said = f"{said} {copied}"
            self._say(said)
            self.screen.show_folder(target)
            self._list.reload()

        def copy(progress: Progress) -> int:
            return copy_backups(data, source, target, progress)

        task = self._working.watch(self._tasks.run(copy), tr("Copying the backups…"))
        task.on_success(done).on_error(self._on_failed).on_cancelled(self._on_cancelled)

    # Restore one

    def _on_restore_requested(self, name: str) -> None:
        backup = self._list.verified(name)
        if backup is None:
            self._say(tr("This backup is still being checked; try again in a moment."))
        elif backup.fault:
            self._say(tr("It can’t be restored: {fault}.", fault=backup.fault))
        else:
            self._chosen = backup
            replaced = tr(
                "All your meetings will be as they were {when}. {difference}",
                when=dates.moment(backup.moment),
                difference=self._list.difference,
            )
            kept = tr(
                "What is here now isn’t deleted: it is kept in {folder} as “{name}…”.",
                folder=str(self._workspace.data),
                name=KEPT_ASIDE,
            )
            self.sheet.ask(f"{replaced.strip()}\n\n{kept}")

    def _on_agreed(self) -> None:
        backup = self._chosen
        if backup is None or self._is_busy() or not self._workspace.commit_edits():
            return

        def restored(outcome: tuple[Backup, Path | None]) -> None:
            when = dates.moment(backup.moment)
            said = tr("The meetings are as they were {when}.", when=when)
            if outcome[1] is not None:
                kept = tr("What was there before is kept in {file}.", file=str(outcome[1]))
                said = f"{said} {kept}"
            self._say(said)

        def cancelled() -> None:
            self._say(tr("Nothing was restored; the meetings are as they were."))

        refusal = tr(
            "The last changes are not saved yet, so nothing was restored; try again once they are."
        )
        data = self._workspace.data
        task = self._workspace.replace_meetings(
            lambda progress: restore(data, backup.file, datetime.now(UTC), progress), refusal
        )
        # Alone: nobody may type into what is about to be replaced.
        self._working.watch(task, tr("Restoring the backup…"), alone=True)
        task.on_success(restored).on_error(self._on_failed).on_cancelled(cancelled)

    # Tell the user

    def _on_failed(self, error: FacilitatorError) -> None:
        self._say(str(error))
        self._list.show_state()

    def _is_busy(self) -> bool:
        """Return whether something else is still being done; say so if it is."""
        busy = self._working.busy or self._workspace.store_service.away
        if busy:
            self._say(tr("Something else is still running; try again when it’s done."))
        return busy

    def _on_cancelled(self) -> None:
        self._say(tr("Stopped; everything is as it was before."))

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)

    def _on_left(self) -> None:
        self._list.stop()
        self.left.emit()


def start_folder(folder: Path, data: Path) -> Path:
    """Return where the dialog begins: in `folder`, but never among the files that are open.

    Qt opens every file that it lists, and for a folder that is not there lists the one above.
    """
    with suppress(OSError):
        if folder.is_dir() and not folder.samefile(data):
            return folder
    return documents_folder()


def choose_folder(parent: BackupsScreen, folder: Path) -> str:
    """Let the user choose a folder; return an empty string when nothing was chosen."""
    return QFileDialog.getExistingDirectory(parent, tr("Keep backups in"), str(folder))
