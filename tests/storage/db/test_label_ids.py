"""Labels that older releases stored by their texts have their ids, wherever such a file is read."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Card, Details
from facilitator.exercises.exercise_library import Library
from facilitator.former_labels import former_labels
from facilitator.storage.db.migrations import version_5
from facilitator.storage.recovery.salvage import salvage
from facilitator.storage.store import Store
from tests.support.releases import FOLDER, released

LAST_BY_TEXT = FOLDER / "version-4.db"
OWN = "said by us alone"


def labels_after(file: Path) -> list[list[str]]:
    """The labels of every card and theme once the step to version 5 has been taken."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        version_5.upgrade(Operations(MigrationContext.configure(connection)))
    engine.dispose()
    with closing(sqlite3.connect(file)) as raw:
        rows = raw.execute("SELECT labels FROM cards UNION ALL SELECT labels FROM themes")
        return [json.loads(text) for (text,) in rows]


@pytest.mark.parametrize("exercise", former_labels())
def test_the_migration_names_each_label_of_a_shipped_exercise(data: Path, exercise: str) -> None:
    file, known = released(data, LAST_BY_TEXT), former_labels()[exercise]
    stored = json.dumps([*known, OWN], ensure_ascii=False)
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE meetings SET exercise = ?", (exercise,))
        raw.execute("UPDATE cards SET labels = ?", (stored,))
        raw.execute("UPDATE themes SET labels = ?", (stored,))
    found = labels_after(file)
    assert found
    assert all(labels == [*known.values(), OWN] for labels in found)


def test_the_migration_leaves_labels_of_peoples_own_exercises_alone(data: Path) -> None:
    file = released(data, LAST_BY_TEXT)
    stored = ["keep", "policy that penalises the customer", "unfair"]
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE meetings SET exercise = 'our-own'")
        raw.execute("UPDATE cards SET labels = ?", (json.dumps(stored),))
        raw.execute("UPDATE themes SET labels = '[]'")
        # Damaged by whatever: the migration is not where that is found.
        raw.execute("UPDATE cards SET labels = '[broken' WHERE id = (SELECT min(id) FROM cards)")
    with pytest.raises(json.JSONDecodeError):
        labels_after(file)
    with closing(sqlite3.connect(file)) as raw:
        rows = {text for (text,) in raw.execute("SELECT labels FROM cards")}
    assert rows == {json.dumps(stored), "[broken"}


def test_what_is_salvaged_of_an_old_file_has_the_ids_too(data: Path) -> None:
    (text, known), *_ = former_labels()["hold-a-meeting"].items()
    heading = Details(id="m", title="Old", exercise="hold-a-meeting", held_on=date(2026, 11, 2))
    card = Card(id="c", column="gaps", text="No refunds", place=1, labels=(text, OWN))
    store = Store(data)
    store.start()
    meeting = Meeting.from_records([heading, Bookmark(id="m", stage="why"), card])
    store.commit(import_meeting(meeting.records())).result(timeout=10)
    assert store.close(timeout=10)
    (found,) = salvage(paths.database_file(data), Library().all(), date.today()).meetings
    (card,) = found.meeting.all(Card)
    assert card.labels == (known, OWN)
    assert found.exercise.label_texts(card.labels) == ("policy that penalizes the customer", OWN)
