"""The lines of a text, fit for a file of text."""

import unicodedata

from facilitator.domain.text import unify_line_ends

REPLACEMENT = "\ufffd"
"""Stands for what no file of text can hold: it is seen, and nothing is dropped silently."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that have words, without the spaces around them."""
    if text.isprintable():
        lines = [text.strip()]
    else:
        lines = [_writable(line).strip() for line in unify_line_ends(text).split("\n")]
    return [line for line in lines if line]


def on_one_line(text: str) -> str:
    """Return a text without line ends."""
    return " ".join(lines_of(text))


def _writable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(map(_written, line))


def _written(character: str) -> str:
    if character == "\t":
        return " "
    is_bare = unicodedata.category(character) in ("Cc", "Cs") or ord(character) & 0xFFFE == 0xFFFE
    return REPLACEMENT if is_bare else character
