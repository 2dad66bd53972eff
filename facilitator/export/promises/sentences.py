"""The English phrases of what is printed and copied of promises."""

from datetime import date

from facilitator.domain.follow_up.register import When
from facilitator.export.phrases import DayText

PROMISES = "Promises"
BY_OWNER = "by owner"
NOTHING_OPEN = "Nothing is open."
WITHOUT_OWNER = "Without an owner"
WHEN = {
    When.OVERDUE: "Overdue",
    When.THIS_WEEK: "This week",
    When.LATER: "Later",
    When.NO_DATE: "Without a date",
    When.SETTLED: "Done or dropped",
}
WEEK_SHEET = "Week sheet"
NOTES = "Notes"
PROGRESS, EXCUSE = "P", "E"
"""The letters in the boxes, which are the keys on the screen, too."""
LEGEND = "Each day, tick one: P progress, E excuse."


def promises_of(team: str) -> str:
    """Return the title of a list; without a team it is about all of them."""
    return f"Promises of {team}" if team else "Promises of all teams"


def counts(open_ones: int, late: int) -> str:
    """Return how many promises are open, and how many of them are late."""
    said = "1 promise" if open_ones == 1 else f"{open_ones} promises"
    return f"{said}, {late} overdue" if late else said


def more(count: int) -> str:
    """Return that there are more than fit a page."""
    return f"and {count} more: see the list of promises"


def week(first: date, last: date, day_text: DayText) -> str:
    """Return the days of a working week, the year with the last."""
    year = first.year != last.year
    return f"{day_text(first, False, year)} – {day_text(last, False, True)}"


def because_of(gap: str) -> str:
    """Return which gap a promise came from."""
    return f"because of: {gap}"
