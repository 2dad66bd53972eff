"""The ways out when the meetings can't be opened: looked for on a thread, chosen, and gone."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError, StorageError
from facilitator.progress import Stopped
from facilitator.storage.backup.backups import Backup, newest_good
from facilitator.storage.db.problems import HeldError, Unusable, UnusableFileError
from facilitator.ui.base.tasks import Later
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

RESCUE, BACKUP, SALVAGE, AFRESH, BACK, AGAIN, LEAVE = (
    *("rescue", "backup", "salvage", "afresh", "back", "again", "leave"),
)
Work = Callable[[], "Repair | None"]


@dataclass(slots=True)
class _Found:
    """What the looking brought; None for what is not there or was not looked for to the end."""

    rescue: "Rescue | None" = None
    backup: Backup | None = None
    titles: tuple[str, ...] = ()
    salvage: "Salvage | None" = None
    stopped: bool = False


class Recovery(QObject):
    """Shows the trouble screen, and does what is chosen there."""

    again_requested = Signal()
    """The user asks whether the meetings can be opened by now."""

    _progressed = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._data = workspace.data
        self._library = workspace.library
        self._later = Later(self)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="mending")
        self._stop = Event()
        self._error: FacilitatorError | None = None
        self._found = _Found()
        self._let_go: Callable[[], object] | None = None
        self._percent = -1
        self._remark = ""
        self._outcome = ""
        self._looks_closer = False
        self.screen = RecoveryScreen()
        shell.add_screen(self.screen, exclusive=True)
        self._progressed.connect(self.screen.show_progress, Qt.ConnectionType.QueuedConnection)
        self.screen.chosen.connect(self._on_chosen)
        self.screen.escaped.connect(self._on_escaped)

    def offer(
        self,
        error: FacilitatorError,
        let_go: Callable[[], object] | None = None,
        remark: str = "",
    ) -> None:
        """Say why the meetings can't be opened, and look for ways out.

        `let_go` closes a database that could be opened but not be read; `remark` says why what was
        chosen before did not help.
        """
        self._outcome = ""
        self._remark = remark or self._remark
        self._error, self._let_go = error, let_go
        # If the looking ends by a bug, it is as if it had been stopped.
        self._found = _Found(stopped=True)
        self._stop.clear()
        self._shell.show_screen(self.screen)
        if not isinstance(error, UnusableFileError):
            self._show_choices()
            return
        happened = words.happened(error)
        self.screen.show_work(self._heading, happened, words.looking(), stops=True)
        looking = self._worker.submit(self._look, error, let_go)
        self._later.when(looking, self._on_looked, self._on_failed, always=self._end_looking)

    def finish(self) -> None:
        """Stop looking and wait for the end of it."""
        self._stop.set()
        self._worker.shutdown(wait=True)

    # On the thread

    def _look(self, error: UnusableFileError, let_go: Callable[[], object] | None) -> _Found:
        from facilitator.storage.backup.contents import titles_in
        from facilitator.storage.recovery.repair import whole_file
        from facilitator.storage.recovery.rescue import rescues
        from facilitator.storage.recovery.salvage import salvage

        found = _Found()
        if let_go is not None:
            let_go()
        try:
            self._tell(0, 1)
            found.rescue = next(iter(rescues(self._data)), None)
            found.backup = newest_good(self._data, self._tell)
            if found.backup is not None:
                found.titles = titles_in(found.backup.file)
            file = whole_file(self._data)
            if error.why.is_own_file and os.path.isfile(file):  # noqa: PTH113 - never raises
                read = salvage(file, self._library.all(), date.today(), self._tell)
                found.salvage = read if read.meetings else None
        except Stopped:
            found.stopped = True
        except StorageError:
            # Not even opened: then nothing of it can be offered.
            found.salvage = None
        return found

    def _take_back(self, made: Backup) -> "Repair":
        from facilitator.storage.recovery.repair import take_back

        return take_back(self._data, made.file, datetime.now(UTC), self._why, self._tell)

    def _take_rescue(self, rescue: "Rescue") -> "Repair":
        from facilitator.storage.recovery.repair import take_rescue

        return take_rescue(self._data, rescue.file, datetime.now(UTC), self._why, self._tell)

    def _begin_with(self, salvaged: "Sequence[Salvaged]") -> "Repair":
        from facilitator.storage.recovery.repair import start_over

        return start_over(self._data, salvaged, datetime.now(UTC), self._why, self._tell)

    @property
    def _why(self) -> Unusable:
        error = self._error
        return error.why if isinstance(error, UnusableFileError) else Unusable.DAMAGED

    def _tell(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Stopped
        percent = 100 * done // max(1, total)
        if percent != self._percent:
            self._percent = percent
            self._progressed.emit(percent)

    # What is shown

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
        """The best first."""
        if not isinstance(error, UnusableFileError):
            return [(AGAIN, words.try_again()), (LEAVE, words.leave_as_it_is())]
        newer, found = error.why is Unusable.NEWER, self._found
        leave = (LEAVE, words.leave_to_update() if newer else words.leave())
        choices = []
        if error.why is Unusable.ODD:
            # Perhaps a link to a drive that is plugged in by now.
            choices.append((BACK, words.try_again()))
        if found.backup is not None:
            choices.append((BACKUP, words.backup(found.backup, found.titles)))
        if found.salvage is not None:
            # What is whole has the last changes too, which no backup has.
            place = 0 if found.salvage.whole else len(choices)
            choices.insert(place, (SALVAGE, words.salvage(found.salvage)))
        if found.rescue is not None:
            # All that was there when the file was lost, and every change after that.
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

    # What is chosen

    def _on_escaped(self) -> None:
        if self._looks_closer:
            self._show_choices(SALVAGE)
        else:
            self._stop.set()

    def _on_chosen(self, chosen: str) -> None:
        found, error = self._found, self._error
        if self._looks_closer and found.salvage is not None:
            read = found.salvage.meetings
            self._do(lambda: self._begin_with(read), words.gone_on, stops=True)
        elif chosen == SALVAGE and found.salvage is not None:
            self._look_closer(found.salvage)
        elif chosen == RESCUE and found.rescue is not None:
            rescue = found.rescue
            self._do(lambda: self._take_rescue(rescue), words.put_back, stops=True)
        elif chosen == BACKUP and found.backup is not None:
            made = found.backup
            self._do(
                lambda: self._take_back(made),
                lambda mended: words.taken_back(made, mended),
                stops=True,
            )
        elif chosen == AFRESH:
            self._do(lambda: self._begin_with(()), words.gone_on)
        elif chosen == LEAVE:
            self._shell.close_requested.emit()
        elif chosen == AGAIN and isinstance(error, UnusableFileError):
            self.offer(error, self._let_go)
        elif chosen == AGAIN:
            self.again_requested.emit()
        else:
            self._do(lambda: None, lambda mended: "")

    def _do(self, work: Work, said: "Callable[[Repair], str]", *, stops: bool = False) -> None:
        """Do it while nobody holds the file; then go home, or say why that was not possible.

        `stops` if it can be stopped, after which the ways out are offered again.
        """

        def stoppable() -> "Repair | None":
            try:
                return work()
            except Stopped:
                return None

        def then(mended: "Repair | None") -> None:
            self._outcome = "" if mended is None else said(mended)

        error = self._error
        self._looks_closer = False
        self._stop.clear()
        self._workspace.with_store_closed(stoppable, then, self._on_failed)
        self._shell.show_screen(self.screen)
        why = words.happened(error) if isinstance(error, UnusableFileError) else str(error)
        self.screen.show_work(self._heading, why, tr("One moment…"), stops=stops)

    def _on_failed(self, error: FacilitatorError) -> None:
        """The file is as it was; the ways out are offered again, with what went wrong."""
        self._remark = self._outcome = str(error)

    def say_what_came_of_it(self) -> None:
        """The meetings are open again, and shown."""
        said, self._outcome, self._remark = self._outcome, "", ""
        if said:
            self._shell.toast.say(said)
