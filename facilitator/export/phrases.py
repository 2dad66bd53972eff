"""The English phrases of a report; the words of the chain come from the exercise."""

from datetime import date

from facilitator.domain.exercise import Words
from facilitator.domain.records import Status

WHAT = "What"
WHO = "Who"
BY_WHEN = "By when"
LEFT_OPEN = "Left open"
PLAN = "The plan"
STATEMENTS = "In our own words"
CHAIN = "What stands behind the plan"
COLUMNS = "What we collected"
NO_CARDS = "Nothing was written here."
OTHER_CARDS = "Other cards"
FILE_FALLBACK = "Meeting"

STATUS = {
    Status.OPEN: "",
    Status.DONE: "done",
    Status.PROGRESS: "in progress",
    Status.EXCUSE: "not done, an excuse",
    Status.DROPPED: "dropped",
}

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_long(day: date) -> str:
    """Return a day such as "22 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_short(day: date, near: date) -> str:
    """Return a day such as "Fri 27 Nov", with the year if it is not that of `near`."""
    month = _MONTHS[day.month - 1][:3]
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {month}{_year(day, near)}"


def day_named(day: date, near: date) -> str:
    """Return a day such as "Mon 14 December", with the year if it is not that of `near`."""
    month = _MONTHS[day.month - 1]
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {month}{_year(day, near)}"


def page_of(page: int, pages: int) -> str:
    return f"Page {page} of {pages}"


def next_meeting(day: date, near: date) -> str:
    return f"Next meeting: {day_named(day, near)}"


def held_by(name: str) -> str:
    return f"held by {name}"


def hidden(count: int) -> str:
    """Return how many cards were written in private and not revealed yet."""
    cards = "1 card is" if count == 1 else f"{count} cards are"
    return f"{cards} still hidden."


def dots(count: int) -> str:
    """Return how many dots a gap was given in a vote."""
    return "1 dot" if count == 1 else f"{count} dots"


def in_theme(name: str) -> str:
    return f"in “{name}”"


def subject(exercise: str, day: date) -> str:
    return f"Action plan, {exercise}, {day_long(day)}"


def late(words: str) -> str:
    """Return the status of an action that should have been done by now."""
    return f"{words}, ‼ late" if words else "‼ late"


def empty_plan(words: Words) -> str:
    return (
        f"No {words.action.one} has been taken on yet. "
        "Ask who will do what by when, and it will stand here."
    )


def without_strategy(count: int, words: Words) -> str:
    return f"{count} {words.excuse.of(count)} with no {words.strategy.one}"


def without_action(count: int, words: Words) -> str:
    return f"{count} {words.strategy.of(count)} nobody took"


def incomplete(count: int, words: Words) -> str:
    return f"{count} {words.action.of(count)} without a name or a day"


def on_page(sentence: str, page: int | None) -> str:
    """Return a sentence that says where to read on, if that is known."""
    return f"{sentence} (page {page})." if page else f"{sentence}."


def capital(words: str) -> str:
    """Return the words with a capital first letter, the rest as they are."""
    return words[:1].upper() + words[1:]


def _year(day: date, near: date) -> str:
    return "" if day.year == near.year else f" {day.year}"
