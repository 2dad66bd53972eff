"""Read rows from the pages of a database file: those of whole trees, and those of broken ones.

Every table is an index b-tree (WITHOUT ROWID), so a row may be on any of its pages, inner ones
included; one that another program rebuilt may be a table b-tree. Tables that are not ours are left
out, and nothing that a file says of itself can make the reading endless or fill the memory. The
format is that of https://www.sqlite.org/fileformat2.html.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from facilitator.progress import Progress, no_progress
from facilitator.storage.recovery.pages import Pages
from facilitator.storage.recovery.row_format import (
    LONGEST,
    StoredValue,
    Values,
    decode,
    read_row,
    read_varint,
    stored_values,
)

_INNER, _LEAF = 2, 10
_TABLE_INNER, _TABLE_LEAF = 5, 13
_INDEX = (b"\x02", b"\x0a")
_MOST = 1 << 28
"""Bytes that are kept of all values too long for their page."""
_MOST_ROWS = 3_000_000
_CHAINS = 4
"""How often as many pages as the file has are read for such values: in a whole file, once."""
_CATALOG_PAGES = 200
"""Pages that are searched for tables; ours fill three."""
_ENCODINGS = {2: "utf-16-le", 3: "utf-16-be"}
_AMBIGUOUS = ("excuses", "origins", "strategies")
"""Tables whose rows look alike: what tells them apart is where they begin."""
_CELL = re.compile(
    rb"(?=[\x80-\xff]{0,2}[\x05-\x7f][\x06-\x1f](?:[%b]|[\x81\x82]))"
    % b"".join(b"\\x%02x" % odd for odd in range(0x0F, 0x80, 2))
)
"""Where a row may begin: its length, the length of its heading, a text as its first value."""


@dataclass(slots=True)
class Batch:
    """Rows of the same table; `table` is its name where that is known."""

    table: str | None
    rows: list[Values] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """The content of one page of a tree; not `sound` when part of it could not be read."""

    rows: list[Values]
    children: list[int]
    sound: bool


class Trees:
    """The trees of a file and their rows; `lost` counts the pages that a tree or a row misses."""

    def __init__(self, pages: Pages, usual_roots: dict[str, int]) -> None:
        """Read the catalog; `usual_roots` are the first pages of our tables, should it not tell."""
        self._pages = pages
        self._encoding = _encoding(pages[1])
        self._seen = {1}
        self._overflow: set[int] = set()
        self._chain = _CHAINS * pages.count
        self._bytes = _MOST
        self._rows = _MOST_ROWS
        self.lost = 0
        self._told: dict[str, int] = {}
        self._foreign: set[int] = set()
        self._others: dict[str, int] = {}
        self._read_catalog(usual_roots)
        self._usual = usual_roots
        self._roots = usual_roots | self._told

    def read(self, progress: Progress = no_progress) -> list[Batch]:
        """Return the rows of whole tables, then what is left of broken ones. Raises Stopped."""
        total = self._pages.count
        found = []
        for table, root in self._roots.items():
            # An older file has fewer tables, and what is there is part of another one.
            if table in self._told or root not in self._seen:
                sure = table not in _AMBIGUOUS or root == self._usual[table]
                found.append(self._tree(root, table if sure else None, progress))
        found.extend(self._usual_trees(progress))
        if self.lost:
            self._leave_out_foreign(progress)
            found.extend(self._strays(progress))
        progress(total, total)
        return [batch for batch in found if batch.rows]

    def _usual_trees(self, progress: Progress) -> Iterator[Batch]:
        """Yield what is where a table of ours usually begins, though the file names none there."""
        if self._told == self._usual:
            return
        unused = self._free() | self._overflow
        for root in self._usual.values():
            if root not in self._seen | unused and self._pages[root][:1] in _INDEX:
                yield self._tree(root, None, progress)

    def _read_catalog(self, wanted: dict[str, int]) -> None:
        """Note where the file says that our tables begin, and all others.

        It is a table of its own that begins on the first page.
        """
        waiting, met = deque([1]), {1}
        while waiting and len(met) < _CATALOG_PAGES:
            number = waiting.popleft()
            page = self._pages[number]
            start = 100 if number == 1 else 0
            if len(page) <= start or page[start] not in (_TABLE_INNER, _TABLE_LEAF):
                continue
            self._seen.add(number)
            inner = page[start] == _TABLE_INNER
            below = [int.from_bytes(page[start + 8 : start + 12], "big")] if inner else []
            for at in _cells(page, start, 12 if inner else 8):
                if inner:
                    below.append(int.from_bytes(page[at : at + 4], "big"))
                else:
                    self._note_entry(page, at, wanted)
            fresh = [child for child in below if child not in met]
            met.update(fresh)
            waiting.extend(fresh)

    def _note_entry(self, page: bytes, at: int, wanted: dict[str, int]) -> None:
        length, at = read_varint(page, at)
        _, at = read_varint(page, at)
        row = read_row(page[at : at + length], length, self._encoding) or ()
        if len(row) < 4 or not isinstance(root := row[3], int) or root < 2:
            return
        name = str(row[1])
        ours = row[0] == "table" and row[2] == name and name in wanted
        if ours and (name not in self._told or root == wanted[name]):
            self._foreign.update(filter(None, [self._told.get(name)]))
            self._told[name] = root
        else:
            self._foreign.add(root)
            if row[0] == "table" and row[2] == name:
                self._others[name] = root

    def has_rows(self, table: str) -> bool:
        """Return whether a table that holds no records, as far as it can be read, has any row."""
        root = self._others.get(table)
        return root is not None and bool(self._page(root).rows)

    def _leave_out_foreign(self, progress: Progress) -> None:
        """Mark the pages of tables and indexes that are not ours as seen."""
        rows, lost = self._rows, self.lost
        for root in self._foreign:
            self._tree(root, None, progress)
        self._rows, self.lost = rows, lost

    def _tree(self, root: int, table: str | None, progress: Progress) -> Batch:
        """Return the rows of a tree from this page down, wherever it can be followed."""
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
            if self._rows < len(page.rows):
                self.lost += 1
                break
            self._rows -= len(page.rows)
            batch.rows.extend(page.rows)
            waiting.extend(page.children)
        return batch

    def _strays(self, progress: Progress) -> Iterator[Batch]:
        """Yield what no tree leads to any more, but for what was deleted."""
        known = self._seen | self._overflow | self._free()
        numbers = [number for number in self._pages.numbers() if number not in known]
        below = {child for number in numbers for child in _children(self._pages[number])}
        missing = self.lost
        # From the top of what is left of a tree: all rows of one tree are of one table.
        for number in sorted(numbers, key=lambda number: number in below):
            if number not in self._seen:
                yield self._tree(number, None, progress)
        self.lost = missing

    def _free(self) -> set[int]:
        """Return the pages that are in no table, as far as the file tells."""
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
        kind = page[0]
        if kind == _TABLE_INNER:
            return _Page([], _children(page), sound=True)
        if kind not in (_INNER, _LEAF, _TABLE_LEAF):
            return _Page(list(_without_catalog(self._carved(page))), [], sound=False)
        rows = []
        starts = list(dict.fromkeys(_cells(page, 0, 12 if kind == _INNER else 8)))
        for at in starts:
            row = self._row(page, at + 4 if kind == _INNER else at, table=kind == _TABLE_LEAF)
            if row is not None:
                rows.append(row)
        sound = len(rows) == len(starts) == int.from_bytes(page[3:5], "big")
        if not sound:
            known = set(rows)
            rows += [row for row in self._carved(page) if row not in known]
        return _Page(list(_without_catalog(rows)), _children(page), sound)

    def _carved(self, page: bytes) -> Iterator[Values]:
        """Yield the rows on a page that has lost the list of where they are."""
        end = 0
        for match in _CELL.finditer(page):
            if match.start() < end:
                continue
            row = self._row(page, match.start(), strict=True)
            if row is not None and len(row) >= 5 and isinstance(row[0], str) and row[0]:
                yield row
                end = match.start() + 1

    def _row(
        self, page: bytes, at: int, *, table: bool = False, strict: bool = False
    ) -> Values | None:
        """Return the row that begins there, None if none does.

        With `strict` also None for one that is not of our tables.

        In a `table` b-tree the number of the row comes before it.
        """
        length, at = read_varint(page, at)
        if table:
            _, at = read_varint(page, at)
        most = len(page) - 35 if table else (len(page) - 12) * 64 // 255 - 23
        least = (len(page) - 12) * 32 // 255 - 23
        if length <= most:
            return read_row(page[at : at + length], length, self._encoding, strict=strict)
        if length > self._pages.count * len(page):
            return None
        local = least + (length - least) % (len(page) - 4)
        local = local if local <= most else least
        columns = stored_values(page[at : at + local], length, strict=strict)
        if columns is None:
            return None
        read, chunk = 0, page[at : at + local]
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        met: set[int] = set()
        kept: list[list[bytes]] = [[] for _ in columns]
        while chunk:
            self._keep(kept, columns, chunk, read)
            read += len(chunk)
            chunk = b""
            if read < length and following not in met and self._chain > 0:
                self._chain -= 1
                more = self._pages[following]
                if more.strip(b"\0"):
                    met.add(following)
                    chunk = more[4 : 4 + length - read]
                    following = int.from_bytes(more[:4], "big")
        self._overflow |= met
        self.lost += read < length
        parts = [b"".join(pieces) for pieces in kept]
        return tuple(
            decode(
                column, part, self._encoding, too_long=len(part) < column.size and read == length
            )
            for column, part in zip(columns, parts, strict=True)
        )

    def _keep(
        self, kept: list[list[bytes]], columns: "list[StoredValue]", chunk: bytes, read: int
    ) -> None:
        """Sort a piece of a row, before which so many bytes were read, to its values."""
        for pieces, column in zip(kept, columns, strict=True):
            start = max(column.start, read)
            end = min(column.start + min(column.size, LONGEST), read + len(chunk))
            end = min(end, start + self._bytes)
            if start < end:
                self._bytes -= end - start
                pieces.append(chunk[start - read : end - read])


def _encoding(page: bytes) -> str:
    """Return the encoding that the file names for its texts."""
    if page[:16] != b"SQLite format 3\0":
        return "utf-8"
    return _ENCODINGS.get(int.from_bytes(page[56:60], "big"), "utf-8")


def _without_catalog(rows: Iterable[Values]) -> Iterator[Values]:
    """Yield the rows but for those in which SQLite describes a table, met once page 1 is gone."""
    for row in rows:
        if not (len(row) == 5 and row[0] in ("table", "index") and str(row[4])[:7] == "CREATE "):
            yield row


def _children(page: bytes) -> list[int]:
    """Return the pages below one of a tree."""
    if not page or page[0] not in (_INNER, _TABLE_INNER):
        return []
    found = [int.from_bytes(page[8:12], "big")]
    found += [int.from_bytes(page[at : at + 4], "big") for at in _cells(page, 0, 12)]
    return list(dict.fromkeys(found))


def _cells(page: bytes, start: int, heading: int) -> Iterator[int]:
    """Yield where the cells of a page begin, as far as that makes sense."""
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + heading
    for at in range(first, min(first + 2 * count, len(page) - 1), 2):
        cell = int.from_bytes(page[at : at + 2], "big")
        if first <= cell < len(page):
            yield cell
