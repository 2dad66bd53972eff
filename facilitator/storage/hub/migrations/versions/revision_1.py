"""The first tables of the hub."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from facilitator.storage.hub import row_security

revision = "1"
down_revision = None

_SECURED = (
    *("organisations", "teams", "log", "meetings", "erased_meetings"),
    *("devices", "device_teams", "invitations"),
)


def upgrade() -> None:
    _create_organisations()
    _create_log()
    _create_devices()
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        row_security.secure(connection, _SECURED)
        row_security.vacuum_soon(connection, "log")


def _create_organisations() -> None:
    op.create_table("installation", _number("id"), *_words("org"), PrimaryKeyConstraint("id"))
    op.create_table(
        "organisations", *_words("org", "name", "created_at"), PrimaryKeyConstraint("org")
    )
    op.create_table(
        "teams",
        *_words("org", "id", "name"),
        _large("head"),
        *_words("created_at"),
        PrimaryKeyConstraint("org", "id"),
        _of_organisation(),
    )


def _create_log() -> None:
    op.create_table(
        "log",
        *_words("org", "team"),
        _large("seq"),
        *_words("id", "meeting", "site", "actor", "at"),
        _large("base"),
        _number("records"),
        Column("body", _json()),
        _number("size"),
        *_words("placed_at"),
        PrimaryKeyConstraint("org", "team", "seq"),
    )
    op.create_index("log_ids", "log", ["org", "id", "team"], unique=True)
    op.create_table(
        "meetings",
        *_words("org", "meeting", "team"),
        PrimaryKeyConstraint("org", "meeting", "team"),
        _of_team(),
    )
    op.create_table(
        "erased_meetings",
        *_words("org", "team", "meeting"),
        _large("seq"),
        *_words("erased_at"),
        PrimaryKeyConstraint("org", "team", "meeting"),
        _of_team(),
    )


def _create_devices() -> None:
    op.create_table(
        "devices",
        *_words("org", "id", "name", "role", "secret_hash"),
        Column("next_hash", Text),
        _large("version"),
        _number("records"),
        *_words("program", "joined_at", "seen_at"),
        Column("withdrawn_at", Text),
        PrimaryKeyConstraint("org", "id"),
        _of_organisation(),
    )
    op.create_table(
        "device_teams",
        *_words("org", "device", "team"),
        Column("writes", Boolean, nullable=False),
        PrimaryKeyConstraint("org", "device", "team"),
        ForeignKeyConstraint(["org", "device"], ["devices.org", "devices.id"]),
        _of_team(),
    )
    op.create_table(
        "invitations",
        *_words("org", "id", "secret_hash", "role"),
        Column("teams", _json(), nullable=False),
        *_words("created_at", "expires_at"),
        Column("made_by", Text),
        Column("used_at", Text),
        Column("device", Text),
        PrimaryKeyConstraint("org", "id"),
        _of_organisation(),
    )
    op.create_index("invitation_codes", "invitations", ["org", "secret_hash"], unique=True)


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, autoincrement=False)


def _large(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, autoincrement=False)


def _json() -> JSON:
    return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _of_organisation() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["org"], ["organisations.org"])


def _of_team() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["org", "team"], ["teams.org", "teams.id"])
