"""What happens between the screens: meetings are begun, opened, kept, found and left."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator import paths
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.exercises.library import Library
from facilitator.settings import Settings, save_settings
from facilitator.start import Start
from facilitator.storage.problems import HeldError
from facilitator.storage.store import Store
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.discarding import Discarding
from facilitator.ui.later import Later
from facilitator.ui.presence import Presence
from facilitator.ui.saving import Saving
from facilitator.ui.text import tr
from facilitator.ui.widgets.key_line import Lamp
from facilitator.ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from concurrent.futures import Future

    from facilitator.domain.conduct import Invitation
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.backing import Backing
    from facilitator.ui.bringing_in import BringingIn
    from facilitator.ui.exporting import Exporting
    from facilitator.ui.inviting import Inviting
    from facilitator.ui.mending import Mending
    from facilitator.ui.palette import Palette
    from facilitator.ui.session import Session
    from facilitator.ui.suggesting import Suggesting
    from facilitator.ui.targeting import Targeting
    from facilitator.ui.windows.sheets import Sheets
    from facilitator.ui.working import Working

T = TypeVar("T")

SAMPLE = "corner-bakery.json"
KEPT_SESSIONS = 20
"""Meetings of which can still be undone what was done since the program started."""
LAST_WRITE_SECONDS = 5.0
"""How long closing waits for the disk before it asks."""
HELD_PAUSE = 1_000
"""Milliseconds before meetings that another program holds are tried again."""
LOOK_AGAIN = 10
"""Milliseconds between two looks at whether all is saved, while the window closes."""


class Controller(QObject):
    """Owns the store, the library and the settings of one data folder, and the session at hand."""

    opened = Signal()
    """The meetings are there, and with them the data folder."""

    def __init__(self, data: Path, settings: Settings, window: MainWindow) -> None:
        super().__init__()
        self.data = data
        self.settings = settings
        self.window = window
        self.library = Library(paths.own_exercises_folder(data))
        self.saving = Saving(data, self)
        self.session: Session | None = None
        self.open_error: FacilitatorError | None = None
        self.next_start: Start | None = None
        """How the program is to start anew once it has ended; None when it just ends."""
        self._sessions: dict[str, Session] = {}
        self._later = Later(self)
        self.discarding = Discarding(
            self.saving, window, self._sessions, lambda: self.sheets.trash, self
        )
        self._meetings: list[MeetingSummary] = []
        self._close_by = 0.0
        self.presence = Presence(self)
        self._start = Start("home")
        self._asked_again = False
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HELD_PAUSE)
        self._held.timeout.connect(self._try_again)
        self._wire()

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""
        self._start = start
        self.window.home.focus_start()
        self.store.start()
        self._ask_for_meetings()

    def _ask_for_meetings(self) -> None:
        self.presence.ask(self._start)
        self._later.when(self.store.meetings(date.today()), self._on_opened, self._on_trouble)

    def _on_opened(self, meetings: Sequence[MeetingSummary]) -> None:
        if self.saving.closed:
            return
        self._held.stop()
        self._on_meetings(meetings)
        self.discarding.refresh()
        QTimer.singleShot(0, self._warm_up)
        self.opened.emit()
        self.saving.begin_backups()
        self.do(self._start)
        self.presence.resume(self._start)

    def do(self, start: Start) -> None:
        """What the program was started for, by this start or a later one.

        Raises FacilitatorError, InputRefusedError also when what is half-typed can't be kept.
        """
        if start.action == "home":
            return
        if not self._keep():
            raise InputRefusedError(
                tr("What is being typed can’t be kept as it is: finish or leave it first.")
            )
        if start.action == "new":
            self._begin_at_once(start)
        elif start.meeting and not self._is_shown(start.meeting):
            self.open_meeting(start.meeting)

    def _is_shown(self, meeting_id: str) -> bool:
        shown = self.window.stack.currentWidget() is self.window.meeting
        return shown and self.session is not None and self.session.meeting.id == meeting_id

    @property
    def store(self) -> Store:
        """The store there is now; it is another one after a restore."""
        return self.saving.store

    @property
    def sessions(self) -> "list[Session]":
        """The meetings that were open last; each keeps what can be undone."""
        return list(self._sessions.values())

    @property
    def _at_hand(self) -> bool:
        """Whether the meetings can be asked for, now or as soon as they are open."""
        return self.open_error is None and not self.saving.away

    def _warm_up(self) -> None:
        # The window may have been closed at once, and the store with it.
        with suppress(RuntimeError):
            self.store.warm_up()

    def _begin_at_once(self, start: Start) -> None:
        from facilitator.ui.windows.invitation_screen import default_title

        exercise = self.library.get(start.exercise) if start.exercise else self.library.default
        title = start.title or default_title(exercise)
        self.begin(exercise, replace(self._known(), title=title))

    def _wire(self) -> None:
        window, home = self.window, self.window.home
        self.saving.changed.connect(self._show_saved)
        self.saving.backup_failed.connect(window.toast.say)
        home.begin_requested.connect(self.ask_invitation)
        home.exercises_requested.connect(lambda: self.inviting.pick())
        home.sample_requested.connect(self.open_sample)
        home.open_requested.connect(self.open_meeting)
        home.find_requested.connect(self.find)
        home.discard_requested.connect(self._on_discard_requested)
        home.undo_requested.connect(self.discarding.take_last_back)
        home.trash_requested.connect(self.discarding.show)
        self.discarding.changed.connect(self.refresh_home)
        self.saving.backed_up.connect(self.discarding.erase_what_is_due)
        home.bring_in_requested.connect(lambda: self.bringing_in.ask())
        home.file_dropped.connect(lambda file: self.bringing_in.take(file))
        home.backups_requested.connect(self.show_backups)
        window.new_requested.connect(self.ask_invitation)
        window.export_requested.connect(self.ask_export)
        window.find_requested.connect(self.find)
        window.palette_requested.connect(lambda: self.palette.ask())
        window.target_requested.connect(lambda: self.targeting.ask())
        window.alike_requested.connect(lambda: self.suggesting.ask())
        window.settings_requested.connect(lambda: self.sheets.settings.ask(self.settings))
        window.details_requested.connect(self.ask_details)
        window.help_requested.connect(lambda: self.sheets.help.open())
        window.notes_requested.connect(self.show_notes)
        window.home_requested.connect(self.go_home)
        window.close_requested.connect(self.close)

    # Made when first needed: the first window must not wait for them

    @cached_property
    def sheets(self) -> "Sheets":
        from facilitator.ui.windows.sheets import Sheets

        sheets = Sheets(self.window, self.data)
        sheets.settings.kept.connect(self._on_settings_kept)
        sheets.settings.backups_requested.connect(self.show_backups)
        sheets.find.chosen.connect(self._on_found)
        sheets.leaving.copy_requested.connect(self._on_copy_requested)
        sheets.leaving.leave_requested.connect(self._leave)
        sheets.trash.take_back_requested.connect(self.discarding.take_back)
        sheets.trash.empty_requested.connect(self.discarding.empty)
        sheets.trash.closed.connect(self.discarding.on_sheet_closed)
        return sheets

    @cached_property
    def inviting(self) -> "Inviting":
        from facilitator.ui.inviting import Inviting

        inviting = Inviting(self.window, self.library, self)
        inviting.known = self._known()
        inviting.begun.connect(self._on_begun)
        inviting.described.connect(self._on_described)
        inviting.left.connect(self._on_invitation_left)
        return inviting

    @cached_property
    def palette(self) -> "Palette":
        from facilitator.ui.palette import Palette

        return Palette(self.window, self.sheets.palette)

    @cached_property
    def targeting(self) -> "Targeting":
        from facilitator.ui.targeting import Targeting

        return Targeting(self.window, self.sheets.target)

    @cached_property
    def suggesting(self) -> "Suggesting":
        from facilitator.ui.suggesting import Suggesting

        return Suggesting(self.window, self.sheets.alike, self)

    @cached_property
    def working(self) -> "Working":
        from facilitator.ui.working import Working

        return Working(self.window)

    @cached_property
    def backing(self) -> "Backing":
        from facilitator.ui.backing import Backing

        backing = Backing(self, self._stage_name)
        backing.left.connect(self._on_invitation_left)
        backing.folder_chosen.connect(self._on_backup_folder_chosen)
        return backing

    @cached_property
    def bringing_in(self) -> "BringingIn":
        from facilitator.ui.bringing_in import BringingIn

        bringing_in = BringingIn(self)
        bringing_in.brought_in.connect(self._on_brought_in)
        return bringing_in

    @cached_property
    def exporting(self) -> "Exporting":
        from facilitator.ui.exporting import Exporting

        exporting = Exporting(self.sheets.export, self.working, self)
        exporting.exported.connect(self._on_exported)
        return exporting

    @cached_property
    def mending(self) -> "Mending":
        from facilitator.ui.mending import Mending

        def opened() -> "Future[list[MeetingSummary]]":
            return self.store.meetings(date.today())

        mending = Mending(self.window, self.data, self.library, self.between_stores, opened, self)
        mending.held_again.connect(self._on_held_again)
        return mending

    # Home

    def refresh_home(self) -> None:
        """Read the list of meetings and the trash anew."""
        self.discarding.refresh()
        self._later.when(self.store.meetings(date.today()), self._on_meetings, self._on_trouble)

    def _on_meetings(self, meetings: Sequence[MeetingSummary]) -> None:
        self._meetings = [known for known in meetings if not self.discarding.holds(known.id)]
        self.window.home.show_meetings(self._meetings, self._stage_name)
        self.window.home.show_first_start(not self._meetings)

    def _on_discard_requested(self, meeting_id: str) -> None:
        title = next(known.title for known in self._meetings if known.id == meeting_id)
        self.discarding.discard(meeting_id, title)
        self._on_meetings(self._meetings)

    def _stage_name(self, exercise_id: str, stage_id: str) -> str:
        with suppress(FacilitatorError):
            return self.library.get(exercise_id).stage(stage_id).name
        return ""

    def go_home(self) -> None:
        """Leave the meeting; it is kept as it stands, and so is what can be undone."""
        if not self._keep():
            return
        self.session = None
        self.window.show_home()
        self.refresh_home()

    # Beginning and opening

    def ask_invitation(self) -> None:
        """The form of a new meeting."""
        if self._at_hand and self._keep():
            self.inviting.ask(self._known())

    def ask_details(self) -> None:
        """The same form for the meeting at hand."""
        if self.session is not None and self._keep():
            self.inviting.ask_again(self.session)

    def begin(self, exercise: "Exercise", invitation: "Invitation") -> None:
        """A new meeting, saved from its first moment. Raises InputRefusedError."""
        from facilitator.domain import conduct
        from facilitator.domain.meeting import Meeting
        from facilitator.ui.session import Session

        change = conduct.begin(exercise, invitation, date.today())
        meeting = Meeting()
        meeting.apply(change)
        self.store.commit(change)
        self._show(Session(meeting, exercise, self.store, self))

    def open_meeting(self, meeting_id: str) -> None:
        """The meeting as it was left."""
        known = self._sessions.get(meeting_id)
        if known is not None:
            self._show(known)
        else:
            self._later.when(self.store.load(meeting_id), self.enter, self._on_trouble)

    def open_sample(self) -> None:
        """The sample meeting; it is brought in once and kept like any other."""
        from facilitator.domain import conduct
        from facilitator.export.interchange import loads

        text = (paths.resources() / "samples" / SAMPLE).read_text(encoding="utf-8")
        sample = loads(text)
        if any(known.id == sample.id for known in self._meetings):
            self.open_meeting(sample.id)
            return
        if self.discarding.holds(sample.id):
            self.discarding.take_back(sample.id, self.open_meeting)
            return
        self.store.commit(conduct.bring_in(sample.records()))
        self.enter(sample)

    def _on_brought_in(self, meeting: "Meeting", said: str) -> None:
        self.enter(meeting)
        self.window.toast.say(said)

    def enter(self, meeting: "Meeting") -> None:
        """Show a meeting that was loaded; one that is open already as it is there."""
        from facilitator.ui.session import Session

        known = self._sessions.get(meeting.id)
        if known is not None:
            self._show(known)
            return
        try:
            exercise = self.library.get(meeting.details.exercise)
        except FacilitatorError as error:
            self._on_trouble(error)
            return
        self._show(Session(meeting, exercise, self.store, self))

    def _show(self, session: "Session") -> None:
        self.session = session
        if self._sessions.pop(session.meeting.id, None) is not session:
            session.changed.connect(self._show_saved)
        self._sessions[session.meeting.id] = session
        if len(self._sessions) > KEPT_SESSIONS:
            # A day of many meetings must not fill the memory; on disk they are as they were left.
            self._sessions.pop(next(iter(self._sessions))).deleteLater()
        self.window.show_meeting(session)
        self._show_saved()

    def _known(self) -> "Invitation":
        from facilitator.domain.conduct import Invitation

        return Invitation(title="", team=self.settings.team, facilitator=self.settings.facilitator)

    def _on_begun(self, exercise: "Exercise", invitation: "Invitation") -> None:
        try:
            self.begin(exercise, invitation)
        except FacilitatorError as error:
            self.window.toast.say(str(error))
            return
        self._remember_names(invitation)
        self.inviting.forget()

    def _on_described(self, invitation: "Invitation") -> None:
        from facilitator.domain import conduct

        if self.session is None:
            return
        try:
            self.session.do(conduct.describe(self.session.meeting, invitation))
        except FacilitatorError as error:
            self.window.toast.say(str(error))
            return
        self._on_invitation_left()

    def _remember_names(self, invitation: "Invitation") -> None:
        names = replace(self.settings, team=invitation.team, facilitator=invitation.facilitator)
        self._remember(names)
        self.inviting.known = self._known()

    def _on_invitation_left(self) -> None:
        if self.window.meeting is not None:
            self.window.show_screen(self.window.meeting)
            self.window.meeting.stage.focus_entry()
        else:
            self.go_home()

    # Saving

    def _show_saved(self) -> None:
        if self.saving.trouble:
            self.window.show_saved(tr("Not saved yet"), Lamp.TROUBLE)
        elif self.store.unsaved:
            self.window.show_saved(tr("Saving…"), Lamp.WAITING)
        else:
            self.window.show_saved(tr("Saved"), Lamp.SAVED)
        if self.open_error is None:
            self.window.show_trouble(self.saving.trouble)

    def _keep(self) -> bool:
        """Take what is half-typed anywhere in the meeting at hand; False when it can't be."""
        return self.window.meeting is None or self.window.meeting.keep()

    # Finding, notes, settings, export

    def find(self, typed: str = "") -> None:
        """Search the meeting at hand, or on the home screen the meetings."""
        from facilitator.ui.finding import find_in_meeting, find_meetings

        session = self.session
        if not self._at_hand:
            return
        if session is not None:
            self.sheets.find.ask(lambda words: find_in_meeting(session, words), typed)
        else:
            meetings = self._meetings
            self.sheets.find.ask(lambda words: find_meetings(meetings, words), typed)

    def _on_found(self, found_id: str) -> None:
        if self.window.meeting is not None:
            self.window.show_screen(self.window.meeting)
            self.window.meeting.show_item(found_id)
        else:
            self.open_meeting(found_id)

    def show_notes(self) -> None:
        """What the facilitator says on the stage at hand."""
        if self.session is not None:
            self.sheets.notes.show_stage(self.session.exercise, self.session.step.stage)

    def ask_export(self) -> None:
        """Where the plan of the meeting at hand shall go."""
        from facilitator.export.paper import Paper

        if self.session is None:
            self.window.toast.say(tr("Open a meeting first: its plan is what is exported."))
        elif self._keep():
            paper = Paper.LETTER if self.settings.paper == "Letter" else Paper.A4
            self.exporting.ask(self.session, self.settings.export_folder, paper)

    def _on_exported(self, path: Path) -> None:
        self._remember(replace(self.settings, export_folder=str(path.parent)))

    def show_backups(self) -> None:
        """The backups there are, over whatever is at hand."""
        if self._keep():
            self.backing.open()

    def _on_backup_folder_chosen(self, folder: str) -> None:
        self._remember(replace(self.settings, backup_folder=folder))

    def _on_settings_kept(self, settings: Settings) -> None:
        self._remember(settings)
        self.window.toast.say(tr("The settings are kept."))

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        try:
            save_settings(paths.settings_file(self.data), settings)
        except OSError:
            self.window.toast.say(
                tr("The settings can’t be kept in this folder; the meetings are not touched.")
            )

    def between_stores(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        """Leave every meeting, do `work` on a thread while nobody holds the database, come home.

        `then` or `failed` is called when the meetings are open again. Ask only when all is saved.
        """
        self.session = None
        self.discarding.forget()
        self.open_error = None
        self.window.show_home()
        self._drop_sessions()

        def done(result: T) -> None:
            self.refresh_home()
            then(result)

        def not_done(error: FacilitatorError) -> None:
            self.refresh_home()
            failed(error)

        self.saving.between_stores(work, done, not_done)

    def _drop_sessions(self) -> None:
        while self._sessions:
            self._sessions.popitem()[1].deleteLater()

    # Trouble and leaving

    def _on_trouble(self, error: FacilitatorError) -> None:
        from facilitator.storage.problems import UnusableFileError

        refused = self.store.open_error
        if isinstance(refused, HeldError):
            self._held.start()
            if self._asked_again:
                self.window.toast.say(tr("They are still open elsewhere."))
            self._asked_again = False
        if self.open_error is not None:
            return
        if refused is None and (not isinstance(error, UnusableFileError) or self.store.unsaved):
            self.window.toast.say(str(error))
            return
        self.open_error = refused or error
        self.window.show_trouble("")
        self.saving.end_backups()
        self.mending.offer(self.open_error, None if refused else self.store.close)

    def _on_held_again(self) -> None:
        self._asked_again = True
        self._try_again()

    def _try_again(self) -> None:
        """Whoever held the meetings may be done; what was begun meanwhile is taken along."""
        if self.saving.away:
            return
        waiting = self.store.unsaved

        def reopened(_: None) -> None:
            for change in waiting:
                self.store.commit(change)
            self._later.when(self.store.meetings(date.today()), self._on_freed, self._on_trouble)

        self.saving.between_stores(lambda: None, reopened, self._on_trouble)

    def _on_freed(self, meetings: Sequence[MeetingSummary]) -> None:
        self.open_error = None
        self.session = None
        self._drop_sessions()
        self.window.show_home()
        self._ask_for_meetings()

    def close(self) -> None:
        """Go once all is written; ask first when it can't be written."""
        self.next_start = None
        if self._keep():
            self._close_soon()

    def restart(self) -> None:
        """Go like close() and come back where the meeting stands."""
        self.next_start = Start("home")
        # After a bug, what is half-typed may not be takeable: it was kept as a draft by then.
        with suppress(Exception):
            self._keep()
        self._close_soon()

    def _close_soon(self) -> None:
        self._close_by = monotonic() + LAST_WRITE_SECONDS
        self._close_when_saved()

    def _close_when_saved(self) -> None:
        if not self.store.unsaved and not self.discarding.busy:
            self._leave()
        elif self.saving.trouble:
            self._ask_whether_to_leave(self.saving.trouble)
        elif monotonic() > self._close_by:
            self._ask_whether_to_leave(
                tr("The disk is slow: the last changes are not written yet. Nothing is lost.")
            )
        else:
            QTimer.singleShot(LOOK_AGAIN, self._close_when_saved)

    def _ask_whether_to_leave(self, sentence: str) -> None:
        from facilitator.ui.exporting import copy_path

        self.sheets.leaving.ask(sentence, copy_path(self.session) if self.session else None)

    def _on_copy_requested(self, file: Path) -> None:
        """The meeting at hand, with all that is not saved, as a file that can be brought in."""
        from facilitator.ui.exporting import save_copy

        if self.session is None:
            return
        try:
            save_copy(self.session, file)
        except FacilitatorError as error:
            self.sheets.leaving.say(str(error))
        else:
            self._leave()

    def _leave(self) -> None:
        if self.next_start is not None and self.session is not None and not self.store.unsaved:
            self.next_start = Start("open", meeting=self.session.meeting.id)
        place = self.window.normalGeometry()
        self._remember(
            replace(
                self.settings,
                window=(place.x(), place.y(), place.width(), place.height()),
                maximized=self.window.isMaximized(),
                fullscreen=self.window.isFullScreen(),
            )
        )
        self._held.stop()
        for name in ("exporting", "backing", "bringing_in", "mending", "suggesting"):
            if name in self.__dict__:
                getattr(self, name).finish()
        self.presence.leave()
        self.saving.close(LAST_WRITE_SECONDS)
        self.window.leave()
