"""Between meetings: numbers on gaps, notes of registers, templates of teams, who leads next."""

from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, Text


def upgrade(operations: Operations) -> None:
    operations.add_column("meetings", _words("next_facilitator", ""))
    operations.add_column("meetings", _words("ground_rules", ""))
    operations.add_column("earlier_actions", _words("gap_id", ""))
    operations.add_column("earlier_actions", _words("numbers", "[]"))
    _create_tables(operations)


def _create_tables(operations: Operations) -> None:
    def create(name: str, *columns: Column[str] | Column[int]) -> None:
        operations.create_table(name, *columns, sqlite_with_rowid=False)

    template = _texts("title", "exercise", "participants")
    length = Column("minutes", Integer)
    create("team_templates", _own_key(), *template, length, *_texts("ground_rules"))
    create("gap_numbers", *_keys(), *_texts("item"), _number("value"), *_texts("day"))
    create("register_notes", *_keys(), *_texts("meeting", "gap", "text", "day", "state"))


def _own_key() -> Column[str]:
    return Column("id", Text, _to_meeting(), primary_key=True)


def _keys() -> tuple[Column[str], Column[str], Column[int]]:
    meeting = Column("meeting_id", Text, _to_meeting(), primary_key=True)
    return meeting, Column("id", Text, primary_key=True), _number("place")


def _to_meeting() -> ForeignKey:
    return ForeignKey("meetings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _words(name: str, default: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)
