"""What happens between the screens: meetings are begun, opened, kept, found, exported and left."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from facilitator import paths
from facilitator.domain import conduct
from facilitator.domain.conduct import Invitation
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.errors import FacilitatorError
from facilitator.exercises.library import Library
from facilitator.settings import Settings, save_settings
from facilitator.start import Start
from facilitator.storage.store import SaveState, Store
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.finding import find_in_meeting, find_meetings
from facilitator.ui.later import Later
from facilitator.ui.session import Session
from facilitator.ui.text import tr
from facilitator.ui.widgets.key_line import Lamp
from facilitator.ui.windows.main_window import MainWindow
from facilitator.ui.windows.sheets import Sheets

SAMPLE = "corner-bakery.json"
LAST_WRITE_SECONDS = 10.0
"""How long closing waits for what is still being written."""


class Controller(QObject):
    """Owns the store, the library and the settings of one data folder, and the session at hand."""

    _saved = Signal(object)

    def __init__(self, data: Path, settings: Settings, window: MainWindow) -> None:
        super().__init__()
        self.data = data
        self.settings = settings
        self.window = window
        self.library = Library(paths.own_exercises_folder(data))
        self.store = Store(data, self._saved.emit)
        self.session: Session | None = None
        self.open_error: FacilitatorError | None = None
        self._later = Later(self)
        self._meetings: list[MeetingSummary] = []
        self._exercise: Exercise | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._sheets: Sheets | None = None
        self._trouble = ""
        self._saved.connect(self._on_saved, Qt.ConnectionType.QueuedConnection)
        self._wire()

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""
        self.store.start()
        if start.action == "new":
            exercise = self.library.get(start.exercise) if start.exercise else self.library.default
            known = self._known()
            self.begin(exercise, replace(known, title=start.title or self._default_title(exercise)))
        elif start.action == "open" and start.meeting:
            self.open_meeting(start.meeting)
        self.refresh_home()

    @property
    def sheets(self) -> Sheets:
        """Screens and sheets that are made when they are first needed."""
        if self._sheets is None:
            self._sheets = Sheets(self.window, self.data)
            self._sheets.invitation.accepted.connect(self._on_invitation_accepted)
            self._sheets.invitation.left.connect(self._on_invitation_left)
            self._sheets.invitation.exercises_requested.connect(self.ask_exercise)
            self._sheets.exercises.chosen.connect(self._on_exercise_chosen)
            self._sheets.exercises.left.connect(self._on_invitation_left)
            self._sheets.settings.kept.connect(self._on_settings_kept)
            self._sheets.export.export_requested.connect(self._on_export_requested)
            self._sheets.find.chosen.connect(self._on_found)
            self._sheets.leaving.copy_requested.connect(self._on_copy_requested)
            self._sheets.leaving.leave_requested.connect(self._leave)
        return self._sheets

    def _wire(self) -> None:
        window, home = self.window, self.window.home
        home.begin_requested.connect(self.ask_invitation)
        home.exercises_requested.connect(self.ask_exercise)
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
        """Leave the meeting; it is kept as it stands."""
        self._keep()
        self.window.show_home()
        self._drop_session()
        self.refresh_home()

    # Beginning and opening

    def ask_invitation(self) -> None:
        """The form of a new meeting, for the exercise chosen last or the default one."""
        exercise = self._exercise or self.library.default
        self.window.show_screen(self.sheets.invitation)
        self.sheets.invitation.ask(exercise, self._known())

    def ask_exercise(self) -> None:
        selected = (self._exercise or self.library.default).id
        self.window.show_screen(self.sheets.exercises)
        self.sheets.exercises.show_exercises(self.library.all(), selected)
        if self.library.refused:
            self.window.toast.say(self.library.refused[0])

    def ask_details(self) -> None:
        """The same form for the meeting at hand."""
        self._keep()
        if self.session is None:
            return
        details = self.session.meeting.details
        known = Invitation(
            title=details.title,
            team=details.team,
            facilitator=details.facilitator,
            participants=details.participants,
        )
        self.window.show_screen(self.sheets.invitation)
        self.sheets.invitation.ask_again(self.session.exercise, known)

    def begin(self, exercise: Exercise, invitation: Invitation) -> None:
        """A new meeting, saved from its first moment."""
        change = conduct.begin(exercise, invitation, date.today())
        meeting = Meeting()
        meeting.apply(change)
        self.store.commit(change)
        self._show(meeting, exercise)

    def open_meeting(self, meeting_id: str) -> None:
        """The meeting as it was left."""
        self._later.when(self.store.load(meeting_id), self._on_loaded, self._on_trouble)

    def open_sample(self) -> None:
        """The sample meeting; it is brought in once and kept like any other."""
        from facilitator.export.interchange import loads

        text = (paths.resources() / "samples" / SAMPLE).read_text(encoding="utf-8")
        sample = loads(text)
        if any(known.id == sample.id for known in self._meetings):
            self.open_meeting(sample.id)
            return
        self.store.commit(conduct.bring_in(sample.records()))
        self._on_loaded(sample)

    def _on_loaded(self, meeting: Meeting) -> None:
        try:
            exercise = self.library.get(meeting.details.exercise)
        except FacilitatorError as error:
            self._on_trouble(error)
            return
        self._show(meeting, exercise)

    def _show(self, meeting: Meeting, exercise: Exercise) -> None:
        self._drop_session()
        self.session = Session(meeting, exercise, self.store, self)
        self.session.changed.connect(self._on_changed)
        self.window.show_meeting(self.session)
        self._show_saved()

    def _drop_session(self) -> None:
        if self.session is not None:
            self.session.deleteLater()
            self.session = None

    def _known(self) -> Invitation:
        return Invitation(title="", team=self.settings.team, facilitator=self.settings.facilitator)

    def _default_title(self, exercise: Exercise) -> str:
        from facilitator.ui.windows.invitation_screen import default_title

        return default_title(exercise)

    def _on_invitation_accepted(self, invitation: Invitation) -> None:
        self._remember(
            replace(self.settings, team=invitation.team, facilitator=invitation.facilitator)
        )
        if self.session is not None and self.sheets.invitation.editing:
            try:
                self.session.do(conduct.describe(self.session.meeting, invitation))
            except FacilitatorError as error:
                self._on_trouble(error)
                return
            self._back_to_meeting()
            return
        try:
            self._keep()
            self.begin(self._exercise or self.library.default, invitation)
        except FacilitatorError as error:
            self._on_trouble(error)
            return
        self._exercise = None

    def _on_invitation_left(self) -> None:
        self._exercise = None
        if self.session is not None:
            self._back_to_meeting()
        else:
            self.go_home()

    def _back_to_meeting(self) -> None:
        if self.window.meeting is not None:
            self.window.show_screen(self.window.meeting)
            self.window.meeting.stage.focus_entry()

    def _on_exercise_chosen(self, exercise_id: str) -> None:
        self._exercise = self.library.get(exercise_id)
        self.ask_invitation()

    # Saving

    def _on_changed(self) -> None:
        self._show_saved()

    def _on_saved(self, state: SaveState) -> None:
        self._trouble = state.error or ""
        self._show_saved()

    def _show_saved(self) -> None:
        if self._trouble:
            self.window.show_saved(tr("Not saved yet"), Lamp.TROUBLE)
            self.window.show_trouble(self._trouble)
        elif self.store.unsaved:
            self.window.show_saved(tr("Saving…"), Lamp.WAITING)
        else:
            self.window.show_saved(tr("Saved"), Lamp.SAVED)
            self.window.show_trouble("")

    # Finding, notes, settings

    def find(self, typed: str = "") -> None:
        """Search the meeting at hand, or on the home screen the meetings."""
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
        if self.session is not None:
            self.sheets.notes.show_stage(self.session.exercise, self.session.step.stage)

    def _on_settings_kept(self, settings: Settings) -> None:
        self._remember(settings)
        self.window.toast.say(tr("The settings are kept."))

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        try:
            save_settings(paths.settings_file(self.data), settings)
        except OSError:
            self.window.toast.say(
                tr("The settings can't be kept in this folder; the meetings are not touched.")
            )

    # Exporting

    def ask_export(self) -> None:
        """Where the plan of the meeting at hand shall go."""
        from facilitator.export.formats import Format, suggested_name

        self._keep()
        if self.session is None:
            self.window.toast.say(tr("Open a meeting first: its plan is what is exported."))
            return
        folder = Path(self.settings.export_folder) if self.settings.export_folder else None
        if folder is None or not folder.is_dir():
            folder = paths.documents_folder()
        self.sheets.export.ask(folder / suggested_name(self.session.meeting, Format.PDF))

    def _on_export_requested(self, path: Path) -> None:
        from facilitator.export.formats import Exported, Format, export_meeting
        from facilitator.export.paper import Paper

        if self.session is None:
            return
        # The export thread works on a copy: typing goes on meanwhile.
        meeting = Meeting.from_records(self.session.meeting.records())
        exercise = self.session.exercise
        paper = Paper.LETTER if self.settings.paper == "Letter" else Paper.A4
        today = date.today()
        self.sheets.export.working()

        def done(exported: Exported) -> None:
            self.sheets.export.done(exported.path, exported.pages, exported.unprintable)
            self._remember(replace(self.settings, export_folder=str(exported.path.parent)))

        self._later.when(
            self._worker.submit(
                export_meeting, meeting, exercise, Format.PDF, path, today=today, paper=paper
            ),
            done,
            lambda error: self.sheets.export.failed(str(error)),
        )

    # Trouble and leaving

    def _keep(self) -> None:
        """Take what is half-typed anywhere in the meeting at hand."""
        if self.window.meeting is not None:
            self.window.meeting.keep()

    def _on_trouble(self, error: FacilitatorError) -> None:
        if self.store.open_error is not None:
            self.open_error = self.store.open_error
            self.window.show_trouble(str(self.open_error))
            self.window.home.setEnabled(False)
            return
        self.window.toast.say(str(error))

    def close(self) -> None:
        """Write what is left and go; ask first when it can't be written."""
        self._keep()
        if self._trouble and self.store.unsaved:
            self.sheets.leaving.ask(self._trouble)
        else:
            self._leave()

    def _on_copy_requested(self) -> None:
        """The meeting at hand, with all that is not saved, as a file that can be imported."""
        from facilitator.export.formats import Format, export_meeting, suggested_name

        if self.session is None:
            return
        meeting, exercise = self.session.meeting, self.session.exercise
        offered = paths.documents_folder() / suggested_name(meeting, Format.JSON)
        chosen, _ = QFileDialog.getSaveFileName(
            self.window, tr("Save a copy"), str(offered), tr("Meetings (*.json)")
        )
        if not chosen:
            return
        try:
            export_meeting(meeting, exercise, Format.JSON, Path(chosen), today=date.today())
        except FacilitatorError as error:
            self.sheets.leaving.ask(str(error))
            return
        self._leave()

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
        self._worker.shutdown(wait=True)
        self.store.close(LAST_WRITE_SECONDS)
        self.window.leave()
