"""How the time of a meeting is planned and spent; nothing here ever advances or locks a stage.

Times are whole seconds, `now` is a moment with an offset, and a clock that went backwards counts
nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Clock, StageTime
from facilitator.domain.refusals import Reason, RefusedError

MINUTE = 60
SHORT = timedelta(minutes=15)
"""The longest break that still counts when the program crashed."""
LONGEST = 24 * 60
"""Minutes of one meeting."""
_WARNED = 5
"""A stage is nearly over when a fifth of its time is left."""
_KEPT = 5 * MINUTE
"""Seconds that may be lost when the program crashes."""
_HIGHEST = 1_000_000
"""Seconds; no stage takes longer."""


def minutes_of(seconds: int) -> int:
    """Return whole minutes as people say them, rounded up; 0 for what is over."""
    return max(0, -(-seconds // MINUTE))


def length(meeting: Meeting, exercise: Exercise) -> int:
    """Return the seconds that the meeting is to take; every stage has at least a minute."""
    held = _held(meeting, exercise)
    minutes = meeting.clock.minutes if meeting.clock else None
    chosen = sum(stage.minutes for stage in held) if minutes is None else minutes
    return MINUTE * max(chosen, len(held))


def _held(meeting: Meeting, exercise: Exercise) -> tuple[Stage, ...]:
    """Return the stages without those that were given no time: the meeting begins after them."""
    given = meeting.clock.given if meeting.clock else ()
    passed = {time.stage for time in given if not time.seconds}
    return tuple(stage for stage in exercise.stages if stage.id not in passed) or exercise.stages


def shares(exercise: Exercise, minutes: int) -> Mapping[str, int]:
    """Return the whole minutes of each stage by its id, for a meeting of so many in all."""
    return _shares(exercise.stages, minutes)


def _shares(stages: tuple[Stage, ...], minutes: int) -> dict[str, int]:
    parts = shared(minutes, tuple(stage.minutes for stage in stages), 1)
    return {stage.id: part for stage, part in zip(stages, parts, strict=True)}


def planned(meeting: Meeting, exercise: Exercise) -> Mapping[str, int]:
    """Return the seconds of each stage by its id: whole minutes of the length, or as given."""
    parts = _shares(_held(meeting, exercise), length(meeting, exercise) // MINUTE)
    found = {stage.id: MINUTE * parts.get(stage.id, 0) for stage in exercise.stages}
    given = meeting.clock.given if meeting.clock else ()
    return found | {time.stage: time.seconds for time in given if time.stage in found}


def spent(meeting: Meeting, stage: str, now: datetime) -> int:
    """Return the seconds that a stage took so far."""
    clock = meeting.clock
    if clock is None:
        return 0
    stored = sum(time.seconds for time in clock.spent if time.stage == stage)
    return min(_HIGHEST, stored + (_running(clock, now) if clock.stage == stage else 0))


def left(meeting: Meeting, exercise: Exercise, stage: str, now: datetime) -> int:
    """Return the seconds that a stage has left, negative when it takes longer than planned."""
    return planned(meeting, exercise).get(stage, 0) - spent(meeting, stage, now)


def is_running(meeting: Meeting) -> bool:
    return meeting.clock is not None and _runs(meeting.clock)


def is_paused(meeting: Meeting) -> bool:
    """Return whether somebody paused the clock, other than by leaving the meeting."""
    clock = meeting.clock
    return clock is not None and clock.stage is not None and clock.since is None


def is_begun(meeting: Meeting) -> bool:
    """Return whether anything was counted yet."""
    clock = meeting.clock
    return clock is not None and (clock.since is not None or bool(clock.spent))


def was_just_left(meeting: Meeting, now: datetime) -> bool:
    """Return whether the meeting was left a short break ago, with its clock running."""
    clock = meeting.clock
    if clock is None or clock.stage is not None or clock.since is None:
        return False
    return abs(now - clock.since) < SHORT


def is_warning(meeting: Meeting, exercise: Exercise, stage: str, now: datetime) -> bool:
    """Return whether at most 20 percent of a stage's time are left."""
    whole = planned(meeting, exercise).get(stage, 0)
    return _WARNED * left(meeting, exercise, stage, now) <= whole


