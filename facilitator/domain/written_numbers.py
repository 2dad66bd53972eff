"""Read a whole number as people write it: "40", "about 40", "1,200", "٤٠"."""

import re
import unicodedata
from enum import Enum, auto

from facilitator.domain.limits import HIGHEST

_DIGITS = 9
"""Digits of a number that is read; a longer one is too large anyway."""
_GROUP = "[ .,'’_\u00a0\u2009\u202f\u066c]"
"""What is between groups of three digits somewhere in the world."""
_NUMBER = re.compile(rf"\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)|\d+")
_FRACTION = re.compile(r"\d[.,\u066b]\d|[½⅓⅔¼¾]|\d\s?/\s?\d")
_MINUS = re.compile(r"(?<!\d)(?<!\d\s)[-−]\s?\d")
_UNCLEAR = re.compile(r"\d[^\W\d_]|[^\W\d_]\d|\d\s?[%‰٪^*]")
"""A number with letters or signs that change what it means: "5k", "10 %"."""


class NumberProblem(Enum):
    """Why a text is not read as one whole number."""

    NONE = auto()
    SEVERAL = auto()
    FRACTION = auto()
    NEGATIVE = auto()
    TOO_LARGE = auto()
    UNCLEAR = auto()


def read_number(text: str) -> int | NumberProblem:
    """Return the one whole number in a text, from 0 to HIGHEST; words around it are passed over."""
    plain = "".join(map(_plain, text))
    found = _NUMBER.findall(plain)
    if not found:
        return NumberProblem.NONE
    if len(found) == 1 and _MINUS.search(plain):
        return NumberProblem.NEGATIVE
    rest = _NUMBER.sub("0", plain)
    if _FRACTION.search(rest):
        return NumberProblem.FRACTION
    if len(found) > 1:
        return NumberProblem.SEVERAL
    if _UNCLEAR.search(rest):
        return NumberProblem.UNCLEAR
    digits = re.sub(r"\D", "", found[0]).lstrip("0") or "0"
    if len(digits) > _DIGITS or int(digits) > HIGHEST:
        return NumberProblem.TOO_LARGE
    return int(digits)


def middle(text: str) -> int | None:
    """Return the number in the middle of a span such as "40–50"; None for all else."""
    ends = _NUMBER.findall("".join(map(_plain, text)))
    if len(ends) != 2:
        return None
    low, high = (int(re.sub(r"\D", "", end)[:_DIGITS]) for end in ends)
    return (low + high) // 2 if low <= high <= HIGHEST else None


def _plain(one: str) -> str:
    """Return a digit of any script as it is in ASCII; all else as it is."""
    digit = unicodedata.decimal(one, None)
    return one if digit is None else str(digit)
