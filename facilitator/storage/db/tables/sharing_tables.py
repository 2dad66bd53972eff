"""The tables of sharing: what this laptop knows of its organisation, and the log of its teams.

They are no records: where they are lost, every meeting is still whole, and the laptop joins again.
Each begins with a number, so that no row looks like one of a record to who salvages a file.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

SINCE = 9
"""The version of the file that brought them."""
WAITING, ARRIVED, LAID = 0, 1, 2
"""The states of an entry: done here but not known to be in the log, in the log but not yet done
here, or both. One that waits has a place in the log once it has come back from there."""
SHARED, ERASED, UNTOLD, FOREIGN = 0, 1, 2, 3
"""The states of a container: one that is erased never comes back, nor does one that the hub has in
the log of another team; and of one that is untold, what
is here was never told to the log, where it came from elsewhere. One that is foreign belongs to
another team here: the log has no say in it, and is told nothing of it."""

metadata = MetaData()
_PLACE = BigInteger().with_variant(Integer, "sqlite")


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _place(name: str) -> Column[int]:
    return Column(name, _PLACE, nullable=False)


def _of(name: str, table: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.number", ondelete="CASCADE"), nullable=False)


membership = Table(
    "hub_membership",
    metadata,
    _number(),
    _words("hub"),
    _words("organisation"),
    _words("organisation_name"),
    _words("device"),
    _words("site"),
    _words("name"),
    _words("role"),
    _words("joined_at"),
    Column("confirmed_at", Text),
)
teams = Table(
    "shared_teams",
    metadata,
    _number(),
    _words("id"),
    _words("name"),
    _count("writes"),
    _place("cursor"),
    _words("cursor_entry"),
    _place("head"),
    _count("uploads"),
)
"""`uploads` says whether what is here of a team is to be told to its log, until all of it is."""
containers = Table(
    "shared_containers",
    metadata,
    _number(),
    _of("team", "shared_teams"),
    _words("meeting"),
    _count("state"),
    UniqueConstraint("team", "meeting"),
)
"""The meetings and journals that are in the log of a team."""
entries = Table(
    "shared_entries",
    metadata,
    _number(),
    _of("team", "shared_teams"),
    _of("container", "shared_containers"),
    _count("state"),
    _words("id"),
    Column("seq", _PLACE),
    Column("was_seq", _PLACE),
    _words("site"),
    _words("actor"),
    _words("at"),
    _place("base"),
    _count("records"),
    Column("body", Text),
    Column("applied", Text),
    _count("discards"),
    _count("upload"),
    _words("refused"),
    _words("here_since"),
    UniqueConstraint("team", "id"),
    UniqueConstraint("team", "seq", "number"),
    UniqueConstraint("state", "container", "number"),
)
"""`body` is the change as the log has it, `applied` what it did here, NULL where that is the same.

`was_seq` orders those that were in a log which lost them. `discards` says whether the meeting went
into the trash with it, `upload` whether it is what was here before the container was shared, and
`refused` why the hub does not take it, if so.
"""
removed = Table(
    "removed_records",
    metadata,
    _number(),
    _of("container", "shared_containers"),
    _place("seq"),
    _words("record"),
    UniqueConstraint("container", "seq", "number"),
)
"""Records that the log knows and the meeting does not have, from an entry on."""
held = Table(
    "held_records",
    metadata,
    _number(),
    _of("container", "shared_containers"),
    _words("kind"),
    _words("record"),
    _words("edit"),
    UniqueConstraint("container", "kind", "record"),
)
"""What the log is not told yet of a record, such as a hidden card."""
lost = Table(
    "lost_values",
    metadata,
    _number(),
    _of("container", "shared_containers"),
    _words("kind"),
    _words("record"),
    _words("field"),
    _words("value"),
    _words("kept"),
    _place("seq"),
    _words("lost_by"),
    Column("lost_at", Text),
    _words("kept_by"),
    Column("kept_at", Text),
    _count("settled"),
)
"""Values that did not hold, beside those that do."""


def tables(version: int) -> list[Table]:
    """Return the tables of sharing that a file of a version has, in their order."""
    return list(metadata.tables.values()) if version >= SINCE else []


def index_names(table: Table) -> frozenset[str]:
    """Return the names of the indexes that SQLite makes for what is unique in a table."""
    count = sum(isinstance(each, UniqueConstraint) for each in table.constraints)
    return frozenset(f"sqlite_autoindex_{table.name}_{number}" for number in range(1, count + 1))
