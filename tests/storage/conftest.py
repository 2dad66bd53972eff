"""A store on a fresh folder, and the shortest meeting there can be."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.change import Change
from facilitator.domain.facilitation.lifecycle import bring_in
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Details, new_id
from facilitator.storage.store import Store

DAY = date(2026, 1, 5)


def begun(title: str = "Monday", meeting_id: str | None = None) -> tuple[Meeting, Change]:
    """A meeting just begun, and the change that began it."""
    known = meeting_id or new_id()
    change = bring_in(
        [
            Details(id=known, title=title, exercise="any", held_on=DAY),
            Bookmark(id=known, stage="first"),
        ]
    )
    meeting = Meeting()
    meeting.apply(change)
    return meeting, change


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    store = Store(data)
    store.start()
    yield store
    assert store.close(timeout=10)
