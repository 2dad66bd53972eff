"""The meetings there are: listed on the home screen, begun, opened, described and brought in."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator import durable, paths
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.launch import Start
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.translate import tr
from facilitator.ui.workspace.open_sessions import OpenSessions

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.change import Change
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.facilitation.lifecycle import MeetingSetup
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.app.controller import Controller
    from facilitator.ui.workspace.session import Session

SAMPLE = "corner-bakery.json"
_LARGEST_SAMPLE = 10_000_000
"""Bytes."""


class Meetings(QObject):
    """Knows which there are, and makes a session of the one that is asked for."""

    begun = Signal(object)
    """With the invitation that a meeting began with."""

    def __init__(
        self, controller: "Controller", sessions: OpenSessions, show: "Callable[[Session], None]"
    ) -> None:
        """`sessions` are the meetings that were open last; `show` brings one to the window."""
        super().__init__(controller)
        self._controller = controller
        self._window = controller.window
        self._library = controller.exercise_library
        self._saving = controller.saving
        self._sessions = sessions
        self._show = show
        self._later = Later(self)
        self.listed: list[MeetingSummary] = []
        """Those that do not lie in the trash."""

    # What the program was started for

    def do(self, start: Start) -> None:
        """What the program was started for, by this start or a later one.

        Raises FacilitatorError, InputRefusedError also when what is half-typed can't be kept.
        """
        if start.action == "home":
            return
        if not self._controller.keep():
            raise InputRefusedError(
                tr("What is being typed can’t be kept as it is: finish or leave it first.")
            )
        if start.action == "new":
            self._begin_at_once(start)
        elif start.meeting and not self._is_shown(start.meeting):
            self.open_meeting(start.meeting)

    def _is_shown(self, meeting_id: str) -> bool:
        session = self._controller.session
        shown = self._window.stack.currentWidget() is self._window.meeting
        return shown and session is not None and session.meeting.id == meeting_id

    def _begin_at_once(self, start: Start) -> None:
        from facilitator.ui.new_meeting.details_screen import default_title

        exercise = self._library.get(start.exercise) if start.exercise else self._library.default
        title = start.title or default_title(exercise)
        self.begin(exercise, replace(self.known_names(), title=title, minutes=start.minutes))

    # The list

    def refresh(self) -> None:
        """Read the list of meetings and the trash anew."""
        self._controller.discarding.refresh()
        meetings = self._saving.store.meetings(date.today())
        self._later.when(meetings, self.on_listed, self._controller.tell)

    def on_listed(self, meetings: Sequence[MeetingSummary]) -> None:
        """The store told which there are."""
        in_trash = self._controller.discarding.holds
        self.listed = [known for known in meetings if not in_trash(known.id)]
        self._window.home.show_meetings(self.listed, self.stage_name)
        self._window.home.show_first_start(not self.listed)

    def on_discard_requested(self, meeting_id: str) -> None:
        """It goes into the trash and leaves the list at once."""
        title = next(known.title for known in self.listed if known.id == meeting_id)
        self._controller.discarding.discard(meeting_id, title)
        self.on_listed(self.listed)

    def stage_name(self, exercise_id: str, stage_id: str) -> str:
        """How an exercise calls a stage; empty when the exercise is not there or broken."""
        with suppress(FacilitatorError):
            return self._library.get(exercise_id).stage(stage_id).name
        return ""

    # Beginning and describing

    def ask_invitation(self) -> None:
        """The form of a new meeting."""
        if self._controller.opening.is_at_hand() and self._controller.keep():
            self._controller.inviting.ask(self.known_names())

    def ask_details(self) -> None:
        """The same form for the meeting at hand."""
        session = self._controller.session
        if session is not None and self._controller.keep():
            self._controller.inviting.ask_again(session)

    def pick_exercise(self) -> None:
        """The exercises there are, to begin with one."""
        if self._controller.opening.is_at_hand():
            self._controller.inviting.pick()

    def begin(self, exercise: "Exercise", invitation: "MeetingSetup") -> None:
        """A new meeting, saved from its first moment. Raises InputRefusedError."""
        from facilitator.domain.facilitation import lifecycle
        from facilitator.domain.meeting import Meeting
        from facilitator.domain.refusals import RefusedError
        from facilitator.ui.base import phrases
        from facilitator.ui.workspace.session import Session

        try:
            change = lifecycle.begin(exercise, invitation, date.today())
        except RefusedError as refused:
            raise InputRefusedError(phrases.refusal(refused.reason, exercise.words)) from refused
        meeting = Meeting()
        meeting.apply(change)
        self._saving.store.commit(change)
        self._show(Session(meeting, exercise, self._saving.store, self))

    def known_names(self) -> "MeetingSetup":
        """The team and the facilitator of the last meeting that was begun, without a title."""
        from facilitator.domain.facilitation.lifecycle import MeetingSetup

        settings = self._controller.settings
        return MeetingSetup(title="", team=settings.team, facilitator=settings.facilitator)

    def on_begun(self, exercise: "Exercise", invitation: "MeetingSetup") -> None:
        """The form was filled in."""
        try:
            self.begin(exercise, invitation)
        except FacilitatorError as error:
            self._window.toast.say(str(error))
            return
        self.begun.emit(invitation)
        self._controller.inviting.forget()

    def on_described(self, invitation: "MeetingSetup") -> None:
        """The form of the meeting at hand was filled in."""
        from facilitator.domain.facilitation import lifecycle

        session = self._controller.session
        if session is None:
            return
        try:
            described = lifecycle.describe(session.meeting, invitation)
            length = _chosen(session, invitation.minutes)
        except FacilitatorError as error:
            self._window.toast.say(str(error))
            return
        with session.batch():
            session.execute(described)
            if length is not None:
                session.execute(length)
        self.on_invitation_left()

    def on_invitation_left(self) -> None:
        """Back to where the user came from."""
        if self._window.meeting is not None:
            self._window.show_screen(self._window.meeting)
            self._window.meeting.stage.focus_entry()
        else:
            self._controller.go_home()

    # Opening and bringing in

    def open_meeting(self, meeting_id: str) -> None:
        """The meeting as it was left."""
        if not self._controller.opening.is_at_hand():
            return
        known = self._sessions.find(meeting_id)
        if known is not None:
            self._show(known)
        else:
            loaded = self._saving.store.load(meeting_id)
            self._later.when(loaded, self.enter, self._controller.tell)

    def open_sample(self) -> None:
        """The sample meeting; it is brought in once and kept like any other."""
        from facilitator.domain.facilitation import lifecycle
        from facilitator.export.json_format import loads

        if not self._controller.opening.is_at_hand():
            return
        file = paths.resources() / "samples" / SAMPLE
        sample = loads(durable.read(file, _LARGEST_SAMPLE).decode())
        if any(known.id == sample.id for known in self.listed):
            self.open_meeting(sample.id)
            return
        discarding = self._controller.discarding
        if discarding.holds(sample.id):
            discarding.take_back(sample.id, self.open_meeting)
            return
        self._saving.store.commit(lifecycle.bring_in(sample.records()))
        self.enter(sample)

    def ask_for_file(self) -> None:
        """Which exported meeting shall come in."""
        if self._controller.opening.is_at_hand():
            self._controller.bringing_in.ask()

    def bring_in(self, file: Path) -> None:
        """The meeting of a file that was dropped on the window."""
        if self._controller.opening.is_at_hand():
            self._controller.bringing_in.take(file)

    def on_brought_in(self, meeting: "Meeting", said: str) -> None:
        """Show what came in, and say so."""
        self.enter(meeting)
        self._window.toast.say(said)

    def enter(self, meeting: "Meeting") -> None:
        """Show a meeting that was loaded; one that is open already as it is there."""
        from facilitator.ui.workspace.session import Session

        known = self._sessions.find(meeting.id)
        if known is not None:
            self._show(known)
            return
        try:
            exercise = self._library.get(meeting.details.exercise)
        except FacilitatorError as error:
            self._controller.tell(error)
            return
        self._show(Session(meeting, exercise, self._saving.store, self))


def _chosen(session: "Session", minutes: int | None) -> "Change | None":
    """Another length for a meeting; None when it has that one. Raises InputRefusedError."""
    from facilitator.domain.facilitation import timing
    from facilitator.domain.refusals import RefusedError
    from facilitator.ui.base import phrases

    clock = session.meeting.clock
    if minutes == (clock.minutes if clock else None):
        # Chosen anew it would take back what single stages were given.
        return None
    try:
        return timing.choose_length(session.meeting, session.exercise, minutes)
    except RefusedError as refused:
        words = session.exercise.words
        raise InputRefusedError(phrases.refusal(refused.reason, words)) from refused
