"""Meetings in a data folder, and backups of them, without a window."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Card, Details, new_id
from facilitator.errors import StorageError
from facilitator.exercises.exercise_library import Library
from facilitator.storage.backup.backups import Backup
from facilitator.storage.store import Store

DAY = date(2026, 1, 5)
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


def begun(title: str = "Monday", meeting_id: str | None = None) -> tuple[Meeting, Change]:
    """A meeting just begun, and the change that began it."""
    known = meeting_id or new_id()
    change = import_meeting(
        [
            Details(id=known, title=title, exercise="any", held_on=DAY),
            Bookmark(id=known, stage="first"),
        ]
    )
    meeting = Meeting()
    meeting.apply(change)
    return meeting, change


def add(meeting: Meeting, text: str) -> Change:
    change = add_cards(meeting, "gap", [text])
    meeting.apply(change)
    return change


def texts(meeting: Meeting) -> list[str]:
    return [card.text for card in meeting.children(Card, "gap")]


def held(data: Path, *titles: str) -> list[Meeting]:
    """Meetings of these titles, each with a card, in a data folder that nobody has open."""
    store = Store(data)
    store.start()
    meetings = []
    for title in titles:
        meeting, begin_it = begun(title)
        store.commit(begin_it)
        store.commit(add(meeting, f"A card of {title}")).result(timeout=10)
        meetings.append(meeting)
    assert store.close(timeout=10)
    return meetings


def backed_up(data: Path, folder: Path | None = None, now: datetime = NOW) -> Backup:
    store = Store(data)
    store.start()
    try:
        return store.back_up(folder, now=now).result(timeout=10)
    finally:
        assert store.close(timeout=10)


def titles(data: Path) -> set[str]:
    store = Store(data)
    store.start()
    try:
        return {row.title for row in store.meetings(DAY).result(timeout=10)}
    finally:
        assert store.close(timeout=10)


def loaded(data: Path, meeting_id: str) -> Meeting:
    store = Store(data)
    store.start()
    try:
        return store.load(meeting_id).result(timeout=10)
    finally:
        assert store.close(timeout=10)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def backup_of(data: Path) -> Path:
    """A backup of a folder that holds one meeting."""
    store = Store(data)
    store.start()
    store.commit(begun()[1])
    made = store.back_up(now=datetime.now(UTC)).result()
    assert store.close(timeout=10)
    return made.file


def refusal(data: Path) -> str:
    """What is said when the database of this folder cannot be opened."""
    store = Store(data)
    store.start()
    with pytest.raises(StorageError) as refused:
        store.meetings(date(2026, 1, 5)).result(timeout=10)
    assert store.open_error is refused.value
    store.close(timeout=10)
    return str(refused.value)


def meeting_of_two_cards(title: str = "Monday at the counter") -> Meeting:
    """A meeting in which two cards were added."""
    meeting = Meeting()
    exercise = Library().default
    meeting.apply(begin(exercise, MeetingSetup(title=title, team="Counter"), DAY))
    meeting.apply(add_cards(meeting, exercise.columns[1].id, ["Closed at noon", "R&D <b>"]))
    return meeting


def stored_meeting(data: Path, title: str, cards: int = 3) -> Meeting:
    """One more meeting in a data folder that nobody has open."""
    exercise = Library().default
    meeting = Meeting()
    meeting.apply(begin(exercise, MeetingSetup(title=title, team="Counter"), date(2026, 11, 16)))
    texts = [f"{title}, card {n}" for n in range(cards)]
    meeting.apply(add_cards(meeting, exercise.columns[1].id, texts))
    store = Store(data)
    store.start()
    store.commit(import_meeting(meeting.records()))
    assert store.close(timeout=10)
    return meeting
