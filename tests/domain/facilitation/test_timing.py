"""Time: planned for any length, counted by a clock that may jump, spread when it runs short."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle, timing
from facilitator.domain.refusals import Reason, RefusedError
from tests.support.small_meeting import EXERCISE, Room

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MINUTES = st.integers(1, 120)


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def of_minutes(*minutes: int) -> Exercise:
    stages = zip(EXERCISE.stages, minutes, strict=False)
    return replace(EXERCISE, stages=tuple(replace(s, minutes=n) for s, n in stages))


def turns(room: Room, stage: str, now: datetime) -> None:
    room.does(lifecycle.go_to_step(room.meeting, stage))
    room.does(timing.switch_stage(room.meeting, stage, now))


def plan(room: Room) -> list[int]:
    """Minutes a stage."""
    return [seconds // 60 for seconds in timing.planned(room.meeting, room.exercise).values()]


def test_without_a_choice_every_stage_has_the_minutes_of_its_exercise() -> None:
    room = Room(of_minutes(10, 5, 20))
    assert plan(room) == [10, 5, 20]
    assert room.meeting.clock is None


def test_a_chosen_length_is_shared_in_proportion_and_the_largest_remainders_round_up() -> None:
    room = Room(of_minutes(10, 5, 20))
    room.does(timing.choose_length(room.meeting, room.exercise, 45))
    assert plan(room) == [13, 6, 26]
    room.does(timing.choose_length(room.meeting, room.exercise, 3))
    assert plan(room) == [1, 1, 1]
    with pytest.raises(RefusedError) as refused:
        timing.choose_length(room.meeting, room.exercise, 2)
    assert refused.value.reason is Reason.TOO_SHORT


@given(
    minutes=st.lists(MINUTES, min_size=1, max_size=7),
    length=st.integers(7, 600),
    more=st.lists(st.integers(-9, 9), max_size=4),
)
def test_every_plan_is_of_whole_minutes_at_least_one_a_stage_and_exact(
    minutes: list[int], length: int, more: list[int]
) -> None:
    room = Room(of_minutes(*minutes))
    room.does(timing.choose_length(room.meeting, room.exercise, length))
    shares = timing.planned(room.meeting, room.exercise)
    assert sum(shares.values()) == 60 * length
    assert all(seconds % 60 == 0 and seconds >= 60 for seconds in shares.values())
    for one, share in zip(minutes, shares.values(), strict=True):
        if min(shares.values()) > 60:
            assert abs(share - 60 * length * one / sum(minutes)) < 60
    for each in more:
        before = plan(room)[0]
        room.does(timing.add_minutes(room.meeting, room.exercise, each))
        assert plan(room)[0] == max(1, before + each)


def test_the_clock_goes_on_with_the_stage_and_counts_what_was_spent_there() -> None:
    room = Room(of_minutes(5, 5, 5))
    board, rank, _ = (stage.id for stage in room.exercise.stages)
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    turns(room, rank, at(3))
    turns(room, board, at(7))
    assert timing.spent(room.meeting, board, at(8)) == 4 * 60
    assert timing.spent(room.meeting, rank, at(8)) == 4 * 60
    assert not timing.is_warning(room.meeting, room.exercise, board, at(7.9))
    assert timing.is_warning(room.meeting, room.exercise, board, at(8))
    assert timing.left(room.meeting, room.exercise, board, at(10.5)) == -90
    room.does(timing.pause(room.meeting, at(11)))
    turns(room, rank, at(50))
    assert timing.spent(room.meeting, board, at(99)) == 7 * 60
    assert timing.spent(room.meeting, rank, at(99)) == 4 * 60
    room.does(timing.start(room.meeting, room.exercise, at(100)))
    assert timing.spent(room.meeting, rank, at(101)) == 5 * 60
    assert room.meeting.bookmark.stage == rank, "time alone turned to another stage"


def test_drift_tells_how_early_or_late_it_ends() -> None:
    room = Room(of_minutes(10, 10, 10))
    board, rank, _ = (stage.id for stage in room.exercise.stages)
    assert timing.drift(room.meeting, room.exercise, NOW) == 0
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    assert timing.drift(room.meeting, room.exercise, at(10)) == 0
    assert timing.drift(room.meeting, room.exercise, at(12)) == -2 * 60
    turns(room, rank, at(12))
    assert timing.drift(room.meeting, room.exercise, at(13)) == -2 * 60
    turns(room, room.exercise.stages[2].id, at(15))
    assert timing.drift(room.meeting, room.exercise, at(15)) == 5 * 60
    turns(room, board, at(16))
    assert timing.drift(room.meeting, room.exercise, at(16)) == (30 - 16 - 0 - 7 - 9) * 60


def test_spreading_ends_in_time_again_and_leaves_each_stage_a_minute() -> None:
    room = Room(of_minutes(10, 10, 20))
    board, rank, discuss = (stage.id for stage in room.exercise.stages)
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    turns(room, rank, at(16))
    room.does(timing.share_out(room.meeting, room.exercise, at(16)))
    assert timing.drift(room.meeting, room.exercise, at(16)) == 0
    assert timing.planned(room.meeting, room.exercise) == {
        board: 600,
        rank: 8 * 60,
        discuss: 16 * 60,
    }
    turns(room, discuss, at(60))
    room.does(timing.share_out(room.meeting, room.exercise, at(60)))
    assert timing.left(room.meeting, room.exercise, discuss, at(60)) == 60


@given(
    minutes=st.lists(MINUTES, min_size=2, max_size=7),
    length=st.integers(7, 600),
    walked=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4000)), max_size=6),
)
def test_after_spreading_the_meeting_is_neither_early_nor_late_while_there_is_time(
    minutes: list[int], length: int, walked: list[tuple[int, int]]
) -> None:
    room = Room(of_minutes(*minutes))
    stages, now = room.exercise.stages, NOW
    room.does(timing.choose_length(room.meeting, room.exercise, length))
    room.does(timing.start(room.meeting, room.exercise, now))
    for stage, seconds in walked:
        now += timedelta(seconds=seconds)
        turns(room, stages[stage % len(stages)].id, now)
    room.does(timing.share_out(room.meeting, room.exercise, now))
    rest = 60 * length - int((now - NOW).total_seconds())
    here = room.exercise.index(room.exercise.stage(room.meeting.bookmark.stage))
    ahead = stages[here:]
    late = max(0, 60 * len(ahead) - rest)
    assert timing.drift(room.meeting, room.exercise, now) == -late
    for stage in ahead:
        assert timing.left(room.meeting, room.exercise, stage.id, now) >= 60


@given(jumps=st.lists(st.integers(-100_000, 100_000), max_size=8))
def test_a_clock_that_jumps_back_never_takes_time_away(jumps: list[int]) -> None:
    room, now = Room(of_minutes(5, 5)), NOW
    stages = [stage.id for stage in room.exercise.stages]
    room.does(timing.start(room.meeting, room.exercise, now))
    for number, seconds in enumerate(jumps):
        before = {s: timing.spent(room.meeting, s, NOW - timedelta(days=9)) for s in stages}
        now += timedelta(seconds=seconds)
        turns(room, stages[number % 2], now)
        assert all(timing.spent(room.meeting, s, now) >= before[s] for s in stages)


@pytest.mark.parametrize(("break_in_minutes", "counted"), [(14, 24), (16, 10), (600, 10), (-5, 5)])
def test_a_meeting_that_ended_without_a_word_counts_only_a_short_break(
    break_in_minutes: int, counted: int
) -> None:
    room = Room(of_minutes(60, 5))
    board = room.exercise.stages[0].id
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    again = at(10 + break_in_minutes)
    room.does(timing.resume_after(room.meeting, room.exercise, at(10), again))
    assert timing.spent(room.meeting, board, again) == 60 * counted
    assert timing.is_running(room.meeting) == (abs(break_in_minutes) < 15)


@pytest.mark.parametrize(("break_in_minutes", "goes_on"), [(1, True), (14, True), (16, False)])
def test_a_meeting_that_was_left_goes_on_after_a_short_break_which_is_not_counted(
    break_in_minutes: int, goes_on: bool
) -> None:
    room = Room(of_minutes(60, 5))
    board = room.exercise.stages[0].id
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    room.does(timing.stop(room.meeting, at(10)))
    assert not timing.is_paused(room.meeting)
    again = at(10 + break_in_minutes)
    room.does(timing.resume_after(room.meeting, room.exercise, at(10), again))
    assert timing.spent(room.meeting, board, again) == 10 * 60
    assert timing.is_running(room.meeting) == goes_on


def test_what_somebody_paused_stays_paused_however_short_the_break() -> None:
    room = Room(of_minutes(60, 5))
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    room.does(timing.pause(room.meeting, at(3)))
    assert not timing.stop(room.meeting, at(4))
    assert not timing.resume_after(room.meeting, room.exercise, at(4), at(5))
    assert timing.is_paused(room.meeting)


@given(seconds=st.lists(st.floats(0, 899), max_size=20))
def test_what_is_put_down_now_and_then_is_what_was_counted(seconds: list[float]) -> None:
    room, now = Room(of_minutes(60, 5)), NOW
    board = room.exercise.stages[0].id
    room.does(timing.start(room.meeting, room.exercise, now))
    for each in seconds:
        now += timedelta(seconds=each)
        room.does(timing.checkpoint(room.meeting, now))
        clock = room.meeting.clock
        assert clock is not None
        assert clock.since is not None
        assert now - clock.since < timedelta(minutes=5)
        assert timing.spent(room.meeting, board, now) == int((now - NOW).total_seconds())


@pytest.mark.parametrize("days", [7, -7])
def test_a_clock_that_went_elsewhere_stands_here_and_a_pause_stays_one(days: int) -> None:
    room = Room(of_minutes(60, 5))
    board = room.exercise.stages[0].id
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    room.does(timing.skip(room.meeting, at(4), at(4)))
    here = lifecycle.with_clock_stopped(room.meeting, at(6))
    assert (timing.is_running(here), timing.is_paused(here)) == (False, False)
    assert timing.spent(here, board, at(99)) == 6 * 60
    brought = at(4) + timedelta(days=days)
    room.does(timing.resume_after(room.meeting, room.exercise, brought, brought))
    assert not timing.is_running(room.meeting)
    assert timing.spent(room.meeting, board, brought) == 4 * 60
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    room.does(timing.pause(room.meeting, at(1)))
    assert lifecycle.with_clock_stopped(room.meeting, at(9)).clock == room.meeting.clock


@pytest.mark.parametrize("days", [-400, 400])
def test_days_that_the_computers_clock_jumped_over_are_not_counted(days: int) -> None:
    room = Room(of_minutes(60, 5))
    board = room.exercise.stages[0].id
    room.does(timing.start(room.meeting, room.exercise, at(0)))
    after = at(5) + timedelta(days=days)
    room.does(timing.skip(room.meeting, at(5), after))
    assert timing.spent(room.meeting, board, after + timedelta(minutes=2)) == 7 * 60


def test_time_is_never_undone_and_alters_the_clock_alone() -> None:
    room = Room(of_minutes(5, 5))
    meeting, exercise = room.meeting, room.exercise
    changes: list[Change] = [timing.choose_length(meeting, exercise, 45)]
    room.does(changes[0])
    changes.append(room.does(timing.start(meeting, exercise, NOW)))
    changes.append(room.does(timing.add_minutes(meeting, exercise, 1)))
    changes.append(room.does(timing.switch_stage(meeting, "rank", at(1))))
    changes.append(room.does(timing.share_out(meeting, exercise, at(2))))
    changes.append(room.does(timing.pause(meeting, at(3))))
    changes.append(room.does(timing.restart(meeting, at(3))))
    assert all(change and change.verb is Verb.CLOCK and not change.undoable for change in changes)
    assert not timing.pause(meeting, at(4))
    assert not timing.switch_stage(Room().meeting, "rank", NOW)
    with pytest.raises(ValueError, match="naive"):
        timing.start(room.meeting, exercise, datetime(2026, 11, 22))


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(-61, 0), (0, 0), (1, 1), (59, 1), (60, 1), (61, 2), (3600, 60)]
)
def test_a_minute_that_has_begun_counts_as_one(seconds: int, minutes: int) -> None:
    found = timing.minutes_of(seconds)
    assert (found, type(found)) == (minutes, int)


def test_the_minutes_left_over_go_to_the_stages_that_lost_most_by_rounding() -> None:
    minutes = (3, 6, 2)
    stages = tuple(
        replace(stage, minutes=each) for stage, each in zip(EXERCISE.stages, minutes, strict=False)
    )
    # 20 in proportion to 3, 6 and 2 are 5.45, 10.91 and 3.64.
    shared = timing.shares(replace(EXERCISE, stages=stages), 20)
    assert [*shared.values()] == [5, 11, 4]
