"""The clock of the current meeting. It never advances or locks a stage."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation import rhythm, timing
from facilitator.domain.room.room_clock import RoomClock
from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.timer.clock_commands import Now
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.workspace.session import Session

_PREPARING = frozenset({Verb.DETAILS, Verb.ROSTER, Verb.SIGN, Verb.UNSIGN})
"""Changes that are also made the evening before: they don't start the clock."""


class MeetingClock(QObject):
    """A clock that starts with the first edit of the day and stops when the meeting closes.

    Every change of the clock is a change of the meeting like any other, and is never undone.
    """

    ticked = Signal(ClockText)
    """The time has changed: a second passed, or somebody changed it."""
    warned = Signal()
    """A fifth of the stage's time is left; emitted once a stage."""
    ran_over = Signal()
    """The stage's time is up; emitted once a stage."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._tasks = Tasks(self)
        self._session: Session | None = None
        self._read_at: datetime | None = None
        """When the clock was read last."""
        self.resuming = False
        """Whether it is not known yet when the meeting was held last."""
        self._edited_meanwhile = False
        self._stepped_meanwhile = False
        self._has_run = False
        """Whether the clock has run since the meeting was opened."""
        self._warned: set[str] = set()
        self._over: set[str] = set()
        self._next_second = single_shot(self, 0, self.refresh)

    # Meetings

    def show_meeting(self, session: Session, updated_at: "Future[datetime]") -> None:
        """Show the time of this meeting, which was last changed at `updated_at`."""
        self.leave()
        self._session, self._read_at = session, None
        self._warned, self._over = set(), set()
        session.changed.connect(self._on_changed)
        session.step_changed.connect(self._on_step_changed)
        self.resuming, self._has_run = True, False
        self._edited_meanwhile = self._stepped_meanwhile = False
        self._skip_warnings()
        self.refresh()

        def known(last_seen: datetime) -> None:
            if session is self._session:
                self._resume(session, last_seen)

        def unknown(error: FacilitatorError) -> None:
            # The feature that loads the meeting reports the error.
            known(datetime.min.replace(tzinfo=UTC))

        self._tasks.follow(updated_at).on_success(known).on_error(unknown)

    def _resume(self, session: Session, last_seen: datetime) -> None:
        meeting, exercise = session.meeting, session.exercise
        session.execute(timing.resume_after(meeting, exercise, last_seen, self._now()))
        self._skip_warnings()
        self.resuming = False
        if self._edited_meanwhile:
            self._count()
        elif self._stepped_meanwhile:
            self._count_if_held()
        self.refresh()

    def stop(self) -> None:
        """Stop the clock, as the meeting may end here; the next edit starts it again."""
        if self._session is not None and not self.resuming:
            self.refresh()
            self._session.execute(timing.stop(self._session.meeting, self._now()))

    def leave(self) -> None:
        """Stop the clock and let go of the meeting."""
        self.stop()
        self.finish()

    def finish(self) -> None:
        """Let go of the meeting without writing anything."""
        session, self._session = self._session, None
        self._next_second.stop()
        if session is not None:
            session.changed.disconnect(self._on_changed)
            session.step_changed.disconnect(self._on_step_changed)

    # Actions

    def start_or_pause(self) -> bool:
        """Start or pause the clock; return whether it runs now."""
        session = self._current()
        meeting = session.meeting
        if timing.is_running(meeting):
            session.execute(timing.pause(meeting, self._now()))
        else:
            session.execute(timing.start(meeting, session.exercise, self._now()))
        return timing.is_running(meeting)

    def restart(self) -> bool:
        """Forget the time that was counted; return False when none was."""
        session = self._current()
        if not timing.is_begun(session.meeting):
            return False
        self._warned.clear()
        self._over.clear()
        with session.batch():
            session.execute(rhythm.restart(session.meeting))
            return session.execute(timing.restart(session.meeting, self._now()))

    def add_minutes(self, minutes: int) -> bool:
        """Give the current stage more minutes, or fewer; return False when that is not possible."""
        session = self._current()
        meeting, exercise = session.meeting, session.exercise
        with session.batch():
            is_given = session.execute(timing.add_minutes(meeting, exercise, minutes))
            if is_given:
                session.execute(rhythm.give_minutes(meeting, exercise, minutes))
        return is_given

    def share_out(self) -> None:
        """Share out the time that is left over the stages that are left."""
        session = self._current()
        session.execute(timing.share_out(session.meeting, session.exercise, self._now()))

    def _current(self) -> Session:
        assert self._session is not None, "no meeting is open"
        self.refresh()
        return self._session

    # Following the meeting

    def _on_step_changed(self) -> None:
        self._skip_warnings()
        self._count_if_held()
        self.refresh()

    def _on_changed(self, change: Change) -> None:
        if self._session is not None and self._session.is_of_another_room:
            # That room has a clock of its own.
            return
        if change.verb in (Verb.CLOCK, Verb.PART):
            self._show()
        elif change.undoable and change.verb not in _PREPARING and not self._runs:
            self._count()

    def _count(self) -> None:
        """Count the time for the current stage from now on, unless the clock is paused."""
        if self.resuming:
            self._edited_meanwhile = True
            return
        session = self._current()
        meeting, now = session.meeting, self._now()
        if self._runs:
            session.execute(timing.switch_stage(meeting, session.step.stage.id, now))
        elif not timing.is_paused(meeting):
            session.execute(timing.start(meeting, session.exercise, now))

    def _count_if_held(self) -> None:
        """Count after a step, unless somebody only pages through a meeting of long ago."""
        if self.resuming:
            self._stepped_meanwhile = True
        elif self._runs or self._is_held:
            self._count()

    @property
    def _is_held(self) -> bool:
        """Whether the meeting is probably being held now, though nothing is written yet."""
        meeting, now = self._current().meeting, self._now()
        is_new = not timing.is_begun(meeting) and meeting.details.held_on == now.astimezone().date()
        return self._has_run or is_new or timing.was_just_left(meeting, now)

    @property
    def _runs(self) -> bool:
        return self._session is not None and timing.is_running(self._session.meeting)

    # Ticking

    @property
    def shown(self) -> ClockText | None:
        """The time as it is now; None when no meeting is open."""
        session = self._session
        if session is None:
            return None
        return ClockText(RoomClock.of(session.meeting, session.exercise, self._now()))

    def refresh(self) -> None:
        """Read the time and emit what the clock shows."""
        session, now = self._session, self._now()
        if session is None:
            return
        last, self._read_at = self._read_at, now
        if last is not None and not timedelta() <= now - last < timing.SHORT:
            # The computer slept, or its clock was set: there was no meeting meanwhile.
            session.execute(timing.skip(session.meeting, last, now))
        if not self.resuming:
            session.execute(timing.checkpoint(session.meeting, now))
        self._show()

    def _show(self) -> None:
        session, shown = self._session, self.shown
        if session is None or shown is None:
            return
        self.ticked.emit(shown)
        self._next_second.stop()
        if self._runs and not self.resuming:
            self._has_run = True
            self._warn(session.step.stage.id, shown)
            self._next_second.start(self._until_next_second(session))

    def _until_next_second(self, session: Session) -> int:
        """Return the milliseconds until the figures change."""
        clock = session.meeting.clock
        since = clock.since if clock is not None else None
        counted = (self._now() - since).total_seconds() % 1 if since is not None else 0
        return int(1000 * (1 - counted)) + 1

    def _warn(self, stage: str, shown: ClockText) -> None:
        """Emit that the time is nearly or wholly over, each once a stage."""
        if shown.clock.left <= 0 and stage not in self._over:
            self._over.add(stage)
            self._warned.add(stage)
            self.ran_over.emit()
        elif shown.clock.nearly_over and stage not in self._warned:
            self._warned.add(stage)
            self.warned.emit()

    def _skip_warnings(self) -> None:
        """Skip the warnings that are due already: who comes to a stage sees its time anyway."""
        session, shown = self._session, self.shown
        if session is None or shown is None:
            return
        if shown.clock.left <= 0:
            self._over.add(session.step.stage.id)
        if shown.clock.nearly_over:
            self._warned.add(session.step.stage.id)
