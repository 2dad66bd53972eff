"""The workspace that features share: data folder, settings, exercises and open meetings."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator import file_faults, paths
from facilitator.errors import FacilitatorError, StorageError
from facilitator.exercises.exercise_library import Library
from facilitator.progress import Progress, Stopped
from facilitator.settings import Settings, save_settings
from facilitator.storage.store import Store
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.workspace.chosen_team import ChosenTeam
from facilitator.ui.workspace.open_sessions import OpenSessions
from facilitator.ui.workspace.shared_work import SharedWork
from facilitator.ui.workspace.store_service import StoreService
from facilitator.ui.workspace.teams import Teams

if TYPE_CHECKING:
    # Imported where it is used: the first window must not wait for it.
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.workspace.session import Session

LAST_WRITE_SECONDS = 5.0
"""How long replace_meetings() waits for the disk."""

T = TypeVar("T")


def _yes() -> bool:
    return True


class Workspace(QObject):
    """One data folder while the program runs on it, and the meeting that is open."""

    settings_changed = Signal()
    settings_not_saved = Signal(str)
    """With the sentence that says why; they hold until the program ends."""
    current_changed = Signal()
    """Another meeting is to be shown, or none; or the current one once more."""
    session_opened = Signal(object)
    """With a Session that was not open before."""
    error_reported = Signal(object)
    """With a FacilitatorError that the user is to read."""
    meeting_beginning = Signal()
    """A new meeting is about to be saved: what the current one still has to save comes before."""
    store_closing = Signal()
    """The database is about to be closed for a while, and every meeting with it."""

    def __init__(self, data: Path, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data = data
        self._settings = settings
        self.exercise_library = Library(paths.own_exercises_folder(data))
        self.store_service = StoreService(data, self)
        self.teams = Teams(self.store_service, self)
        self.chosen_team = ChosenTeam(self.teams, settings.shown_team, self._keep_shown, self)
        self._tasks = Tasks(self)
        self.sessions = OpenSessions(self)
        """The meetings that were open last; each keeps what can be undone."""
        self._current: Session | None = None
        self._editors: list[Callable[[], bool]] = []
        self._pending: list[Callable[[], bool]] = []
        self._check_availability: Callable[[], bool] = _yes
        self.shared_work = SharedWork(self, self)

    @property
    def store(self) -> Store:
        """The store there is now; it is another one after a restore."""
        return self.store_service.store

    # Settings

    @property
    def settings(self) -> Settings:
        return self._settings

    def save_settings(self, settings: Settings) -> bool:
        """Use these settings from now on; return whether they are saved, and if not, say so."""
        self._settings = settings
        saved = self._write_settings()
        self.settings_changed.emit()
        return saved

    def _keep_shown(self, team_id: str) -> None:
        self.save_settings(replace(self._settings, shown_team=team_id))

    def _write_settings(self) -> bool:
        if self.store_service.elsewhere and not self.data.is_dir():
            # The folder was moved and may come back: nothing is created in its place.
            return False
        try:
            save_settings(paths.settings_file(self.data), self._settings)
        except OSError as error:
            self.settings_not_saved.emit(
                tr(
                    "The settings could not be saved ({reason}); your meetings are safe. Fix that "
                    "and change them again.",
                    reason=file_faults.reason(error),
                )
            )
            return False
        return True

    # The open meetings

    @property
    def current(self) -> "Session | None":
        """The meeting that is open; None on the home screen."""
        return self._current

    def open(self, meeting: "Meeting", exercise: "Exercise") -> None:
        """Make a meeting the current one; if it is open already, its session is used."""
        from facilitator.ui.workspace.session import Session

        known = self.sessions.find(meeting.id)
        self.show(known or Session(meeting, exercise, self.store, self))

    def show(self, session: "Session") -> None:
        """Make an open meeting the current one."""
        self._current = session
        if self.sessions.keep(session):
            self.session_opened.emit(session)
        self.current_changed.emit()

    def leave(self) -> None:
        """Leave the current meeting; its session keeps the undo stack."""
        self._current = None
        self.current_changed.emit()

    def stage_name(self, exercise: str, stage: str) -> str:
        """Return the name of a stage of a meeting; empty when its exercise is not known here."""
        with suppress(FacilitatorError):
            return self.exercise_library.stage_name(exercise, stage)
        return ""

    # What features ask of each other

    def commit_edits(self) -> bool:
        """Commit unfinished text wherever it is; return False when some of it is refused."""
        return all(commit() for commit in self._editors)

    def commit_with(self, commit: Callable[[], bool]) -> None:
        """Add a function that commits unfinished text and returns whether that was possible."""
        self._editors.append(commit)

    def has_pending_work(self) -> bool:
        """Return whether some feature has not yet handed its work to the store."""
        return any(pending() for pending in self._pending)

    def add_pending_work(self, pending: Callable[[], bool]) -> None:
        """Add a function that returns whether a feature still has work for the store."""
        self._pending.append(pending)

    def ensure_available(self) -> bool:
        """Return whether the meetings can be read; when they can't, show what can be done."""
        return self._check_availability()

    def check_availability_with(self, check: Callable[[], bool]) -> None:
        """Set the function behind ensure_available()."""
        self._check_availability = check

    def report_error(self, error: FacilitatorError) -> None:
        """Report an error that is not a bug to the user."""
        self.error_reported.emit(error)

    def replace_meetings(self, work: Callable[[Progress], T], refusal: str) -> Task[T]:
        """Do like with_store_closed(), once everything is saved.

        When that can't be, or takes too long, nothing is closed: the error says the `refusal`.
        Nor is anything closed when it was cancelled by then.
        """

        def begin(progress: Progress) -> "Future[T]":
            replaced: Future[T] = Future()

            def replace() -> None:
                try:
                    progress(0, 1)
                except Stopped as stopped:
                    replaced.set_exception(stopped)
                    return
                try:
                    self.with_store_closed(lambda _: work(progress)).settle(replaced)
                except BaseException:
                    replaced.cancel()
                    raise

            def refuse(_: str) -> None:
                replaced.set_exception(StorageError(refusal))

            pending = self.has_pending_work
            self.store_service.when_saved(replace, refuse, LAST_WRITE_SECONDS, pending)
            return replaced

        return self._tasks.request(begin)

    def with_store_closed(self, work: Callable[[Progress], T]) -> Task[T]:
        """Close every meeting and do `work` on a thread while nobody holds the database.

        The outcome is delivered when the database is open again.
        """
        if self.store_service.away:
            refused: Future[T] = Future()
            said = tr("Something else is still running; try again in a moment.")
            refused.set_exception(FacilitatorError(said))
            return self._tasks.follow(refused)
        # Before the store closes: later it could not save what was typed.
        self.commit_edits()
        self.store_closing.emit()
        self.leave()
        self.sessions.drop_all()
        return self.store_service.with_store_closed(work)
