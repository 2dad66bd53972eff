"""JSON read in small steps, so that a window stays responsive and may stop it.

`json.loads` keeps the interpreter to itself for as long as it takes, which for a large file is
most of a second. Here the two outer levels are walked by the decoder that Python has in Python,
and only what is inside of them, such as a card, by the fast one.
"""

import json
from collections.abc import Callable
from json.decoder import JSONArray, JSONObject  # type: ignore[attr-defined]
from typing import Any, NoReturn

from facilitator.progress import Progress, no_progress

_OFTEN = 1_000
"""Values from one word about the progress to the next."""

_Scan = Callable[[str, int], tuple[Any, int]]


def loads_in_steps(
    text: str, constant: Callable[[str], NoReturn], progress: Progress = no_progress
) -> object:
    """Return the value of a JSON text, just as json.loads does, and raise what it raises.

    `constant` is called for NaN and infinities; `progress` counts characters.
    """
    decoder = json.JSONDecoder(parse_constant=constant)
    inside: _Scan = decoder.scan_once  # type: ignore[attr-defined]
    seen = 0

    def told(string: str, at: int) -> tuple[Any, int]:
        nonlocal seen
        seen += 1
        if seen % _OFTEN == 0:
            progress(at, len(string))
        return inside(string, at)

    decoder.scan_once = _walking(_walking(told, inside), inside)  # type: ignore[attr-defined]
    return decoder.decode(text)


def _walking(step: _Scan, plain: _Scan) -> _Scan:
    """Return a scanner that walks an object or list itself and scans its values by `step`."""
    names: dict[str, str] = {}

    def scan(string: str, at: int) -> tuple[Any, int]:
        opening = string[at : at + 1]
        if opening == "{":
            found, end = JSONObject((string, at + 1), True, step, None, None, names)
        elif opening == "[":
            found, end = JSONArray((string, at + 1), step)
        else:
            found, end = plain(string, at)
        return found, end

    return scan
