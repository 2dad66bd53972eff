"""Actions as a calendar has them: values that a calendar file is written from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.records import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarItem:
    """An action with a day. `uid` is the same in every file that the action is in.

    `told_on` is the day on which something was said of it last, `changes` how often that was: a
    calendar that has an older one of the same `uid` puts this in its place. `sibling` is the
    `uid` of another one for the same gap, empty for the one that the others name.
    """

    uid: str
    text: str
    due: date
    status: Status
    told_on: date
    changes: int
    done_on: date | None = None
    details: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sibling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Actions in the order of their days; `left_out` counts those without one.

    `today` decides which of them somebody is to be reminded of.
    """

    name: str
    today: date
    items: tuple[CalendarItem, ...]
    left_out: int
    as_events: bool = False


def uid_of(meeting: str, action: str) -> str:
    """Return what names an action in every calendar: that of its meeting may be copied."""
    return f"{meeting}.{action}@facilitator"


def by_day(found: Iterable[tuple[str, CalendarItem]]) -> tuple[CalendarItem, ...]:
    """Return items by their days; those beside the same gap, which is not empty, are siblings."""
    pairs = sorted(found, key=lambda pair: pair[1].due)
    first: dict[str, str] = {}
    for gap, item in pairs:
        # Not the earliest: a day may change, and then all the others would have changed, too.
        first[gap] = min(item.uid, first.get(gap, item.uid))
    return tuple(
        item if not gap or item.uid == first[gap] else replace(item, sibling=first[gap])
        for gap, item in pairs
    )


def titled(text: str, owner: str, *, is_of_one: bool) -> str:
    """Return what an item is called; in a calendar of everybody also whose it is."""
    return text if is_of_one or not owner else f"{text} ({owner})"


def whose_of(owner: str, people: Sequence[str], *, is_of_one: bool) -> list[str]:
    """Return whose an item is, where its title doesn't say it and it isn't one's alone."""
    return [f"Together: {owner}"] if is_of_one and len(people) > 1 else []
