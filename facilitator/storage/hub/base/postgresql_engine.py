"""Connections to PostgreSQL, also by way of a pooler such as PgBouncer.

In its transaction mode, each transaction may be on another connection to the server: so nothing may
be prepared there, and what is set has to be set in each transaction.
"""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import Dialect

from facilitator.storage.db.connection import POOL_SECONDS

SETTING = "facilitator.org"
"""The setting of a transaction that says whose rows it may see."""
_CONNECTIONS = 8
_LIMITS = {
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}
_UNKNOWN = "unsupported startup parameter"
"""What PgBouncer says to `options`, unless it is told to ignore them."""


class PostgresEngine:
    """An engine, and whether there is a pooler between it and the server."""

    def __init__(self, url: URL) -> None:
        self.is_pooled = False
        self._given_options = str(url.query.get("options", ""))
        arguments = {
            "connect_timeout": 5,
            "application_name": "facilitator hub",
            "keepalives_idle": 10,
        }
        given = {name: value for name, value in arguments.items() if name not in url.query}
        # Text also from a database that says of itself that it keeps bytes: then it can be refused.
        given["client_encoding"] = "UTF8"
        self.engine: Engine = create_engine(
            url.difference_update_query(["options"]),
            connect_args=given,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=POOL_SECONDS,
            # The one used last has the statements prepared.
            pool_use_lifo=True,
            hide_parameters=True,
        )
        event.listen(self.engine, "do_connect", self._connect)

    def begin_for(self, connection: Connection, org: str) -> None:
        """Let a transaction see the rows of this organisation only; "" sees none."""
        settings = [func.set_config(SETTING, org, True)]
        if self.is_pooled:
            settings += [func.set_config(name, value, True) for name, value in _LIMITS.items()]
        connection.execute(select(*settings))

    def _connect(
        self, dialect: Dialect, record: object, words: list[Any], names: dict[str, Any]
    ) -> Any:  # noqa: ANN401 - the driver's own connection
        """Connect, and find out whether a pooler answers."""
        operational_error: type[Exception] = dialect.dbapi.OperationalError  # type: ignore[union-attr]
        try:
            raw: Any = dialect.connect(*words, **names, **self._options())
        except operational_error as error:
            if self.is_pooled or _UNKNOWN not in str(error):
                raise
            self.is_pooled = True
            raw = dialect.connect(*words, **names, **self._options())
        if self.is_pooled or _is_pooled(raw):
            self.is_pooled = True
            raw.prepare_threshold = None
        return raw

    def _options(self) -> dict[str, str]:
        ours = "" if self.is_pooled else " ".join(f"-c {k}={v}" for k, v in _LIMITS.items())
        both = f"{self._given_options} {ours}".strip()
        return {"options": both} if both else {}


def _is_pooled(raw: Any) -> bool:  # noqa: ANN401 - the driver's own connection
    """Return whether the process that serves is another one than that which was connected to."""
    raw.autocommit = True
    try:
        return bool(raw.execute("SELECT pg_backend_pid()").fetchone()[0] != raw.info.backend_pid)
    finally:
        raw.autocommit = False
