"""Not today: what is open is left for another day, with a reason."""

from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, Text


def upgrade(operations: Operations) -> None:
    operations.create_table(
        "deferrals",
        Column("meeting_id", Text, _to_meeting(), primary_key=True),
        Column("id", Text, primary_key=True),
        Column("place", Integer, nullable=False),
        Column("reason", Text, nullable=False),
        Column("deferred", Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _to_meeting() -> ForeignKey:
    return ForeignKey("meetings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
