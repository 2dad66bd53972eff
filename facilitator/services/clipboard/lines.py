"""The lines of a text from the clipboard, however long it is."""

from collections.abc import Iterable

from facilitator.domain.limits import LONGEST, LONGEST_DRAFT
from facilitator.domain.text import says_something, unify_line_ends
from facilitator.errors import InputRefusedError


def lines_in_steps(pieces: Iterable[str], most: int) -> tuple[list[str], int]:
    """Return the lines of a text that comes in pieces, wherever it was cut, with blank ones.

    Only as many are returned as hold `most` that say something; with them comes how many do.
    Raises InputRefusedError for a line that is longer than any text that can be typed.
    """
    found: list[str] = []
    count, rest = 0, ""

    def add(lines: Iterable[str]) -> None:
        nonlocal count
        for line in lines:
            if says_something(line):
                count += 1
            if count <= most:
                found.append(line)

    for piece in pieces:
        text = rest + piece
        # A carriage return at the end may be half of a line end.
        held = "\r" if text.endswith("\r") else ""
        *whole, rest = unify_line_ends(text.removesuffix("\r")).split("\n")
        if len(rest) > LONGEST_DRAFT:
            raise InputRefusedError(
                f"One line has more than {LONGEST_DRAFT:,} characters, and a text can have up to "
                f"{LONGEST:,}; nothing was added. Shorten it or split it in two."
            )
        rest += held
        add(whole)
    # Nothing follows that would make it half of one.
    add([rest.removesuffix("\r")])
    return found, count
