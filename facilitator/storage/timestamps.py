"""Timestamps of changes, which only go forward, whatever the clock does."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from facilitator.domain.moments import moment_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

TICK = timedelta(microseconds=1)


class Timestamps:
    """The moments of the writes to one database: the last change sorts last."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def next(self, connection: "Connection", now: datetime) -> datetime:
        """Return `now`, in UTC, or just after the last timestamp if the clock is behind that.

        Raises sqlite3.Error.
        """
        if self._last is None:
            from facilitator.storage.db.list_queries import read_latest_update

            self._last = _moment(read_latest_update(connection))
        self._last = max(now, self._last + TICK)
        return self._last


def updated_at(connection: "Connection", meeting: str) -> datetime:
    """Return when a meeting was last changed, long ago if that is not known.

    Raises sqlite3.Error.
    """
    from facilitator.storage.db.list_queries import read_updated_at

    return _moment(read_updated_at(connection, meeting))


def _moment(stored: object) -> datetime:
    with suppress(ValueError):
        return moment_of(stored)
    # None yet, or a damaged one, which listing the meetings reports.
    return datetime.min.replace(tzinfo=UTC)
