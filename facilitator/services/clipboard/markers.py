"""The marks of lists that come with copied words: dots, dashes, boxes to tick, and numbers.

A mark stands before words, with space between. What else begins with such a sign keeps it
("-5 % sales", "*bold* move"). Two kinds need the other lines to be told apart:

- Before a number, a dash or a plus may be a sign of it ("- 5 % sales"): there it is a mark only if
  another line begins with one, too.
- Numbers and letters ("1.", "a)", "iv.") are marks where a tab or much space follows, and where
  successive ones of the same form count up: "1. FC Köln" alone is a name. Letters begin with the
  first, so that "J. Smith" and "K. Jones" keep theirs.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.services.clipboard.rows import Row, tidy_cell

_SPACE = "[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_AFTER = rf"(?:{_SPACE}+|$)"
_MUCH = 3
"""Spaces after a number that only a program puts there, in place of a tab."""

_MOST_MARKS = 10
"""Marks before the words of one line: with more they are what the line is about."""
_SHAPES = "•◦▪▫‣⁃∙⋅·‧●○■□◆◇❖⦁⦿▶►▸➢➤➔→⇒✓✔✗✘☐☑☒✅⬜"
_ALONE = "•◦▪‣⁃"
"""Signs that are nothing but marks, with space after them or without."""
_SYMBOL_FONT = "\uf020-\uf0ff"
"""Signs of Wingdings and Symbol, which word processors copy as characters that no font has."""
_MARK = re.compile(
    rf"[{_SYMBOL_FONT}]{_SPACE}*"
    rf"|[{_SHAPES}]\ufe0f?{_AFTER}"
    rf"|[{_ALONE}](?=\w)"
    rf"|\[[ \u00a0xX✓✔]?\]{_AFTER}"
    # A word processor's hollow dot is a letter; others are letters of Wingdings.
    rf"|[o§Øü](?:{_SPACE}{{2,}}|$)"
)
_SIGN = re.compile(rf"[-*+\u2013\u2014\u2212]{_AFTER}")
_AMOUNT = re.compile(r"[.,]?\d|[€$£¥]\s?\d")

_NUMBER = re.compile(
    rf"(?P<open>[(（]?)(?P<value>\d{{1,3}}|[^\W\d_]|[ivxlcIVXLC]{{2,7}})"
    # A wide sign has its space within itself.
    rf"(?:(?P<close>[.)-])(?P<space>{_AFTER})|(?P<wide>[．）、]){_SPACE}*)"
)
_LEVELS = re.compile(r"(?P<above>(?:\d{1,3}\.){1,7})(?P<value>\d{1,3})\.$")
_CIRCLED = re.compile(rf"(?P<value>[①-⑳⑴-⒇⒈-⒛❶-❿➀-➓]|\d\ufe0f?\u20e3){_SPACE}*")
_MAY_COUNT = re.compile(r"[(（]?[^\W_]{1,7}[.)．）、-]|[①-➓]|\d[\ufe0f\u20e3]")
_ROMAN = re.compile("(?=.)(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CLOSED_BY = {"(": ")", "（": "）"}
_NO_VALUE = -9
"""Of letters that are no number: nothing counts up to it or from it."""


def without_markers(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the marks of the lists they are items of."""
    peeled = [_peeled(row, signs=False) for row in rows]
    if sum(has_sign for _, has_sign in peeled) > 1:
        peeled = [_peeled(row, signs=True) for row in rows]
    found = _without_numbers([row for row, _ in peeled])
    return [row for row in found if not _is_mark(row)] or found


def _peeled(row: Row, *, signs: bool) -> tuple[Row, bool]:
    """Return a row without dots, dashes and boxes before it, and whether a dash was among them.

    With `signs` a dash before a number is one of them.
    """
    whole, has_sign = row, False
    for _ in range(_MOST_MARKS):
        lead = _lead(row)
        mark = _MARK.match(lead)
        found = mark or _SIGN.match(lead)
        rest = _without(row, found.end()) if found is not None else None
        if found is None or rest is None:
            return row, has_sign
        if mark is None:
            has_sign = True
            if not signs and _AMOUNT.match(lead, found.end()):
                return row, has_sign
        row = rest
    return whole, False