def drift(meeting: Meeting, exercise: Exercise, now: datetime) -> int:
    """Return the seconds by which the meeting will end early, negative when late."""
    plan = planned(meeting, exercise)
    ahead = (plan[s.id] - spent(meeting, s.id, now) for s in _from_here(meeting, exercise))
    to_come = sum(max(0, seconds) for seconds in ahead)
    return length(meeting, exercise) - _all_spent(meeting, now) - to_come


def start(meeting: Meeting, exercise: Exercise, now: datetime) -> Change:
    """Start the clock for the current stage."""
    clock = _clock(meeting)
    if not _runs(clock):
        here = exercise.stage(meeting.bookmark.stage).id
        clock = replace(clock, stage=here, since=_utc(now))
    return _change(meeting, clock)


def pause(meeting: Meeting, now: datetime) -> Change:
    """Pause the clock until somebody starts it."""
    clock = meeting.clock
    if clock is not None and _runs(clock):
        clock = replace(_folded(clock, now), since=None)
    return _change(meeting, clock)


def stop(meeting: Meeting, now: datetime) -> Change:
    """Stop the clock, as the meeting is closed; it runs again when the meeting continues."""
    clock = meeting.clock
    if clock is not None and _runs(clock):
        clock = replace(_folded(clock, now), stage=None, since=_utc(now))
    return _change(meeting, clock)


def at_rest(clock: Clock, now: datetime | None = None) -> Clock:
    """Return the clock for another computer: stopped, and nothing starts it there by itself.

    What it counts up to `now` is stored, unless it has run for longer than is credible. A paused
    clock stays paused.
    """
    if clock.since is None:
        return clock
    if now is not None and now - clock.since < SHORT:
        clock = _folded(clock, now)
    return replace(clock, stage=None, since=None)


def restart(meeting: Meeting, now: datetime) -> Change:
    """Forget what was counted; a clock that runs counts from now on.

    Each stage keeps the minutes it was given.
    """
    clock = meeting.clock
    if clock is not None:
        clock = replace(clock, spent=(), since=_utc(now) if _runs(clock) else None)
    return _change(meeting, clock)


def skip(meeting: Meeting, last_seen: datetime, now: datetime) -> Change:
    """Leave out what the computer's clock jumped over; count on from now."""
    clock = meeting.clock
    if clock is not None and _runs(clock):
        clock = replace(_folded(clock, last_seen), since=_utc(now))
    return _change(meeting, clock)


def checkpoint(meeting: Meeting, now: datetime) -> Change:
    """Store what was counted once it is worth it, so that a crash loses no more than that."""
    clock = meeting.clock
    if clock is not None and clock.since is not None and _running(clock, now) >= _KEPT:
        # To the whole second: the fraction is counted later.
        since = clock.since + timedelta(seconds=_running(clock, now))
        clock = replace(_folded(clock, now), since=since)
    return _change(meeting, clock)


def switch_stage(meeting: Meeting, stage: str, now: datetime) -> Change:
    """Count the time of another stage from now on; a stopped clock stays stopped."""
    clock = meeting.clock
    if clock is not None and _runs(clock) and clock.stage != stage:
        clock = replace(_folded(clock, now), stage=stage, since=_utc(now))
    return _change(meeting, clock)


def add_minutes(meeting: Meeting, exercise: Exercise, minutes: int) -> Change:
    """Add minutes to the current stage, or take some off; at least one is left."""
    stage = exercise.stage(meeting.bookmark.stage).id
    seconds = planned(meeting, exercise)[stage] + MINUTE * minutes
    clock = _clock(meeting)
    within = max(MINUTE, min(seconds, MINUTE * LONGEST))
    return _change(meeting, replace(clock, given=_with(clock.given, stage, within)))


def share_out(meeting: Meeting, exercise: Exercise, now: datetime) -> Change:
    """Share out what is left of the meeting over the stages from the current one on.

    Each gets at least a minute beyond what it took already.
    """
    clock, plan = _clock(meeting), planned(meeting, exercise)
    stages = _from_here(meeting, exercise)
    rest = length(meeting, exercise) - _all_spent(meeting, now)
    given = clock.given
    shares = shared(rest, tuple(plan[stage.id] for stage in stages), MINUTE)
    for stage, share in zip(stages, shares, strict=True):
        given = _with(given, stage.id, spent(meeting, stage.id, now) + share)
    return _change(meeting, replace(clock, given=given))


