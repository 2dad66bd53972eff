"""Words on charts: measured by the painter, broken into lines and cut the same for all."""

from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise
from typing import Protocol

from facilitator.export.text import icu


class Letters(Enum):
    """The letters of a chart."""

    TITLE = auto()
    BODY = auto()
    NUMBER = auto()
    SMALL = auto()


class Measure(Protocol):
    """What knows how large letters are; `unit` is a small length, an eighth of a margin."""

    @property
    def unit(self) -> float: ...

    def width(self, text: str, letters: Letters) -> float: ...

    def height(self, letters: Letters) -> float: ...


def wrapped(text: str, letters: Letters, width: float, measure: Measure) -> list[str]:
    """Return a text in lines; a word that is wider than a line is broken between characters."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for start, end in pairwise([0, *icu.line_breaks(paragraph)]):
            word = paragraph[start:end]
            if measure.width((line + word).rstrip(), letters) <= width:
                line += word
                continue
            if line:
                lines.append(line.rstrip())
            *whole, line = _pieces(word, letters, width, measure)
            lines += whole
        lines.append(line.rstrip())
    return lines


def _pieces(word: str, letters: Letters, width: float, measure: Measure) -> Iterator[str]:
    piece = ""
    for start, end in pairwise([0, *icu.graphemes(word)]):
        character = word[start:end]
        if piece and measure.width((piece + character).rstrip(), letters) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def shortened(
    lines: list[str], most: int, width: float, letters: Letters, measure: Measure
) -> list[str]:
    """Return the first lines, the last of them with an ellipsis where there were more."""
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], cut(rest, letters, width, measure)]


def cut(text: str, letters: Letters, width: float, measure: Measure) -> str:
    """Return a text on one line, with an ellipsis where it is too long."""
    words = " ".join(text.split())
    if measure.width(words, letters) <= width:
        return words
    ends = [0, *icu.graphemes(words)]
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        fits = measure.width(words[: ends[middle]] + "…", letters) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return words[: ends[low]].rstrip() + "…"
