"""Open the meetings; when they can't be opened, say why and offer what can be done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.launch import Start
from facilitator.storage.db.problems import HeldError, UnusableFileError
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base.first_paint import after_first_paint
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.stale_meetings import StaleMeetings
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.ui.recovery.recovery import Recovery
    from facilitator.ui.shell.busy import Busy


class Availability(QObject):
    """The availability of the meetings, and the ways out when they can't be opened."""

    asked = Signal(Start)
    """The store was asked for the meetings, for this start."""
    start_requested = Signal(Start)
    """The meetings are open: do what the program was started for."""
    settled = Signal(Start)
    """The start was carried out, or a meeting was open already."""
    opened = Signal()
    """The meetings are open, and the data folder exists; also after a repair."""
    listed = Signal(object)
    """With the summaries of all meetings."""

    def __init__(
        self, workspace: Workspace, shell: MainWindow, working: "Callable[[], Busy]"
    ) -> None:
        super().__init__(shell)
        self._working = working
        self._workspace = workspace
        self._saving = workspace.store_service
        self._shell = shell
        self.recovery = Lazy(self._make_recovery)
        self.warnings: list[Callable[[], str]] = []
        """What else the banner says, the most serious first; each is empty when all is well."""
        self._tasks = Tasks(self)
        self._start = Start("home")
        self._refused = False
        self.error: FacilitatorError | None = None
        """Why the meetings can't be opened or read; None when they can."""
        self._saving.changed.connect(self._on_tried)
        self._stale = StaleMeetings(workspace.data, self)
        self._stale.said.connect(shell.toast.say)
        workspace.error_reported.connect(self._on_error_reported)
        workspace.store_closing.connect(self._on_store_closing)
        workspace.check_availability_with(self.ensure_available)
        self._saving.changed.connect(self.show_banner)
        self._saving.reopened.connect(self.ask)
        self._saving.did_not_fit.connect(self._stale.keep_apart, Qt.ConnectionType.QueuedConnection)
        self._shell.stack.currentChanged.connect(self.show_banner)

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""
        self._start = start
        self._shell.show_home()
        self.ask()
        # The writer imports SQLAlchemy, and what imports takes the interpreter from who paints.
        after_first_paint(self._shell, self._open)

    def _open(self) -> None:
        if not self._is_closed:
            self._saving.store.start()

    def ask(self) -> None:
        """Ask the store that there is now for the meetings."""
        self.asked.emit(self._start)
        meetings = self._saving.store.meetings(date.today())
        task = self._tasks.follow(meetings)
        task.on_success(self._on_opened).on_error(self._on_error_reported)

    def _on_opened(self, meetings: Sequence[MeetingSummary]) -> None:
        if self._is_closed:
            # Closed since it was asked; once it is open again, it is asked again.
            return
        # Only once: after a repair the same request would otherwise be carried out twice.
        start, self._start = self._start, Start("home")
        if self._shows_ways_out():
            self._shell.show_home()
        self.listed.emit(meetings)
        self.opened.emit()
        self._saving.begin_backups()
        if self._workspace.current is None:
            self.start_requested.emit(start)
        self.settled.emit(start)
        if self.recovery.made is not None:
            self.recovery.made.say_what_came_of_it()

    def ensure_available(self) -> bool:
        """Return whether the meetings can be read; if not, show the ways out."""
        if self._is_closed:
            return False
        if self.error is not None and not self._shows_ways_out():
            self.show_ways_out()
        return self.error is None

    @property
    def _is_closed(self) -> bool:
        """Whether the meetings are closed for a while, or for good because the window closes."""
        return self._saving.away or self._saving.closed

    @property
    def is_idle(self) -> bool:
        """Whether nobody is typing or looking at something of their own."""
        return self._shell.sheet is None and (self._shell.is_home or self._shows_ways_out())

    # Refused

    def _on_error_reported(self, error: FacilitatorError) -> None:
        """Report an error; when it keeps the meetings from being opened, offer the ways out."""
        store = self._saving.store
        refused = store.open_error
        if self.error is not None:
            return
        if refused is None and isinstance(error, HeldError):
            # The program that held them has closed them since.
            self.ask()
            return
        if refused is None and (not isinstance(error, UnusableFileError) or store.unsaved):
            self._shell.toast.say(str(error))
            return
        self.error = refused or error
        self._refused = refused is not None
        self._saving.end_backups()
        # Do not interrupt typing: the screen would take the keys in the middle of a sentence.
        sheet = self._shell.sheet
        if sheet is not None:
            sheet.closed.connect(self._on_sheet_closed, Qt.ConnectionType.SingleShotConnection)
        if self.is_idle:
            self.show_ways_out()
        else:
            self.show_banner()

    def _on_sheet_closed(self) -> None:
        if self._shell.is_home:
            self.ensure_available()

    def show_ways_out(self) -> None:
        """Show only why the meetings can't be opened and what can be done."""
        if self.error is None:
            return
        if not self._workspace.commit_edits():
            return
        self._workspace.leave()
        let_go = None if self._refused else self._saving.store.close
        self.recovery().offer(self.error, let_go)

    def show_banner(self) -> None:
        """Say above any screen what keeps the changes from being saved, or threatens them."""
        saving = self._saving
        warnings = (warning() for warning in self.warnings)
        sentence = saving.trouble or saving.elsewhere or next(filter(None, warnings), "")
        if self.error is not None:
            leave = tr("Esc shows what can be done.")
            sentence = "" if self._shows_ways_out() else f"{self.error} {leave}"
        self._shell.show_trouble(sentence)

    def _shows_ways_out(self) -> bool:
        recovery = self.recovery.made
        return recovery is not None and self._shell.screen_shown is recovery.screen

    def _make_recovery(self) -> "Recovery":
        from facilitator.ui.recovery.recovery import Recovery

        recovery = Recovery(self._workspace, self._shell, self._working)
        recovery.again_requested.connect(self._try_again)
        return recovery

    # Tried again

    def _try_again(self) -> None:
        """Try again because the user asks; say so if the meetings still can't be opened."""

        def refused(error: FacilitatorError) -> None:
            if isinstance(error, HeldError):
                self._shell.toast.say(tr("They are still open elsewhere."))
            elif self._shows_ways_out():
                again = str(error) == str(self.error)
                remark = tr("Tried again just now: nothing has changed.") if again else ""
                self.recovery().offer(error, remark=remark)

        self._tasks.follow(self._saving.store.try_again()).on_error(refused)

    def _on_tried(self) -> None:
        """Follow a new attempt to open the store, automatic or requested by the user."""
        refused = self._saving.store.open_error
        if not self._refused or self._is_closed:
            return
        if refused is None:
            self._go_on()
        elif type(refused) is not type(self.error):
            self.error = refused
            if self._shows_ways_out():
                self.recovery().offer(refused)

    def _go_on(self) -> None:
        """Show the meetings: they are open now, and what was begun meanwhile is being saved."""
        self.error, self._refused = None, False
        self.show_banner()
        self.ask()

    def _on_store_closing(self) -> None:
        self._stale.hold(self._workspace.sessions, self._saving.store.unsaved)
        self.error, self._refused = None, False

    def finish(self) -> None:
        """Stop the recovery: the window closes."""
        if self.recovery.made is not None:
            self.recovery.made.finish()
