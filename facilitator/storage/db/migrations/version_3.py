"""The room: time, turns, private cards and votes."""

from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, Text


def upgrade(operations: Operations) -> None:
    operations.add_column("meetings", _switch("signed"))
    operations.add_column("bookmarks", Column("turn", Text))
    operations.add_column("bookmarks", _switch("seat"))
    operations.add_column("bookmarks", _switch("private"))
    operations.add_column("cards", Column("author", Text, nullable=False, server_default=""))
    operations.add_column("cards", _switch("veiled"))
    operations.create_table(
        "clocks",
        Column("id", Text, _to_meeting(), primary_key=True),
        Column("minutes", Integer),
        Column("stage", Text),
        Column("since", Text),
        Column("given", Text, nullable=False),
        Column("spent", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    operations.create_table(
        "ballots",
        Column("meeting_id", Text, _to_meeting(), primary_key=True),
        Column("id", Text, primary_key=True),
        *(Column(name, Integer, nullable=False) for name in _NUMBERS),
        Column("votes", Text, nullable=False),
        sqlite_with_rowid=False,
    )


_NUMBERS = ("place", "voters", "dots", "most", "secret", "closed")


def _switch(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _to_meeting() -> ForeignKey:
    return ForeignKey("meetings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
