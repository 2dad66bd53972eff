"""A day that is long enough: tests that say "today" mean the same day from begin to end."""

import os
import time
from datetime import datetime, timedelta

LAST_HOUR = 23
LATER = timedelta(hours=2)


def leave_the_last_hour(now: datetime) -> None:
    """Move this process, and those it starts, to a time zone in which midnight is just past.

    `now` is the local time with its offset; before the last hour of a day nothing is done, nor
    where the zone of a process can't be set.
    """
    offset = now.utcoffset()
    if now.hour < LAST_HOUR or offset is None or not hasattr(time, "tzset"):
        return
    minutes = int((offset + LATER).total_seconds()) // 60
    sign = "-" if minutes >= 0 else "+"
    # In POSIX, what is east of Greenwich has a minus.
    os.environ["TZ"] = f"<later>{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    time.tzset()
