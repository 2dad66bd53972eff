"""A table of a meeting as values: what a spreadsheet and a CSV file are written from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

Value = str | int | date | None
"""What is in a cell; None and an empty text leave it empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` is in characters, as wide as its usual text on a screen.

    One that `is_rare` may be left out where nothing is in it, and one that `is_common`, with the
    same in most rows, is not printed.
    """

    title: str
    width: int = 18
    is_rare: bool = False
    is_common: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows below one heading; `note` is what is to be known about them and is no row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


def without_empty(sheet: Sheet) -> Sheet:
    """Return a sheet without those rare columns in which there is nothing."""
    kept = [
        number
        for number, column in enumerate(sheet.columns)
        if not column.is_rare or any(row[number] not in (None, "") for row in sheet.rows)
    ]
    rows = tuple(tuple(row[number] for number in kept) for row in sheet.rows)
    return replace(sheet, columns=tuple(sheet.columns[number] for number in kept), rows=rows)


def in_parts(text: str, longest: int) -> list[str]:
    """Return a text in parts of at most so many UTF-16 code units, nothing lost, at least one.

    A part ends behind a space or a line end where there is one in its second half.
    """
    parts = []
    while _units(text) > longest:
        cut = _cut(text, longest)
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def _cut(text: str, longest: int) -> int:
    """Return how many characters of a text are in its first part."""
    cut, units = 0, 0
    for character in text:
        units += 2 if character > "\uffff" else 1
        if units > longest:
            break
        cut += 1
    spaces = max(text.rfind(space, cut // 2, cut) for space in (" ", "\n"))
    return spaces + 1 if spaces > 0 else cut


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def with_parts(sheet: Sheet, longest: int) -> Sheet:
    """Return a sheet of which no cell has more than so many UTF-16 code units.

    What does not fit goes on in a column of its own, right of the one that it is from.
    """
    wide = [_parts_of(sheet, number, longest) for number in range(len(sheet.columns))]
    columns = [
        replace(column, title=f"{column.title} ({part + 1})") if part else column
        for column, parts in zip(sheet.columns, wide, strict=True)
        for part in range(parts)
    ]
    rows = tuple(tuple(_spread(row, wide, longest)) for row in sheet.rows)
    return replace(sheet, columns=tuple(columns), rows=rows)


def _parts_of(sheet: Sheet, number: int, longest: int) -> int:
    texts = (row[number] for row in sheet.rows)
    # Most are far too short to be counted.
    long = (text for text in texts if isinstance(text, str) and 2 * len(text) > longest)
    return max((len(in_parts(text, longest)) for text in long), default=1)


def _spread(row: Iterable[Value], wide: list[int], longest: int) -> Iterator[Value]:
    for value, parts in zip(row, wide, strict=True):
        found: list[Value] = [value]
        if isinstance(value, str) and parts > 1:
            found = [*in_parts(value, longest)]
        yield from found
        yield from [None] * (parts - len(found))
