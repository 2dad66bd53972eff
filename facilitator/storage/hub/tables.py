"""The tables of the hub. The organisation comes first in every key, so rows can be spread by it.

The newest place of a team's log is `teams.head`. It is locked before entries get their places:
with a serial number instead, a laptop that reads between two commits would miss the later one.
Moments are ISO 8601 text in UTC. Revisions in `migrations` create the same tables step by step.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

BODY = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _moment(name: str) -> Column[str]:
    return Column(name, Text)


def _of_team(*columns: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["org", *columns], ["teams.org", "teams.id"])


def _of_organisation() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["org"], ["organisations.org"])


installation = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _words("org"),
)
"""One row: the organisation that is meant where none is named."""

organisations = Table("organisations", metadata, _key("org"), _words("name"), _words("created_at"))

teams = Table(
    "teams",
    metadata,
    _key("org"),
    _key("id"),
    _words("name"),
    Column("head", BigInteger, nullable=False),
    _words("created_at"),
    _of_organisation(),
)

log = Table(
    "log",
    metadata,
    _key("org"),
    _key("team"),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    _words("id"),
    _words("meeting"),
    _words("site"),
    _words("actor"),
    _words("at"),
    Column("base", BigInteger, nullable=False),
    Column("records", Integer, nullable=False),
    Column("body", BODY),
    Column("size", Integer, nullable=False),
    _words("placed_at"),
    # Its team exists: whoever writes here has the team's row locked. So no key to it is checked.
    Index("log_ids", "org", "id", "team", unique=True),
)
"""What laptops have sent. `size` is that of the body in bytes; an erased body is null."""

meetings = Table("meetings", metadata, _key("org"), _key("meeting"), _key("team"), _of_team("team"))
"""The team in whose log a meeting is, where it stays; more than one only if it was sent to two of
them at the same moment, through two hubs. So that a laptop can't reach a meeting of a team that it
may not write in by way of another team."""

erased_meetings = Table(
    "erased_meetings",
    metadata,
    _key("org"),
    _key("team"),
    _key("meeting"),
    Column("seq", BigInteger, nullable=False),
    _words("erased_at"),
    _of_team("team"),
)

devices = Table(
    "devices",
    metadata,
    _key("org"),
    _key("id"),
    _words("name"),
    _words("role"),
    _words("secret_hash"),
    Column("next_hash", Text),
    Column("version", BigInteger, nullable=False),
    Column("records", Integer, nullable=False),
    _words("program"),
    _words("joined_at"),
    _words("seen_at"),
    _moment("withdrawn_at"),
    _of_organisation(),
)
"""`next_hash` is that of a new token that was not used yet: until then the old one holds."""

device_teams = Table(
    "device_teams",
    metadata,
    _key("org"),
    _key("device"),
    _key("team"),
    Column("writes", Boolean, nullable=False),
    ForeignKeyConstraint(["org", "device"], ["devices.org", "devices.id"]),
    _of_team("team"),
)

invitations = Table(
    "invitations",
    metadata,
    _key("org"),
    _key("id"),
    _words("secret_hash"),
    _words("role"),
    Column("teams", BODY, nullable=False),
    _words("created_at"),
    _words("expires_at"),
    Column("made_by", Text),
    _moment("used_at"),
    Column("device", Text),
    _of_organisation(),
    Index("invitation_codes", "org", "secret_hash", unique=True),
)
"""`teams` is a list of pairs: the id of a team, and whether it is written. `made_by` is the laptop
of the administrator who made it, null for the hub's own commands; `device` is what used it."""

SECURED = (organisations, teams, log, meetings, erased_meetings, devices, device_teams, invitations)
"""The tables with rows of organisations: PostgreSQL shows only those of the one that is set."""
