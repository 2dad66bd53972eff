"""Where typed words are in a text as it is written, to mark them where it is shown."""

import unicodedata
from dataclasses import dataclass

from facilitator.domain.text import fold

Mark = tuple[int, int]
"""The first character of a marked part, and the one after its last."""

LONGEST = 160
"""Characters of a text that are shown of it."""
LEAD = 0.35
"""Share of what is shown that may come before the first mark."""
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text on one line, or the part of a long one around the first mark."""

    text: str
    marks: tuple[Mark, ...] = ()


def marked(typed: str, text: str, longest: int = LONGEST) -> Marked:
    """Return a text with the typed words marked, as many of its characters as are to be shown."""
    line = " ".join(text.split("\n"))
    marks = find_marks(typed, line)
    if len(line) <= longest:
        return Marked(line, marks)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - round(longest * LEAD), len(line) - longest))
    end = start + longest
    if start:
        # From the beginning of a word, unless none begins before the mark.
        start = min((line.find(" ", start, first) + 1) or start, first)
    if end < len(line):
        end = max(line.rfind(" ", first + 1, end), first) if " " in line[first + 1 : end] else end
    lead = _ELLIPSIS if start else ""
    shift = len(lead) - start
    shown = (
        (max(begin, start) + shift, min(stop, end) + shift)
        for begin, stop in marks
        if begin < end and stop > start
    )
    return Marked(f"{lead}{line[start:end]}{_ELLIPSIS if end < len(line) else ''}", tuple(shown))


def find_marks(typed: str, text: str) -> tuple[Mark, ...]:
    """Return every part of a text that one of the typed words matches, in order, none over another.

    A letter is marked with its accents, and a letter that is written as several as a whole.
    """
    words = list(dict.fromkeys(fold(typed).split()))
    if not words or not text:
        return ()
    whole, begins, ends = _folded(text)
    found = []
    for word in words:
        at = whole.find(word)
        while at >= 0:
            found.append((begins[at], ends[at + len(word) - 1]))
            at = whole.find(word, at + len(word))
    return _merged(sorted(found))


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """Return the folded text, and of each of its characters where the letter begins and ends."""
    if text.isascii() and len(folded_whole := fold(text)) == len(text):
        # Most texts of most people: nothing is left out, and no letter is written as several.
        return folded_whole, list(range(len(text))), list(range(1, len(text) + 1))
    folded: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _is_attached(text[end]):
            continue
        part = fold(text[start:end])
        folded.append(part)
        begins += [start] * len(part)
        ends += [end] * len(part)
        start = end
    return "".join(folded), begins, ends


def _is_attached(character: str) -> bool:
    """Return whether a character belongs to the letter before it."""
    if character.isascii():
        return False
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) > 0


def _merged(marks: list[Mark]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for begin, end in marks:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)
