"""The trash: a meeting can be discarded."""

from alembic.operations import Operations
from sqlalchemy import Column, Text


def upgrade(operations: Operations) -> None:
    operations.add_column("meetings", Column("discarded_at", Text))
