"""Keeps the time of the meeting at hand. It never advances or locks a stage."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation import timing
from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.timer.clock_commands import Now
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.workspace.session import Session

_PREPARING = frozenset({Verb.DETAILS, Verb.ROSTER, Verb.SIGN, Verb.UNSIGN})
"""What is also done the evening before."""


class MeetingClock(QObject):
    """Lets the clock go with what is written, or a step on the day, and stand with the end.

    Every change of the clock is a change of the meeting like any other, and is never undone.
    """

    ticked = Signal(ClockText)
    """The time is another now: by a second, or because somebody changed it."""
    warned = Signal()
    """A fifth of the stage's time is left; said once a stage."""
    ran_over = Signal()
    """The stage's time is up; said once a stage."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._tasks = Tasks(self)
        self._session: Session | None = None
        self._seen: datetime | None = None
        self.resuming = False
        """Whether it is not known yet when the meeting was held last."""
        self._went_on_meanwhile = False
        self._turned_meanwhile = False
        self._has_run = False
        """Whether the clock went since the meeting is at hand."""
        self._warned: set[str] = set()
        self._ended: set[str] = set()
        self._next_second = single_shot(self, 0, self.look)

    # Meetings

    def attend(self, session: Session, touched: "Future[datetime]") -> None:
        """Keep the time of this meeting, which was last written to at `touched`."""
        self.leave()
        self._session, self._seen = session, None
        self._warned, self._ended = set(), set()
        session.changed.connect(self._on_changed)
        session.step_changed.connect(self._on_turned)
        self.resuming, self._has_run = True, False
        self._went_on_meanwhile = self._turned_meanwhile = False
        self._take_as_said()
        self.look()

        def known(last_seen: datetime) -> None:
            if session is self._session:
                self._resume(session, last_seen)

        def unknown(error: FacilitatorError) -> None:
            # Why nothing can be read is told to whoever asked for the meeting.
            known(datetime.min.replace(tzinfo=UTC))

        self._tasks.follow(touched).on_success(known).on_error(unknown)

    def _resume(self, session: Session, last_seen: datetime) -> None:
        meeting, exercise = session.meeting, session.exercise
        session.execute(timing.resume_after(meeting, exercise, last_seen, self._now()))
        self._take_as_said()
        self.resuming = False
        if self._went_on_meanwhile:
            self._go_on()
        elif self._turned_meanwhile:
            self._turn()
        self.look()

    def stand(self) -> None:
        """The meeting may end here; whatever is done in it lets the clock go on."""
        if self._session is not None and not self.resuming:
            self.look()
            self._session.execute(timing.stand(self._session.meeting, self._now()))

    def leave(self) -> None:
        """No meeting is at hand any more."""
        self.stand()
        self.finish()

    def finish(self) -> None:
        """The program ends; nothing is written any more."""
        session, self._session = self._session, None
        self._next_second.stop()
        if session is not None:
            session.changed.disconnect(self._on_changed)
            session.step_changed.disconnect(self._on_turned)

    # What somebody asks for

    def start_or_pause(self) -> bool:
        """Whether the clock goes on now."""
        session = self._at_hand()
        meeting = session.meeting
        if timing.is_running(meeting):
            session.execute(timing.pause(meeting, self._now()))
        else:
            session.execute(timing.start(meeting, session.exercise, self._now()))
        return timing.is_running(meeting)

    def start_anew(self) -> bool:
        """Forget what was counted; False when nothing was."""
        session = self._at_hand()
        if not timing.is_begun(session.meeting):
            return False
        self._warned.clear()
        self._ended.clear()
        return session.execute(timing.start_anew(session.meeting, self._now()))

    def add_minutes(self, minutes: int) -> bool:
        """So many more for the stage at hand, or fewer; False when fewer is not possible."""
        session = self._at_hand()
        return session.execute(timing.add_minutes(session.meeting, session.exercise, minutes))

    def spread(self) -> None:
        """What is left of the meeting, over the stages that are left."""
        session = self._at_hand()
        session.execute(timing.spread(session.meeting, session.exercise, self._now()))

    def _at_hand(self) -> Session:
        assert self._session is not None, "no meeting is at hand"
        self.look()
        return self._session

    # Following the meeting

    def _on_turned(self) -> None:
        self._take_as_said()
        self._turn()
        self.look()

    def _on_changed(self, change: Change) -> None:
        if change.verb is Verb.CLOCK:
            self._show()
        elif change.undoable and change.verb not in _PREPARING and not self._runs:
            self._go_on()

    def _go_on(self) -> None:
        """Something was done: count it for the stage at hand, unless somebody paused the clock."""
        if self.resuming:
            self._went_on_meanwhile = True
            return
        session = self._at_hand()
        meeting, now = session.meeting, self._now()
        if self._runs:
            session.execute(timing.turn_clock(meeting, session.step.stage.id, now))
        elif not timing.is_paused(meeting):
            session.execute(timing.start(meeting, session.exercise, now))

    def _turn(self) -> None:
        """A step was taken, which is also how somebody reads a meeting of long ago."""
        if self.resuming:
            self._turned_meanwhile = True
        elif self._runs or self._is_held:
            self._go_on()

    @property
    def _is_held(self) -> bool:
        """Whether it is held now, as far as one can tell while nothing is written."""
        meeting, now = self._at_hand().meeting, self._now()
        is_new = not timing.is_begun(meeting) and meeting.details.held_on == now.astimezone().date()
        return self._has_run or is_new or timing.was_just_left(meeting, now)

    @property
    def _runs(self) -> bool:
        return self._session is not None and timing.is_running(self._session.meeting)

    # Ticking

    @property
    def shown(self) -> ClockText | None:
        """The time as it is now; None when no meeting is at hand."""
        session = self._session
        if session is None:
            return None
        return ClockText.of(session.meeting, session.exercise, self._now())

    def look(self) -> None:
        """Look at the clock, and tell what it shows."""
        session, now = self._session, self._now()
        if session is None:
            return
        last, self._seen = self._seen, now
        if last is not None and not timedelta() <= now - last < timing.SHORT:
            # The computer slept, or its clock was set: nobody held a meeting meanwhile.
            session.execute(timing.skip(session.meeting, last, now))
        if not self.resuming:
            session.execute(timing.put_down(session.meeting, now))
        self._show()

    def _show(self) -> None:
        session, shown = self._session, self.shown
        if session is None or shown is None:
            return
        self.ticked.emit(shown)
        self._next_second.stop()
        if self._runs and not self.resuming:
            self._has_run = True
            self._tell(session.step.stage.id, shown)
            self._next_second.start(self._until_next_second(session))

    def _until_next_second(self, session: Session) -> int:
        """Milliseconds until the figures are others."""
        clock = session.meeting.clock
        since = clock.since if clock is not None else None
        counted = (self._now() - since).total_seconds() % 1 if since is not None else 0
        return int(1000 * (1 - counted)) + 1

    def _tell(self, stage: str, shown: ClockText) -> None:
        """Say what has come to pass, each once a stage."""
        if shown.left <= 0 and stage not in self._ended:
            self._ended.add(stage)
            self._warned.add(stage)
            self.ran_over.emit()
        elif shown.nearly_over and stage not in self._warned:
            self._warned.add(stage)
            self.warned.emit()

    def _take_as_said(self) -> None:
        """Whoever comes to a stage sees what has come to pass there."""
        session, shown = self._session, self.shown
        if session is None or shown is None:
            return
        if shown.left <= 0:
            self._ended.add(session.step.stage.id)
        if shown.nearly_over:
            self._warned.add(session.step.stage.id)
