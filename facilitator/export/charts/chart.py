"""A chart as a value: what it shows, and the table that says the same in words.

It knows neither a color nor a typeface. What is filled in has a pattern, so that it can be read in
greyscale as well.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto

MOST_SPOKEN = 60
"""Rows that are heard with a chart; the table has all of them."""


class Subject(StrEnum):
    """What a chart is about."""

    PROMISES = "promises"
    DAYS = "days"
    EXCUSES = "excuses"
    TURNED = "turned"
    REGISTER = "register"
    NOTICED = "noticed"
    NUMBERS = "numbers"
    ROTI = "roti"
    MEETINGS = "meetings"


class Pattern(Enum):
    """How an area is filled."""

    FILLED = auto()
    LIGHT = auto()
    HATCHED = auto()
    OUTLINE = auto()


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, as long as its value; `text` is written in it where it fits."""

    value: float
    pattern: Pattern
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of segments with its name before it and perhaps a note behind it."""

    label: str
    segments: tuple[Segment, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A number on a day, and how it is written."""

    day: date
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers over time, the earliest first; `course` says the first and the last of them."""

    label: str
    points: tuple[Point, ...]
    course: str


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of the room, and in small what became of them."""

    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class Key:
    """What a pattern means."""

    pattern: Pattern
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The same in words and numbers: a heading for each column, and the rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def sentences(self) -> list[str]:
        """Return a sentence for each row, as a screen reader says it: “3 Oct: done 3, dropped 1”.

        What is empty or nothing is not said.
        """
        names = self.head[1:]
        said = []
        for first, *values in self.rows:
            told = zip(names, values, strict=True)
            parts = [f"{name} {value}" for name, value in told if value not in ("", "0")]
            said.append(f"{first}: {', '.join(parts)}" if parts else first)
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart: bars, lines over time, or sayings.

    The longest bar is as long as `most`; without it each bar has the whole width, and shows shares.
    `days` are how the first and the last day of lines are written, `scale` how nothing and the most
    of them are. `table` has every row, also where the bars stand for longer times or are the last
    ones only.
    """

    subject: Subject
    title: str
    table: Table
    bars: tuple[Bar, ...] = ()
    most: float | None = None
    lines: tuple[Line, ...] = ()
    days: tuple[str, str] = ("", "")
    scale: tuple[str, str] = ("", "")
    sayings: tuple[Saying, ...] = ()
    keys: tuple[Key, ...] = ()
    caption: str = ""

    @property
    def key(self) -> str:
        """What names it among the charts of a team."""
        return f"{self.subject}/{self.title}" if self.subject is Subject.REGISTER else self.subject

    def only_title(self) -> "Chart":
        """Return the title alone, for where the table is shown."""
        return Chart(subject=self.subject, title=self.title, table=self.table)

    def spoken(self) -> str:
        """Return it as one text for a screen reader; of very many rows the last ones."""
        return "\n".join(filter(None, (self.caption, *self.table.sentences()[-MOST_SPOKEN:])))
