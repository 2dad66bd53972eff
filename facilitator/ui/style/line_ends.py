"""Ends of lines on the screen: where a plan on paper may break a text, too.

Qt knows no dictionary: of a text in Khmer or Burmese it would end a line within a word.
"""

from bisect import bisect_left
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextLine

_KEPT = 4096
"""Texts whose ends of lines are remembered: those of some boards."""
_KANA = "\u3000"
_CLOSING = frozenset(",.;:!?)")
_SLACK = 0.5
"""Pixels by which a line may be wider than its words were measured."""
_TRIES = 40
"""How often a line is made a pixel narrower, until it ends where it may."""


class LineEnds:
    """The lines of a layout, each of at most `width` pixels."""

    __slots__ = ("_layout", "_text", "_units_are_characters", "_width")

    def __init__(self, layout: QTextLayout, text: str, width: float) -> None:
        self._layout = layout
        self._text = text
        self._width = width
        self._units_are_characters = text.isascii() or max(text) <= "\uffff"

    def fill(self, line: QTextLine) -> float:
        """Fill a line, and return its left edge.

        Where one word is wider than the line it is broken as Qt does, between graphemes.
        """
        line.setLineWidth(self._width)
        end = line.textStart() + line.textLength()
        if self._units_are_characters and _is_between_words(self._text, end):
            return 0.0
        ends = _ends(self._text)
        if end >= ends[-1] or _is_in(ends, end):
            return 0.0
        place = bisect_left(ends, end)
        wanted = ends[place - 1] if place else 0
        return self._drawn_back(line, ends, wanted) if wanted > line.textStart() else 0.0

    def _drawn_back(self, line: QTextLine, ends: tuple[int, ...], wanted: int) -> float:
        """Make a line narrower so that it ends there, and return its left edge."""
        words = _part(self._text, line.textStart(), wanted).rstrip()
        measured = QFontMetricsF(self._layout.font()).horizontalAdvance(words)
        narrow = min(measured + _SLACK, self._width)
        for _ in range(_TRIES):
            line.setLineWidth(narrow)
            if line.textStart() + line.textLength() <= wanted:
                break
            narrow -= 1
        if not _is_in(ends, line.textStart() + line.textLength()):
            line.setLineWidth(self._width)
            return 0.0
        return self._edge(self._width - narrow)

    def _edge(self, left_over: float) -> float:
        """Return where a narrower line begins, so that it is aligned as the others are."""
        alignment = self._layout.textOption().alignment()
        if alignment & Qt.AlignmentFlag.AlignHCenter:
            return left_over / 2
        return left_over if alignment & Qt.AlignmentFlag.AlignRight else 0.0


def _is_between_words(text: str, end: int) -> bool:
    """Return whether a line ends at the end of a text, or after one space before a word.

    There it may always end, and no rule need be asked.
    """
    if end >= len(text):
        return True
    if text[end - 1] != " " or not text[end].isalnum() or text[end] >= _KANA:
        return False
    before = text[end - 2 : end - 1]
    return before.isalnum() or before in _CLOSING


def _is_in(ends: tuple[int, ...], end: int) -> bool:
    place = bisect_left(ends, end)
    return place < len(ends) and ends[place] == end


def _part(text: str, start: int, end: int) -> str:
    """Return a part of a text whose ends are given as Qt counts them."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


@lru_cache(_KEPT)
def _ends(text: str) -> tuple[int, ...]:
    """Return where a line of a text may end, and the end of it, as Qt counts them."""
    # Imported here because most texts ask no rule, and the first window is to be there at once.
    from facilitator.export.text.icu import line_breaks

    found = line_breaks(text)
    units, at = [], 0
    for begin, end in zip([0, *found], found, strict=False):
        at += len(text[begin:end].encode("utf-16-le", "surrogatepass")) // 2
        units.append(at)
    return tuple(units)
