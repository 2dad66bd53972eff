"""The door for everything typed, pasted or imported."""

import unicodedata
from collections.abc import Iterable

from facilitator.domain.limits import LONGEST, LONGEST_DRAFT
from facilitator.errors import InputRefusedError

_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
"""What editors and slide programs put on the clipboard for a new line."""


def clean(text: str) -> str:
    """The text without control characters, lone surrogates and surrounding space.

    Line ends become \\n, tabs a space; what nobody could see, such as a zero-width space alone, is
    no text. Raises InputRefusedError when it is longer than LONGEST.
    """
    if text.isprintable():
        # Most texts: no line ends, no control characters, and no space but the one of the bar.
        tidy = text.strip()
        if len(tidy) <= LONGEST:
            return tidy
    unified = _unified(text).replace("\t", " ")
    if not unified.isprintable():
        unified = "".join(c for c in unified if c == "\n" or _allowed(c))
    tidy = unified.strip()
    if all(unicodedata.category(c) in ("Cf", "Zs") or c == "\n" for c in tidy):
        return ""
    if len(tidy) > LONGEST:
        raise InputRefusedError(
            f"A text can hold {LONGEST:,} characters and this one has {len(tidy):,}; "
            "nothing was added, shorten it or split it in two."
        )
    return tidy


def clean_line(text: str) -> str:
    """Like clean, on one line."""
    return " ".join(clean(text).split("\n"))


def says_something(text: str) -> bool:
    """Whether anything is left of a text at the door, be it too long or not."""
    return bool(clean(text[: LONGEST // 2])) or len(text.strip()) > LONGEST // 2


def lines_of(text: str) -> list[str]:
    """Each line of a pasted text that says something, not yet cleaned."""
    return [line for line in _unified(text).split("\n") if says_something(line)]


def lines_in_steps(pieces: Iterable[str], most: int) -> tuple[list[str], int]:
    """Like lines_of for a text of any length that comes in pieces, wherever it was cut.

    Returns its first `most` lines, and how many there are. Raises InputRefusedError for a line that
    is longer than any half-typed text.
    """
    found: list[str] = []
    count, rest = 0, ""
    for piece in pieces:
        text = rest + piece
        # A carriage return at the end may be half of a line end.
        held = "\r" if text.endswith("\r") else ""
        *whole, rest = _unified(text.removesuffix("\r")).split("\n")
        if len(rest) > LONGEST_DRAFT:
            raise InputRefusedError(
                f"One line has more than {LONGEST_DRAFT:,} characters, and a text can hold "
                f"{LONGEST:,}; nothing was added, shorten it or split it in two."
            )
        rest += held
        said = [line for line in whole if says_something(line)]
        count += len(said)
        found += said[: most - len(found)]
    # Nothing follows that would make it half of one.
    last = rest.removesuffix("\r")
    if says_something(last):
        count += 1
        found += [last][: most - len(found)]
    return found, count


def shortened(text: str, longest: int = 40) -> str:
    """The first line, cut at a word and closed with an ellipsis when longer than `longest`."""
    line = text.split("\n", 1)[0]
    if len(line) <= longest and line == text:
        return line
    cut = line[: longest - 1]
    if len(line) > len(cut) and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,.;:") + "…"


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _allowed(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs")
