"""The meetings: list them on the home screen, open them, put them in the trash."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator import file_reader, paths
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.home.trash import Trash
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where it is used: the first window must not wait for it.
    from facilitator.domain.meeting import Meeting
    from facilitator.services.team_history import Refreshed

SAMPLE = "corner-bakery.json"
_LARGEST_SAMPLE = 10_000_000
"""Bytes."""


class Meetings(QObject):
    """The list of the home screen; it opens the meeting that is chosen there."""

    shown = Signal()
    """The list was read, or shown for another team."""

    def __init__(self, workspace: Workspace, screen: HomeScreen, trash: Trash) -> None:
        super().__init__(screen)
        self._workspace = workspace
        self._screen = screen
        self._trash = trash
        self._tasks = Tasks(self)
        self.listed: list[MeetingSummary] = []
        """Those that are not in the trash."""
        screen.open_requested.connect(self.open_meeting)
        screen.sample_requested.connect(self.open_sample)
        screen.discard_requested.connect(self._on_discard_requested)
        trash.changed.connect(self.refresh)

    # The list

    def refresh(self) -> None:
        """Read the list of meetings, the teams and the trash once more."""
        self._trash.refresh()
        self._workspace.chosen_team.refresh()
        meetings = self._workspace.store.meetings(date.today())
        task = self._tasks.follow(meetings)
        task.on_success(self.show).on_error(self._workspace.report_error)

    def show(self, meetings: Sequence[MeetingSummary]) -> None:
        """List these meetings, but for those in the trash."""
        self.listed = [known for known in meetings if not self._trash.holds(known.id)]
        team = self._workspace.chosen_team.name
        wanted = [known for known in self.listed if not team or known.team == team]
        self._screen.show_meetings(wanted, self._workspace.stage_name)
        self._screen.show_first_start(not self.listed)
        self._screen.show_team(team)
        self.shown.emit()

    def _on_discard_requested(self, meeting_id: str) -> None:
        """Put a meeting in the trash; it leaves the list at once."""
        title = next(known.title for known in self.listed if known.id == meeting_id)
        self._trash.discard(meeting_id, title)
        self.show(self.listed)

    # Opening

    def open_meeting(self, meeting_id: str) -> None:
        """Open a meeting as it was left."""
        if not self._workspace.ensure_available():
            return
        known = self._workspace.sessions.find(meeting_id)
        if known is not None:
            self.enter(known.meeting)
        else:
            loaded = self._workspace.store.load(meeting_id)
            task = self._tasks.follow(loaded)
            task.on_success(self.enter).on_error(self._workspace.report_error)

    def open_sample(self) -> None:
        """Open the sample meeting; it is imported once and kept like any other."""
        if not self._workspace.ensure_available():
            return
        # The list on the screen may not be there yet.
        task = self._tasks.follow(self._workspace.store.meetings(date.today()))
        task.on_success(self._open_sample).on_error(self._workspace.report_error)

    def _open_sample(self, meetings: Sequence[MeetingSummary]) -> None:
        """Open the sample, which is imported unless it is among these meetings."""
        from facilitator.domain.facilitation import lifecycle
        from facilitator.export.json_format import loads

        file = paths.resources() / "samples" / SAMPLE
        sample = loads(file_reader.read(file, _LARGEST_SAMPLE).decode())
        if any(known.id == sample.id for known in meetings if not self._trash.holds(known.id)):
            self.open_meeting(sample.id)
            return
        if self._trash.holds(sample.id):
            self._trash.restore(sample.id, self.open_meeting)
            return
        sample = self._workspace.teams.join(sample)
        if refusal := self._workspace.shared_work.only_reads(sample.details):
            self._workspace.report_error(InputRefusedError(refusal))
            return
        self._workspace.store.commit(lifecycle.import_meeting(sample.records()))
        self.enter(sample)

    def enter(self, meeting: "Meeting") -> None:
        """Open a meeting that was loaded, or show the open session of it.

        Not while the meetings are closed, as they may be since: it may be another one after that.
        """
        is_open = self._workspace.sessions.find(meeting.id) is not None
        refreshing = self._workspace.teams.read_refreshed(meeting, is_open=is_open)
        if refreshing is None:
            self._show(meeting)
            return
        store = self._workspace.store

        def show(found: "Refreshed | None") -> None:
            if self._workspace.store is store:
                self._show(meeting, found)

        # What can't be read now is read when it is opened next.
        refreshing.on_success(show).on_error(lambda error: show(None))

    def _show(self, meeting: "Meeting", refreshed: "Refreshed | None" = None) -> None:
        if not self._workspace.ensure_available():
            return
        library, known = self._workspace.exercise_library, self._workspace.sessions.find(meeting.id)
        try:
            exercise = known.exercise if known is not None else library.of_meeting(meeting)
            is_read_only = self._workspace.shared_work.only_reads(meeting.details)
            if known is None and refreshed is not None and not is_read_only:
                change = refreshed.change(meeting, exercise)
                if change:
                    meeting.apply(change)
                    self._workspace.store.commit(change)
                    exercise = library.of_meeting(meeting)
        except FacilitatorError as error:
            self._workspace.report_error(error)
            return
        if known is None:
            self._workspace.open(meeting, exercise)
            return
        if refreshed is not None:
            if refreshed.elsewhere is not None:
                known.meeting.verdicts_elsewhere = refreshed.elsewhere
            known.execute(refreshed.change(known.meeting, exercise))
        self._workspace.show(known)