def _lead(row: Row) -> str:
    """Return the first cell that isn't empty; nothing when it has several lines."""
    lead = row[0] or next(cell for cell in row if cell)
    return "" if "\n" in lead else lead


def _without(row: Row, end: int) -> Row | None:
    """Return a row without its first characters; None when it says nothing else."""
    at = next(number for number, cell in enumerate(row) if cell)
    rest = tidy_cell(row[at][end:])
    cells = (rest, *row[at + 1 :]) if rest else row[at + 1 :]
    return cells if any(cells) else None


def _is_mark(row: Row) -> bool:
    """Return whether a row is a mark and nothing else."""
    lead = _lead(row)
    found = _MARK.match(lead) or _SIGN.match(lead)
    return found is not None and _without(row, found.end()) is None


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A row that may be an item of a numbered list."""

    at: int
    form: tuple[str, str, str]
    """What is before the number, what kind it is of, and what is after it."""
    value: str
    rest: Row
    """The row without its number."""
    is_wide: bool
    """Whether a tab or much space follows, as only a program writes it."""


def _without_numbers(rows: Sequence[Row]) -> list[Row]:
    forms: dict[tuple[str, str, str], list[_Numbered]] = defaultdict(list)
    for at, row in enumerate(rows):
        known = _number_of(at, row)
        if known is not None:
            forms[known.form].append(known)
    found = list(rows)
    for items in forms.values():
        for item in _items_of_lists(items):
            found[item.at] = item.rest
    return found


def _number_of(at: int, row: Row) -> _Numbered | None:
    """Return the number that a row begins with, if other words follow it."""
    lead = _lead(row)
    if not _MAY_COUNT.match(lead):
        return None
    if levels := _LEVELS.match(lead):
        form, value, end = (levels["above"], "levels", "."), levels["value"], len(lead)
    elif circled := _CIRCLED.match(lead):
        sign = circled["value"][0]
        value, end = str(int(unicodedata.numeric(sign))), circled.end()
        # The kinds of circles are told apart by where each begins.
        form = (chr(ord(sign) - int(value)), "circled", "")
    elif number := _NUMBER.match(lead):
        value, end, close = number["value"], number.end(), number["close"] or number["wide"]
        form = (number["open"], _kind(value), close)
        if number["open"] and _CLOSED_BY[number["open"]] != close:
            return None
        if len(value) > 1 and not value.isdigit() and not _ROMAN.fullmatch(value.lower()):
            return None
    else:
        return None
    rest = _without(row, end)
    space = len(lead[:end]) - len(lead[:end].rstrip())
    # "J." and a tab may be the beginning of a name.
    is_initial = form[1] == "capitals" and form[2] in ".-"
    is_wide = (
        form[1] not in ("circled", "levels")
        and not is_initial
        and (end == len(lead) or space >= _MUCH)
    )
    return _Numbered(at, form, value, rest, is_wide) if rest else None


def _kind(value: str) -> str:
    if value.isdigit():
        return "number"
    return "capitals" if value.isupper() else "letters"


def _items_of_lists(items: Sequence[_Numbered]) -> list[_Numbered]:
    """Return those of one form that are marks: they count up, or much space follows."""
    kind = items[0].form[1]
    values = _values(kind, [item.value for item in items])
    found: list[_Numbered] = []
    begin = 0
    for end in range(1, len(items) + 1):
        if end < len(items) and values[end] == values[end - 1] + 1:
            continue
        counts_up = end - begin > 1 and (kind in ("number", "circled") or values[begin] == 1)
        found += [item for item in items[begin:end] if counts_up or item.is_wide]
        begin = end
    return found


def _values(kind: str, written: Sequence[str]) -> list[int]:
    """Return what numbers or letters of one form are worth."""
    if kind not in ("letters", "capitals"):
        return [int(value) for value in written]
    small = [value.lower() for value in written]
    if small[0] == "i" and all(map(_ROMAN.fullmatch, small)):
        return [_roman(value) for value in small]
    # Letters of another alphabet count from the first one there is.
    first = "a" if small[0].isascii() else small[0]
    return [ord(one) - ord(first) + 1 if len(one) == 1 else _NO_VALUE for one in small]


def _roman(value: str) -> int:
    worth = [_WORTH[letter] for letter in value]
    following = [*worth[1:], 0]
    return sum(-one if one < after else one for one, after in zip(worth, following, strict=True))
