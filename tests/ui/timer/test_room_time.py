"""Whether the room sees the time, in a window that has nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.room.room_clock import Going, RoomClock
from facilitator.settings import load_settings
from facilitator.ui.timer.clock_commands import ClockAction
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.timer.time_pill import TimePill
from facilitator.ui.timer.timer import Timer
from facilitator.ui.workspace.session import Session
from tests.support.workspace import Frame

START = datetime.now(UTC)
SECOND = timedelta(seconds=1)


class Display:
    """What the console and the room are told of the time."""

    def __init__(self, timer: Timer) -> None:
        self.console: ClockText | None = None
        self.room: RoomClock | None = None
        timer.time_changed.connect(self._on_time_changed)
        timer.room_time_changed.connect(self._on_room_time_changed)

    def _on_time_changed(self, shown: ClockText) -> None:
        self.console = shown

    def _on_room_time_changed(self, shown: RoomClock | None) -> None:
        self.room = shown


@pytest.fixture
def session(frame: Frame) -> Session:
    """A meeting that has just begun."""
    frame.show()
    return frame.begins("Monday")


@pytest.fixture
def timer(frame: Frame, session: Session) -> Timer:
    made = Timer(frame.workspace, frame.shell, lambda: START + SECOND)
    made.show_meeting(session, frame.blank)
    frame.until(lambda: not made.clock.resuming)
    return made


def test_the_room_sees_the_time_of_the_meeting_for_which_that_was_asked(
    frame: Frame, session: Session, timer: Timer
) -> None:
    display = Display(timer)
    frame.shell.set_console(True)
    timer.do(ClockAction.SHOW_THE_ROOM)
    assert "The room sees the time now" in frame.said
    assert load_settings(frame.workspace.data / "settings.json").timed_meeting == session.meeting.id
    timer.do(ClockAction.START_OR_PAUSE)
    assert display.room is not None
    assert display.console is not None
    assert display.room == display.console.clock
    assert display.room == RoomClock.of(session.meeting, session.exercise, START + SECOND)
    timer.do(ClockAction.SHOW_THE_ROOM)
    assert display.room is None
    assert load_settings(frame.workspace.data / "settings.json").timed_meeting == ""
    timer.finish()


def test_with_one_screen_it_is_said_when_the_room_will_see_it(frame: Frame, timer: Timer) -> None:
    timer.do(ClockAction.SHOW_THE_ROOM)
    assert "once it has its own screen" in frame.said
    timer.finish()


def test_another_meeting_has_no_time_for_the_room(frame: Frame, timer: Timer) -> None:
    timer.do(ClockAction.SHOW_THE_ROOM)
    display = Display(timer)
    timer.show_meeting(frame.begins("Tuesday"), frame.blank)
    timer.do(ClockAction.START_OR_PAUSE)
    assert display.console is not None
    assert display.room is None
    timer.finish()


@pytest.mark.parametrize("nearly_over", [False, True])
def test_a_clock_that_stands_still_looks_so(frame: Frame, nearly_over: bool) -> None:
    """By a word and two bars, and not on the pill of a time that runs out."""
    pill = TimePill(frame.blank)
    told = {
        Going.RUNS: "3:12",
        Going.PAUSED: "3:12 · paused",
        Going.STOPPED: "3:12 · stopped",
    }
    for going, text in told.items():
        clock = RoomClock(left=192, planned=960, drift=0, going=going, nearly_over=nearly_over)
        shown = ClockText(clock)
        pill.show_time(shown)
        assert pill.text == text
        assert shown.is_alarming is (nearly_over and going is Going.RUNS)
