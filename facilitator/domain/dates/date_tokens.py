"""A text taken apart into the words, numbers and names of which a day is made."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from facilitator.domain.dates.date_words import FILLERS, NUMBERS, PHRASES, UNITS, DateWords, Names

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_STRAY_SEPARATOR = re.compile(r"(?<!\d)(\s*)[./-]+")
_HOUR = re.compile(
    r"(?<![\d./-])\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]m\b|[ap]\.m\.|o.?clock)|\bat \d{1,2}$"
)
_CLOCK = re.compile(r"(?<![\d./-])\d{1,2}[:h]\d\d(?::\d\d)?\b")
_COMPACT = re.compile(r"\b(20\d\d)(\d\d)(\d\d)\b")
_SHORT_YEAR = re.compile(r"\s['’](\d\d)\b")
_EAST_ASIAN = re.compile(r"(?<=\d)\s*([年月日号號년월일])")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "日", "号", "號", "일"})
_YEAR_MARKS = frozenset({"年", "년"})
_LONGEST_PHRASE = max(map(len, PHRASES))


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the digits typed for it, none for one in words."""

    value: int
    ordinal: bool = False
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a weekday, of a month, or of either: 0 is Monday, 1 is January."""

    weekday: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the calendar."""

    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was read already."""

    date: date


Token = str | Number | Named | Unit | Day
"""A string is a word, or a separator after a number."""

SEPARATORS = frozenset("./-")


def tokens(typed: str, words: DateWords, *, times: bool = True) -> list[Token]:
    """Return the tokens of a text without the words that say nothing, such as `times` of day."""
    plain = _plain(typed)
    pieces = list(_pieces(_without_times(plain) if times else plain))
    names = _names(words.weekdays, words.months)
    longest = max(map(len, names), default=1)
    found: list[Token] = []
    at = 0
    while at < len(pieces):
        lengths = range(min(longest, len(pieces) - at), 0, -1)
        length = next((n for n in lengths if tuple(pieces[at : at + n]) in names), 0)
        if length:
            found.append(names[tuple(pieces[at : at + length])])
            at += length
            continue
        piece = pieces[at]
        at += 1
        if not piece.isdecimal():
            found.append(piece)
            continue
        after = pieces[at] if at < len(pieces) else ""
        ordinal = after in _ORDINALS or found[-1:] == ["the"]
        found.append(Number(int(piece) if len(piece) <= 4 else -1, ordinal, piece))
        at += after in _ORDINALS or after in _YEAR_MARKS
    return list(_converted([token for token in found if token not in FILLERS]))


def raw_words(typed: str) -> list[str]:
    """Return the pieces of a text as they are."""
    return list(_pieces(_plain(typed)))


def without(said: Sequence[Token], words: Sequence[str]) -> list[Token]:
    """Return the tokens without those that are, or are part of, one of these texts."""
    left_out = {piece for word in words for piece in _pieces(_plain(word).lstrip("-"))}
    return [token for token in said if not (_spelled(token) & left_out)]


def _spelled(token: Token) -> set[str]:
    if isinstance(token, Unit):
        return {name for name, unit in UNITS.items() if unit == token.name}
    return {token} if isinstance(token, str) else set()


def _converted(said: Sequence[Token]) -> Iterator[Token]:
    """Replace phrases by the words of the reader, and find units and numbers in words."""
    at = 0
    while at < len(said):
        for length in range(_LONGEST_PHRASE, 0, -1):
            key = tuple(map(_key, said[at : at + length]))
            if len(key) == length and key in PHRASES:
                yield from map(_word, PHRASES[key])
                break
            if length <= 2 and key in NUMBERS:
                value, ordinal = NUMBERS[key]
                yield Number(value, ordinal)
                break
        else:
            length = 1
            token = said[at]
            yield _word(token) if isinstance(token, str) else token
        at += length


def _key(token: Token) -> str:
    return token.digits if isinstance(token, Number) else token if isinstance(token, str) else ""


def _word(word: str) -> Token:
    if word.isdecimal():
        return Number(int(word))
    return Unit(UNITS[word]) if word in UNITS else word


def _plain(typed: str) -> str:
    """Return a text in small letters, with ASCII digits and without invisible signs."""
    whole = (
        typed.strip()
        .removeprefix("+")
        .replace("½", " half ")
        .replace("&", " and ")
        .replace("+", " and ")
    )
    plain = unicodedata.normalize("NFKC", whole).casefold().translate(_DASHES).strip()
    kept = (c for c in plain if unicodedata.category(c) != "Cf")
    ascii_digits = "".join(str(unicodedata.decimal(c, c)) for c in kept)
    return _SHORT_YEAR.sub(r" 20\1", _COMPACT.sub(r"\1-\2-\3", ascii_digits))


def _without_times(plain: str) -> str:
    """Leave out times of the day; one alone, with its half of the day, means today."""
    return _CLOCK.sub(" ", _HOUR.sub(" eod ", plain))


def _pieces(plain: str) -> Iterator[str]:
    """Return runs of digits, runs of letters, and each separator that follows a digit."""
    if plain.startswith("-"):
        return
    spaced = _EAST_ASIAN.sub(r" \1 ", plain)
    text = _STRAY_SEPARATOR.sub(_only_after_a_digit, spaced)
    for kind, run in groupby(text, _kind):
        if kind == "separator":
            yield from run
        elif kind != "space":
            yield "".join(run)


def _only_after_a_digit(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip()
    spaced_number = found[1] and before[-1:].isdecimal()
    return found[0] if spaced_number else " "


def _kind(character: str) -> str:
    if character in SEPARATORS:
        return "separator"
    if "0" <= character <= "9":
        return "number"
    return "word" if unicodedata.category(character)[0] in "LM" else "space"


@lru_cache(maxsize=8)
def _names(weekdays: Names, months: Names) -> dict[tuple[str, ...], Named]:
    """Return names by their pieces; a name of two weekdays, or of two months, is none."""
    by_weekday = _indexed(weekdays, start=0)
    # The numbered months of East Asia are understood everywhere.
    by_month = _indexed(months, start=1)
    for number in range(1, 13):
        by_month.update({(str(number), mark): number for mark in "月월"})
    keys = by_weekday | by_month
    return {key: Named(by_weekday.get(key), by_month.get(key)) for key in keys}


def _indexed(groups: Names, start: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    doubtful = set()
    for index, group in enumerate(groups, start):
        for name in group:
            key = tuple(_pieces(_plain(name)))
            # Some locales list numbers alone as names of months.
            if any(piece[0].isalpha() for piece in key) and found.setdefault(key, index) != index:
                doubtful.add(key)
    return {key: index for key, index in found.items() if key not in doubtful}
