"""The tables of the database: one for each kind of record, and all that is known of their form.

Dates are ISO 8601 text, moments ISO 8601 text in UTC, tuples JSON text. Item ids are unique
within their meeting. `place` and `rank` are whole numbers of which only the order means anything.

In every version a table begins on the page that it began on before, and has its columns where they
were: a table or a column that is `since` a later version comes last, where a migration can put it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table, Text

from facilitator.domain.records import Record
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.db.rows import TABLE_NAMES

SINCE = "since"
"""Under this name, a table or a column knows the version that brought it, unless it is the first.

The migration to that version adds it.
"""
WAS = "was"
"""Under this, a column knows the name it had, and the last version in which it had that."""
_Column = Column[str] | Column[int]
_FAR = BigInteger().with_variant(Integer, "sqlite")
"""A number that may need more than 32 bits; SQLite gives every number as many as it needs."""

metadata = MetaData()
"""The tables in the order of their first pages, in which `metadata.tables` has them."""


def _key(*keys: ForeignKey) -> Column[str]:
    return Column("id", Text, *keys, primary_key=True)


def _to_meeting() -> ForeignKey:
    return ForeignKey("meetings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _later_words(name: str, since: int, default: str = "") -> Column[str]:
    """Return a column of words that a migration can add."""
    return Column(name, Text, nullable=False, server_default=default, info={SINCE: since})


def _later(name: str, since: int) -> Column[str]:
    return Column(name, Text, info={SINCE: since})


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _switch(name: str, since: int, field: str = "") -> Column[int]:
    """Return a column that is 0 by default, so that a migration can add it.

    Its key is the name of the `field` that it holds, where that is not its own.
    """
    return Column(
        name, Integer, key=field or name, nullable=False, server_default="0", info={SINCE: since}
    )


def _table(name: str, *columns: _Column, since: int = 1) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False, info={SINCE: since})


def _meeting() -> Column[str]:
    return Column("meeting_id", Text, _to_meeting(), primary_key=True)


def _place() -> Column[int]:
    return Column("place", _FAR, nullable=False)


def _items(name: str, *columns: _Column, later: Sequence[_Column] = (), since: int = 1) -> Table:
    """Return a table of items; its key begins with the meeting, so one index serves both."""
    parts = (_meeting(), _key(), *columns, _words("text"), _place(), *later)
    return _table(name, *parts, since=since)


meetings = _table(
    "meetings",
    _key(),
    _words("title"),
    _words("exercise"),
    _words("held_on"),
    _words("team"),
    _words("facilitator"),
    _words("participants"),
    Column("next_on", Text),
    Column("first", Text),
    _words("created_at"),
    _words("updated_at"),
    Column("discarded_at", Text, info={SINCE: 2}),
    _switch("signed", since=3),
    _later("team_id", since=5),
    _later_words("next_facilitator", since=6),
    _later_words("ground_rules", since=6),
)
actions = _items(
    "actions",
    _words("strategy"),
    _words("owner"),
    Column("due", Text),
    _words("sign"),
    Column("kind", Text, nullable=False, info={WAS: ("status", 4)}),
    later=(
        _later_words("when", since=5),
        _later_words("expected_excuse", since=5),
        _later_words("sponsor", since=5),
        _later_words("agreed", since=5, default="[]"),
    ),
)
bookmarks = _table(
    "bookmarks",
    _key(_to_meeting()),
    _words("stage"),
    Column("gap", Text),
    Column("side", Text),
    Column("left", Text),
    Column("right", Text),
    _words("drafts"),
    Column("turn", Text, info={SINCE: 3}),
    _switch("seat", since=3),
    _switch("private", since=3),
    _switch("step", since=7),
    _switch("step_from", since=7),
)
cards = _items(
    "cards",
    _words("column"),
    Column("theme", Text),
    Column("rank", _FAR),
    _words("labels"),
    later=(
        Column("author", Text, nullable=False, server_default="", info={SINCE: 3}),
        _switch("veiled", since=3, field="hidden"),
    ),
)
excuses = _items(
    "excuses",
    _words("gap"),
    later=(_later("kind", since=5), _later_words("ask", since=5)),
)
origins = _items("origins", _words("parent"))
statements = _items(
    "statements",
    _words("stage"),
    _words("ticks"),
    later=(_later_words("brought_from", since=7), _later("said_on", since=7)),
)
strategies = _items("strategies", Column("excuse", Text, key="parent", nullable=False))
themes = _items("themes", _words("column"), Column("rank", _FAR), _words("labels"))
clocks = _table(
    "clocks",
    _key(_to_meeting()),
    Column("minutes", Integer),
    Column("stage", Text),
    Column("since", Text),
    _words("given"),
    _words("spent"),
    since=3,
)
ballots = _table(
    "ballots",
    _meeting(),
    _key(),
    _place(),
    _number("voters"),
    _number("dots"),
    _number("most"),
    _number("secret"),
    _number("closed"),
    _words("votes"),
    _later_words("slips", since=8, default="[]"),
    since=3,
)
deferrals = _table(
    "deferrals",
    _meeting(),
    _key(),
    _place(),
    _words("reason"),
    _words("deferred"),
    since=4,
)
teams = _table(
    "teams",
    _key(_to_meeting()),
    _words("name"),
    _words("earlier_names"),
    Column("merged_into", Text),
    since=5,
)
rotis = _table("rotis", _key(_to_meeting()), _words("fingers"), since=5)
recurrences = _table(
    "recurrences",
    _meeting(),
    _key(),
    _place(),
    _words("item"),
    _words("meeting"),
    _words("earlier"),
    _words("text"),
    _words("day"),
    since=5,
)
earlier_actions = _items(
    "earlier_actions",
    _words("stage"),
    _words("meeting"),
    _words("action"),
    _words("owner"),
    Column("due", Text),
    _words("promised_on"),
    _words("gap"),
    _words("excuse"),
    _words("history"),
    later=(
        _later_words("gap_id", since=6),
        _later_words("numbers", since=6, default="[]"),
        _later_words("kind", since=7, default="do"),
    ),
    since=5,
)
verdicts = _items(
    "verdicts",
    _words("action"),
    _words("status"),
    _words("day"),
    Column("due", Text),
    Column("noticed", Text),
    since=5,
)
parked = _items("parked", _words("stage"), Column("outcome", Text), since=5)
team_templates = _table(
    "team_templates",
    _key(_to_meeting()),
    _words("title"),
    _words("exercise"),
    _words("participants"),
    Column("minutes", Integer),
    _words("ground_rules"),
    since=6,
)
gap_numbers = _table(
    "gap_numbers",
    _meeting(),
    _key(),
    _place(),
    _words("item"),
    _number("value"),
    _words("day"),
    since=6,
)
register_notes = _table(
    "register_notes",
    _meeting(),
    _key(),
    _place(),
    _words("meeting"),
    _words("gap"),
    _words("text"),
    _words("day"),
    _words("state"),
    since=6,
)
scripts = _table("scripts", _key(_to_meeting()), _words("toml"), since=7)
answers = _items(
    "answers",
    _words("about"),
    _words("field"),
    _words("choice"),
    _words("brought_from"),
    Column("said_on", Text),
    since=7,
)

TABLES: dict[type[Record], Table] = {
    kind: metadata.tables[name] for kind, name in TABLE_NAMES.items()
}
"""The table of each kind of record, parents before children."""


def tables(version: int = VERSION) -> list[Table]:
    """Return the tables that a file of a version has, in the order of their first pages."""
    return [table for table in metadata.tables.values() if _is_in(table, version)]


def table_names(version: int = VERSION) -> list[str]:
    """Return the names of the tables of a version, in the order of their first pages."""
    return [table.name for table in tables(version)]


def columns(table: Table, version: int = VERSION) -> list[Column[Any]]:
    """Return the columns that a table has in a file of a version, in their order."""
    return [column for column in as_in(table, version).columns if _is_in(column, version)]


def as_in(table: Table, version: int) -> Table:
    """Return a table with the names that its columns have in a file of a version.

    It still has those that came later.
    """
    return table if version == VERSION else _named_as_in(version).tables[table.name]


@cache
def _named_as_in(version: int) -> MetaData:
    """Return copies of all tables; a reference is only found among tables of one MetaData."""
    copied = MetaData()
    for table in metadata.tables.values():
        for column in table.to_metadata(copied).columns:
            was, last = column.info.get(WAS, ("", 0))
            if version <= last:
                column.name = column.key = was
    return copied


def _is_in(thing: Table | Column[Any], version: int) -> bool:
    return bool(thing.info.get(SINCE, 1) <= version)
