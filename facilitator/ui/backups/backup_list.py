"""List of the backups in a folder and of the meetings in each, read on threads."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from facilitator.errors import FacilitatorError
from facilitator.storage.backup.backups import Backup, describe, mark_of
from facilitator.storage.backup.contents import BackupMeeting, read_meetings
from facilitator.storage.backup.names import NamedBackup, backup_folder, named_in
from facilitator.ui.backups.backup_card import (
    about_backup,
    backup_content,
    dated_ahead,
    difference,
    held_cards,
    titles,
)
from facilitator.ui.backups.backups_screen import BackupsScreen
from facilitator.ui.base import dates
from facilitator.ui.base.tasks import TaskQueue, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.widgets.sheet import sheet_around
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.storage.summary import MeetingSummary


class BackupList(QObject):
    """The two lists of a backups screen, filled while the files are read."""

    def __init__(
        self,
        workspace: Workspace,
        screen: BackupsScreen,
        tasks: Tasks,
    ) -> None:
        super().__init__(screen)
        self._workspace = workspace
        self._tasks = tasks
        self._scan = TaskQueue(tasks)
        self._finished = False
        self._files: dict[str, NamedBackup] = {}
        self._sizes: dict[str, int] = {}
        self._titles: dict[str, str] = {}
        self._wanted, self._keeps_focus = "", False
        self._known: dict[str, Backup] = {}
        self._now: Sequence[MeetingSummary] = ()
        self._mark = ""
        self.screen = screen
        self.difference = ""
        """How the selected backup differs from what there is now, once that is known."""
        screen.selected.connect(self._show_selected)

    def verified(self, name: str) -> Backup | None:
        """Return the backup of that name once it was read."""
        return self._known.get(name)

    def stop(self) -> None:
        """Cancel the scan of the folder."""
        self._scan.clear()

    def finish(self) -> None:
        """Stop for good: the window closes."""
        self._finished = True
        self.stop()

    def begin(self, *, keeps_focus: bool = False) -> None:
        """Show what there is in the folder now, and how it differs from the meetings of now."""
        self._tasks.follow(self._workspace.store.meetings(date.today())).on_success(self._on_now)
        self.reload(keeps_focus=keeps_focus)

    def _on_now(self, meetings: "Sequence[MeetingSummary]") -> None:
        self._now = meetings
        self._show_selected(self.screen.list.selected_id)

    def reload(self, wanted: str = "", *, keeps_focus: bool = False) -> None:
        """List the folder again, and select the backup named `wanted`.

        With `keeps_focus`, which is for when the user did not ask for it, the focus stays put.
        """
        if self._finished:
            return
        self._wanted, self._keeps_focus = wanted, keeps_focus
        self._scan.clear()
        self._known = {}
        data = self._workspace.data
        listing = self._scan.run(lambda progress: _list_folder(data))
        listing.on_success(self._on_listed).on_error(self._on_error)

    def _on_listed(self, found: tuple[str, Sequence[NamedBackup], dict[str, int]]) -> None:
        self._mark, named, self._sizes = found
        self._files = {one.file.name: one for one in named}
        self._titles = titles(named)
        if self._wanted in self._files:
            self.screen.list.select(self._wanted)
        self._show_rows()
        self.show_state()
        focus = QApplication.focusWidget()
        here = self.screen.isVisible() and sheet_around(focus) is None
        if here and not self._keeps_focus and not self.screen.folder.field.hasFocus():
            self.screen.focus_start()
        self._show_selected(self.screen.list.selected_id)
        for one in named:
            reading = self._scan.run(partial(describe, one))
            reading.on_success(self._on_verified).on_error(self._on_error)

    def _on_verified(self, backup: Backup) -> None:
        self._known[backup.file.name] = backup
        self._show_rows()
        if self.screen.list.selected_id == backup.file.name:
            self._show_selected(backup.file.name)

    def _show_rows(self) -> None:
        self.screen.show_backups(
            {
                name: backup_content(
                    one,
                    self._titles[name],
                    self._sizes.get(name, 0),
                    self._known.get(name),
                    self._mark,
                )
                for name, one in self._files.items()
            }
        )

    def show_state(self) -> None:
        """Say how it is with backups as a whole."""
        saving = self._workspace.store_service
        if saving.no_backup_since is not None:
            since = dates.moment(saving.no_backup_since)
            said = tr("No backup has worked since {since}.", since=since)
            self.screen.show_state(f"{said} {saving.backup_trouble}")
        elif not self._files:
            self.screen.show_state(
                tr(
                    "No backups yet. The first is made one minute after the program starts, then "
                    "one every hour; or make one now. Each is a complete copy of your meetings."
                )
            )
        else:
            said = tr("A complete copy of your meetings, made every hour and verified each time.")
            ahead = dated_ahead(self._files.values(), datetime.now(UTC))
            self.screen.show_state(f"{said}\n{ahead}".rstrip())

    def _on_error(self, error: FacilitatorError) -> None:
        self._files = {}
        self._show_rows()
        self.screen.show_state(str(error))
        self.screen.focus_start()

    # The selected backup

    def _show_selected(self, name: str | None) -> None:
        if name is None or name not in self._files or self._finished:
            self.screen.show_contents("", "", ())
            return
        backup, title = self._known.get(name), self._titles[name]
        if backup is not None and backup.fault:
            fault = tr("It can’t be restored: {fault}.", fault=backup.fault)
            self.screen.show_contents(title, f"{fault} {tr('Choose another one.')}", ())
            return

        def show(held: list[BackupMeeting]) -> None:
            if self.screen.list.selected_id == name:
                self.difference = difference(held, self._now)
                about = about_backup(backup, self.difference)
                cards = held_cards(held, self._workspace.stage_name)
                self.screen.show_contents(title, about, cards)

        def tell(error: FacilitatorError) -> None:
            if self.screen.list.selected_id == name:
                self.screen.show_contents(title, str(error), ())

        if self.screen.name.text() != title:
            self.screen.show_contents(title, "", ())
        file = self._files[name].file
        self._tasks.run(lambda progress: read_meetings(file)).on_success(show).on_error(tell)


def _list_folder(data: Path) -> tuple[str, Sequence[NamedBackup], dict[str, int]]:
    """Return the mark of a data folder, the backups in its folder for them, and their sizes.

    The newest is first; those of other data folders may be wanted too, but after our own.
    """
    named = named_in(backup_folder(data))[::-1]
    mark = mark_of(data)
    named.sort(key=lambda one: one.mark not in ("", mark))
    sizes = {}
    for one in named:
        with suppress(OSError):
            sizes[one.file.name] = one.file.stat().st_size
    return mark, named, sizes
