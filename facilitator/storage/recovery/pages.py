"""The pages of a database file, read without SQLite and without writing, however damaged it is.

SQLite would merge or delete the log beside a file that it opens. The formats are those of
https://www.sqlite.org/fileformat2.html.
"""

import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from facilitator import file_reader, own_files
from facilitator.sparse_file import end_of_data
from facilitator.storage.folder.open_file import JOURNAL, LOG, beside

PAGE_SIZE = 4096
"""Of every file that this program makes, unless a disk has larger sectors."""
_LOG_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_UNCOUNTED = 0xFFFFFFFF
_LARGEST_LOG = 1 << 29
"""Bytes of a log that are looked at: what it holds is kept in memory."""


class Pages:
    """The pages by number, from 1: as the last commit left them, in the file or its log."""

    def __init__(self, file: Path, size: int) -> None:
        """Open a file with pages of `size` bytes, and its logs. Raises OSError."""
        self.size = size
        self._newer: dict[int, bytes] = {}
        self._file = file_reader.open_file(file, own_files.DATABASE.largest, buffered=False)
        with suppress(OSError), closing(_Bytes(beside(file, JOURNAL))) as journal:
            self._newer = dict(_journal_pages(journal, size))
        with suppress(OSError), closing(_Bytes(beside(file, LOG))) as log:
            self._newer |= _log_pages(log, size)
        # To the end of what there is: a file can go on as a hole, which holds nothing.
        self._stored = -(-end_of_data(self._file) // size)
        self.count = len(self.numbers())

    def numbers(self) -> list[int]:
        """Return the numbers of all pages, in order; a log may add one beyond all others."""
        later = sorted(number for number in self._newer if number > self._stored)
        return [*range(1, self._stored + 1), *later]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __getitem__(self, number: int) -> bytes:
        """Return the page of that number, whole; empty if it is missing or cannot be read."""
        if number in self._newer:
            return self._newer[number]
        if not 1 <= number <= self._stored:
            return b""
        try:
            self._file.seek((number - 1) * self.size)
            page = self._file.read(self.size) or b""
        except OSError:
            return b""
        return page.ljust(self.size, b"\0") if page else b""


class _Bytes:
    """A log beside the database, of which only slices that are asked for are read."""

    def __init__(self, log: Path) -> None:
        """Open the file. Raises OSError."""
        self._file = file_reader.open_file(log, own_files.LOG.largest)
        self._size = min(end_of_data(self._file), _LARGEST_LOG)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        start, stop, _ = part.indices(self._size)
        self._file.seek(start)
        return self._file.read(max(0, stop - start))


def page_sizes(file: Path) -> list[int]:
    """Return the sizes of a page that the file may have, the likeliest first. Raises OSError."""
    head = file_reader.read_start(file, 18)
    said = int.from_bytes(head[16:18], "big")
    said = 65536 if said == 1 else said
    sane = 512 <= said <= 65536 and said & (said - 1) == 0
    return list(dict.fromkeys([said, PAGE_SIZE] if sane else [PAGE_SIZE]))


def _log_pages(log: _Bytes, size: int) -> dict[int, bytes]:
    """Return the pages in the write-ahead log up to its last commit, the latest of each.

    A frame is checked by its checksum, which continues that of the one before; a damaged one
    is left out, and those after it are checked with the checksum that is in it.
    """
    order = _LOG_MAGIC.get(int.from_bytes(log[:4], "big"))
    if order is None or len(log) < 32:
        return {}
    _, _, said, _, *salt, first, second = struct.unpack(">8I", log[:32])
    if said != size or _checksum(log[:24], (0, 0), order) != (first, second):
        return {}
    found: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    before = (first, second)
    for at in range(32, len(log) - 24 - size + 1, 24 + size):
        number, commit, *salts, first, second = struct.unpack(">6I", log[at : at + 24])
        if salts != salt:
            break
        page = log[at + 24 : at + 24 + size]
        good = _checksum(log[at : at + 8] + page, before, order) == (first, second)
        before = (first, second)
        if not good:
            continue
        waiting[number] = page
        if commit:
            found |= waiting
            waiting = {}
    return found


def _checksum(data: bytes, before: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for i in range(0, len(words), 2):
        one = (one + words[i] + two) & 0xFFFFFFFF
        two = (two + words[i + 1] + one) & 0xFFFFFFFF
    return one, two


def _journal_pages(journal: _Bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the pages that an unfinished commit had overwritten, as they were before it."""
    at, known = 0, set()
    while journal[at : at + 8] == _JOURNAL_MAGIC and len(journal) >= at + 28:
        count, nonce, _, sector, said = struct.unpack(">5I", journal[at + 8 : at + 28])
        if said != size or not 512 <= sector <= 65536:
            return
        at += sector
        fits = (len(journal) - at) // (size + 8)
        for _ in range(fits if count == _UNCOUNTED else min(count, fits)):
            number = int.from_bytes(journal[at : at + 4], "big")
            page = journal[at + 4 : at + 4 + size]
            stored = int.from_bytes(journal[at + 4 + size : at + 8 + size], "big")
            proof = nonce + sum(page[i] for i in range(size - 200, 0, -200))
            if proof & 0xFFFFFFFF != stored:
                return
            at += size + 8
            if number not in known:
                known.add(number)
                yield number, page
        at = -(-at // sector) * sector
