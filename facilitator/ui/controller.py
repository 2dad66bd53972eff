"""What happens between the screens: meetings are begun, opened, kept, found and left."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer

from facilitator import paths
from facilitator.errors import FacilitatorError
from facilitator.exercises.library import Library
from facilitator.settings import Settings, save_settings
from facilitator.start import Start
from facilitator.storage.store import Store
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.later import Later
from facilitator.ui.saving import Saving
from facilitator.ui.text import tr
from facilitator.ui.widgets.key_line import Lamp
from facilitator.ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.conduct import Invitation
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.exporting import Exporting
    from facilitator.ui.inviting import Inviting
    from facilitator.ui.session import Session
    from facilitator.ui.windows.sheets import Sheets

T = TypeVar("T")

SAMPLE = "corner-bakery.json"
KEPT_SESSIONS = 20
"""Meetings of which can still be undone what was done since the program started."""
LAST_WRITE_SECONDS = 5.0
"""How long closing waits for the disk before it asks."""
LOOK_AGAIN = 10
"""Milliseconds between two looks at whether all is saved, while the window closes."""


class Controller(QObject):
    """Owns the store, the library and the settings of one data folder, and the session at hand."""

    def __init__(self, data: Path, settings: Settings, window: MainWindow) -> None:
        super().__init__()
        self.data = data
        self.settings = settings
        self.window = window
        self.library = Library(paths.own_exercises_folder(data))
        self.saving = Saving(data, self)
        self.session: Session | None = None
        self.open_error: FacilitatorError | None = None
        self._sessions: dict[str, Session] = {}
        self._later = Later(self)
        self._meetings: list[MeetingSummary] = []
        self._close_by = 0.0
        self._wire()

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""

        def opened(meetings: Sequence[MeetingSummary]) -> None:
            self._on_meetings(meetings)
            QTimer.singleShot(0, self._warm_up)
            self.saving.begin_backups()
            if start.action == "new":
                self._begin_at_once(start)
            elif start.action == "open" and start.meeting:
                self.open_meeting(start.meeting)

        self.window.home.focus_start()
        self.store.start()
        self._later.when(self.store.meetings(date.today()), opened, self._on_trouble)

    @property
    def store(self) -> Store:
        """The store there is now; it is another one after a restore."""
        return self.saving.store

    @property
    def sessions(self) -> "list[Session]":
        """The meetings that were open last; each keeps what can be undone."""
        return list(self._sessions.values())

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
        window.new_requested.connect(self.ask_invitation)
        window.export_requested.connect(self.ask_export)
        window.find_requested.connect(self.find)
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
        sheets.find.chosen.connect(self._on_found)
        sheets.leaving.copy_requested.connect(self._on_copy_requested)
        sheets.leaving.leave_requested.connect(self._leave)
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
    def exporting(self) -> "Exporting":
        from facilitator.ui.exporting import Exporting

        exporting = Exporting(self.sheets.export, self)
        exporting.exported.connect(self._on_exported)
        return exporting

    # Home

    def refresh_home(self) -> None:
        """Read the list of meetings anew."""
        self._later.when(self.store.meetings(date.today()), self._on_meetings, self._on_trouble)

    def _on_meetings(self, meetings: Sequence[MeetingSummary]) -> None:
        self._meetings = list(meetings)
        self.window.home.show_meetings(self._meetings, self._stage_name)
        self.window.home.show_first_start(not self._meetings)

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
        if self._keep():
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
            self._later.when(self.store.load(meeting_id), self._on_loaded, self._on_trouble)

    def open_sample(self) -> None:
        """The sample meeting; it is brought in once and kept like any other."""
        from facilitator.domain import conduct
        from facilitator.export.interchange import loads

        text = (paths.resources() / "samples" / SAMPLE).read_text(encoding="utf-8")
        sample = loads(text)
        if any(known.id == sample.id for known in self._meetings):
            self.open_meeting(sample.id)
            return
        self.store.commit(conduct.bring_in(sample.records()))
        self._on_loaded(sample)

    def _on_loaded(self, meeting: "Meeting") -> None:
        from facilitator.ui.session import Session

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
        self.open_error = None
        self.window.show_home()
        while self._sessions:
            self._sessions.popitem()[1].deleteLater()

        def done(result: T) -> None:
            self.refresh_home()
            then(result)

        def not_done(error: FacilitatorError) -> None:
            self.refresh_home()
            failed(error)

        self.saving.between_stores(work, done, not_done)

    # Trouble and leaving

    def _on_trouble(self, error: FacilitatorError) -> None:
        if self.store.open_error is None:
            self.window.toast.say(str(error))
        elif self.open_error is None:
            self.open_error = self.store.open_error
            self.window.show_trouble("")
            self.window.show_unopened(str(self.open_error))

    def close(self) -> None:
        """Go once all is written; ask first when it can't be written."""
        if not self._keep():
            return
        self._close_by = monotonic() + LAST_WRITE_SECONDS
        self._close_when_saved()

    def _close_when_saved(self) -> None:
        if not self.store.unsaved:
            self._leave()
        elif self.saving.trouble:
            self.sheets.leaving.ask(self.saving.trouble)
        elif monotonic() > self._close_by:
            self.sheets.leaving.ask(
                tr("The disk is slow: the last changes are not written yet. Nothing is lost.")
            )
        else:
            QTimer.singleShot(LOOK_AGAIN, self._close_when_saved)

    def _on_copy_requested(self) -> None:
        """The meeting at hand, with all that is not saved, as a file that can be imported."""
        from facilitator.ui.exporting import save_copy

        if self.session is None:
            return
        try:
            if save_copy(self.session):
                self._leave()
        except FacilitatorError as error:
            self.sheets.leaving.ask(str(error))

    def _leave(self) -> None:
        place = self.window.normalGeometry()
        self._remember(
            replace(
                self.settings,
                window=(place.x(), place.y(), place.width(), place.height()),
                maximized=self.window.isMaximized(),
                fullscreen=self.window.isFullScreen(),
            )
        )
        if "exporting" in self.__dict__:
            self.exporting.finish()
        self.saving.close(LAST_WRITE_SECONDS)
        self.window.leave()
