"""In which direction each part of a text runs."""

import re
from collections.abc import Iterator, Sequence

from facilitator.export.text import icu
from facilitator.export.text.font_set import UNSHOWN

SEPARATOR = " · "
"""What is between texts that were typed apart: each of them keeps its own direction."""
_LEFTWARDS = (
    "\u0590-\u08ff\u200f\u202b\u2067\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_RIGHT_TO_LEFT = re.compile(f"[{_LEFTWARDS}]")
_LABEL = re.compile(rf"[^{_LEFTWARDS}:]*[^\W\d_{_LEFTWARDS}][^{_LEFTWARDS}:]*: ")
OVERRIDE = re.compile("[\u202d\u202e]")
"""What makes letters run against their own direction: it is shown, and has no effect."""
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END = "\u2068", "\u2069"


def directions(text: str) -> tuple[list[int], int]:
    """Return the level of each character and that of the paragraph; odd ones run leftwards.

    Texts that were typed apart do not reorder each other, and nothing makes a letter run against
    its own direction.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return [0] * len(text), 0
    safe = "".join(" " if UNSHOWN.match(c) else c for c in text) if UNSHOWN.search(text) else text
    parts = [_without_reach(part) for part in safe.split(SEPARATOR)]
    _, base = icu.levels(SEPARATOR.join(parts))
    chunks = list(_isolated(parts))
    levels, _ = icu.levels("".join(chunk for chunk, _ in chunks), base)
    found: list[int] = []
    at = 0
    for chunk, is_typed in chunks:
        if is_typed:
            found += levels[at : at + len(chunk)]
        at += len(chunk)
    return found, base


def _isolated(parts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield parts with what isolates each of them, and whether it was there before.

    What is behind a label, as in "because of: …", is by itself, too.
    """
    for i, part in enumerate(parts):
        if i:
            yield SEPARATOR, True
        yield _ISOLATE if len(parts) > 1 else "", False
        label = _LABEL.match(part)
        if label:
            yield label[0], True
            yield _ISOLATE, False
            yield part[label.end() :], True
            yield _END, False
        else:
            yield part, True
        yield _END if len(parts) > 1 else "", False


def _without_reach(text: str) -> str:
    """Return a text whose controls of direction are closed within it, or else have no effect."""
    if not _CONTROL.search(text):
        return text
    text = OVERRIDE.sub("\ufffc", text)
    opened: list[str] = []
    for control in _CONTROL.findall(text):
        if control in "\u202c\u2069":
            if not opened or (opened.pop() in "\u2066\u2067\u2068") != (control == "\u2069"):
                opened = ["unbalanced"]
                break
        else:
            opened.append(control)
    return _CONTROL.sub("\ufffc", text) if opened else text
