"""A run of the suite that begins late in the evening does not end on another day."""

import subprocess
import sys

LOOK = """
from datetime import datetime
from tests.support.long_day import leave_the_last_hour
leave_the_last_hour(datetime.fromisoformat({when!r}))
print(datetime.now().astimezone().utcoffset())
"""


def zone_after(when: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(when=when)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_in_the_last_hour_midnight_is_just_past() -> None:
    assert zone_after("2026-11-30T23:58:00+00:00") == "2:00:00"
    assert zone_after("2026-11-30T23:00:00+05:30") == "7:00:00"
    assert zone_after("2026-11-30T23:59:59-09:30") == "-1 day, 16:00:00"
    # Nowhere is it so late already.
    assert zone_after("2026-11-30T23:30:00+13:45") == "-1 day, 15:00:00"


def test_before_that_the_zone_stays() -> None:
    assert zone_after("2026-11-30T22:59:59+00:00") == zone_after("2026-11-30T12:00:00+00:00")
