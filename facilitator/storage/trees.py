"""Rows out of the pages of a database file: those of whole trees, and those of broken ones.

Every table is an index b-tree (WITHOUT ROWID), so a row may stand on any of its pages, inner ones
included. The format is that of https://www.sqlite.org/fileformat2.html.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from facilitator.progress import Progress, unseen
from facilitator.storage.pages import Pages

_INNER, _LEAF, _SCHEMA_LEAF = 2, 10, 13
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_CONSTANTS: "dict[int, Value]" = {0: None, 8: 0, 9: 1}
_CELL = re.compile(
    rb"(?=[\x80-\xff]{0,2}[\x05-\x7f][\x06-\x1f](?:[%b]|[\x81\x82]))"
    % b"".join(b"\\x%02x" % odd for odd in range(0x0F, 0x80, 2))
)
"""Where a row may begin: its length, the length of its heading, a text as its first value."""


class Lost(Enum):
    """Stands for a value whose bytes are gone."""

    LOST = "lost"


Value = str | int | None | Lost
Values = tuple[Value, ...]


@dataclass(slots=True)
class Batch:
    """Rows that stood in the same table; `table` is its name where that is known."""

    table: str | None
    rows: list[Values] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """What one page of a tree holds; not `sound` when part of it could not be read."""

    rows: list[Values]
    children: list[int]
    sound: bool


class Trees:
    """Reads all rows there are; `lost` counts the pages that a tree or a row misses."""

    def __init__(self, pages: Pages, usual_roots: dict[str, int]) -> None:
        """`usual_roots` are the pages at which tables begin, should the file not tell."""
        self._pages = pages
        self._told = self._schema(usual_roots)
        self._roots = usual_roots | self._told
        self._seen = {1}
        self._overflow: set[int] = set()
        self.lost = 0

    def read(self, progress: Progress = unseen) -> list[Batch]:
        """Whole tables first, then what is left of broken ones. Raises Stopped."""
        total = self._pages.count
        found = []
        for table, root in self._roots.items():
            # An older file has fewer tables, and what stands there is part of another one.
            if table in self._told or root not in self._seen:
                found.append(self._tree(root, table, progress))
        if self.lost:
            found.extend(self._strays(progress))
        progress(total, total)
        return [batch for batch in found if batch.rows]

    def _schema(self, wanted: dict[str, int]) -> dict[str, int]:
        """Where the file says that the tables begin."""
        page = self._pages[1]
        if not page or page[100] != _SCHEMA_LEAF:
            return {}
        found = {}
        for at in _cells(page, 100, 8):
            length, after = _varint(page, at)
            _, after = _varint(page, after)
            row = _record(page[after : after + length], length) or ()
            if len(row) >= 4 and row[1] in wanted and isinstance(row[3], int):
                found[str(row[1])] = row[3]
        return found

    def _tree(self, root: int, table: str | None, progress: Progress) -> Batch:
        """The rows of a tree from this page down, wherever it can be followed."""
        batch = Batch(table)
        waiting = deque([root])
        while waiting:
            number = waiting.popleft()
            if number in self._seen:
                self.lost += 1
                continue
            self._seen.add(number)
            progress(min(len(self._seen), self._pages.count), self._pages.count)
            page = self._page(number)
            self.lost += not page.sound
            batch.rows.extend(page.rows)
            waiting.extend(page.children)
        return batch

    def _strays(self, progress: Progress) -> Iterator[Batch]:
        """What no tree leads to any more, but for what was thrown away."""
        total = self._pages.count
        known = self._seen | self._overflow | self._free()
        numbers = [number for number in range(2, total + 1) if number not in known]
        below = {child for number in numbers for child in self._page(number).children}
        missing = self.lost
        # From the top of what is left of a tree: all rows of one tree are of one table.
        for number in sorted(numbers, key=lambda number: number in below):
            if number not in self._seen:
                yield self._tree(number, None, progress)
        self.lost = missing

    def _free(self) -> set[int]:
        """The pages that are in no table, as far as the file tells."""
        found: set[int] = set()
        trunk = int.from_bytes(self._pages[1][32:36], "big")
        while trunk and trunk not in found and (page := self._pages[trunk]):
            found.add(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self._pages.size // 4 - 2)
            found.update(
                int.from_bytes(page[at : at + 4], "big") for at in range(8, 8 + 4 * count, 4)
            )
            trunk = int.from_bytes(page[:4], "big")
        return found

    def _page(self, number: int) -> _Page:
        page = self._pages[number]
        if not page.strip(b"\0"):
            return _Page([], [], sound=False)
        inner = page[0] == _INNER
        if page[0] not in (_INNER, _LEAF):
            return _Page(list(self._carved(page)), [], sound=False)
        rows, children = [], [int.from_bytes(page[8:12], "big")] if inner else []
        starts = list(_cells(page, 0, 12 if inner else 8))
        for at in starts:
            if inner:
                children.append(int.from_bytes(page[at : at + 4], "big"))
            row = self._row(page, at + 4 if inner else at)
            if row is not None:
                rows.append(row)
        sound = len(rows) == len(starts) == int.from_bytes(page[3:5], "big")
        if not sound:
            known = set(rows)
            rows += [row for row in self._carved(page) if row not in known]
        return _Page(rows, children, sound)

    def _carved(self, page: bytes) -> Iterator[Values]:
        """The rows on a page that has lost the list of where they are."""
        end = 0
        for match in _CELL.finditer(page):
            if match.start() < end:
                continue
            row = self._row(page, match.start())
            if row is not None and len(row) >= 5 and isinstance(row[0], str) and row[0]:
                yield row
                end = match.start() + 1

    def _row(self, page: bytes, at: int) -> Values | None:
        """The row that begins there; None when none does."""
        length, at = _varint(page, at)
        most = (len(page) - 12) * 64 // 255 - 23
        least = (len(page) - 12) * 32 // 255 - 23
        if length <= most:
            return _record(page[at : at + length], length)
        if length > self._pages.count * len(page):
            return None
        local = least + (length - least) % (len(page) - 4)
        local = local if local <= most else least
        body = page[at : at + local]
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        met: set[int] = set()
        while len(body) < length and following not in met:
            more = self._pages[following]
            if not more.strip(b"\0"):
                break
            met.add(following)
            body += more[4 : 4 + length - len(body)]
            following = int.from_bytes(more[:4], "big")
        row = _record(body, length)
        if row is not None:
            self._overflow |= met
            self.lost += len(body) < length
        return row


def _cells(page: bytes, start: int, heading: int) -> Iterator[int]:
    """Where the cells of a page begin, as far as that makes sense."""
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + heading
    for at in range(first, min(first + 2 * count, len(page) - 1), 2):
        cell = int.from_bytes(page[at : at + 2], "big")
        if first <= cell < len(page):
            yield cell


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    number = 0
    for i in range(9):
        byte = data[at + i] if at + i < len(data) else 0
        if i == 8:
            return number << 8 | byte, at + 9
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + i + 1
    raise AssertionError


def _record(body: bytes, length: int) -> Values | None:
    """The values of a row of `length` bytes, of which some may be gone; None when it is none."""
    heading, at = _varint(body, 0)
    if not 2 <= heading <= min(length, len(body)):
        return None
    kinds = []
    while at < heading:
        kind, at = _varint(body, at)
        kinds.append(kind)
    sizes = [_size(kind) for kind in kinds]
    if at != heading or None in sizes or heading + sum(size or 0 for size in sizes) != length:
        return None
    values = []
    for kind, size in zip(kinds, sizes, strict=True):
        part = body[at : at + (size or 0)]
        values.append(_value(kind, part, size or 0))
        at += size or 0
    return tuple(values)


def _size(kind: int) -> int | None:
    """Bytes of a value of this serial type; None for what this program never writes."""
    if kind in _CONSTANTS:
        return 0
    if kind in _INTEGERS:
        return _INTEGERS[kind]
    return (kind - 13) // 2 if kind >= 13 and kind % 2 else None


def _value(kind: int, part: bytes, size: int) -> Value:
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind in _INTEGERS:
        return int.from_bytes(part, "big", signed=True) if len(part) == size else Lost.LOST
    if size and not part:
        return Lost.LOST
    # The program never writes a NUL: from there on the text is gone.
    text = part.split(b"\0")[0].decode("utf-8", "replace")
    return text if len(part) == size and b"\0" not in part else f"{text}…"
