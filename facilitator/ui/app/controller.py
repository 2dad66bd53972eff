"""What happens between the screens: meetings are begun, opened, kept, found and left."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator import durable, paths
from facilitator.errors import FacilitatorError
from facilitator.exercises.library import Library
from facilitator.launch import Start
from facilitator.settings import Settings, save_settings
from facilitator.storage.store import Store
from facilitator.ui.app.presence import Presence
from facilitator.ui.app.shutdown import Shutdown
from facilitator.ui.base.midnight import Midnight
from facilitator.ui.base.translate import tr
from facilitator.ui.home.meetings import Meetings
from facilitator.ui.home.trash import Trash
from facilitator.ui.recovery.availability import Availability
from facilitator.ui.recovery.rescues import Rescues
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth
from facilitator.ui.timer.clock_commands import Now, computers_clock
from facilitator.ui.widgets.hint_bar import Lamp
from facilitator.ui.workspace.open_sessions import OpenSessions
from facilitator.ui.workspace.store_service import StoreService

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.facilitation.lifecycle import MeetingSetup
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.app.settings_sheet import ChosenSettings
    from facilitator.ui.app.sheets import Sheets
    from facilitator.ui.audience.audience import Audience
    from facilitator.ui.backups.backups import Backups
    from facilitator.ui.meeting.put_with import PutWith
    from facilitator.ui.meeting.roster import Roster
    from facilitator.ui.meeting.similar_cards import SimilarCards
    from facilitator.ui.meeting.vote import Voting
    from facilitator.ui.new_meeting.new_meeting import NewMeeting
    from facilitator.ui.recovery.recovery import Recovery
    from facilitator.ui.shell.busy import Busy
    from facilitator.ui.shell.command_palette import CommandPalette
    from facilitator.ui.timer.timer import Timer
    from facilitator.ui.transfer.export_plan import PlanExport
    from facilitator.ui.transfer.import_meeting import MeetingImport
    from facilitator.ui.workspace.session import Session

T = TypeVar("T")


class Controller(QObject):
    """Owns the store, the library and the settings of one data folder, and the session at hand."""

    opened = Signal()
    """The meetings are there, and with them the data folder."""

    def __init__(
        self, data: Path, settings: Settings, window: MainWindow, now: Now = computers_clock
    ) -> None:
        """`now` tells the moment, with an offset, by which the time of meetings is kept."""
        super().__init__()
        self._now = now
        self.data = data
        self.settings = settings
        self.window = window
        self._dress_windows()
        self.exercise_library = Library(paths.own_exercises_folder(data))
        self.saving = StoreService(data, self)
        self.session: Session | None = None
        self._sessions = OpenSessions()
        self.discarding = Trash(
            *(self.saving, window, self._sessions),
            *(lambda: self.sheets.trash, lambda: self.working, self),
        )
        self.meetings = Meetings(self, self._sessions, self._show)
        self.presence = Presence(self)
        self.opening = Availability(self)
        self.rescues = Rescues(self)
        self.leaving = Shutdown(self, self._end)
        self.midnight = Midnight(self)
        self._wire()

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""
        self.opening.start(start)

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
    def mending(self) -> "Recovery":
        return self.opening.mending

    def warm_up(self) -> None:
        """Let the store load what the first change needs."""
        # The window may have been closed at once, and the store with it.
        with suppress(RuntimeError):
            self.store.warm_up()

    def _wire(self) -> None:
        window, home = self.window, self.window.home
        self.saving.changed.connect(self._show_saved)
        self.saving.changed.connect(self.rescues.on_saving_changed)
        self.saving.backup_failed.connect(window.toast.say)
        self.saving.backups_told.connect(self._on_backups_told)
        self.midnight.passed.connect(self._on_midnight)
        home.begin_requested.connect(self.meetings.ask_invitation)
        home.exercises_requested.connect(self.meetings.pick_exercise)
        home.sample_requested.connect(self.meetings.open_sample)
        home.open_requested.connect(self.meetings.open_meeting)
        home.find_requested.connect(self.find)
        home.discard_requested.connect(self.meetings.on_discard_requested)
        home.undo_requested.connect(self.discarding.take_last_back)
        home.trash_requested.connect(self.discarding.show)
        self.discarding.changed.connect(self.meetings.refresh)
        self.saving.backed_up.connect(self.discarding.erase_what_is_due)
        home.bring_in_requested.connect(self.meetings.ask_for_file)
        home.file_dropped.connect(self.meetings.bring_in)
        home.backups_requested.connect(self.show_backups)
        window.new_requested.connect(self.meetings.ask_invitation)
        window.export_requested.connect(self.ask_export)
        window.find_requested.connect(self.find)
        window.palette_requested.connect(lambda: self.palette.ask())
        window.target_requested.connect(lambda: self.targeting.ask())
        window.alike_requested.connect(lambda: self.suggesting.ask())
        window.time_requested.connect(lambda deed: self.timekeeping.do(deed))
        window.meeting_left.connect(lambda: self.timekeeping.leave())
        window.vote_requested.connect(lambda: self.voting.ask())
        window.settings_requested.connect(lambda: self.sheets.settings.ask(self.settings))
        window.details_requested.connect(self.meetings.ask_details)
        window.roster_requested.connect(lambda rounds: self.roster.ask(rounds))
        window.help_requested.connect(
            lambda: self.sheets.help.ask(self.session is not None, self.presence.kept())
        )
        window.notes_requested.connect(self.show_notes)
        window.overview_requested.connect(self.show_overview)
        window.home_requested.connect(self.go_home)
        window.close_requested.connect(self.leaving.close)
        self.opening.listed.connect(self.meetings.on_listed)
        self.meetings.begun.connect(self._remember_names)
        self.opening.opened.connect(self._on_opened)

    # Made when first needed: the first window must not wait for them

    @cached_property
    def sheets(self) -> "Sheets":
        from facilitator.ui.app.sheets import Sheets

        sheets = Sheets(self.window, self.data)
        sheets.settings.kept.connect(self._on_settings_kept)
        sheets.settings.backups_requested.connect(self.show_backups)
        sheets.find.chosen.connect(self._on_found)
        sheets.overview.opened.connect(lambda: self.audience.show_overview(True))
        sheets.overview.hidden.connect(lambda: self.audience.show_overview(False))
        sheets.leaving.copy_requested.connect(self.leaving.take_copies)
        sheets.leaving.leave_requested.connect(self.leaving.leave_as_asked)
        sheets.trash.take_back_requested.connect(self.discarding.take_back)
        sheets.trash.empty_requested.connect(self.discarding.empty)
        sheets.trash.closed.connect(self.discarding.on_sheet_closed)
        return sheets

    @cached_property
    def inviting(self) -> "NewMeeting":
        from facilitator.ui.new_meeting.new_meeting import NewMeeting

        inviting = NewMeeting(self.window, self.exercise_library, self.data, self)
        inviting.known = self.meetings.known_names()
        inviting.begun.connect(self.meetings.on_begun)
        inviting.described.connect(self.meetings.on_described)
        inviting.left.connect(self.meetings.on_invitation_left)
        return inviting

    @cached_property
    def palette(self) -> "CommandPalette":
        from facilitator.ui.shell.command_palette import CommandPalette

        return CommandPalette(self.window, self.sheets.palette)

    @cached_property
    def targeting(self) -> "PutWith":
        from facilitator.ui.meeting.put_with import PutWith

        return PutWith(self.window, self.sheets.target)

    @cached_property
    def suggesting(self) -> "SimilarCards":
        from facilitator.ui.meeting.similar_cards import SimilarCards

        return SimilarCards(self.window, self.sheets.alike, self)

    @cached_property
    def roster(self) -> "Roster":
        from facilitator.ui.meeting.roster import Roster

        return Roster(self.window, self.sheets.roster, self)

    @cached_property
    def voting(self) -> "Voting":
        from facilitator.ui.meeting.vote import Voting

        return Voting(self.window, self.sheets.vote)

    @cached_property
    def working(self) -> "Busy":
        from facilitator.ui.shell.busy import Busy

        return Busy(self.window)

    @cached_property
    def backing(self) -> "Backups":
        from facilitator.ui.backups.backups import Backups

        backing = Backups(self, self.meetings.stage_name)
        backing.left.connect(self.meetings.on_invitation_left)
        backing.folder_chosen.connect(self._on_backup_folder_chosen)
        return backing

    @cached_property
    def bringing_in(self) -> "MeetingImport":
        from facilitator.ui.transfer.import_meeting import MeetingImport

        bringing_in = MeetingImport(self)
        bringing_in.brought_in.connect(self.meetings.on_brought_in)
        return bringing_in

    @cached_property
    def audience(self) -> "Audience":
        from facilitator.ui.audience.audience import Audience

        audience = Audience(self.window, self.settings.room_screen, self)
        audience.remembered.connect(self._on_room_screen_known)
        audience.window.set_appearance(*self._worn)
        return audience

    @cached_property
    def timekeeping(self) -> "Timer":
        from facilitator.ui.timer.timer import Timer

        timekeeping = Timer(self, self._now)
        timekeeping.remembered.connect(self._on_timed_meeting)
        return timekeeping

    @cached_property
    def exporting(self) -> "PlanExport":
        from facilitator.ui.transfer.export_plan import PlanExport

        exporting = PlanExport(self.sheets.export, self.working, self.data, self)
        exporting.exported.connect(self._on_exported)
        return exporting

    # Home

    def _on_backups_told(self) -> None:
        self.window.home.show_backups(self.saving.backup_trouble)
        if "backing" in self.__dict__:
            self.backing.refresh()

    def _on_midnight(self) -> None:
        """What is listed says today, yesterday and late of another day now."""
        if self.window.stack.currentWidget() is self.window.home and self.opening.is_at_hand():
            self.meetings.refresh()
        if "backing" in self.__dict__:
            self.backing.refresh()

    def _on_opened(self) -> None:
        self.rescues.look_soon()
        self.discarding.refresh()
        self.opened.emit()

    def go_home(self) -> None:
        """Leave the meeting; it is kept as it stands, and so is what can be undone."""
        if not self.keep():
            return
        self.session = None
        self.window.show_home()
        if self.opening.is_at_hand():
            self.meetings.refresh()

    # Beginning and opening

    def do(self, start: Start) -> None:
        """What the program was started for, by this start or a later one.

        Raises FacilitatorError, InputRefusedError also when what is half-typed can't be kept.
        """
        self.meetings.do(start)

    def begin(self, exercise: "Exercise", invitation: "MeetingSetup") -> None:
        """A new meeting, saved from its first moment. Raises InputRefusedError."""
        self.meetings.begin(exercise, invitation)

    def open_meeting(self, meeting_id: str) -> None:
        """The meeting as it was left."""
        self.meetings.open_meeting(meeting_id)

    def open_sample(self) -> None:
        """The sample meeting; it is brought in once and kept like any other."""
        self.meetings.open_sample()

    def enter(self, meeting: "Meeting") -> None:
        """Show a meeting that was loaded; one that is open already as it is there."""
        self.meetings.enter(meeting)

    def _show(self, session: "Session") -> None:
        self.session = session
        if self._sessions.keep(session):
            session.changed.connect(self._show_saved)
            session.large.working = lambda: self.working
        screen = self.window.show_meeting(session)
        self.audience.attend(screen)
        self.timekeeping.attend(screen)
        self._show_saved()

    def _remember_names(self, invitation: "MeetingSetup") -> None:
        names = replace(self.settings, team=invitation.team, facilitator=invitation.facilitator)
        self._remember(names)

    # Saving

    def _show_saved(self) -> None:
        if self.saving.trouble:
            self.window.show_saved(tr("Not saved yet"), Lamp.TROUBLE)
        elif self.store.unsaved:
            self.window.show_saved(tr("Saving…"), Lamp.WAITING)
        elif self.saving.elsewhere:
            self.window.show_saved(tr("Saved elsewhere"), Lamp.TROUBLE)
        else:
            self.window.show_saved(tr("Saved"), Lamp.SAVED)
        self.opening.show_banner()

    def keep(self) -> bool:
        """Take what is half-typed anywhere in the meeting at hand; False when it can't be."""
        return self.window.meeting is None or self.window.meeting.keep()

    # Finding, notes, settings, export

    def find(self, typed: str = "") -> None:
        """Search the meeting at hand, or on the home screen the meetings."""
        from facilitator.ui.meeting.search import find_in_meeting, find_meetings

        session = self.session
        if session is not None:
            self.sheets.find.ask(lambda words: find_in_meeting(session, words), typed)
        elif self.opening.is_at_hand():
            meetings = self.meetings.listed
            self.sheets.find.ask(lambda words: find_meetings(meetings, words), typed)

    def _on_found(self, found_id: str) -> None:
        if self.window.meeting is not None:
            self.window.show_screen(self.window.meeting)
            self.window.meeting.show_item(found_id)
        else:
            self.open_meeting(found_id)

    def show_notes(self) -> None:
        """What the facilitator says on the stage at hand."""
        from facilitator.domain.facilitation.timing import planned

        if self.session is not None:
            exercise = self.session.exercise
            parts = planned(self.session.meeting, exercise)
            self.sheets.notes.show_stage(exercise, self.session.step.stage, parts)

    def show_overview(self) -> None:
        """All cards of the stage at hand; the words of an editor that is open are kept first."""
        if self.window.meeting is not None and self.window.meeting.stage.leave():
            self.sheets.overview.show_view(self.window.meeting.stage.room.view())

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

    def _on_room_screen_known(self, screen: str) -> None:
        self._remember(replace(self.settings, room_screen=screen))

    def _on_timed_meeting(self, meeting: str) -> None:
        self._remember(replace(self.settings, timed_meeting=meeting))

    def _on_settings_kept(self, chosen: "ChosenSettings") -> None:
        saved = self._remember(replace(self.settings, **asdict(chosen)))
        self._dress_windows()
        if saved:
            self.window.toast.say(tr("The settings are kept."))

    @property
    def _worn(self) -> tuple[Scheme, Depth]:
        """What a window wears that the room sees."""
        return Scheme(self.settings.colours), Depth[self.settings.room.upper()]

    def _dress_windows(self) -> None:
        self.window.set_appearance(*self._worn)
        if "audience" in self.__dict__:
            self.audience.window.set_appearance(*self._worn)

    def _remember(self, settings: Settings) -> bool:
        """Have these settings from now on; returns whether they are saved, else that is said."""
        self.settings = settings
        if "inviting" in self.__dict__:
            self.inviting.known = self.meetings.known_names()
        if self.saving.elsewhere and not self.data.is_dir():
            # It was moved, and shall come back: nothing is made in its place.
            return False
        try:
            save_settings(paths.settings_file(self.data), settings)
        except OSError as error:
            self.window.toast.say(
                tr(
                    "The settings could not be saved ({reason}); your meetings are safe, so see to "
                    "that and change them again.",
                    reason=durable.reason(error),
                )
            )
            return False
        return True

    def forget_sessions(self) -> None:
        """Leave every meeting, and with it what can be undone."""
        self.session = None
        self.discarding.forget()
        self.window.show_home()
        self._sessions.drop_all()

    def with_store_closed(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        """Leave every meeting, do `work` on a thread while nobody holds the database, come home.

        `then` or `failed` is called when the meetings are open again.
        """
        self.opening.with_store_closed(work, then, failed)

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
        self.rescues.finish()
        made = (
            "audience",
            "timekeeping",
            "inviting",
            "exporting",
            "backing",
            "bringing_in",
            "suggesting",
        )
        for name in made:
            if name in self.__dict__:
                getattr(self, name).finish()
        self.presence.leave()
