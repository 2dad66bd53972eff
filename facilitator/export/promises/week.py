"""The week that a week sheet is for, and what is on it."""

from collections.abc import Iterable
from datetime import date, timedelta

from facilitator.domain.follow_up.register import ActionEntry, due_first

DAYS = 5
"""Monday to Friday."""


def first_day(today: date) -> date:
    """Return the Monday of this week; on a Saturday or Sunday of the coming one."""
    ahead = 7 if today.weekday() >= DAYS else 0
    return today + timedelta(days=ahead - today.weekday())


def due_on_sheet(entries: Iterable[ActionEntry], today: date) -> list[ActionEntry]:
    """Return what is to be done by the end of that week, the most urgent first."""
    last = first_day(today) + timedelta(days=6)
    found = (each for each in entries if each.is_open and each.due is not None)
    return [each for each in due_first(found) if each.due is not None and each.due <= last]
