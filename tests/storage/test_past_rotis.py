"""What the last meetings of a team made of their time is asked of the file."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.facilitation.trash import discard
from facilitator.domain.follow_up.roti import PastRoti, count_fingers
from facilitator.domain.follow_up.teams import begin_journal, joined
from facilitator.domain.meeting import Meeting
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store

TODAY = date(2026, 11, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    opened.start()
    yield opened
    assert opened.close(timeout=10)


def held(store: Store, team: str, weeks_ago: int, *fingers: int) -> Meeting:
    """A meeting of a team so many weeks before today, saved with what was raised."""
    meeting = Meeting()
    setup = MeetingSetup(title="Monday", team=team)
    day = TODAY - timedelta(weeks=weeks_ago)
    meeting.apply(begin(Library().default, setup, day))
    meeting = joined(meeting, team)
    store.commit(import_meeting(meeting.records()))
    change = count_fingers(meeting, fingers)
    meeting.apply(change)
    store.commit(change).result()
    return meeting


def test_the_last_three_before_a_meeting_and_none_from_the_trash(store: Store) -> None:
    journal = begin_journal("Counter", TODAY)
    store.commit(journal)
    team = journal.meeting
    held(store, team, -1, 1)
    for weeks, fingers in ((5, (2,)), (4, (5, 4)), (3, (3,)), (1, ())):
        held(store, team, weeks, *fingers)
    gone = held(store, team, 2, 1)
    store.commit(discard(gone, datetime(2026, 11, 30, tzinfo=UTC)))
    today = held(store, team, 0, 5)
    days = [TODAY - timedelta(weeks=weeks) for weeks in (3, 4, 5)]
    expected = [PastRoti(day, average) for day, average in zip(days, (3.0, 4.5, 2.0), strict=True)]
    assert store.past_rotis([team], today).result() == expected
    assert store.past_rotis([], today).result() == []


def test_what_was_taken_back_is_gone_from_the_file(store: Store) -> None:
    meeting = held(store, begin_journal("Counter", TODAY).meeting, 0, 5, 4)
    assert store.load(meeting.id).result().roti == meeting.roti
    store.commit(count_fingers(meeting, ()))
    assert store.load(meeting.id).result().roti is None
