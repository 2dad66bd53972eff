"""The names that people give themselves as they ask to join."""

import unicodedata
from collections.abc import Iterable
from itertools import count

from facilitator.domain.text import fold, with_few_marks

LONGEST = 40
"""Characters of a name on the list of people."""
_READ = 1_000
"""Characters of what was sent that are looked at."""
_JOINER = "\u200d"
_ALLOWED_FORMATS = f"\u200c{_JOINER}\u200e\u200f\u061c"
"""Joiners, and marks that turn the direction of nothing but themselves."""


def clean_name(text: str) -> str:
    """Return a name as it is shown: one line, no control characters, at most LONGEST characters.

    Nothing in it turns the direction of what follows. It is empty when nobody could see it.
    """
    shown = " ".join("".join(map(_shown, text[:_READ])).split())
    name = _cut(with_few_marks(unicodedata.normalize("NFC", shown)), LONGEST)
    return name if _is_visible(name) else ""


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a clean name, with "(2)", "(3)" and so on when somebody has one that reads alike."""
    known = {fold(other) for other in taken}
    if fold(name) not in known:
        return name
    for number in count(2):
        ending = f" ({number})"
        numbered = _cut(name, LONGEST - len(ending)) + ending
        if fold(numbered) not in known:
            return numbered
    raise AssertionError


def guest_name(taken: Iterable[str]) -> str:
    """Return the first of "Guest 1", "Guest 2" and so on that nobody has."""
    known = {fold(other) for other in taken}
    return next(
        name for name in (f"Guest {number}" for number in count(1)) if fold(name) not in known
    )


def _shown(character: str) -> str:
    if character in _ALLOWED_FORMATS:
        return character
    kind = unicodedata.category(character)
    if kind in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f\x85\u2800":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") else character


def _is_visible(name: str) -> bool:
    return any(unicodedata.category(sign)[0] not in "CZM" for sign in name) and bool(fold(name))


def _cut(text: str, longest: int) -> str:
    """Return the start of a text, no longer than that and not cut within what reads as one sign."""
    if len(text) <= longest:
        return text
    end = longest
    while end and _belongs_to(text, end):
        end -= 1
    return text[: end or longest].rstrip()


def _belongs_to(text: str, at: int) -> bool:
    """Return whether the character there is one sign with the one before it.

    The common cases of https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries
    """
    sign = text[at]
    if unicodedata.category(sign)[0] == "M" or sign in f"\u200c{_JOINER}\u0e33\u0eb3":
        return True
    if "\U0001f3fb" <= sign <= "\U0001f3ff" or text[at - 1] == _JOINER:
        return True
    if "\u1160" <= sign <= "\u11ff" or "\ud7b0" <= sign <= "\ud7fb":
        # A vowel or last consonant of a Korean syllable.
        return True
    return _is_flag(sign) and _flags_before(text, at) % 2 == 1


def _is_flag(sign: str) -> bool:
    """Return whether it is half a flag, which are letters in pairs."""
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    start = at
    while start and _is_flag(text[start - 1]):
        start -= 1
    return at - start