def choose_length(meeting: Meeting, exercise: Exercise, minutes: int | None) -> Change:
    """Set the minutes in all, None for those of the exercise; shared out over the stages.

    Raises RefusedError for fewer minutes than stages, or more than a day.
    """
    check_length(exercise, minutes)
    clock = _clock(meeting)
    passed = tuple(time for time in clock.given if not time.seconds)
    return _change(meeting, replace(clock, minutes=minutes, given=passed))


def check_length(exercise: Exercise, minutes: int | None) -> None:
    """Raise RefusedError for fewer minutes than stages, or more than a day."""
    if minutes is not None and not len(exercise.stages) <= minutes <= LONGEST:
        raise RefusedError(Reason.TOO_SHORT)


def resume_after(
    meeting: Meeting, exercise: Exercise, last_seen: datetime, now: datetime
) -> Change:
    """Resume a meeting that is opened again and was last changed at `last_seen`.

    After a short break the clock runs on; it counts the break if the program crashed. After a
    longer one it is stopped as of `last_seen`. If somebody paused it, it stays paused.
    """
    clock = meeting.clock
    if clock is None or clock.since is None:
        return _change(meeting, clock)
    if not _runs(clock):
        resumes = was_just_left(meeting, now)
        return start(meeting, exercise, now) if resumes else _change(meeting, clock)
    if abs(last_seen - clock.since) >= SHORT:
        # The last change is the import of the meeting: the clock ran elsewhere.
        return _change(meeting, at_rest(clock))
    is_short = abs(now - last_seen) < SHORT
    return _change(meeting, clock) if is_short else stop(meeting, last_seen)


def _from_here(meeting: Meeting, exercise: Exercise) -> Sequence[Stage]:
    here = exercise.stage(meeting.bookmark.stage)
    return exercise.stages[exercise.index(here) :]


def _all_spent(meeting: Meeting, now: datetime) -> int:
    clock = meeting.clock
    if clock is None:
        return 0
    return sum(time.seconds for time in clock.spent) + _running(clock, now)


def _runs(clock: Clock) -> bool:
    return clock.stage is not None and clock.since is not None


def _running(clock: Clock, now: datetime) -> int:
    """Return the seconds since the clock was started."""
    if clock.stage is None or clock.since is None:
        return 0
    return max(0, min(int((now - clock.since).total_seconds()), _HIGHEST))


def _folded(clock: Clock, now: datetime) -> Clock:
    """Return the clock with what it counted added to its stage."""
    if clock.stage is None or clock.since is None:
        return clock
    known = sum(time.seconds for time in clock.spent if time.stage == clock.stage)
    seconds = min(_HIGHEST, known + _running(clock, now))
    return replace(clock, spent=_with(clock.spent, clock.stage, seconds))


def _with(times: Iterable[StageTime], stage: str, seconds: int) -> tuple[StageTime, ...]:
    others = (time for time in times if time.stage != stage)
    return (*others, StageTime(stage=stage, seconds=seconds))


@lru_cache(maxsize=32)
def shared(whole: int, weights: tuple[int, ...], least: int) -> tuple[int, ...]:
    """Return `whole` shared out by weight, at least `least` each; exact where there is enough.

    The largest remainders are rounded up.
    """
    parts = [0] * len(weights)
    left_out = list(range(len(weights)))
    rest = max(whole, least * len(weights))
    # A stage that would get too little gets the least, and the others share what is left then.
    while True:
        total = sum(weights[i] for i in left_out) or 1
        poor = [i for i in left_out if rest * weights[i] < least * total]
        if not poor:
            break
        for i in poor:
            parts[i] = least
        rest -= least * len(poor)
        left_out = [i for i in left_out if i not in poor]
    for i in left_out:
        parts[i] = rest * weights[i] // total
    missing = rest - sum(parts[i] for i in left_out)
    left_out.sort(key=lambda i: -(rest * weights[i] % total))
    for i in left_out[:missing]:
        parts[i] += 1
    return tuple(parts)


def _clock(meeting: Meeting) -> Clock:
    return meeting.clock or Clock(id=meeting.id)


def _utc(now: datetime) -> datetime:
    """Return the moment in UTC. Raises ValueError for a naive one."""
    if now.tzinfo is None:
        raise ValueError("a naive moment")
    return now.astimezone(UTC)


def _change(meeting: Meeting, clock: Clock | None) -> Change:
    builder = ChangeBuilder(meeting)
    if clock is not None:
        builder.upsert(clock)
    return builder.change(Verb.CLOCK)
