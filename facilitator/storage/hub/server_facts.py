"""What a database server says about itself, for whoever looks after it."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Text, cast, func, select

from facilitator.storage.hub.people import Server

_POSTGRESQL = select(func.current_setting("server_version"), cast(func.clock_timestamp(), Text))
_SQLITE = select(func.sqlite_version(), func.strftime("%Y-%m-%dT%H:%M:%f+00:00", "now"))


def read_server(connection: Connection) -> Server:
    is_postgresql = connection.dialect.name == "postgresql"
    version, now = connection.execute(_POSTGRESQL if is_postgresql else _SQLITE).one()
    return Server(
        name="PostgreSQL" if is_postgresql else "SQLite",
        version=version,
        now=datetime.fromisoformat(now).astimezone(UTC),
        is_postgresql=is_postgresql,
    )
