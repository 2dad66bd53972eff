"""How SQLite stores a row, and what can be read of one of which bytes are gone.

The format is that of https://www.sqlite.org/fileformat2.html, “Record Format”.
"""

from dataclasses import dataclass
from enum import Enum

LONGEST = 1 << 24
"""Bytes of a value that are kept."""
_MOST_COLUMNS = 100
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL = 7
_CONSTANTS: "dict[int, Value]" = {0: None, 8: 0, 9: 1}


class Lost(Enum):
    """The value of a field whose bytes are gone."""

    LOST = "lost"


class Patched(str):
    """A text of which some bytes were no text, or that was too long and is cut."""

    __slots__ = ()


Value = str | int | None | Lost
Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StoredValue:
    """Where a value is in its row, in bytes, and its serial type."""

    kind: int
    start: int
    size: int


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    number = 0
    for i in range(9):
        byte = data[at + i] if at + i < len(data) else 0
        if i == 8:
            return number << 8 | byte, at + 9
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + i + 1
    raise AssertionError


def stored_values(body: bytes, length: int, *, strict: bool) -> list[StoredValue] | None:
    """Return where the values of a row of `length` bytes are; None if `body` is no row."""
    heading, at = read_varint(body, 0)
    if not 2 <= heading <= min(length, len(body)):
        return None
    kinds = []
    while at < heading:
        kind, at = read_varint(body, at)
        kinds.append(kind)
    found, start = [], heading
    for kind in kinds:
        size = _size_of(kind, strict=strict)
        if size is None:
            return None
        found.append(StoredValue(kind, start, size))
        start += size
    return found if at == heading and start == length and len(found) <= _MOST_COLUMNS else None


def read_row(body: bytes, length: int, encoding: str, *, strict: bool = False) -> Values | None:
    """Return the values of a row of `length` bytes, some perhaps lost; None if it is no row."""
    columns = stored_values(body, length, strict=strict)
    if columns is None:
        return None
    return tuple(
        decode(column, body[column.start : column.start + column.size], encoding)
        for column in columns
    )


def _size_of(kind: int, *, strict: bool) -> int | None:
    """Return the bytes of a value of this serial type; None for none, `strict` for none of ours."""
    if kind in _CONSTANTS:
        return 0
    if kind in _INTEGERS:
        return _INTEGERS[kind]
    if kind >= 13 and kind % 2:
        return (kind - 13) // 2
    if strict or kind in (10, 11):
        return None
    return 8 if kind == _REAL else (kind - 12) // 2


def decode(column: StoredValue, part: bytes, encoding: str, *, too_long: bool = False) -> Value:
    kind, size = column.kind, column.size
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind in _INTEGERS:
        return int.from_bytes(part, "big", signed=True) if len(part) == size else Lost.LOST
    if kind == _REAL or not kind % 2 or (size and not part):
        return Lost.LOST
    whole = len(part) == size
    try:
        text = part.decode(encoding)
    except UnicodeDecodeError:
        text = Patched(part.decode(encoding, "replace"))
    # The program never writes a NUL: from there on the text is gone.
    if "\0" in text or not whole:
        cut = f"{text.split(chr(0))[0]}…"
        return Patched(cut) if too_long else cut
    return text
