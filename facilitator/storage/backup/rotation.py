"""Decide which backups are kept."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

_TIERS: tuple[tuple[Callable[[datetime], datetime], int], ...] = (
    (lambda moment: moment.replace(minute=0, second=0, microsecond=0), 25),
    (lambda moment: moment.replace(hour=0, minute=0, second=0, microsecond=0), 32),
    (lambda moment: moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0), 13),
)
"""The hours of a day, the days of a month and the months of a year, each with the one begun."""


def keep(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the moments whose backups are kept; all are in UTC.

    All of the last hour stay, and the last one of each hour for a day, of each day for a month
    and of each month for a year. Hours, days and months without a backup are not counted, so a
    clock that jumps ahead makes nothing old. What is later than `now` was made before the clock
    was set back, or while it was ahead: all of it stays, and the others as if it were not there.
    """
    ordered = sorted(set(moments))
    kept = {moment for moment in ordered if now - moment <= timedelta(hours=1)}
    for start, count in _TIERS:
        last = {start(moment): moment for moment in ordered if moment <= now}
        kept.update(last[bucket] for bucket in sorted(last)[-count:])
    return kept
