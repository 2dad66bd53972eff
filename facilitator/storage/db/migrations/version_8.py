"""Everyone's own device: a slip of dots for each person who votes on one."""

from alembic.operations import Operations
from sqlalchemy import Column, Text


def upgrade(operations: Operations) -> None:
    slips = Column("slips", Text, nullable=False, server_default="[]")
    operations.add_column("ballots", slips)
