"""The time of a meeting, by a clock that is moved by hand."""

import json
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6 import QtGui
from PySide6.QtGui import QAccessibleAnnouncementEvent

from facilitator.domain.facilitation import timing
from facilitator.domain.records import new_id
from facilitator.domain.room.room_clock import Going, RoomClock
from facilitator.export.json_format import dumps
from facilitator.launch import Start
from facilitator.ui.meeting.console import summary
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import CAPITAL, Depth, Metrics, Type, least_capital
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.timer.timer_panel import TimerPanel
from tests.support.audience import colours
from tests.support.furniture import Furnishing
from tests.support.legibility import EVERY_KIND, SENTENCE, PaintedText, faults
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room, settle


class Watch:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


SKIPPED = 2
"""Minutes of the slide with what the meeting is for, where nobody stays: so much is it ahead."""


@pytest.fixture
def opened(open_room: OpenRoom, watch: Watch) -> Room:
    """A new meeting on the slide it opens with, of two minutes."""
    return is_there(open_room(Start("new", title="Monday"), now=watch, opening=True))


@pytest.fixture
def meeting(opened: Room) -> Room:
    """A new meeting at its first stage, of eight minutes."""
    opened.passes_opening()
    return opened


def is_there(room: Room) -> Room:
    """Wait until it is known when the meeting was held last."""
    clock = room.controller.timer().clock
    room.until(lambda: not clock.resuming)
    return room


def passes(room: Room, watch: Watch, minutes: float) -> None:
    watch.now += timedelta(minutes=minutes)
    room.controller.timer().clock.refresh()


def shown(room: Room) -> ClockText:
    found = room.controller.timer().clock.shown
    assert found is not None
    return found


def on_strip(room: Room) -> str:
    return room.screen.strip.time


def test_an_exercise_that_was_opened_the_evening_before_does_not_run(
    opened: Room, watch: Watch
) -> None:
    assert on_strip(opened) == "2:00 · stopped"
    opened.presses("Ctrl+I", "End")
    opened.types(" morning")
    opened.presses("Enter")
    passes(opened, watch, 700)
    assert (on_strip(opened), shown(opened).clock.going) == ("2:00 · stopped", Going.STOPPED)
    assert opened.meeting.clock is None
    opened.types("half a thought")
    opened.presses("Enter")
    passes(opened, watch, 2.5)
    assert (on_strip(opened), shown(opened).clock.going) == ("5:30", Going.RUNS)


def test_each_stage_keeps_what_it_took(meeting: Room, watch: Watch) -> None:
    meeting.presses("PgDown")
    passes(meeting, watch, 3)
    assert on_strip(meeting) == "5:00"
    meeting.presses("PgUp")
    passes(meeting, watch, 1)
    assert on_strip(meeting) == "7:00"
    meeting.presses("PgDown")
    assert on_strip(meeting) == "5:00"


def test_reading_a_meeting_of_long_ago_does_not_start_its_clock(
    meeting: Room, open_room: OpenRoom, watch: Watch
) -> None:
    meeting.presses("PgDown")
    passes(meeting, watch, 2)
    meeting.leaves()
    watch.now += timedelta(days=7)
    for _ in range(2):
        again = is_there(open_room(Start("open", meeting=meeting.meeting_id), now=watch))
        again.presses("PgUp", "PgDown")
        passes(again, watch, 3)
        assert (on_strip(again), shown(again).clock.going) == ("6:00 · stopped", Going.STOPPED)
        again.leaves()
    again = is_there(open_room(Start("open", meeting=meeting.meeting_id), now=watch))
    again.says("something new")
    passes(again, watch, 1)
    assert (on_strip(again), shown(again).clock.going) == ("5:00", Going.RUNS)


def test_a_meeting_that_nobody_timed_is_read_on_another_day(opened: Room, watch: Watch) -> None:
    watch.now += timedelta(days=7)
    opened.presses("PgDown", "PgDown")
    passes(opened, watch, 3)
    assert shown(opened).clock.going is Going.STOPPED
    assert opened.meeting.clock is None


def test_a_meeting_begun_while_the_clock_of_another_runs_is_the_latest(meeting: Room) -> None:
    meeting.says("We ring back")
    assert timing.is_running(meeting.meeting)
    meeting.controller.perform(Start("new", title="Tuesday"))
    meeting.is_saved()
    assert meeting.controller.workspace.store.resolve("latest").result() == meeting.meeting.id


