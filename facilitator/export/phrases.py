"""The English phrases of a report; the words of the chain come from the exercise."""

from datetime import date

from facilitator.domain.exercise import Words
from facilitator.domain.open_items.open_item import OpenCounts, OpenItem
from facilitator.domain.records import Action, Lack, Status

WHAT = "What"
WHO = "Who"
BY_WHEN = "By when"
STILL_OPEN = "Still open"
PLAN = "The plan"
STATEMENTS = "In our own words"
CHAIN = "What stands behind the plan"
COLUMNS = "What we collected"
NO_CARDS = "Nothing was written here."
OTHER_CARDS = "Other cards"
SEPARATOR = " · "
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


def not_discussed(counts: OpenCounts, words: Words) -> str:
    """Return how many gaps were not discussed, and how many of them have a label."""
    n, flagged = counts.not_discussed, counts.flagged
    gaps = f"{n} {words.gap.of(n)}"
    if n == flagged == 1:
        return f"{gaps} not discussed, and it is flagged"
    if n == flagged:
        return f"{gaps} not discussed, all of them flagged"
    return (
        f"{gaps} not discussed, {flagged} of them flagged" if flagged else f"{gaps} not discussed"
    )


def undecided(count: int, words: Words) -> str:
    """Return how many flagged gaps were discussed and led to no action."""
    return f"{count} flagged {words.gap.of(count)} without {words.action.with_article}"


def without_strategy(count: int, words: Words) -> str:
    return f"{count} {words.excuse.of(count)} without {words.strategy.with_article}"


def without_owner(count: int, words: Words) -> str:
    return f"{count} {words.strategy.of(count)} without an owner"


def incomplete(count: int, words: Words) -> str:
    return f"{count} {words.action.of(count)} without an owner or a day"


def open_counts(counts: OpenCounts, words: Words) -> str:
    """Return how much is open, in one line without a full stop; empty when nothing is."""
    said = (
        (counts.not_discussed, not_discussed(counts, words)),
        (counts.undecided, undecided(counts.undecided, words)),
        (counts.excuses, without_strategy(counts.excuses, words)),
        (counts.strategies, without_owner(counts.strategies, words)),
        (counts.actions, incomplete(counts.actions, words)),
        (counts.hidden, still_hidden(counts.hidden)),
        (counts.later, f"{counts.later} left for another day"),
    )
    return SEPARATOR.join(phrase for count, phrase in said if count)


def lack(found: OpenItem, words: Words) -> str:
    """Return what something lacks that is open."""
    item = found.item
    if found.lack is Lack.EXCUSE:
        return "not discussed"
    if found.lack is Lack.STRATEGY:
        return f"no {words.strategy.one}"
    if not isinstance(item, Action):
        return f"no {words.action.one}"
    missing = ["owner"] * (not item.owner) + ["day"] * (item.due is None)
    return f"no {' or '.join(missing)}"


def still_hidden(count: int) -> str:
    """Return the same within a list of what is open."""
    return "1 card still hidden" if count == 1 else f"{count} cards still hidden"


def not_today(reason: str) -> str:
    """Return the heading of what was left for another day."""
    return f"Not today: {reason}"


def on_page(sentence: str, page: int | None) -> str:
    """Return a sentence that says where to read on, if that is known."""
    return f"{sentence} (page {page})." if page else f"{sentence}."


def capital(words: str) -> str:
    """Return the words with a capital first letter, the rest as they are."""
    return words[:1].upper() + words[1:]


def _year(day: date, near: date) -> str:
    return "" if day.year == near.year else f" {day.year}"
