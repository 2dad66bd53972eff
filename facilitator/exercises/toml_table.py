"""Checked values of a TOML table; an error names file, key and what would be right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain.text import clean, clean_line, shortened
from facilitator.errors import ExerciseError, InputRefusedError

ID = re.compile(r"[a-z0-9-]{1,60}")
LINE = 200
"""Characters of a text that has no tighter limit of its own."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}(\[\d+\])?")


def refusal(file: str, problem: str) -> ExerciseError:
    """Return the error for a file that cannot be used, whatever is wrong with it."""
    name = clean_line(file[:LINE])
    return ExerciseError(f"{name}: {problem}; your meetings are safe, correct it and try again.")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an exercise file; `key` is its dotted place, empty for the file itself.

    Every method raises ExerciseError when the value is missing or not as asked.
    """

    file: str
    key: str
    values: Mapping[str, object]

    def place(self, key: str) -> str:
        """Return the dotted path of a key of this table."""
        name = key if _PLAIN_KEY.fullmatch(key) else f"“{shortened(clean_line(key[:LINE]))}”"
        return f"{self.key}.{name}" if self.key else name

    def error(self, key: str, right: str) -> ExerciseError:
        """Return the error about the value at a key, or about there being none."""
        found = f"is {_shown(self.values[key])}" if key in self.values else "is missing"
        return refusal(self.file, f"{self.place(key)} {found} and should be {right}")

    def only(self, *known: str) -> None:
        """Refuse every key but these, with the one that was probably meant."""
        for key in self.values:
            if key in known:
                continue
            # Only here: the first window reads an exercise, and those are mostly right.
            from difflib import get_close_matches

            close = get_close_matches(key[:LINE], known, n=1)
            hint = f"should perhaps be {close[0]}" if close else f"known are {', '.join(known)}"
            raise refusal(self.file, f"{self.place(key)} is not a known key and {hint}")

    def line(self, key: str, longest: int = LINE) -> str:
        """Return a text on one line, not blank, of at most `longest` characters."""
        return self._text(key, longest, 1, one_line=True)

    def line_or_blank(self, key: str, longest: int) -> str:
        """Return a text as `line` does, which may be blank."""
        return self._text(key, longest, 0, one_line=True)

    def prose(self, key: str, longest: int) -> str:
        """Return a text of one or several lines, not blank."""
        return self._text(key, longest, 1, one_line=False)

    def identifier(self, key: str) -> str:
        value = self.values.get(key)
        if isinstance(value, str) and ID.fullmatch(value):
            return value
        raise self.error(key, "a name of up to 60 small letters, digits and hyphens")

    def whole(self, key: str, lowest: int, highest: int) -> int:
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        raise self.error(key, f"a whole number from {lowest} to {highest}")

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        value = self.values.get(key)
        if isinstance(value, str) and value in allowed:
            return value
        choices = ", ".join(f"“{choice}”" for choice in allowed)
        raise self.error(key, f"one of {choices}")

    def lines(self, key: str, fewest: int, most: int, longest: int, right: str) -> tuple[str, ...]:
        """Return a list of texts, each on one line; `right` says in words what it should be."""
        value = self.values.get(key)
        if not isinstance(value, list) or not fewest <= len(value) <= most:
            raise self.error(key, right)
        each = Table(self.file, self.key, {f"{key}[{i}]": item for i, item in enumerate(value)})
        return tuple(each.line(name, longest) for name in each.values)

    def table(self, key: str) -> "Table":
        value = self.values.get(key)
        if isinstance(value, dict):
            return Table(self.file, self.place(key), value)
        raise self.error(key, "a table of keys and values")

    def tables(self, key: str, fewest: int, most: int | None, right: str) -> list["Table"]:
        """Return a list of tables; one that may be empty may be missing."""
        value = self.values.get(key, [] if fewest == 0 else None)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, f"a list of tables, each headed [[{key}]]")
        if len(value) < fewest or (most is not None and len(value) > most):
            raise self.error(key, right)
        return [Table(self.file, f"{self.place(key)}[{i}]", item) for i, item in enumerate(value)]

    def _text(self, key: str, longest: int, fewest: int, *, one_line: bool) -> str:
        value = self.values.get(key)
        right = f"a text of {fewest} to {longest} characters"
        if not isinstance(value, str):
            raise self.error(key, right)
        try:
            text = clean_line(value) if one_line else clean(value)
        except InputRefusedError:
            raise self.error(key, right) from None
        if len(text) < fewest:
            raise self.error(key, right)
        if len(text) > longest:
            raise self.error(key, f"{right} (it has {len(text)})")
        return text


def _shown(value: object) -> str:
    """Return a value as its author would recognise it, short enough for a sentence."""
    if isinstance(value, str):
        text = clean_line(value[:LINE])
        return f"“{shortened(text)}”" if text else "blank"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) < 10**12 else "a very long number"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a table"
    return shortened(str(value))
