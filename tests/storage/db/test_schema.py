"""One schema, of which the tables are made and every statement is built."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import sqlite

from facilitator.domain.records import Details, Record
from facilitator.storage.db import creation
from facilitator.storage.db.connection import Statement, raw_of, transaction, wrap
from facilitator.storage.db.queries import read_records
from facilitator.storage.db.rows import FIELDS, TABLE_NAMES
from facilitator.storage.db.schema import TABLES, meetings, metadata, table_names
from facilitator.storage.db.shape import first_pages
from facilitator.storage.db.tables import sharing_tables
from tests.support.releases import RELEASES

SQLITE = sqlite.dialect()
RENAMED = Statement(update(meetings).values(title=bindparam("title")))
STAMPS = {"created_at", "updated_at"}
"""What the row of a meeting holds besides its details."""


@pytest.fixture
def empty() -> Iterator[Connection]:
    with closing(wrap(sqlite3.connect(":memory:", isolation_level=None))) as connection:
        creation.create(connection)
        yield connection


@pytest.mark.parametrize("kind", TABLE_NAMES, ids=lambda kind: kind.__name__)
def test_every_record_has_its_table_and_every_column_its_field(kind: type[Record]) -> None:
    more = STAMPS if kind is Details else {"meeting_id"} & set(TABLES[kind].columns.keys())
    assert set(TABLES[kind].columns.keys()) == {*FIELDS[kind], *more}


def test_every_table_holds_records() -> None:
    assert set(TABLE_NAMES.values()) == set(metadata.tables)


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_the_tables_of_a_version_are_made_as_its_release_made_them(release: Path) -> None:
    """In the order of their first pages: salvage finds them there when the catalog is lost."""
    version = RELEASES.index(release) + 1
    made, known = tables_in(release), metadata.tables
    assert list(made) == table_names(version)
    today = {name: creation.statement(known[name], SQLITE, version) for name in made}
    assert {name: sql.split() for name, sql in made.items()} == {
        name: sql.split() for name, sql in today.items()
    }
    with closing(sqlite3.connect(release)) as raw:
        begun = dict(raw.execute(f"SELECT name, rootpage FROM sqlite_schema WHERE {OF_RECORDS}"))
    assert begun == first_pages(version)
    # The first release left blanks at the ends of lines.
    assert version == 1 or made == today


_BESIDE = ", ".join(f"'{name}'" for name in sharing_tables.metadata.tables)
OF_RECORDS = f"tbl_name NOT LIKE 'search%' AND tbl_name NOT IN ({_BESIDE})"
"""Not of sharing or the search index: their tables come after all others, and hold no records."""


def tables_in(file: Path) -> dict[str, str]:
    with closing(sqlite3.connect(file)) as raw:
        query = f"SELECT name, sql FROM sqlite_schema WHERE {OF_RECORDS} ORDER BY rootpage"
        return dict(raw.execute(query))


def test_a_statement_with_a_value_that_its_text_would_lose_is_refused(empty: Connection) -> None:
    lossy = Statement(select(meetings.c.id).where(meetings.c.title == "Monday"))
    with pytest.raises(ValueError, match="would lose"), lossy.rows(empty, {}):
        pass


def test_a_statement_outside_of_a_transaction_is_refused(empty: Connection) -> None:
    for title in ("Monday", "Tuesday"):
        with pytest.raises(RuntimeError, match="outside of a transaction"):
            RENAMED.run(empty, [{"title": title}])


def test_after_a_commit_that_fails_nothing_is_left_of_the_transaction(empty: Connection) -> None:
    """The bookmark of no meeting is only noticed as all is committed."""
    raw = raw_of(empty)
    raw.execute("PRAGMA foreign_keys = ON")
    alone = {"id": "nobody", "stage": "first", "drafts": "[]", "seat": 0, "private": 0}
    with pytest.raises(sqlite3.IntegrityError), transaction(empty):
        empty.execute(metadata.tables["bookmarks"].insert(), alone)
    assert not raw.in_transaction
    with transaction(empty):
        assert empty.execute(select(metadata.tables["bookmarks"])).all() == []


def test_errors_are_those_of_the_driver(empty: Connection) -> None:
    raw_of(empty).execute("DROP TABLE meetings")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), transaction(empty):
        empty.execute(update(meetings).values(title=bindparam("title")), {"title": "Monday"})
    assert not raw_of(empty).in_transaction


def test_a_read_that_fails_leaves_no_statement_open(empty: Connection, tmp_path: Path) -> None:
    """While one is, SQLite copies nothing, and whoever tells of the error may keep it for long."""
    raw = raw_of(empty)
    details = dict.fromkeys((*FIELDS[Details], *STAMPS), "") | {"id": "a", "signed": 0}
    with transaction(empty):
        empty.execute(metadata.tables["meetings"].insert(), details)
    raw.execute("UPDATE meetings SET title = CAST(x'ff' AS TEXT)")
    with pytest.raises(sqlite3.OperationalError, match="decode") as kept:
        read_records(empty, "a")
    assert kept.traceback
    raw.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
