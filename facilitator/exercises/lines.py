"""Find the line of a TOML text on which something is that was read from it."""

import re
from bisect import bisect

from facilitator.parsed_text import Steps

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t\r]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)

Place = tuple[str | int, ...]


def line_of(text: str, path: str) -> int | None:
    """Return the number of the line on which what a path leads to is, such as stages[2].minutes.

    What is not there has the line of the table that it should be in; outside of all tables it has
    none. The text must be valid TOML.
    """
    lines = _Scanner(text).lines()
    place = steps_of(path)
    while place:
        if place in lines:
            return lines[place]
        place = place[:-1]
    return None


def steps_of(path: str) -> Place:
    """Return the keys and indexes of a path such as stages[2].minutes."""
    return tuple(name or int(number) for name, number in _STEP.findall(path))


class _Scanner:
    """A walk through a valid TOML text that notes where each key and each entry of a list is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._lines: dict[Place, int] = {}
        self._tables: dict[Place, int] = {}
        """How many tables each list of them has so far."""

    def lines(self) -> dict[Place, int]:
        """Return the line of everything, by its place."""
        table: Place = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)
        return self._lines

    def _note(self, place: Place) -> None:
        line = bisect(self._ends, self._at - 1) + 1
        for end in range(1, len(place) + 1):
            self._lines.setdefault(place[:end], line)

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return self._at

    def _takes(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _header(self) -> Place:
        """Read [table] or [[table]], and return which one begins there."""
        start, is_listed = self._at, self._text.startswith("[[", self._at)
        self._at += 2 if is_listed else 1
        *above, last = self._keys()
        end = self._at + (2 if is_listed else 1)
        place = (*self._inner(above), last)
        if is_listed:
            count = self._tables[place] = self._tables.get(place, 0) + 1
            place = (*place, count - 1)
        elif place in self._tables:
            place = (*place, self._tables[place] - 1)
        self._at = start
        self._note(place)
        self._at = end
        return place

    def _inner(self, keys: Steps) -> Place:
        """Return the place of a table above: of those in a list the last one is meant."""
        place: Place = ()
        for key in keys:
            place = (*place, key)
            if place in self._tables:
                place = (*place, self._tables[place] - 1)
        return place

    def _keys(self) -> list[str]:
        """Read a key, perhaps dotted."""
        found = []
        while True:
            self._skip(_SPACE)
            start = self._at
            if self._text[start : start + 1] in ('"', "'"):
                self._skip(_STRING)
                found.append(_unquoted(self._text[start : self._at]))
            else:
                self._skip(_BARE_KEY)
                found.append(self._text[start : self._at])
            self._skip(_SPACE)
            if not self._takes("."):
                return found

    def _pair(self, table: Place) -> None:
        start = self._at
        place = (*table, *self._keys())
        end, self._at = self._at, start
        self._note(place)
        self._at = end
        if not self._takes("="):
            # Not valid after all: no more is found, and no search goes on without end.
            self._at = len(self._text)
            return
        self._skip(_SPACE)
        self._value(place)

    def _value(self, place: Place) -> None:
        if self._takes("["):
            self._list(place)
        elif self._takes("{"):
            while self._skip(_BLANK) < len(self._text) and not self._takes("}"):
                self._pair(place)
                self._skip(_BLANK)
                self._takes(",")
        elif self._text[self._at : self._at + 1] in ('"', "'"):
            self._skip(_STRING)
        else:
            self._skip(_PLAIN_VALUE)

    def _list(self, place: Place) -> None:
        count = 0
        while self._skip(_BLANK) < len(self._text) and not self._takes("]"):
            before = self._at
            self._note((*place, count))
            self._value((*place, count))
            count += 1
            self._skip(_BLANK)
            if not self._takes(",") and self._at == before:
                self._at = len(self._text)


def _unquoted(key: str) -> str:
    import tomllib

    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except ValueError:
        return key
