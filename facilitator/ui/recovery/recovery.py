"""Recovery when the meetings can't be opened: find what can be done, offer it, do it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError, StorageError
from facilitator.progress import Progress, Stopped
from facilitator.storage.backup.backups import Backup, newest_good
from facilitator.storage.db.problems import HeldError, Unusable, UnusableFileError
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.recovery import recovery_text as words
from facilitator.ui.recovery.recovery_screen import Page, RecoveryScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Loaded by the threads that use them: the UI thread must not wait for SQLAlchemy.
    from facilitator.storage.recovery.repair import Repair
    from facilitator.storage.recovery.rescue import Rescue
    from facilitator.storage.recovery.salvage import Salvage, Salvaged
    from facilitator.ui.shell.busy import Busy

RESCUE, BACKUP, SALVAGE, AFRESH, BACK, AGAIN, LEAVE = (
    *("rescue", "backup", "salvage", "afresh", "back", "again", "leave"),
)
Work = Callable[[Progress], "Repair | None"]


@dataclass(slots=True)
class _Found:
    """What the search found; None for what is not there or was not searched to the end."""

    rescue: "Rescue | None" = None
    backup: Backup | None = None
    titles: tuple[str, ...] = ()
    salvage: "Salvage | None" = None
    stopped: bool = False


class Recovery(QObject):
    """The recovery screen, and what is chosen there."""

    again_requested = Signal()
    """The user wants to try to open the meetings again."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        working: "Callable[[], Busy]",
    ) -> None:
        super().__init__(shell)
        self._working = working
        self._workspace = workspace
        self._shell = shell
        self._data = workspace.data
        self._library = workspace.exercise_library
        self._tasks = Tasks(self)
        self._task: Task[Any] | None = None
        """What is being done, as the screen shows it."""
        self._error: FacilitatorError | None = None
        self._found = _Found()
        self._let_go: Callable[[], object] | None = None
        self._remark = ""
        self._outcome = ""
        self._looks_closer = False
        self.screen = RecoveryScreen()
        shell.add_screen(self.screen, exclusive=True)
        self.screen.chosen.connect(self._on_chosen)
        self.screen.escaped.connect(self._on_escaped)

    def offer(
        self,
        error: FacilitatorError,
        let_go: Callable[[], object] | None = None,
        remark: str = "",
    ) -> None:
        """Say why the meetings can't be opened, and search for what can be done.

        `let_go` closes a database that could be opened but not be read; `remark` says why what was
        chosen before did not help.
        """
        self._outcome = ""
        self._remark = remark or self._remark
        self._error, self._let_go = error, let_go
        # A search that ends by a bug counts as cancelled.
        self._found = _Found(stopped=True)
        self._shell.show_screen(self.screen)
        if not isinstance(error, UnusableFileError):
            self._show_choices()
            return
        happened = words.happened(error)
        self.screen.show_work(self._heading, happened, words.looking(), stops=True)
        task = self._tasks.run(lambda progress: self._look(error, let_go, progress))
        task.on_success(self._on_looked).on_error(self._on_failed)
        task.on_progress(self.screen.show_progress)
        # Not if another error has begun a search of its own.
        task.on_done(lambda: self._end_looking() if task is self._task else None)
        self._task = task

    def finish(self) -> None:
        """Cancel what is being done, and wait for the search to end."""
        self._cancel()
        self._tasks.finish()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # On a thread

    def _look(
        self, error: UnusableFileError, let_go: Callable[[], object] | None, progress: Progress
    ) -> _Found:
        from facilitator.storage.backup.contents import titles_in
        from facilitator.storage.recovery.repair import whole_file
        from facilitator.storage.recovery.rescue import rescues
        from facilitator.storage.recovery.salvage import salvage

        found = _Found()
        if let_go is not None:
            let_go()
        try:
            progress(0, 1)
            found.rescue = next(iter(rescues(self._data)), None)
            found.backup = newest_good(self._data, progress)
            if found.backup is not None:
                found.titles = titles_in(found.backup.file)
            file = whole_file(self._data)
            if error.why.is_own_file and os.path.isfile(file):  # noqa: PTH113 - never raises
                read = salvage(file, self._library.all(), date.today(), progress)
                found.salvage = read if read.all else None
        except Stopped:
            found.stopped = True
        except StorageError:
            # It can't even be opened, so nothing of it can be offered.
            found.salvage = None
        return found

    def _restore_backup(self, made: Backup, progress: Progress) -> "Repair":
        from facilitator.storage.recovery.repair import restore_backup

        return restore_backup(self._data, made.file, datetime.now(UTC), self._why, progress)

    def _restore_rescue(self, rescue: "Rescue", progress: Progress) -> "Repair":
        from facilitator.storage.recovery.repair import restore_rescue

        return restore_rescue(self._data, rescue.file, datetime.now(UTC), self._why, progress)

    def _start_over(self, salvaged: "Sequence[Salvaged]", progress: Progress) -> "Repair":
        from facilitator.storage.recovery.repair import start_over

        return start_over(self._data, salvaged, datetime.now(UTC), self._why, progress)

    @property
    def _why(self) -> Unusable:
        error = self._error
        return error.why if isinstance(error, UnusableFileError) else Unusable.DAMAGED

    # The screen

    def _on_looked(self, found: _Found) -> None:
        self._found = found

    def _end_looking(self) -> None:
        self.screen.await_reading()
        self._show_choices()

    def _show_choices(self, selected: str = "") -> None:
        self._looks_closer = False
        error = self._error
        assert error is not None
        page = Page(self._heading, self._message(error), self._choices(error), tr("do this"))
        self.screen.show_page(page, selected)
        self.screen.say(self._remark)
        self._remark = ""

    @property
    def _heading(self) -> str:
        return words.heading(opens=self._let_go is not None)

    def _message(self, error: FacilitatorError) -> str:
        if isinstance(error, HeldError):
            return words.held(error)
        if not isinstance(error, UnusableFileError):
            return str(error)
        said, found = words.happened(error), self._found
        if found.stopped or found.backup is not None or found.rescue is not None:
            return said
        if found.salvage is None and error.why.is_own_file:
            return f"{said} {words.nothing_found()}"
        return f"{said} {words.no_backup()}"

    def _choices(self, error: FacilitatorError) -> list[tuple[str, CardContent]]:
        """Return what can be done, the best first."""
        if not isinstance(error, UnusableFileError):
            return [(AGAIN, words.try_again()), (LEAVE, words.leave_as_it_is())]
        newer, found = error.why is Unusable.NEWER, self._found
        leave = (LEAVE, words.leave_to_update() if newer else words.leave())
        choices = []
        if error.why is Unusable.ODD:
            # It may be a link to a drive that is plugged in by now.
            choices.append((BACK, words.try_again()))
        if found.backup is not None:
            choices.append((BACKUP, words.backup(found.backup, found.titles)))
        if found.salvage is not None:
            # A whole file has the last changes too, which no backup has.
            place = 0 if found.salvage.whole else len(choices)
            choices.insert(place, (SALVAGE, words.salvage(found.salvage)))
        if found.rescue is not None:
            # It has everything from when the file was lost, and every change after that.
            choices.insert(0, (RESCUE, words.rescue(found.rescue)))
        if found.stopped:
            choices.append((AGAIN, words.look_again()))
        choices.append((AFRESH, words.afresh()))
        if self._let_go is not None:
            choices.append((BACK, words.go_back()))
        return [leave, *choices] if newer else [*choices, leave]

    def _look_closer(self, found: "Salvage") -> None:
        self._looks_closer = True
        entries = [(each.meeting.id, words.read_meeting(each)) for each in found.meetings]
        page = Page(
            words.read_heading(),
            words.read_message(found),
            entries,
            words.read_enter(found),
            back=True,
        )
        self.screen.say("")
        self.screen.show_page(page)

    # The choice

    def _on_escaped(self) -> None:
        if self._looks_closer:
            self._show_choices(SALVAGE)
        else:
            self._cancel()

    def _on_chosen(self, chosen: str) -> None:
        found, error = self._found, self._error
        if self._looks_closer and found.salvage is not None:
            read = found.salvage.all
            self._do(partial(self._start_over, read), words.started_over, stops=True)
        elif chosen == SALVAGE and found.salvage is not None:
            self._look_closer(found.salvage)
        elif chosen == RESCUE and found.rescue is not None:
            rescue = found.rescue
            self._do(partial(self._restore_rescue, rescue), words.rescue_restored, stops=True)
        elif chosen == BACKUP and found.backup is not None:
            made = found.backup
            self._do(
                partial(self._restore_backup, made),
                lambda mended: words.backup_restored(made, mended),
                stops=True,
            )
        elif chosen == AFRESH:
            self._do(partial(self._start_over, ()), words.started_over)
        elif chosen == LEAVE:
            self._shell.close_requested.emit()
        elif chosen == AGAIN and isinstance(error, UnusableFileError):
            self.offer(error, self._let_go)
        elif chosen == AGAIN:
            self.again_requested.emit()
        else:
            self._do(lambda progress: None, lambda mended: "")

    def _do(self, work: Work, said: "Callable[[Repair], str]", *, stops: bool = False) -> None:
        """Do it while the database is closed; then go home, or say why that was not possible.

        `stops` if it can be cancelled, after which the choices are offered again.
        """
        if self._working().busy or self._workspace.store_service.away:
            said_busy = tr("Something else is still running; try again when it’s done.")
            self._shell.toast.say(said_busy)
            return

        def done(mended: "Repair | None") -> None:
            self._outcome = "" if mended is None else said(mended)

        error = self._error
        self._looks_closer = False
        task = self._workspace.with_store_closed(work)
        task.on_success(done).on_error(self._on_failed).on_cancelled(self._on_cancelled)
        task.on_progress(self.screen.show_progress)
        self._task = task
        self._shell.show_screen(self.screen)
        why = words.happened(error) if isinstance(error, UnusableFileError) else str(error)
        self.screen.show_work(self._heading, why, tr("One moment…"), stops=stops)

    def _on_failed(self, error: FacilitatorError) -> None:
        """Remember what went wrong: the file is as it was, and the choices are offered again."""
        self._remark = self._outcome = str(error)

    def _on_cancelled(self) -> None:
        self._outcome = ""

    def say_what_came_of_it(self) -> None:
        """Say what became of it, now that the meetings are open again and shown."""
        said, self._outcome, self._remark = self._outcome, "", ""
        if said:
            self._shell.toast.say(said)
