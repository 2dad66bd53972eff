"""A meeting is put in the trash, taken back as it was, and kept for thirty days."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from facilitator.domain.change import Verb
from facilitator.domain.facilitation import lifecycle, trash
from facilitator.domain.meeting import Meeting
from tests.support.small_meeting import Room

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def test_a_meeting_comes_back_whole_at_its_very_stage_and_half_typed() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    room.does(lifecycle.go_to_step(room.meeting, "discuss", gap.id))
    room.does(lifecycle.keep_draft(room.meeting, "discuss", ("We e",)))
    before = Meeting.from_records(room.meeting.records())
    change = room.does(trash.discard(room.meeting, NOW))
    assert room.meeting.details.discarded_at == NOW
    assert (change.verb, change.subject, change.undoable) == (Verb.DISCARD, "Monday", False)
    assert not trash.discard(room.meeting, NOW + DAY)
    room.does(trash.restore(room.meeting))
    assert room.meeting == before
    assert not trash.restore(room.meeting)


def test_the_moment_is_kept_in_utc_and_a_naive_one_is_a_bug() -> None:
    room = Room()
    with pytest.raises(ValueError, match="naive"):
        trash.discard(room.meeting, NOW.replace(tzinfo=None))
    room.does(trash.discard(room.meeting, NOW.astimezone(timezone(timedelta(hours=5)))))
    kept = room.meeting.details.discarded_at
    assert kept is not None
    assert (kept, kept.utcoffset()) == (NOW, timedelta())


@pytest.mark.parametrize(
    ("later", "left"),
    [
        (-DAY, 30),
        (timedelta(), 30),
        (SECOND, 30),
        (DAY, 29),
        (29 * DAY + SECOND, 1),
        (30 * DAY - SECOND, 1),
        (30 * DAY, 0),
        (400 * DAY, 0),
    ],
)
def test_begun_days_count_and_none_is_left_only_when_it_is_due(later: timedelta, left: int) -> None:
    assert trash.days_left(NOW, NOW + later) == left
    assert trash.is_due(NOW, NOW + later) == (left == 0)
