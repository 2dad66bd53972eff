"""The marks of lists that come with copied words: dots, dashes, boxes to tick, and numbers.

A mark stands before words, with space between. What else begins with such a sign keeps it
("-5 % sales", "*bold* move"). These need the other lines to be told apart:

- Before a number, a dash or a plus may be a sign of it ("- 5 % sales"): there it is a mark only if
  another line begins with the same one, and no number has the opposite.
- Where no space follows, a sign is a mark if several lines begin with the same one ("-bread").
- Ticks and crosses say something where there are both, and so do plusses and dashes where every
  line has one of them.
- Numbers and letters ("1.", "a)", "iv."): see `numbers`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitator.services.clipboard.lead import AFTER, SPACE, UNSEEN, lead_of, without
from facilitator.services.clipboard.numbers import without_numbers
from facilitator.services.clipboard.rows import Row

_MOST_MARKS = 10
"""Marks before the words of one line: with more they are what the line is about."""
_TICKS, _CROSSES = "✓✔✅", "✗✘❌"
_SHAPES = f"•◦▪▫‣⁃∙⋅·‧●○◎■□◼◻◾◽◆◇❖❑❒✦✧⦁⦿⬤▶►▸▷▹➢➤➔➜→⇒➡☐☑☒⬜🔹🔸🔷🔶👉{_TICKS}{_CROSSES}"
_ALONE = "•◦▪‣⁃・･"
"""Signs that are nothing but marks, with space after them or without."""
_SYMBOL_FONT = "\uf020-\uf0ff"
"""Signs of Wingdings and Symbol, which word processors copy as characters that no font has."""
_VARIANT = "[\ufe0e\ufe0f]?"
_MARK = re.compile(
    rf"[{_SYMBOL_FONT}]{SPACE}*"
    rf"|[{_SHAPES}]{_VARIANT}{AFTER}"
    rf"|[{_ALONE}]{_VARIANT}(?:{SPACE}+|{UNSEEN}*(?=\w))"
    rf"|\[[ \u00a0xX✓✔]?\]{AFTER}"
    # A word processor's hollow dot is a letter; others are letters of Wingdings.
    rf"|[o§Øü](?:{SPACE}{{2,}}|$)"
)
_PLUS_AND_DASHES = "+\u2013\u2212-"
_FOR_OR_AGAINST = re.compile(rf"[{_PLUS_AND_DASHES}]{SPACE}")
_SIGN = re.compile(rf"[-*+\u2013\u2014\u2212]{AFTER}")
_STARS = re.compile(rf"\*{{1,{_MOST_MARKS}}}{SPACE}")
"""Deeper items of a wiki have more stars."""
_OFTEN = re.compile(
    # Not a word between stars, nor one in quotation marks that point inwards.
    rf"(?P<sign>[{_SHAPES}›-]|\*(?!.*\*)|»(?!.*«)){_VARIANT}(?=[^\W\d])"
    rf"|(?P<box>[{_SHAPES}]){_VARIANT}(?=\d)"
    rf"|(?P<quote>>|›|»(?!.*«))>*{SPACE}+"
    # More letters of Wingdings.
    rf"|(?P<letter>[qvèà])(?:{SPACE}{{2,}}|$)"
)
"""What is a mark where several lines begin with it."""
_NO_MARK = re.compile(r"[a-zA-Z0-9](?<![oqv])")
"""How most lines begin."""
_AMOUNT = re.compile(r"[.,]?\d|[€$£¥]\s?\d")


@dataclass(frozen=True, slots=True)
class _Context:
    """What the lines of a text say together about the marks of each."""

    often: frozenset[str] = frozenset()
    """Signs before words without space between, that several lines begin with."""
    before_amounts: frozenset[str] = frozenset()
    """Dashes and plusses that are marks before a number, too."""
    has_stars: bool = False
    """Whether several lines begin with stars."""
    kept: str = ""
    """Signs that say something."""


def without_markers(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the marks of the lists they are items of."""
    context = _context(rows)
    peeled = [_peeled(row, context) for row in rows]
    if several := _before_amounts(peeled):
        context = replace(context, before_amounts=several)
        peeled = [_peeled(row, context) for row in rows]
    found = without_numbers([row for row, _, _ in peeled])
    return [row for row in found if not _is_mark(row)] or found


def _context(rows: Sequence[Row]) -> _Context:
    leads = [lead_of(row) for row in rows]
    first = {lead[0] for lead in leads if lead}
    kept = _TICKS + _CROSSES if first & set(_TICKS) and first & set(_CROSSES) else ""
    if "+" in first and len(first) > 1 and all(map(_FOR_OR_AGAINST.match, leads)):
        kept += _PLUS_AND_DASHES
    often = Counter(
        found[found.lastgroup]
        for lead in leads
        if (found := _OFTEN.match(lead)) and found.lastgroup
    )
    return _Context(
        frozenset(sign for sign, count in often.items() if count > 1),
        has_stars=sum(map(bool, map(_STARS.match, leads))) > 1,
        kept=kept,
    )


_Peeled = tuple[Row, str, bool]
"""A row without its marks, the dash or plus that was among them, and whether a number follows it"""


def _before_amounts(peeled: Sequence[_Peeled]) -> frozenset[str]:
    """Return the signs before numbers that are marks."""
    signs = Counter(sign for _, sign, _ in peeled if sign)
    before = {sign for _, sign, is_amount in peeled if is_amount}
    if "+" in before and len(before - {"*"}) > 1:
        return frozenset()
    return frozenset(sign for sign in before if signs[sign] > 1)


def _peeled(row: Row, context: _Context) -> _Peeled:
    """Return a row without dots, dashes and boxes before it."""
    whole, first_sign = row, ""
    for _ in range(_MOST_MARKS):
        lead = lead_of(row)
        if _NO_MARK.match(lead):
            return row, first_sign, False
        if lead and lead[0] in context.kept:
            return row, first_sign, False
        mark = _MARK.match(lead) or _often(lead, context)
        found = mark or _SIGN.match(lead) or (_STARS.match(lead) if context.has_stars else None)
        rest = without(row, found.end()) if found is not None else None
        if found is None or rest is None:
            return row, first_sign, False
        if mark is None:
            first_sign = first_sign or lead[0]
            if lead[0] not in context.before_amounts and _AMOUNT.match(lead, found.end()):
                return row, first_sign, True
        row = rest
    return whole, "", False


def _often(lead: str, context: _Context) -> re.Match[str] | None:
    found = _OFTEN.match(lead) if context.often else None
    is_mark = found is not None and found[found.lastgroup or 0] in context.often
    return found if is_mark and found and not _AMOUNT.match(lead, found.end()) else None


def _is_mark(row: Row) -> bool:
    """Return whether a row is a mark and nothing else."""
    lead = lead_of(row)
    found = _MARK.match(lead) or _SIGN.match(lead)
    return found is not None and without(row, found.end()) is None
