"""The tables of the database, version 3: one for each kind of record.

Dates are ISO 8601 text, moments ISO 8601 text in UTC, tuples JSON text. Item ids are unique
within their meeting. `place` and `rank` are whole numbers of which only the order means anything.
"""

from collections.abc import Sequence

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

from facilitator.domain.records import Record
from facilitator.storage.db.rows import TABLE_NAMES

metadata = MetaData()


def _switch(name: str) -> Column[int]:
    """Return a column that is 0 by default, so that a migration can add it."""
    return Column(name, Integer, nullable=False, server_default="0")


meetings = Table(
    "meetings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("held_on", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("facilitator", Text, nullable=False),
    Column("participants", Text, nullable=False),
    Column("next_on", Text),
    Column("first", Text),
    Column("created_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    # What later versions added comes last: where a migration can put it.
    Column("discarded_at", Text),
    _switch("signed"),
    sqlite_with_rowid=False,
)


def _to_meeting() -> ForeignKey:
    return ForeignKey("meetings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def _items(
    name: str,
    *columns: Column[str] | Column[int],
    since: Sequence[Column[str] | Column[int]] = (),
) -> Table:
    """Return a table of items; its key begins with the meeting, so one index serves both.

    What later versions added is in `since`: it comes last, where a migration can put it.
    """
    return Table(
        name,
        metadata,
        Column("meeting_id", Text, _to_meeting(), primary_key=True),
        Column("id", Text, primary_key=True),
        *columns,
        Column("text", Text, nullable=False),
        Column("place", Integer, nullable=False),
        *since,
        sqlite_with_rowid=False,
    )


bookmarks = Table(
    "bookmarks",
    metadata,
    Column("id", Text, _to_meeting(), primary_key=True),
    Column("stage", Text, nullable=False),
    Column("gap", Text),
    Column("side", Text),
    Column("left", Text),
    Column("right", Text),
    Column("drafts", Text, nullable=False),
    Column("turn", Text),
    _switch("seat"),
    _switch("private"),
    sqlite_with_rowid=False,
)
cards = _items(
    "cards",
    Column("column", Text, nullable=False),
    Column("theme", Text),
    Column("rank", Integer),
    Column("labels", Text, nullable=False),
    since=(Column("author", Text, nullable=False, server_default=""), _switch("veiled")),
)
themes = _items(
    "themes",
    Column("column", Text, nullable=False),
    Column("rank", Integer),
    Column("labels", Text, nullable=False),
)
excuses = _items("excuses", Column("gap", Text, nullable=False))
origins = _items("origins", Column("parent", Text, nullable=False))
strategies = _items("strategies", Column("excuse", Text, nullable=False))
actions = _items(
    "actions",
    Column("strategy", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Text),
    Column("sign", Text, nullable=False),
    Column("status", Text, nullable=False),
)
statements = _items(
    "statements",
    Column("stage", Text, nullable=False),
    Column("ticks", Text, nullable=False),
)

clocks = Table(
    "clocks",
    metadata,
    Column("id", Text, _to_meeting(), primary_key=True),
    Column("minutes", Integer),
    Column("stage", Text),
    Column("since", Text),
    Column("given", Text, nullable=False),
    Column("spent", Text, nullable=False),
    sqlite_with_rowid=False,
)
ballots = Table(
    "ballots",
    metadata,
    Column("meeting_id", Text, _to_meeting(), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("voters", Integer, nullable=False),
    Column("dots", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("secret", Integer, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("votes", Text, nullable=False),
    sqlite_with_rowid=False,
)

TABLES: dict[type[Record], Table] = {
    kind: metadata.tables[name] for kind, name in TABLE_NAMES.items()
}
"""The table of each kind of record."""
