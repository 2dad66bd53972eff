"""Timestamps of changes, which only go forward, whatever the clock does."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, timedelta

TICK = timedelta(microseconds=1)


class Timestamps:
    """The moments of the writes to one database: the last change sorts last."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def next(self, raw: sqlite3.Connection, now: datetime) -> datetime:
        """Return `now`, in UTC, or just after the last timestamp if the clock is behind that.

        Raises sqlite3.Error.
        """
        if self._last is None:
            self._last = _latest(raw)
        with suppress(OverflowError):
            now = max(now, self._last + TICK)
        self._last = now
        return now


def updated_at(raw: sqlite3.Connection, meeting: str) -> datetime:
    """Return when a meeting was last changed, long ago if that is not known.

    Raises sqlite3.Error.
    """
    row = raw.execute("SELECT updated_at FROM meetings WHERE id = ?", (meeting,)).fetchone()
    return _moment(row[0] if row else None)


def _latest(raw: sqlite3.Connection) -> datetime:
    # As bytes: one that is no text must not keep anything from being saved.
    (found,) = raw.execute("SELECT CAST(max(updated_at) AS BLOB) FROM meetings").fetchone()
    return _moment((found or b"").decode("utf-8", "replace"))


def _moment(text: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(text or "")
    except (ValueError, TypeError):
        # None yet, or a damaged one, which listing the meetings reports.
        return datetime.min.replace(tzinfo=UTC)
    return found.replace(tzinfo=found.tzinfo or UTC)
