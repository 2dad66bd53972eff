"""Moments as text: ISO 8601 with an offset, as the database and exported files hold them."""

from datetime import MAXYEAR, MINYEAR, UTC, datetime


def moment_of(text: object) -> datetime:
    """Return the moment that a text says, in UTC. Raises ValueError for anything else.

    Also for the first and last year of the calendar: a time zone or some days lead out of it.
    """
    if not isinstance(text, str):
        raise ValueError("a moment that is no text")
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year in (MINYEAR, MAXYEAR):
        raise ValueError(f"no moment: {text[:100]}")
    return moment.astimezone(UTC)
