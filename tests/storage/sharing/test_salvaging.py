"""A damaged file: the meetings are salvaged, also where what was shared of them is unreadable."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from facilitator import paths
from facilitator.domain.records import Card
from facilitator.exercises.exercise_library import Library
from facilitator.storage.db.database import Database
from facilitator.storage.db.problems import Unusable
from facilitator.storage.db.tables import sharing_tables
from facilitator.storage.recovery.repair import start_over
from facilitator.storage.recovery.salvage import Salvage, salvage
from facilitator.storage.sharing.description import describe
from tests.support.sharing_stores import DAY, PlainLog, SharingStore

PAGE = 4096


def shared_by(laptop: SharingStore) -> str:
    """Hold a meeting, half of it shared, and close the program."""
    laptop.begins_journal()
    monday = laptop.begins()
    for number in range(40):
        laptop.adds(monday, f"Sentence {number}")
    laptop.syncs()
    for number in range(40):
        laptop.adds(monday, f"Not shared {number}")
    laptop.closes()
    return monday


def root_of(laptop: SharingStore, table: str) -> int:
    with closing(sqlite3.connect(paths.database_file(laptop.data))) as raw:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        ((page,),) = raw.execute(query, (table,)).fetchall()
        return int(page)


def salvaged(laptop: SharingStore) -> Salvage:
    exercises = Library(laptop.data / "exercises").all()
    return salvage(paths.database_file(laptop.data), exercises, DAY)


@pytest.mark.parametrize("table", [*sharing_tables.metadata.tables, "cards", "meetings", None])
def test_meetings_are_salvaged_without_a_row_of_the_logs(
    ana: SharingStore, log: PlainLog, table: str | None
) -> None:
    monday = shared_by(ana)
    page = root_of(ana, table) if table is not None else 1
    file = paths.database_file(ana.data)
    content = bytearray(file.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    file.write_bytes(content)
    found = salvaged(ana)
    (meeting,) = found.meetings
    assert len(found.journals) == 1
    if table not in ("cards", "meetings"):
        assert meeting.meeting.id == monday
        assert meeting.whole
    if table != "cards":
        assert len({card.text for card in meeting.meeting.by_id(Card).values()}) == 80
    assert found.was_shared == (table not in ("hub_membership", None))
    start_over(ana.data, found.all, datetime.now(UTC), Unusable.DAMAGED)
    ana.store = ana._opened()
    assert ana.store.sharing.membership().result() is None


def test_what_is_shared_can_be_said_in_a_line(ana: SharingStore) -> None:
    def said() -> str | None:
        def ask(database: Database, _: object) -> str | None:
            return describe(database.core)

        found: str | None = ana.store._read(ask).result()
        return found

    assert said() == "this laptop is “ana” of “Corner Hotels” (“Kitchen”); everything is shared"
    ana.begins()
    line = said()
    assert line is not None
    assert "; 1 change waiting since " in line
    ana.store.sharing.leave().result()
    assert said() is None
