"""What bars of a chart stand for, and how days, lists and the rest are told on all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.follow_up.over_time import Spell, TeamHistory
from facilitator.export.charts.language import Language

MOST_BARS = 24
"""Rows that are read at a glance."""


@dataclass(frozen=True, slots=True)
class Time:
    """What a bar stands for: a day, a quarter or a year, and what was said in its meetings."""

    label: str
    spells: tuple[Spell, ...]


def dated(history: TeamHistory, w: Language) -> Language:
    """Return a language in which the year of the last meeting goes without saying."""
    return replace(w, year=history.meetings[-1].held_on.year) if history.meetings else w


def times(spells: Sequence[Spell], w: Language, most: int) -> list[Time]:
    """Return what bars stand for: days of meetings, or quarters or years where they are too many.

    Of years that are too many as well the last ones are returned. So are the last meetings where
    there is room for few bars only.
    """
    # Several teams may meet on one day: two bars of one name would tell nothing apart.
    single = _together(spells, w, lambda day, language: language.day(day, True))
    single = [replace(time, label=short_name(time.spells[0], w)) for time in single]
    if most < MOST_BARS:
        return single[-most:]
    if len(single) <= most:
        return single
    for of in (_quarter, _year):
        grouped = _together(spells, w, of)
        if len(grouped) <= most:
            break
    return grouped[-most:]


def _together(
    spells: Iterable[Spell], w: Language, of: Callable[[date, Language], str]
) -> list[Time]:
    found: dict[str, list[Spell]] = {}
    for spell in spells:
        label = of(spell.meeting.held_on, w) if spell.meeting else short_name(spell, w)
        found.setdefault(label, []).append(spell)
    return [Time(label, tuple(members)) for label, members in found.items()]


def _quarter(day: date, w: Language) -> str:
    return w.tr("Q{quarter} {year}", quarter=str((day.month + 2) // 3), year=str(day.year))


def _year(day: date, w: Language) -> str:
    return str(day.year)


def short_name(spell: Spell, w: Language) -> str:
    """Return the day of a meeting, as a row of a chart has it."""
    return w.short_day(spell.meeting.held_on) if spell.meeting else w.tr("since then")


def full_name(spell: Spell, w: Language) -> str:
    """Return the day of a meeting with its year, as a table has it."""
    return w.day(spell.meeting.held_on, True) if spell.meeting else w.tr("since then")


def listed(words: Iterable[str]) -> str:
    """Return words in one line, each once."""
    return ", ".join(dict.fromkeys(words))


def more(count: int, w: Language) -> str:
    """Return how many more the table has than the chart; empty where it has none."""
    return w.tr("and {n} more", n=count) if count > 0 else ""
