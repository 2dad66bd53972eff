"""A moment is read as it was written, or refused; none is so far off that a time zone leaves time.

In the first and last year of the calendar a window far from UTC would have to show another one.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.moments import moment_of


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)))
def test_what_was_written_is_read(moment: datetime) -> None:
    found = moment_of(moment.isoformat(timespec="microseconds"))
    assert found == moment
    assert abs(found - found.astimezone()) == timedelta()


def test_another_offset_is_as_good() -> None:
    assert moment_of("2026-11-27T10:15:00+02:00") == datetime(2026, 11, 27, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *(None, 5, b"2026-11-27T10:15:00+00:00", "", "yesterday", "2026-11-27"),
        *("2026-11-27T10:15:00", "2026-11-27T25:15:00+00:00"),
        *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),
        *("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"),
    ],
)
def test_anything_else_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment_of(text)
