"""The tables and statements of the database fit PostgreSQL as well: nothing else was written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, inspect

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import trash
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.storage.db import creation, list_queries, queries
from facilitator.storage.db.connection import transaction, wrap
from facilitator.storage.db.schema import columns, metadata
from tests.support.postgresql import postgresql
from tests.support.releases.make import ID, RECORDS

DAY, NOW = date(2024, 3, 2), datetime(2024, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Connection]:
    with postgresql() as connection:
        with transaction(connection):
            creation.create_tables(connection)
        yield connection


def test_the_tables_are_made_there_as_they_are_described(server: Connection) -> None:
    made = inspect(server)
    with transaction(server):
        assert set(made.get_table_names()) == set(metadata.tables)
        for name, table in metadata.tables.items():
            known = [(column.name, column.nullable) for column in columns(table)]
            assert [(each["name"], each["nullable"]) for each in made.get_columns(name)] == known
            keys = made.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key]
            of = [(key["referred_table"], key["options"]) for key in made.get_foreign_keys(name)]
            cascades = {"ondelete": "CASCADE", "deferrable": True, "initially": "DEFERRED"}
            assert of == [("meetings", cascades)] * (name != "meetings")


def test_what_is_written_there_is_read_there_as_from_sqlite(server: Connection) -> None:
    with closing(wrap(sqlite3.connect(":memory:", isolation_level=None))) as ours:
        creation.create(ours)
        for change in changes():
            for connection in (server, ours):
                queries.write_change(connection, change, NOW)
            # Of items with one place, each gives them in an order of its own.
            there, here = (queries.read_records(each, ID) for each in (server, ours))
            assert sorted(there, key=repr) == sorted(here, key=repr)
            assert lists(server) == lists(ours)
    assert queries.read_records(server, ID) == []


def changes() -> Iterator[Change]:
    """A meeting with every kind of record; cards change or go; then it is discarded and erased."""
    meeting = Meeting()
    begin = import_meeting(RECORDS)
    yield begin
    meeting.apply(begin)
    edits = [
        Edit(card, None if card.place < 0 else replace(card, text=f"{card.text} “%(x)s” :y 🥐"))
        for card in meeting.all(Card)
    ]
    for change in (Change(ID, Verb.EDIT, tuple(edits)), trash.discard(meeting, NOW)):
        yield change
        meeting.apply(change)
    yield trash.erase(meeting)


def lists(connection: Connection) -> list[object]:
    return [
        list_queries.count_meetings(connection),
        list_queries.read_summaries(connection, DAY),
        *(list_queries.read_titles(connection, discarded=whether) for whether in (True, False)),
        list_queries.read_latest_titles(connection),
        list_queries.read_held(connection),
        list_queries.read_discarded(connection),
        list_queries.read_moments_discarded(connection),
        list_queries.read_discarded_at(connection, ID),
        list_queries.read_discarded_at(connection, "nobody"),
        list_queries.read_updated_at(connection, ID),
        list_queries.read_latest_update(connection),
        list_queries.read_latest_moments(connection),
    ]
