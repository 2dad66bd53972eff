"""The language that charts are written in: English on paper, that of the user on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from facilitator.export.phrases import day_in_english


class Sentence(Protocol):
    """What translates a sentence and fills in its {placeholders}."""

    def __call__(self, source: str, **values: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Language:
    """How a chart writes sentences, days and numbers.

    Sentences are literal arguments of `tr`, so that a tool finds them for translation.
    """

    tr: Sentence
    day: Callable[[date, bool], str]
    """Writes a day, with its year where that is wanted."""
    number: Callable[[float, int], str]
    """Writes a number with so many decimals."""
    leads_to: str = "→"
    """The sign between what was and what came of it."""
    year: int | None = None
    """The year that goes without saying."""

    def short_day(self, day: date) -> str:
        """Return a day with its year only where that needs to be said."""
        return self.day(day, day.year != self.year)

    def plain(self, value: float) -> str:
        """Return a number with a decimal only where it has one."""
        return self.number(value, 0 if value == int(value) else 1)

    def count(self, value: int) -> str:
        """Return a whole number as it is written."""
        return self.number(value, 0)


def _filled(source: str, **values: object) -> str:
    return source.format(**values)


ENGLISH = Language(
    tr=_filled,
    day=lambda day, with_year: day_in_english(day, False, with_year),
    number=lambda value, decimals: f"{value:,.{decimals}f}",
)
