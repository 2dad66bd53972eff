"""Stray logs: those of SQLite beside a database that they do not belong to.

SQLite would play such a log back over that database, and spoil it. It is renamed, never deleted.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from facilitator import durable
from facilitator.storage.folder.open_file import LOG, Pair, beside


def found(file: Path, left_open: Pair | None) -> Path | None:
    """Set a log aside that a crash left beside a file which replaced its own; return where it is.

    `left_open` is what the program had open that crashed. Without a file beside it the log stays:
    some of the meetings may be read from it.
    """
    log = beside(file, LOG)
    if left_open is not None and left_open.is_torn(file, log):
        return set_aside(log)
    return None


def set_aside(log: Path) -> Path | None:
    """Give whatever has the name of a log another name; None when nothing has it.

    A fault shows when a log of that name is made.
    """
    base, ending = log.name.rsplit("-", 1)
    name = log.with_name(f"{base}.displaced-{durable.time_in_name(datetime.now(UTC))}")
    with suppress(OSError):
        return log.rename(durable.free_name(name, f"-{ending}"))
    return None
