"""A day that is long enough: tests that say "today" mean the same day from begin to end."""

import os
import time
from datetime import datetime, timedelta

LAST_HOUR = 23
LATER = timedelta(hours=2)
FARTHEST_EAST = 14


def leave_the_last_hour(now: datetime) -> None:
    """Move this process, and those it starts, to a time zone in which midnight is just past.

    `now` is the local time with its offset; before the last hour of a day nothing is done, nor
    where the zone of a process can't be set.
    """
    offset = now.utcoffset()
    if now.hour < LAST_HOUR or offset is None or not hasattr(time, "tzset"):
        return
    # In whole hours: a browser knows zones by their names alone.
    hours = (offset + LATER) // timedelta(hours=1)
    if hours > FARTHEST_EAST:
        # The same time of a day before.
        hours -= 24
    # In both names, what is east of Greenwich has a minus; the other one needs no list of zones.
    for name in (f"Etc/GMT{-hours:+}", f"<later>{-hours:+}"):
        os.environ["TZ"] = name
        time.tzset()
        if time.localtime().tm_gmtoff == hours * 3600:
            return
