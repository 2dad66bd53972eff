"""Typed reading of untrusted JSON: every refusal names the path of what is wrong."""

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, NoReturn, TypeVar

from facilitator.domain.facilitation.lifecycle import storable
from facilitator.domain.limits import (
    HIGHEST,
    LONGEST_ID,
    LONGEST_LIST,
    LONGEST_STORED_DRAFT,
    MOST_NAMES,
)
from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError
from facilitator.export.json_text import loads_in_steps
from facilitator.progress import Progress, no_progress

LARGEST = 64 * 1024 * 1024
"""Bytes of one file."""
HIGHEST_RANK = HIGHEST

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 40
_PIECE = 1 << 20
_FEW = 500

T = TypeVar("T")


def refusal(what: str, remedy: str) -> InputRefusedError:
    """Return the error that says what is wrong, that nothing was imported, what would be right."""
    return InputRefusedError(f"{what}; nothing was imported, {remedy}.")


def too_large() -> InputRefusedError:
    """Return the error about a file of more than LARGEST bytes."""
    return refusal(
        f"The file is larger than {LARGEST >> 20} MiB, which no meeting is",
        "choose a file that Facilitator exported",
    )


def parse(text: str | bytes, progress: Progress = no_progress) -> object:
    """Return the value of a JSON text. Raises InputRefusedError, never anything else.

    `progress` counts characters.
    """
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        raise too_large()
    ours = "choose a JSON file that Facilitator exported"
    try:
        whole = _decoded(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
        found: object = loads_in_steps(whole, _no_constant, progress)
    except UnicodeDecodeError:
        raise refusal("The file is not text in UTF-8", ours) from None
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        raise refusal(f"The file is not JSON from {at} on", ours) from None
    except RecursionError:
        raise refusal("The file is nested too deeply", ours) from None
    except ValueError:
        raise refusal("The file holds a number too long to read", "write fewer digits") from None
    return found


def _decoded(data: bytes) -> str:
    """Return the text of the bytes. Raises UnicodeDecodeError."""
    # A piece at a time: nobody else runs while one is decoded.
    decoder = getincrementaldecoder("utf-8-sig")()
    pieces = [decoder.decode(data[at : at + _PIECE]) for at in range(0, len(data), _PIECE)]
    return "".join(pieces) + decoder.decode(b"", final=True)


def let_go(values: list[Any]) -> None:
    """Empty a list a little at a time: no other thread runs while many values are freed at once."""
    while values:
        del values[-_FEW:]


class Part:
    """One object of the file, with the path that leads to it; "" is the whole file.

    `index` is its position in the list at `path`, from 0; less than 0 if it is in none.
    """

    __slots__ = ("_found", "_index", "_path")

    def __init__(self, value: object, path: str = "", index: int = -1) -> None:
        self._path, self._index = path, index
        if not isinstance(value, dict):
            raise refusal(
                f"{self.path or 'The file'} is {_shown(value)}", "a JSON object in braces is needed"
            )
        self._found: dict[str, object] = value

    @property
    def path(self) -> str:
        # Put together only for a refusal: a meeting has a hundred thousand parts.
        return f"{self._path}[{self._index}]" if self._index >= 0 else self._path

    def let_go(self) -> None:
        """Drop all that was read: see let_go()."""
        for value in self._found.values():
            if isinstance(value, list):
                let_go(value)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def refusal(self, key: str, remedy: str) -> InputRefusedError:
        """Return the error about the value at `key`."""
        value = self._found.get(key)
        said = "is missing" if key not in self._found else f"is {_shown(value)}"
        return refusal(f"{self.at(key)} {said}", remedy)

    def raw(self, key: str) -> object:
        """Return the value at `key` as JSON gave it, None where there is none."""
        return self._found.get(key)

    def part(self, key: str) -> "Part":
        if not isinstance(self.raw(key), dict):
            raise self.refusal(key, "a JSON object in braces is needed")
        return Part(self.raw(key), self.at(key))

    def parts(self, key: str) -> "list[Part]":
        """Return the objects of a list; a missing list is empty."""
        path = self.at(key)
        return [Part(value, path, index) for index, value in enumerate(self._list(key))]

    def few_parts(self, key: str, most: int) -> "list[Part]":
        """Return the objects of a list as `parts` does, at most `most` of them."""
        self._check_count(key, most)
        return self.parts(key)

    def text(self, key: str) -> str:
        """Return a cleaned text that is not blank."""
        text = self._cleaned(key, clean)
        if not text:
            raise self.refusal(key, "a text is needed")
        return text

    def line(self, key: str, default: str = "") -> str:
        """Return a cleaned text on one line, which may be blank."""
        return self._cleaned(key, clean_line) if self.raw(key) is not None else default

    def title(self, key: str) -> str:
        """Return a cleaned text on one line that is not blank."""
        line = self._cleaned(key, clean_line)
        if not line:
            raise self.refusal(key, "a text is needed")
        return line

    def id(self, key: str) -> str:
        value = self.raw(key)
        if not isinstance(value, str) or not _is_id(value):
            raise self.refusal(
                key, f"an id of 1 to {LONGEST_ID} characters without spaces is needed"
            )
        return value

    def optional_id(self, key: str) -> str | None:
        return None if self.raw(key) is None else self.id(key)

    def day(self, key: str) -> date:
        value = self.raw(key)
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise self.refusal(key, "a day such as 2026-11-27 is needed")

    def optional_day(self, key: str) -> date | None:
        return None if self.raw(key) is None else self.day(key)

    def rank(self, key: str) -> int | None:
        """Return a whole number from 1, or None."""
        value = self.raw(key)
        if value is None:
            return None
        if type(value) is not int or not 1 <= value <= HIGHEST_RANK:
            raise self.refusal(key, f"null or a whole number from 1 to {HIGHEST_RANK:,} is needed")
        return value

    def number(self, key: str, least: int = 0) -> int:
        """Return a whole number from `least`."""
        value = self.raw(key)
        if type(value) is not int or not least <= value <= HIGHEST:
            raise self.refusal(key, f"a whole number from {least} to {HIGHEST:,} is needed")
        return value

    def optional_number(self, key: str, least: int = 0) -> int | None:
        return None if self.raw(key) is None else self.number(key, least)

    def switch(self, key: str) -> bool:
        """Return a boolean; missing and null are false."""
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            raise self.refusal(key, "true or false is needed")
        return bool(value)

    def optional_moment(self, key: str) -> datetime | None:
        """Return a moment in UTC, from text with an offset."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, str):
            with suppress(ValueError, OverflowError):
                moment = datetime.fromisoformat(value)
                if moment.tzinfo is not None:
                    return moment.astimezone(UTC)
        raise self.refusal(key, "null or a moment such as 2026-11-27T10:15:00+00:00 is needed")

    def choice(self, key: str, choices: Callable[[str], T], offered: str) -> T:
        """Return the member of an enumeration that the text names."""
        value = self.raw(key)
        if isinstance(value, str):
            try:
                return choices(value)
            except ValueError:
                pass
        raise self.refusal(key, f"one of {offered} is needed")

    def lines(self, key: str, most: int) -> tuple[str, ...]:
        """Return a list of at most `most` cleaned lines, without blank and repeated ones."""
        if not self._found.get(key):
            return self._strings(key, clean_line)
        self._check_count(key, most)
        found = tuple(dict.fromkeys(line for line in self._strings(key, clean_line) if line))
        if len(found) > MOST_NAMES:
            # Fewer always fit.
            self.check_size(key, found)
        return found

    def verbatim(self, key: str, most: int) -> tuple[str, ...]:
        """Return a list of at most `most` unfinished texts, as they were typed."""
        self._check_count(key, most)
        return self._strings(key, _as_typed)

    def check_size(self, key: str, kept: object) -> None:
        """Raise InputRefusedError for more than can be kept as one list, in the form it is kept."""
        size = len(json.dumps(kept, ensure_ascii=False))
        if size > LONGEST_LIST:
            raise refusal(
                f"{self.at(key)} has {size:,} characters, more than the {LONGEST_LIST:,} "
                "it can hold",
                "leave some of them out",
            )

    def _check_count(self, key: str, most: int) -> None:
        count = len(self._list(key))
        if count > most:
            raise refusal(
                f"{self.at(key)} has {count:,} entries, more than the {most:,} it can hold",
                "leave some of them out",
            )

    def _list(self, key: str) -> list[object]:
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.refusal(key, "a list in square brackets is needed")
        return value

    def _strings(self, key: str, tidy: Callable[[str], str]) -> tuple[str, ...]:
        found = []
        for i, value in enumerate(self._list(key)):
            path = f"{self.at(key)}[{i}]"
            if not isinstance(value, str):
                raise refusal(f"{path} is {_shown(value)}", "a text in quotes is needed")
            found.append(_tidied(path, value, tidy))
        return tuple(found)

    def _cleaned(self, key: str, tidy: Callable[[str], str]) -> str:
        value = self._found.get(key)
        if not isinstance(value, str):
            raise self.refusal(key, "a text in quotes is needed")
        return _tidied(self.at(key), value, tidy)


def _tidied(path: str, value: str, tidy: Callable[[str], str]) -> str:
    try:
        return tidy(value)
    except InputRefusedError:
        raise refusal(
            f"{path} has {len(value):,} characters, more than a text can hold",
            "shorten it or split it in two",
        ) from None


def _as_typed(text: str) -> str:
    """Return an unfinished text as it is. Raises InputRefusedError if it is too long."""
    if len(text) > LONGEST_STORED_DRAFT:
        raise InputRefusedError
    return storable(text)


def _is_id(value: str) -> bool:
    return 1 <= len(value) <= LONGEST_ID and value.isprintable() and " " not in value


def _shown(value: object) -> str:
    """Return a value as a sentence can show it: short, on one line, printable."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = "".join(c if c.isprintable() else "\ufffd" for c in value[: _SHOWN + 1])
        return f'"{text[:_SHOWN]}…"' if len(text) > _SHOWN else f'"{text}"'
    return _short_number(value)


def _short_number(value: object) -> str:
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "a very large number"
    return str(value)


def _no_constant(name: str) -> NoReturn:
    raise refusal(f"The file holds {name}, which is no number of JSON", "write a number or null")
