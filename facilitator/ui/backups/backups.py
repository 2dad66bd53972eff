"""What is done with backups in the window: they are made, moved and restored."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from facilitator.errors import FacilitatorError
from facilitator.paths import documents_folder
from facilitator.progress import Progress, Stopped
from facilitator.storage.backup.backups import Backup
from facilitator.storage.backup.names import backup_folder, own_folder
from facilitator.storage.backup.relocation import copy_backups
from facilitator.storage.recovery.restore import restore
from facilitator.ui.backups.backup_list import BackupList
from facilitator.ui.backups.backups_screen import BackupsScreen
from facilitator.ui.backups.restore_sheet import RestoreSheet
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

KEPT_ASIDE = "meetings.db.replaced-"
LAST_WRITE_SECONDS = 5.0
"""How long a restore waits for the disk."""


class Backups(QObject):
    """Owns the screen of backups; the disk is only touched on threads."""

    left = Signal()

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._working = working
        # One for the list, which may take long, and one for what is asked meanwhile.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="backups")
        self._chosen: Backup | None = None
        self.screen = BackupsScreen()
        self._list = BackupList(workspace, self.screen, self._threads)
        self.sheet = shell.add_sheet(RestoreSheet(shell))
        shell.add_screen(self.screen)
        workspace.store_service.backups_told.connect(self.refresh)
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
        """Where backups are kept now."""
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
        """Show what there is by now, if anybody looks; what is selected stays."""
        if self._shell.screen_shown is self.screen and not self._working.busy:
            self._list.begin(keeps_focus=True)

    def finish(self) -> None:
        """The window closes."""
        self._list.finish()
        self._working.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)

    # Making one, and keeping them elsewhere

    def back_up_now(self) -> None:
        """A backup because the user wants one; says where it is."""
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

        progress = self._working.begin(tr("Backing up…"))
        self._workspace.store_service.back_up_now(
            progress, done, self._on_failed, self._on_stopped, self._working.end
        )

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
            self._workspace.remember(replace(self._workspace.settings, backup_folder=chosen))
            if self.folder != target:
                # It could not be saved, and that was said.
                return
            said = tr("Backups are kept in {folder} from now on.", folder=str(target))
            if number:
                copied = counted(
                    number,
                    tr("The one there was is copied there, and is still in {old} too."),
                    tr("All {n} there were are copied there, and are still in {old} too."),
                    old=str(source),
                )
                said = f"{said} {copied}"
            self._say(said)
            self.screen.show_folder(target)
            self._list.reload()

        self._working.run(
            tr("Copying the backups…"),
            lambda progress: self._threads.submit(copy_backups, data, source, target, progress),
            done,
            self._on_failed,
            self._on_stopped,
        )

    # Restoring

    def _on_restore_requested(self, name: str) -> None:
        backup = self._list.verified(name)
        if backup is None:
            self._say(tr("This backup is still being read; it can be restored once it is good."))
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
                "What is here now is not deleted: it is kept aside as a file of its own in "
                "{folder}, named “{name}…”.",
                folder=str(self._workspace.data),
                name=KEPT_ASIDE,
            )
            self.sheet.ask(f"{replaced.strip()}\n\n{kept}")

    def _on_agreed(self) -> None:
        workspace, backup = self._workspace, self._chosen
        if backup is None or self._is_busy() or not workspace.commit_edits():
            return
        # Alone from now on: nobody types into what is about to be replaced.
        progress = self._working.begin(tr("Restoring the backup…"), alone=True)

        def refused(_: str) -> None:
            self._working.end()
            self._say(
                tr("The last changes are not saved yet, so nothing was restored; try again then.")
            )

        workspace.store_service.when_saved(
            lambda: self._restore(backup, progress),
            refused,
            LAST_WRITE_SECONDS,
            workspace.has_pending_work,
        )

    def _restore(self, backup: Backup, progress: Progress) -> None:
        data = self._workspace.data
        self._list.stop()

        def work() -> tuple[Backup, Path | None] | None:
            try:
                return restore(data, backup.file, datetime.now(UTC), progress)
            except Stopped:
                return None

        def done(outcome: tuple[Backup, Path | None] | None) -> None:
            self._working.end()
            if outcome is None:
                self._say(tr("Nothing was restored; the meetings are as they were."))
                return
            when = dates.moment(backup.moment)
            said = tr("The meetings are as they were {when}.", when=when)
            if outcome[1] is not None:
                kept = tr("What was there is kept in {file}.", file=str(outcome[1]))
                said = f"{said} {kept}"
            self._say(said)

        def failed(error: FacilitatorError) -> None:
            self._working.end()
            self._on_failed(error)

        self._workspace.with_store_closed(work, done, failed)

    # What is said

    def _on_failed(self, error: FacilitatorError) -> None:
        self._say(str(error))
        self._list.show_state()

    def _is_busy(self) -> bool:
        """Whether something else is still going on; then that is said."""
        busy = self._working.busy or self._workspace.store_service.away
        if busy:
            self._say(tr("Something else is still being done; try again when it is ready."))
        return busy

    def _on_stopped(self) -> None:
        self._say(tr("Stopped; everything is as it was before."))

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)

    def _on_left(self) -> None:
        self._list.stop()
        self.left.emit()


def start_folder(folder: Path, data: Path) -> Path:
    """Where to begin pointing: there, but never among the files that are open.

    Qt opens every file that it lists, and for a folder that is not there lists the one above.
    """
    with suppress(OSError):
        if folder.is_dir() and not folder.samefile(data):
            return folder
    return documents_folder()


def choose_folder(parent: BackupsScreen, folder: Path) -> str:
    """Let the user point at a folder; empty when nothing was chosen."""
    return QFileDialog.getExistingDirectory(parent, tr("Keep backups in"), str(folder))
