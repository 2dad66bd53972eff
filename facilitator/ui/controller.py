"""What happens between the screens: meetings are begun, opened, kept, found and left."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator import paths
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.exercises.library import Library
from facilitator.settings import Settings, save_settings
from facilitator.start import Start
from facilitator.storage.store import Store
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.discarding import Discarding
from facilitator.ui.inks import Scheme
from facilitator.ui.later import Later
from facilitator.ui.leaving import Leaving
from facilitator.ui.opening import Opening
from facilitator.ui.presence import Presence
from facilitator.ui.saving import Saving
from facilitator.ui.sessions import Sessions
from facilitator.ui.text import tr
from facilitator.ui.theme import Depth
from facilitator.ui.widgets.key_line import Lamp
from facilitator.ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
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


class Controller(QObject):
    """Owns the store, the library and the settings of one data folder, and the session at hand."""

    opened = Signal()
    """The meetings are there, and with them the data folder."""

    def __init__(self, data: Path, settings: Settings, window: MainWindow) -> None:
        super().__init__()
        self.data = data
        self.settings = settings
        self.window = window
        self._dress_window()
        self.library = Library(paths.own_exercises_folder(data))
        self.saving = Saving(data, self)
        self.session: Session | None = None
        self._sessions = Sessions()
        self._later = Later(self)
        self.discarding = Discarding(
            *(self.saving, window, self._sessions),
            *(lambda: self.sheets.trash, lambda: self.working, self),
        )
        self._meetings: list[MeetingSummary] = []
        self.presence = Presence(self)
        self.opening = Opening(self)
        self.leaving = Leaving(self, self._end)
        self._wire()

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""
        self.opening.start(start)

    def do(self, start: Start) -> None:
        """What the program was started for, by this start or a later one.

        Raises FacilitatorError, InputRefusedError also when what is half-typed can't be kept.
        """
        if start.action == "home":
            return
        if not self.keep():
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
        return list(self._sessions)

    @property
    def open_error(self) -> FacilitatorError | None:
        """Why the meetings can’t be opened or read; None when they can."""
        return self.opening.error

    @property
    def mending(self) -> "Mending":
        return self.opening.mending

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
        self.saving.backups_told.connect(lambda: home.show_backups(self.saving.backup_trouble))
        home.begin_requested.connect(self.ask_invitation)
        home.exercises_requested.connect(self._pick_exercise)
        home.sample_requested.connect(self.open_sample)
        home.open_requested.connect(self.open_meeting)
        home.find_requested.connect(self.find)
        home.discard_requested.connect(self._on_discard_requested)
        home.undo_requested.connect(self.discarding.take_last_back)
        home.trash_requested.connect(self.discarding.show)
        self.discarding.changed.connect(self.refresh_home)
        self.saving.backed_up.connect(self.discarding.erase_what_is_due)
        home.bring_in_requested.connect(self._ask_for_file)
        home.file_dropped.connect(self._bring_in)
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
        window.overview_requested.connect(self.show_overview)
        window.home_requested.connect(self.go_home)
        window.close_requested.connect(self.leaving.close)
        self.opening.listed.connect(self._on_meetings)
        self.opening.opened.connect(self._on_opened)

    # Made when first needed: the first window must not wait for them

    @cached_property
    def sheets(self) -> "Sheets":
        from facilitator.ui.windows.sheets import Sheets

        sheets = Sheets(self.window, self.data)
        sheets.settings.kept.connect(self._on_settings_kept)
        sheets.settings.backups_requested.connect(self.show_backups)
        sheets.find.chosen.connect(self._on_found)
        sheets.leaving.copy_requested.connect(self.leaving.take_copies)
        sheets.leaving.leave_requested.connect(self.leaving.leave)
        sheets.trash.take_back_requested.connect(self.discarding.take_back)
        sheets.trash.empty_requested.connect(self.discarding.empty)
        sheets.trash.closed.connect(self.discarding.on_sheet_closed)
        return sheets

    @cached_property
    def inviting(self) -> "Inviting":
        from facilitator.ui.inviting import Inviting

        inviting = Inviting(self.window, self.library, self.data, self)
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

        exporting = Exporting(self.sheets.export, self.working, self.data, self)
        exporting.exported.connect(self._on_exported)
        return exporting

    # Home

    def refresh_home(self) -> None:
        """Read the list of meetings and the trash anew."""
        self.discarding.refresh()
        self._later.when(self.store.meetings(date.today()), self._on_meetings, self.tell)

    def _on_opened(self) -> None:
        self.discarding.refresh()
        QTimer.singleShot(0, self._warm_up)
        self.opened.emit()

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
        if not self.keep():
            return
        self.session = None
        self.window.show_home()
        if self.opening.is_at_hand():
            self.refresh_home()

    # Beginning and opening

    def ask_invitation(self) -> None:
        """The form of a new meeting."""
        if self.opening.is_at_hand() and self.keep():
            self.inviting.ask(self._known())

    def ask_details(self) -> None:
        """The same form for the meeting at hand."""
        if self.session is not None and self.keep():
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
        if not self.opening.is_at_hand():
            return
        known = self._sessions.find(meeting_id)
        if known is not None:
            self._show(known)
        else:
            self._later.when(self.store.load(meeting_id), self.enter, self.tell)

    def open_sample(self) -> None:
        """The sample meeting; it is brought in once and kept like any other."""
        from facilitator.domain import conduct
        from facilitator.export.interchange import loads

        if not self.opening.is_at_hand():
            return
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

    def _pick_exercise(self) -> None:
        if self.opening.is_at_hand():
            self.inviting.pick()

    def _ask_for_file(self) -> None:
        if self.opening.is_at_hand():
            self.bringing_in.ask()

    def _bring_in(self, file: Path) -> None:
        if self.opening.is_at_hand():
            self.bringing_in.take(file)

    def _on_brought_in(self, meeting: "Meeting", said: str) -> None:
        self.enter(meeting)
        self.window.toast.say(said)

    def enter(self, meeting: "Meeting") -> None:
        """Show a meeting that was loaded; one that is open already as it is there."""
        from facilitator.ui.session import Session

        known = self._sessions.find(meeting.id)
        if known is not None:
            self._show(known)
            return
        try:
            exercise = self.library.get(meeting.details.exercise)
        except FacilitatorError as error:
            self.tell(error)
            return
        self._show(Session(meeting, exercise, self.store, self))

    def _show(self, session: "Session") -> None:
        self.session = session
        if self._sessions.keep(session):
            session.changed.connect(self._show_saved)
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
        self.opening.show_banner()

    def keep(self) -> bool:
        """Take what is half-typed anywhere in the meeting at hand; False when it can't be."""
        return self.window.meeting is None or self.window.meeting.keep()

    # Finding, notes, settings, export

    def find(self, typed: str = "") -> None:
        """Search the meeting at hand, or on the home screen the meetings."""
        from facilitator.ui.finding import find_in_meeting, find_meetings

        session = self.session
        if session is not None:
            self.sheets.find.ask(lambda words: find_in_meeting(session, words), typed)
        elif self.opening.is_at_hand():
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

    def show_overview(self) -> None:
        """All cards of the stage at hand; the words of an editor that is open are kept first."""
        if self.window.meeting is not None and self.window.meeting.stage.leave():
            self.sheets.overview.show_stage(self.window.meeting.stage)

    def ask_export(self) -> None:
        """Where the plan of the meeting at hand shall go."""
        from facilitator.export.paper import Paper

        if self.session is None:
            self.window.toast.say(tr("Open a meeting first: its plan is what is exported."))
        elif self.keep():
            paper = Paper.LETTER if self.settings.paper == "Letter" else Paper.A4
            self.exporting.ask(self.session, self.settings.export_folder, paper)

    def _on_exported(self, path: Path) -> None:
        self._remember(replace(self.settings, export_folder=str(path.parent)))

    def show_backups(self) -> None:
        """The backups there are, over whatever is at hand."""
        if self.keep():
            self.backing.open()

    def _on_backup_folder_chosen(self, folder: str) -> None:
        self._remember(replace(self.settings, backup_folder=folder))

    def _on_settings_kept(self, settings: Settings) -> None:
        self._remember(settings)
        self._dress_window()
        self.window.toast.say(tr("The settings are kept."))

    def _dress_window(self) -> None:
        depth = Depth[self.settings.room.upper()]
        self.window.wear(Scheme(self.settings.colours), depth)

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        if "inviting" in self.__dict__:
            self.inviting.known = self._known()
        try:
            save_settings(paths.settings_file(self.data), settings)
        except OSError:
            self.window.toast.say(
                tr("The settings can’t be kept in this folder; the meetings are not touched.")
            )

    def forget_sessions(self) -> None:
        """Leave every meeting, and with it what can be undone."""
        self.session = None
        self.discarding.forget()
        self.window.show_home()
        self._sessions.drop_all()

    def between_stores(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        """Leave every meeting, do `work` on a thread while nobody holds the database, come home.

        `then` or `failed` is called when the meetings are open again.
        """
        self.opening.between_stores(work, then, failed)

    # Trouble and leaving

    def tell(self, error: FacilitatorError) -> None:
        """Say what the world did; when the meetings can’t be opened for it, offer the ways out."""
        self.opening.tell(error)

    def _end(self) -> None:
        """The window closes: remember where it was, and let everything come to an end."""
        place = self.window.normalGeometry()
        self._remember(
            replace(
                self.settings,
                window=(place.x(), place.y(), place.width(), place.height()),
                maximized=self.window.isMaximized(),
                fullscreen=self.window.isFullScreen(),
            )
        )
        self.opening.finish()
        for name in ("inviting", "exporting", "backing", "bringing_in", "suggesting"):
            if name in self.__dict__:
                getattr(self, name).finish()
        self.presence.leave()
