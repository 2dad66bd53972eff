"""One organisation, many rooms: what a laptop shares with others, and the log of its teams."""

from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, Text, UniqueConstraint


def upgrade(operations: Operations) -> None:
    create = operations.create_table
    names = ("hub", "organisation", "organisation_name", "device", "site", "name", "role")
    confirmed = Column("confirmed_at", Text)
    create("hub_membership", _number(), *_texts(*names, "joined_at"), confirmed)
    create(
        "shared_teams",
        _number(),
        *_texts("id", "name"),
        *_counts("writes", "cursor"),
        *_texts("cursor_entry"),
        *_counts("head", "uploads"),
    )
    create(
        "shared_containers",
        _number(),
        _of("team", "shared_teams"),
        *_texts("meeting"),
        *_counts("state"),
        UniqueConstraint("team", "meeting"),
    )
    create(
        "shared_entries",
        _number(),
        _of("team", "shared_teams"),
        _of("container", "shared_containers"),
        *_counts("state"),
        *_texts("id"),
        Column("seq", Integer),
        Column("was_seq", Integer),
        *_texts("site", "actor", "at"),
        *_counts("base", "records"),
        Column("body", Text),
        Column("applied", Text),
        *_counts("discards", "upload"),
        *_texts("refused", "here_since"),
        UniqueConstraint("team", "id"),
        UniqueConstraint("team", "seq", "number"),
        UniqueConstraint("state", "container", "number"),
    )
    _create_what_is_kept(operations)


def _create_what_is_kept(operations: Operations) -> None:
    operations.create_table(
        "removed_records",
        _number(),
        _of("container", "shared_containers"),
        *_counts("seq"),
        *_texts("record"),
        UniqueConstraint("container", "seq", "number"),
    )
    operations.create_table(
        "held_records",
        _number(),
        _of("container", "shared_containers"),
        *_texts("kind", "record", "edit"),
        UniqueConstraint("container", "kind", "record"),
    )
    operations.create_table(
        "lost_values",
        _number(),
        _of("container", "shared_containers"),
        *_texts("kind", "record", "field", "value", "kept"),
        *_counts("seq"),
        *_texts("lost_by"),
        Column("lost_at", Text),
        *_texts("kept_by"),
        Column("kept_at", Text),
        *_counts("settled"),
    )


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True)


def _of(name: str, table: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.number", ondelete="CASCADE"), nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _counts(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]
