"""How many transactions were committed to a database, counted in its write-ahead log."""

import struct
from pathlib import Path
from types import TracebackType

from facilitator.paths import database_file
from facilitator.storage.store import Store

_HEADER = 32
_FRAME_HEADER = 24
"""Bytes, as in https://www.sqlite.org/fileformat2.html#walformat."""


class Transactions:
    """Counts what a store commits while this is entered; a checkpoint must not come between."""

    def __init__(self, data: Path, store: Store) -> None:
        self.count = 0
        self._log = Path(f"{database_file(data)}-wal")
        self._store = store
        self._before = 0

    def __enter__(self) -> "Transactions":
        self._before = self._commits()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.count = self._commits() - self._before

    def _commits(self) -> int:
        """The frames of the log that end a transaction."""
        # Answered after all that was queued before.
        self._store.status("nothing").result(timeout=30)
        log = self._log.read_bytes()
        if len(log) < _HEADER:
            return 0
        page_size = struct.unpack(">I", log[8:12])[0]
        salts = log[16:24]
        found = 0
        for at in range(_HEADER, len(log) - _FRAME_HEADER, _FRAME_HEADER + page_size):
            pages_after_commit = struct.unpack(">I", log[at + 4 : at + 8])[0]
            if log[at + 8 : at + 16] != salts:
                break
            found += pages_after_commit > 0
        return found
