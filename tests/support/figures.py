"""The figures that were asked for, each beside its floor, as one table."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median


class Judged(Enum):
    """What of the measured values the limit is for."""

    RATIO = "median ÷ floor"
    MEDIAN = "median"
    P95 = "p95"
    MAX = "longest"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in `unit`; `limit` is in that too unless a ratio is judged."""

    what: str
    ours: Sequence[float]
    floor_is: str
    floor: Sequence[float]
    judged: Judged
    limit: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.floor)

    @property
    def value(self) -> float:
        """What is held against the limit."""
        if self.judged is Judged.RATIO:
            return self.ratio
        return _OF_ALL[self.judged](self.ours)

    @property
    def floor_value(self) -> float:
        """The same of what the floor took: what Qt or SQLite alone need on this machine."""
        return _OF_ALL.get(self.judged, median)(self.floor)

    @property
    def verdict(self) -> str:
        """How the value stands to what was asked, and who is to blame when it is worse."""
        unit = "" if self.judged is Judged.RATIO else f" {self.unit}"
        asked = f"{self.judged.value} {self.value:.3g}{unit}, at most {self.limit:g}{unit}"
        if self.value <= self.limit:
            return f"as asked: {asked}"
        if self.judged is not Judged.RATIO and self.value <= self.floor_value:
            return (
                f"worse than asked, but the floor alone takes {self.floor_value:.3g}{unit}: {asked}"
            )
        return f"WORSE THAN ASKED: {asked}"


def p95(values: Sequence[float]) -> float:
    """The least value that 95 % of the values do not exceed."""
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


_OF_ALL: dict[Judged, Callable[[Sequence[float]], float]] = {
    Judged.MEDIAN: median,
    Judged.P95: p95,
    Judged.MAX: max,
}


def table(figures: Sequence[Figure]) -> list[str]:
    """The lines of the table: two a figure, what is ours and the floor below it."""
    rows = [
        ("ms, or MiB where it says so", "runs", "min", "median", "p95", "max", "ratio", "verdict")
    ]
    for figure in figures:
        ratio = f"{figure.ratio:.2f}"
        rows.append((figure.what, *_spread(figure.ours), ratio, figure.verdict))
        rows.append((f"  floor: {figure.floor_is}", *_spread(figure.floor), "", ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_cells(row, widths)).rstrip() for row in rows]


def _spread(values: Sequence[float]) -> tuple[str, str, str, str, str]:
    spread = (min(values), median(values), p95(values), max(values))
    least, middle, high, most = (f"{value:.2f}" for value in spread)
    return str(len(values)), least, middle, high, most


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    last = len(row) - 1
    return [
        text.ljust(width) if i in (0, last) else text.rjust(width)
        for i, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
