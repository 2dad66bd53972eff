"""Exercises to their end: answers to questions, the script of a meeting, steps of a stage."""

from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, Text


def upgrade(operations: Operations) -> None:
    operations.add_column("bookmarks", _count("step"))
    operations.add_column("bookmarks", _count("step_from"))
    operations.add_column("statements", _words("brought_from", ""))
    operations.add_column("statements", Column("said_on", Text))
    operations.add_column("earlier_actions", _words("kind", "do"))
    _create_tables(operations)


def _create_tables(operations: Operations) -> None:
    own_key = Column("id", Text, _to_meeting(), primary_key=True)
    toml = Column("toml", Text, nullable=False)
    operations.create_table("scripts", own_key, toml, sqlite_with_rowid=False)
    operations.create_table(
        "answers",
        Column("meeting_id", Text, _to_meeting(), primary_key=True),
        Column("id", Text, primary_key=True),
        *_texts("about", "field", "choice", "brought_from"),
        Column("said_on", Text),
        *_texts("text"),
        Column("place", Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _to_meeting() -> ForeignKey:
    return ForeignKey("meetings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _words(name: str, default: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")
