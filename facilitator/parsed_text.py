"""Parse JSON and TOML with the standard library; a fault is told as what is wrong with the text.

JSON is read in steps, so that a window stays responsive and may stop it.
"""

import json
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Callable, Sequence
from json.decoder import JSONArray, JSONObject  # type: ignore[attr-defined]
from typing import Any, NoReturn

from facilitator.progress import Progress, no_progress

_PIECE = 1 << 20
"""Bytes that are decoded at once: nobody else runs meanwhile."""
_OFTEN = 1_000
"""Values from one word about the progress to the next."""
_MOST_DOTS = 50
"""Dots on a line of TOML: tomllib needs memory in the square of the parts of a dotted key, and a
key never spans lines."""

_SHOWN = 40
"""Characters of a key that are told."""

Steps = Sequence[str | int]
_Scan = Callable[[str, int], tuple[Any, int]]
_Made = Callable[[list[tuple[str, Any]]], dict[str, Any]]


class Fault(ValueError):  # noqa: N818 - a fault of what was read
    """A fault in what was read; each reader has its own sentence around it.

    `path` is like cards[0].rank, and empty for the whole. `value` is what is there, or MISSING.
    `right` is a noun for what would be right. Where it is something else than the value, `problem`
    says what, and perhaps `advice` what to do. `known` are the keys there are, for a `key` that is
    not one of them.
    """

    def __init__(
        self,
        path: str = "",
        value: object = None,
        right: str = "",
        *,
        problem: str = "",
        advice: str = "",
        key: str = "",
        known: Sequence[str] = (),
    ) -> None:
        super().__init__(f"{path or 'it'} {problem or f'should be {right}'}")
        self.path, self.value, self.right = path, value, right
        self.problem, self.advice = problem, advice
        self.key, self.known = key, known


def joined(path: str, steps: Steps) -> str:
    """Return the path that leads on from `path`."""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def parse_json(text: str | bytes, progress: Progress = no_progress) -> object:
    """Return the value of a JSON text, UTF-8 if it is bytes. Raises Fault.

    `progress` counts characters.
    """
    try:
        whole = _decoded(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
        return _scanned(whole, progress)
    except UnicodeDecodeError:
        raise Fault(problem="is not text in UTF-8", advice="save it as UTF-8") from None
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        raise Fault(problem=f"is not valid JSON at {at}") from None
    except RecursionError:
        raise Fault(problem="is nested too deeply") from None
    except Fault:
        raise
    except ValueError:
        raise Fault(
            problem="holds a number too long to read", advice="write fewer digits"
        ) from None


def parse_toml(text: str) -> dict[str, object]:
    """Return the values of a TOML text. Raises Fault."""
    import tomllib

    for number, line in enumerate(text.split("\n"), start=1):
        if (dots := line.count(".")) > _MOST_DOTS:
            raise Fault(
                problem=f"has {dots} dots in line {number} and should have at most {_MOST_DOTS}"
            )
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Fault(problem="is nested too deeply") from None
    except ValueError as error:
        raise Fault(problem=f"is not valid TOML: {error}") from None


def _decoded(data: bytes) -> str:
    """Return the text of the bytes. Raises UnicodeDecodeError."""
    decoder = getincrementaldecoder("utf-8-sig")()
    pieces = [decoder.decode(data[at : at + _PIECE]) for at in range(0, len(data), _PIECE)]
    return "".join(pieces) + decoder.decode(b"", final=True)


def _scanned(text: str, progress: Progress) -> object:
    """Return what json.loads does, and raise what it raises.

    Both json.loads and msgspec keep the interpreter to themselves for as long as they take, which
    for a large file is most of a second. Here the two outer levels are walked by the decoder that
    Python has in Python, and only what is inside of them, such as a card, by the fast one.
    """
    repeating: list[tuple[object, str]] = []

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeating.append((found, _repeated([key for key, _ in pairs])))
        return found

    decoder = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=made)
    inside: _Scan = decoder.scan_once  # type: ignore[attr-defined]
    seen = 0

    def told(string: str, at: int) -> tuple[Any, int]:
        nonlocal seen
        seen += 1
        if seen % _OFTEN == 0:
            progress(at, len(string))
        return inside(string, at)

    walking = _walking(_walking(told, inside, made), inside, made)
    decoder.scan_once = walking  # type: ignore[attr-defined]
    whole = decoder.decode(text)
    if repeating:
        # Any reader would drop all but the last of them, and tell nobody.
        there, key = repeating[0]
        at = joined("", [*(_steps_to(there, whole) or ()), key])
        raise Fault(at, problem="appears twice", advice="leave one of the two out")
    return whole


def _repeated(keys: list[str]) -> str:
    """Return the first key that comes again, as a sentence can show it."""
    counts = Counter(keys)
    again = next(key for key in keys if counts[key] > 1)
    return "".join(c if c.isprintable() else "\ufffd" for c in again[:_SHOWN])


def _steps_to(wanted: object, value: object) -> list[str | int] | None:
    """Return where an object is in a value, None where it is not."""
    if value is wanted:
        return []
    inner = value.items() if isinstance(value, dict) else ()
    for step, each in enumerate(value) if isinstance(value, list) else inner:
        if (steps := _steps_to(wanted, each)) is not None:
            return [step, *steps]
    return None


def _walking(step: _Scan, plain: _Scan, made: _Made) -> _Scan:
    """Return a scanner that walks an object or list itself and scans its values by `step`."""
    names: dict[str, str] = {}

    def scan(string: str, at: int) -> tuple[Any, int]:
        opening = string[at : at + 1]
        if opening == "{":
            found, end = JSONObject((string, at + 1), True, step, None, made, names)
        elif opening == "[":
            found, end = JSONArray((string, at + 1), step)
        else:
            found, end = plain(string, at)
        return found, end

    return scan


def _no_constant(name: str) -> NoReturn:
    raise Fault(
        problem=f"holds {name}, which is not a JSON number", advice="write a number or null"
    )
