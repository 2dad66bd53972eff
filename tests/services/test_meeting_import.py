"""What was exported comes back from the store just as it was; a spoilt file changes nothing."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.facilitation.trash import erase
from facilitator.domain.meeting import Meeting
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import Library
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.services.meeting_import import (
    ImportPlan,
    import_message,
    plan_import,
    read_meeting_file,
)
from facilitator.storage.store import Store
from tests.support.golden_meetings import golden
from tests.support.random_meetings import Deed, courses

TODAY = date(2026, 11, 22)
many = settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "data")
    store.start()
    yield store
    assert store.close(timeout=10)


def exported(meeting: Meeting, exercise: Exercise, file: Path) -> bytes:
    export_meeting(meeting, exercise, Format.JSON, file, Options(today=TODAY))
    return file.read_bytes()


def imported(file: Path, store: Store, *, as_copy: bool = False) -> tuple[ImportPlan, str]:
    """Import a file as the program does; return what was done and the id of the meeting."""
    library = Library()
    meeting, exercise = read_meeting_file(file, file.parent / "data", library)
    plan, there = plan_import(meeting, exercise, store, as_copy=as_copy)
    if plan is ImportPlan.NEW:
        store.commit(import_meeting(there.records())).result()
    assert there.details.title in import_message(plan, there)
    return plan, there.id


def comes_back(meeting: Meeting, exercise: Exercise, store: Store, folder: Path) -> None:
    """Export, import, export: the same; once more the same file: nothing; as a copy: another."""
    first, second = folder / "first.json", folder / "second.json"
    written = exported(meeting, exercise, first)
    plan, known = imported(first, store)
    assert (plan, known) == (ImportPlan.NEW, meeting.id)
    assert without_team(exported(store.load(known).result(), exercise, second)) == without_team(
        written
    )
    before = len(store.meetings(TODAY).result())
    for file in (first, second):
        assert imported(file, store) == (ImportPlan.HERE, known)
    assert len(store.meetings(TODAY).result()) == before
    plan, other = imported(first, store, as_copy=True)
    assert plan is ImportPlan.NEW and other != known


def without_team(written: bytes) -> bytes:
    """Return a file without the id of the team, which is one of the computer's own."""
    return re.sub(rb'"team_id": (null|"[^"]*")', b"", written)


@many
@given(course=courses(20))
def test_any_meeting_comes_back_once_and_the_same(
    course: list[Deed], store: Store, tmp_path: Path
) -> None:
    examples[0] += 1
    ids = count(examples[0] << 40)
    with patch("facilitator.domain.records.uuid4", lambda: UUID(int=next(ids))):
        exercise, meeting = Library().default, Meeting()
        meeting.apply(begin(exercise, MeetingSetup(title="Monday", team="Bakery"), TODAY))
        for deed in course:
            meeting.apply(deed.change(meeting, exercise))
    comes_back(meeting, exercise, store, tmp_path)


examples = [0]
"""How many meetings were made: each has ids of its own."""


def test_every_golden_meeting_comes_back_once_and_the_same(store: Store, tmp_path: Path) -> None:
    for name in ("hostile", "year", "asked", "empty", "mixed", "emoji"):
        found = golden(name)
        comes_back(found.meeting, found.exercise, store, tmp_path)
        store.commit(erase(found.meeting)).result()


@many
@given(data=st.data())
def test_a_damaged_file_is_refused_whole_with_the_place_of_the_fault(
    data: st.DataObject, store: Store, tmp_path: Path
) -> None:
    found, file = golden("asked"), tmp_path / "meeting.json"
    whole = exported(found.meeting, found.exercise, file).decode()
    cut = data.draw(st.integers(1, len(whole) - 3))
    file.write_text(whole[:cut], encoding="utf-8")
    with pytest.raises(InputRefusedError, match=r"line \d+, column \d+.*; nothing was imported"):
        imported(file, store)
    document = json.loads(whole)
    lists = [key for key, value in document.items() if isinstance(value, list) and value]
    key = data.draw(st.sampled_from(sorted(set(lists) - {"labels", "roti"})))
    at = data.draw(st.integers(0, len(document[key]) - 1))
    document[key][at]["id"] = data.draw(st.sampled_from([None, 5, "", "a b", {}]))
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputRefusedError, match=rf"{key}\[{at}\].id is .*; nothing was imported"):
        imported(file, store)
    document["version"] += 1
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputRefusedError, match=r"version is \d+; nothing was imported"):
        imported(file, store)
    assert store.meetings(TODAY).result() == []
