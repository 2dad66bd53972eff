"""How the meetings are opened: said when they can't be, and gone on with when they can."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.launch import Start
from facilitator.storage.db.problems import HeldError, UnusableFileError
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.translate import tr
from facilitator.ui.workspace.stale_meetings import StaleMeetings

if TYPE_CHECKING:
    # Imported where it is used: the first window must not wait for it.
    from facilitator.ui.app.controller import Controller
    from facilitator.ui.recovery.recovery import Recovery

T = TypeVar("T")


class Availability(QObject):
    """Knows whether the meetings can be had, and shows the ways out when they can't."""

    opened = Signal()
    """They are open, and with them the data folder; also after they were mended."""
    listed = Signal(object)
    """With the meetings there are."""

    def __init__(self, controller: "Controller") -> None:
        super().__init__(controller)
        self._controller = controller
        self._saving = controller.saving
        self._window = controller.window
        self._later = Later(self)
        self._start = Start("home")
        self._refused = False
        self.error: FacilitatorError | None = None
        """Why the meetings can't be opened or read; None when they can."""
        self._saving.changed.connect(self._on_tried)
        self._carried = StaleMeetings(controller.data, controller.window, self)
        self._saving.reopened.connect(self.ask)
        self._saving.did_not_fit.connect(
            self._carried.keep_apart, Qt.ConnectionType.QueuedConnection
        )
        self._window.stack.currentChanged.connect(self.show_banner)

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""
        self._start = start
        self._window.home.focus_start()
        self._saving.store.start()
        self.ask()

    def ask(self) -> None:
        """Ask the store that there is now for the meetings."""
        self._controller.presence.ask(self._start)
        meetings = self._saving.store.meetings(date.today())
        self._later.when(meetings, self._on_opened, self.tell)

    def _on_opened(self, meetings: Sequence[MeetingSummary]) -> None:
        if self._saving.closed:
            return
        # Only once: what is asked for again after a mend would be begun twice.
        start, self._start = self._start, Start("home")
        if self._shows_ways_out():
            self._window.show_home()
        self.listed.emit(meetings)
        self.opened.emit()
        self._saving.begin_backups()
        if self._controller.session is None:
            self._controller.do(start)
        self._controller.presence.resume(start)
        if "mending" in self.__dict__:
            self.mending.say_what_came_of_it()

    def is_at_hand(self) -> bool:
        """Whether the meetings can be asked for; when not, the ways out are shown."""
        if self.error is not None and not self._saving.away and not self._shows_ways_out():
            self.show_ways_out()
        return self.error is None and not self._saving.away

    @property
    def is_idle(self) -> bool:
        """Whether nobody is typing or looking at something of their own."""
        return self._window.sheet is None and (self._is_home() or self._shows_ways_out())

    # Refused

    def tell(self, error: FacilitatorError) -> None:
        """Say what the world did; when the meetings can’t be opened for it, offer the ways out."""
        store = self._saving.store
        refused = store.open_error
        if self.error is not None:
            return
        if refused is None and isinstance(error, HeldError):
            # Whoever held them has let go of them since.
            self.ask()
            return
        if refused is None and (not isinstance(error, UnusableFileError) or store.unsaved):
            self._window.toast.say(str(error))
            return
        self.error = refused or error
        self._refused = refused is not None
        self._saving.end_backups()
        # Whoever is typing goes on: the screen would take the keys in the midst of a sentence.
        sheet = self._window.sheet
        if sheet is not None:
            sheet.closed.connect(self._on_sheet_closed, Qt.ConnectionType.SingleShotConnection)
        if self.is_idle:
            self.show_ways_out()
        else:
            self.show_banner()

    def _on_sheet_closed(self) -> None:
        if self._is_home():
            self.is_at_hand()

    def show_ways_out(self) -> None:
        """Why the meetings can't be had, and what can be done, instead of everything else."""
        if self.error is None:
            return
        if not self._controller.keep():
            return
        self._controller.session = None
        self._window.show_home()
        let_go = None if self._refused else self._saving.store.close
        self.mending.offer(self.error, let_go)

    def show_banner(self) -> None:
        """Say over whatever is shown what keeps the changes from being saved, or threatens them."""
        saving = self._saving
        waiting = self._controller.rescues.waiting
        warning = self._controller.presence.warning
        sentence = saving.trouble or saving.elsewhere or warning or waiting
        if self.error is not None:
            leave = tr("Esc shows what can be done.")
            sentence = "" if self._shows_ways_out() else f"{self.error} {leave}"
        self._window.show_trouble(sentence)

    def _is_home(self) -> bool:
        return self._window.stack.currentWidget() is self._window.home

    def _shows_ways_out(self) -> bool:
        made = "mending" in self.__dict__
        return made and self._window.stack.currentWidget() is self.mending.screen

    @cached_property
    def mending(self) -> "Recovery":
        from facilitator.ui.recovery.recovery import Recovery

        controller = self._controller
        mending = Recovery(
            self._window, controller.data, controller.exercise_library, self.with_store_closed, self
        )
        mending.again_requested.connect(self._try_again)
        return mending

    # Tried again

    def _try_again(self) -> None:
        """The user asks; if they are still refused, that is said."""

        def refused(error: FacilitatorError) -> None:
            if isinstance(error, HeldError):
                self._window.toast.say(tr("They are still open elsewhere."))
            elif self._shows_ways_out():
                again = str(error) == str(self.error)
                remark = tr("This was tried just now, and it is still so.") if again else ""
                self.mending.offer(error, remark=remark)

        self._later.when(self._saving.store.try_again(), lambda none: None, refused)

    def _on_tried(self) -> None:
        """The store was tried again, by itself or because the user asked."""
        refused = self._saving.store.open_error
        if not self._refused or self._saving.away or self._saving.closed:
            return
        if refused is None:
            self._go_on()
        elif type(refused) is not type(self.error):
            self.error = refused
            if self._shows_ways_out():
                self.mending.offer(refused)

    def _go_on(self) -> None:
        """They are open now, and what was begun meanwhile is on its way to the disk."""
        self.error, self._refused = None, False
        self.show_banner()
        self.ask()

    def with_store_closed(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        """Leave every meeting, do `work` on a thread while nobody holds the database, come home.

        `then` or `failed` is called when the meetings are open again.
        """
        if self._saving.away:
            failed(FacilitatorError(tr("Something else is still being done; try again soon.")))
            return
        # Before the store closes: what is noted after that could not be handed to it.
        self._controller.keep()
        if self._controller.session is not None:
            self._controller.timekeeping.stand()
        self._carried.hold(self._controller.sessions, self._saving.store.unsaved)
        self.error, self._refused = None, False
        self._controller.forget_sessions()
        self._saving.with_store_closed(work, then, failed)

    def finish(self) -> None:
        """The window closes."""
        if "mending" in self.__dict__:
            self.mending.finish()
