"""What ICU knows, in rough: where it is not found, text is still broken, ordered and shaped.

Thai, Lao, Khmer and Burmese need a dictionary to be broken between words; here they break at spaces
and, where a line is too short, between any two characters.
"""

import re
import unicodedata
from itertools import pairwise

from facilitator.export.text.icu_library import UBIDI_DEFAULT_LTR

_WIDE = re.compile(
    "[\u2e80-\u303f\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_NOT_FIRST = frozenset(
    "、。，．：；？！゛゜ヽヾゝゞ々ー」』】〕〉》）］｝〗〙〛ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ‐–—…‥·・,.:;?!)]}»”’%"
)
_NOT_LAST = frozenset("「『【〔〈《（［｛〖〘〚([{«“‘")
_JOINERS = "\u200d\u2060\ufeff"
_NO_BREAK_SPACES = "\u00a0\u202f\u2007"
_VIRAMA = 9
"""The combining class of what joins two consonants of an Indian script."""
_HYPHENS = "-‐–—/\u00ad\u200b"


def graphemes(text: str) -> list[int]:
    """Return where each character ends, as a reader counts them: a letter with its marks."""
    ends = []
    flags = 0
    for i, (before, after) in enumerate(pairwise(text), start=1):
        flags = flags + 1 if _is_regional(before) else 0
        if not _belongs(before, after, flags):
            ends.append(i)
            flags = 0 if not _is_regional(before) or flags % 2 == 0 else flags
    return [*ends, len(text)] if text else []


def _belongs(before: str, after: str, flags: int) -> bool:
    if before == "\r" and after == "\n":
        return True
    if before in "\r\n" or after in "\r\n":
        return False
    is_mark = unicodedata.category(after) in ("Mn", "Me", "Mc") or after in "\u200c\u200d"
    if is_mark or "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    if _is_regional(before) and _is_regional(after):
        return flags % 2 == 1
    if unicodedata.combining(before) == _VIRAMA:
        return after.isalpha()
    if before == "\u200d":
        return after >= "\u2190"
    return "\u1100" <= before <= "\u11ff" and "\u1160" <= after <= "\u11ff"


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def line_breaks(text: str) -> list[int]:
    """Return after which positions a line may end, the end of the text among them."""
    ends = graphemes(text)
    return [end for end in ends[:-1] if _may_break(text, end)] + ends[-1:]


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == "\n":
        return True
    if before in _JOINERS + _NO_BREAK_SPACES or after in _JOINERS + _NO_BREAK_SPACES:
        return False
    if after.isspace():
        return False
    if before.isspace():
        return True
    if before in _HYPHENS:
        return after.isalpha() and (before == "\u200b" or text[at - 2 : at - 1].isalnum())
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if _HANGUL.match(before) and _HANGUL.match(after):
        return False
    return bool(_WIDE.match(before) or _WIDE.match(after))


def levels(text: str, base: int = UBIDI_DEFAULT_LTR) -> tuple[list[int], int]:
    """Return the level of each character and that of the paragraph; odd ones run leftwards.

    What embeds or overrides a direction has no effect.
    """
    kinds = _kinds(text)
    if base == UBIDI_DEFAULT_LTR:
        first = next((kind for kind in kinds if kind in "LR"), "L")
        base = 1 if first == "R" else 0
    own = "R" if base & 1 else "L"
    _resolve_numbers(kinds, own)
    _resolve_neutrals(kinds, own)
    level_of = {"L": base + (base & 1), "R": base | 1, "N": base + 1 + (not base & 1)}
    found = [level_of[kind] for kind in kinds]
    for i in range(len(text) - 1, -1, -1):
        if not text[i].isspace():
            break
        found[i] = base
    return found, base


def _kinds(text: str) -> list[str]:
    """Return L, R, N (a number), E and A (a European one after either kind), or a space."""
    kinds: list[str] = []
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("NSM", "BN"):
            kinds.append(kinds[-1] if kinds else " ")
        elif kind in ("R", "AL"):
            kinds.append("R")
        elif kind == "AN":
            kinds.append("N")
        else:
            kinds.append({"L": "L", "EN": "E", "ES": "s", "CS": "s", "ET": "t"}.get(kind, " "))
    return kinds


def _resolve_numbers(kinds: list[str], own: str) -> None:
    strong = own
    for i, kind in enumerate(kinds):
        if kind in "LR":
            strong = kind
        elif kind == "E":
            kinds[i] = "N" if strong == "R" else "L"
    for i, kind in enumerate(kinds):
        beside = (kinds[i - 1] if i else "", kinds[i + 1] if i + 1 < len(kinds) else "")
        if kind == "s":
            kinds[i] = "N" if beside == ("N", "N") else " "
        elif kind == "t":
            kinds[i] = "N" if "N" in beside else " "


def _resolve_neutrals(kinds: list[str], own: str) -> None:
    i = 0
    while i < len(kinds):
        if kinds[i] in "LRN":
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] not in "LRN":
            end += 1
        before = _direction(kinds[i - 1]) if i else own
        after = _direction(kinds[end]) if end < len(kinds) else own
        kinds[i:end] = [before if before == after else own] * (end - i)
        i = end


def _direction(kind: str) -> str:
    return "L" if kind == "L" else "R"
