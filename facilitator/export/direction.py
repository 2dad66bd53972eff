"""Which way a text reads, as a file format that leaves the rest to its reader has to be told."""

import re
import unicodedata
from collections.abc import Iterable

_BLOCKS = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Where the letters are that Unicode has read from right to left."""
_RIGHT, _LEFT = ("R", "AL"), ("L",)


def has_right_to_left(text: str) -> bool:
    """Return whether a text has anything of a script that is read from right to left."""
    return not text.isascii() and bool(_BLOCKS.search(text))


def is_right_to_left(text: str) -> bool:
    """Return whether a text reads from right to left: its first letter decides."""
    if not has_right_to_left(text):
        return False
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _RIGHT:
            return True
        if kind in _LEFT:
            return False
    return False


def mostly_right_to_left(texts: Iterable[str]) -> bool:
    """Return whether more of these texts read from right to left than do from left to right."""
    texts = list(texts)
    turned = sum(map(is_right_to_left, texts))
    # Without letters a text has no direction of its own.
    return bool(turned) and 2 * turned > sum(any(map(str.isalpha, text)) for text in texts)


def in_runs(text: str, is_rtl: bool) -> list[tuple[str, bool]]:
    """Return a text in runs of one direction, each with whether it reads from right to left.

    `is_rtl` is the direction of its paragraph, which what is between two directions takes. A number
    goes with the letters before it. The runs are in the order of the text.
    """
    if not is_rtl and not has_right_to_left(text):
        return [(text, False)] if text else []
    directions = _directions(text, is_rtl)
    runs: list[tuple[str, bool]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or directions[end] is not directions[start]:
            runs.append((text[start:end], directions[start]))
            start = end
    return runs


def _directions(text: str, is_rtl: bool) -> list[bool]:
    """Return of each character whether it reads from right to left."""
    strong = [_strong(character) for character in text]
    last: bool | None = is_rtl
    known: list[bool | None] = []
    for character, kind in zip(text, strong, strict=True):
        if unicodedata.bidirectional(character) in ("EN", "AN"):
            kind = last
        elif unicodedata.bidirectional(character) == "NSM" and known:
            kind = known[-1]
        last = last if kind is None else kind
        known.append(kind)
    found: list[bool] = []
    following = _following(known, is_rtl)
    before = is_rtl
    for kind, after in zip(known, following, strict=True):
        if kind is None:
            found.append(before if before is after else is_rtl)
        else:
            found.append(kind)
            before = kind
    return found


def _strong(character: str) -> bool | None:
    kind = unicodedata.bidirectional(character)
    return True if kind in _RIGHT else False if kind in _LEFT else None


def _following(known: list[bool | None], is_rtl: bool) -> list[bool]:
    """Return of each place the direction of the next letter from there on."""
    found, after = [], is_rtl
    for kind in reversed(known):
        after = after if kind is None else kind
        found.append(after)
    return found[::-1]
