"""The figures that were asked for, each beside its floor, as one table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median


class Judged(Enum):
    """What of the measured values the limit is for."""

    RATIO = "median ÷ floor"
    MEDIAN = "median"
    P95 = "p95"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in milliseconds; `limit` is in milliseconds unless a ratio is judged."""

    what: str
    ours: Sequence[float]
    floor_is: str
    floor: Sequence[float]
    judged: Judged
    limit: float

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.floor)

    @property
    def value(self) -> float:
        """What is held against the limit."""
        if self.judged is Judged.RATIO:
            return self.ratio
        return median(self.ours) if self.judged is Judged.MEDIAN else p95(self.ours)

    @property
    def verdict(self) -> str:
        unit = "" if self.judged is Judged.RATIO else " ms"
        asked = f"{self.judged.value} {self.value:.3g}{unit}, at most {self.limit:g}{unit}"
        return f"WORSE THAN ASKED: {asked}" if self.value > self.limit else asked


def p95(values: Sequence[float]) -> float:
    """The least value that 95 % of the values do not exceed."""
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def table(figures: Sequence[Figure]) -> list[str]:
    """The lines of the table: two a figure, what is ours and the floor below it."""
    rows = [("milliseconds", "runs", "min", "median", "max", "ratio", "asked")]
    for figure in figures:
        ratio = f"{figure.ratio:.2f}"
        rows.append((figure.what, *_spread(figure.ours), ratio, figure.verdict))
        beside = f"p95 {p95(figure.floor):.3g} ms" if figure.judged is Judged.P95 else ""
        rows.append((f"  floor: {figure.floor_is}", *_spread(figure.floor), "", beside))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_cells(row, widths)).rstrip() for row in rows]


def _spread(values: Sequence[float]) -> tuple[str, str, str, str]:
    spread = (min(values), median(values), max(values))
    least, middle, most = (f"{value:.1f}" for value in spread)
    return str(len(values)), least, middle, most


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    last = len(row) - 1
    return [
        text.ljust(width) if i in (0, last) else text.rjust(width)
        for i, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