def test_a_pause_lasts_until_the_key_is_pressed_again(meeting: Room, watch: Watch) -> None:
    meeting.says("first")
    passes(meeting, watch, 3)
    meeting.types("half a ")
    meeting.presses("F9")
    assert "paused" in meeting.said
    assert on_strip(meeting) == "5:00 · paused"
    passes(meeting, watch, 9)
    meeting.types("thought")
    meeting.presses("Enter", "PgDown", "PgUp")
    passes(meeting, watch, 9)
    assert on_strip(meeting) == "5:00 · paused"
    assert meeting.left() == ["first", "half a thought"]
    meeting.presses("F9")
    passes(meeting, watch, 1)
    assert on_strip(meeting) == "4:00"


def test_a_stage_that_is_nearly_over_and_over_is_told_once_and_nothing_is_locked(
    meeting: Room, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append(event.message())

    monkeypatch.setattr(QtGui, "QAccessible", SimpleNamespace(updateAccessibility=hear))
    meeting.says("first")
    heard.clear()
    passes(meeting, watch, 6.25)
    assert (on_strip(meeting), heard) == ("1:45", [])
    passes(meeting, watch, 0.25)
    assert on_strip(meeting) == "1:30 left"
    assert heard == ["“Feel #1”: 2 min left."]
    passes(meeting, watch, 1)
    passes(meeting, watch, 0.5)
    passes(meeting, watch, 0.75)
    assert on_strip(meeting) == "+0:45 over"
    assert heard == ["“Feel #1”: 2 min left.", "The time for “Feel #1” is over."]
    assert "over" in shown(meeting).words
    passes(meeting, watch, 14)
    meeting.says("second")
    assert (meeting.at, meeting.left()) == ("feel-first", ["first", "second"])
    heard.clear()
    meeting.presses("PgDown", "PgUp")
    assert not [said for said in heard if "time for" in said]


@pytest.mark.parametrize("more", ["Ctrl+Plus", "Ctrl+Equal"])
def test_a_minute_more_or_less_while_typing(meeting: Room, watch: Watch, more: str) -> None:
    meeting.says("first")
    meeting.types("half a ")
    meeting.presses(more)
    assert meeting.said == "One minute more: 9 minutes for “Feel #1”."
    assert on_strip(meeting) == "9:00"
    for _ in range(20):
        meeting.presses("Ctrl+Minus")
    assert on_strip(meeting) == "1:00"
    assert "least" in meeting.said
    meeting.types("thought")
    assert meeting.entry == "half a thought"


def test_what_is_left_is_spread_over_the_stages_to_come(meeting: Room, watch: Watch) -> None:
    meeting.says("first")
    for _ in range(2):
        passes(meeting, watch, 10)
    assert f"{12 - SKIPPED} min behind" in shown(meeting).words
    meeting.presses("PgDown")
    before = on_strip(meeting)
    meeting.presses("Shift+F9")
    assert "is shared out" in meeting.said
    assert on_strip(meeting) < before
    assert "behind" not in shown(meeting).words
    for _ in range(5):
        passes(meeting, watch, 14)
    meeting.presses("Shift+F9")
    assert "late" in meeting.said


def test_every_place_tells_the_same_minutes(meeting: Room, watch: Watch) -> None:
    meeting.says("first")
    for _ in range(5):
        passes(meeting, watch, 9.85)
    meeting.presses("Shift+F9")
    here = next(entry for entry in summary.stages(meeting.session) if entry.here)
    left = shown(meeting).minutes_left.split()[0]
    assert shown(meeting).clock.planned % 60, "whole minutes would agree anyhow"
    assert f"of {here.minutes} min" in shown(meeting).words
    assert f"of {here.minutes} min" in shown(meeting).spoken
    assert f"shared out: {left} minutes of {here.minutes} " in meeting.said
    meeting.presses("Ctrl+Plus")
    assert f": {here.minutes + 1} minutes" in meeting.said


def test_undo_does_not_touch_the_time(meeting: Room, watch: Watch) -> None:
    meeting.says("first")
    passes(meeting, watch, 2)
    meeting.presses("Ctrl+Plus", "Ctrl+Z")
    assert meeting.left() == []
    assert on_strip(meeting) == "7:00"
    passes(meeting, watch, 1)
    meeting.presses("Ctrl+Y")
    assert on_strip(meeting) == "6:00"


def test_the_time_stands_while_the_meetings_are_shown_and_goes_on_in_the_meeting(
    meeting: Room, watch: Watch
) -> None:
    meeting.says("first")
    passes(meeting, watch, 2)
    meeting.goes_home()
    watch.now += timedelta(minutes=5)
    meeting.until(lambda: bool(meeting.controller.home.list.column.ids))
    meeting.presses("Down", "Enter")
    meeting.until(lambda: meeting.controller.host.screen is not None)
    is_there(meeting)
    passes(meeting, watch, 1)
    assert on_strip(meeting) == "5:00"


@pytest.mark.parametrize(("minutes", "left"), [(5, "4:00"), (900, "6:00 · stopped")])
def test_a_meeting_that_was_closed_goes_on_after_a_short_break_only(
    meeting: Room, open_room: OpenRoom, watch: Watch, minutes: float, left: str
) -> None:
    meeting.says("first")
    passes(meeting, watch, 2)
    meeting.leaves()
    watch.now += timedelta(minutes=minutes)
    again = is_there(open_room(Start("open", meeting=meeting.meeting_id), now=watch))
    assert on_strip(again).startswith("6:00")
    passes(again, watch, 2)
    assert on_strip(again) == left
    again.says("goes on")
    passes(again, watch, 1)
    assert shown(again).clock.going is Going.RUNS


def test_a_meeting_that_comes_in_has_a_clock_that_stands(
    meeting: Room, watch: Watch, tmp_path: Path
) -> None:
    meeting.says("first")
    passes(meeting, watch, 2)
    meeting.presses("F9", "F9")
    document = json.loads(dumps(meeting.meeting, meeting.session.exercise))
    document["clock"]["since"] = (watch.now - timedelta(days=7)).isoformat()
    document["meeting"]["id"] = new_id()
    document["meeting"]["title"] = "From elsewhere"
    file = tmp_path / "meeting.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    meeting.controller.meeting_import().import_file(file)
    meeting.until(lambda: meeting.meeting.details.title == "From elsewhere")
    is_there(meeting)
    passes(meeting, watch, 1)
    assert (on_strip(meeting), shown(meeting).clock.going) == ("6:00 · stopped", Going.STOPPED)


@pytest.mark.parametrize(("minutes", "going"), [(5, Going.RUNS), (900, Going.STOPPED)])
def test_a_crash_keeps_the_clock(
    meeting: Room, open_room: OpenRoom, watch: Watch, minutes: float, going: Going
) -> None:
    meeting.says("first")
    meeting.is_saved()
    saved = meeting.controller.workspace.store.updated_at(meeting.meeting.id).result(timeout=20)
    # What is saved has the computer's own time: a busy one saves a second late.
    late = max(0, int((saved - watch.now).total_seconds()))
    # Nobody is left to let the clock stand.
    meeting.controller.timer().finish()
    meeting.leaves()
    watch.now += timedelta(minutes=minutes)
    again = is_there(open_room(Start("open", meeting=meeting.meeting_id), now=watch))
    assert shown(again).clock.going is going
    left = divmod(8 * 60 - late, 60)
    stopped = f"{left[0]}:{left[1]:02} · stopped"
    assert on_strip(again) == ("3:00" if going is Going.RUNS else stopped)


def test_a_quiet_stretch_is_not_lost_by_a_crash(
    meeting: Room, open_room: OpenRoom, watch: Watch
) -> None:
    meeting.says("first")
    for _ in range(7):
        passes(meeting, watch, 1)
    meeting.is_saved()
    meeting.controller.timer().finish()
    meeting.leaves()
    watch.now += timedelta(days=1)
    again = is_there(open_room(Start("open", meeting=meeting.meeting_id), now=watch))
    assert (on_strip(again), shown(again).clock.going) == ("3:00 · stopped", Going.STOPPED)


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_of_the_computer_that_jumps_shows_no_nonsense(
    meeting: Room, watch: Watch, jump: timedelta
) -> None:
    meeting.says("first")
    passes(meeting, watch, 2)
    watch.now += jump
    passes(meeting, watch, 0)
    assert on_strip(meeting) == "6:00"
    passes(meeting, watch, 1)
    assert on_strip(meeting) == "5:00"
    assert shown(meeting).clock.drift == SKIPPED * timing.MINUTE
    assert timing.is_running(meeting.meeting)


def to_the_room(room: Room) -> str:
    """The time that the room sees, empty when it sees none; there is but one screen here."""
    audience = room.controller.audience()
    audience.feed.prepare()
    stage = audience.window.stage
    assert stage is not None
    return "" if stage.time.isHidden() else stage.time.text


def test_the_room_sees_the_time_only_if_it_is_wanted(
    meeting: Room, watch: Watch, open_room: OpenRoom
) -> None:
    audience = meeting.controller.audience().window
    audience.resize(*PROJECTOR)
    meeting.says("first")
    passes(meeting, watch, 2)
    assert to_the_room(meeting) == ""
    meeting.types("half a thought")
    meeting.presses("Ctrl+F9")
    assert "room will see the time" in meeting.said
    assert to_the_room(meeting) == "6:00"
    passes(meeting, watch, 0.5)
    assert to_the_room(meeting) == "5:30"
    meeting.presses("PgDown")
    assert to_the_room(meeting) == "8:00"
    audience.set_blank(True)
    passes(meeting, watch, 9)
    assert colours(audience) == {"#000000"}
    meeting.leaves()
    again = is_there(open_room(Start("open", meeting=meeting.meeting_id), now=watch))
    assert to_the_room(again) != ""
    again.presses("Ctrl+F9")
    assert "hidden from the room" in again.said
    assert to_the_room(again) == ""


def test_the_time_of_another_meeting_is_not_for_the_room(meeting: Room) -> None:
    meeting.presses("Ctrl+F9")
    meeting.presses("Ctrl+N", "Enter")
    is_there(meeting)
    assert to_the_room(meeting) == ""


def test_the_last_row_reads_the_time_and_the_question_beside_it(
    open_room: OpenRoom, painted: PaintedText
) -> None:
    room = open_room(size=LAPTOP)
    room.takes_in(Furnishing(EVERY_KIND, 9, SENTENCE).meeting)
    is_there(room)
    window = room.controller.audience().window
    long = RoomClock(left=-3725, planned=3600, drift=-7200, going=Going.RUNS, nearly_over=True)
    for stage in EVERY_KIND.stages:
        room.controller.audience().show_time(long)
        for size, depth in product((LAPTOP, PROJECTOR), Depth):
            window.resize(*size)
            window.set_appearance(Scheme.LIGHT, depth)
            shown_to_room = to_the_room(room)
            settle()
            painted.outside.clear()
            window.grab()
            about = stage.id, size, depth
            assert list(faults(window)) == [], about
            assert painted.outside == [], about
            assert shown_to_room == "+62:05", about
            letters = Metrics.for_size(*size, depth=depth).font(Type.ASIDE).pixelSize()
            assert letters * CAPITAL >= least_capital(min(size[1], size[0] * 3 / 4), depth)
        room.presses("Ctrl+PgDown")


def test_the_face_on_the_console_tells_what_is_left_and_of_what(
    meeting: Room, watch: Watch
) -> None:
    face = TimerPanel()
    meeting.controller.timer().clock.ticked.connect(face.show_time)
    meeting.says("first")
    passes(meeting, watch, 4.8)
    assert face.text == f"3:12\nof 8 min · {SKIPPED} min ahead"
    meeting.presses("PgDown")
    assert face.text == f"8:00\nof 8 min · {SKIPPED + 3} min ahead"
    meeting.presses("F9")
    assert face.text.splitlines()[-1] == "Paused · F9 resumes"
    assert f"{SKIPPED + 3} min ahead" in face.accessibleName()
    face.deleteLater()


def test_what_can_be_done_with_the_time_is_found_by_name(opened: Room, watch: Watch) -> None:
    opened.presses("Ctrl+K")
    opened.types("minute more")
    opened.presses("Enter")
    assert on_strip(opened) == "3:00 · stopped"


def restarts_clock(room: Room) -> None:
    room.presses("Ctrl+K")
    room.types("restart the clock")
    room.presses("Enter")


def test_what_was_counted_the_evening_before_is_forgotten(meeting: Room, watch: Watch) -> None:
    restarts_clock(meeting)
    assert meeting.said == "The clock hasn’t started yet."
    meeting.says("first")
    passes(meeting, watch, 9)
    meeting.presses("PgDown", "Ctrl+Plus")
    passes(meeting, watch, 2)
    restarts_clock(meeting)
    assert "restarted" in meeting.said
    assert "running" in meeting.said
    assert (on_strip(meeting), shown(meeting).clock.going) == ("9:00", Going.RUNS)
    meeting.presses("Ctrl+Z", "PgUp")
    assert meeting.left() == []
    assert on_strip(meeting) == "8:00"
    meeting.presses("F9")
    passes(meeting, watch, 9)
    restarts_clock(meeting)
    assert "paused" in meeting.said
    assert on_strip(meeting) == "8:00 · paused"
