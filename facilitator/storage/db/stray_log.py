"""Stray logs: those of SQLite beside a database that they do not belong to.

SQLite would play such a log back over that database, and spoil it. It is renamed, never deleted.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from facilitator.storage.db.open_file import LOG, Pair, identity_of

_STAMP = "%Y%m%dT%H%M%SZ"


def found(file: Path, left_open: Pair | None) -> Path | None:
    """Set a log aside that a crash left beside a file which replaced its own; return where it is.

    `left_open` is what the program had open that crashed. Without a file beside it the log stays:
    some of the meetings may be read from it.
    """
    # Of a database behind a link, SQLite keeps it beside the file that it leads to.
    real = Path(os.path.realpath(file))
    log = real.with_name(f"{real.name}{LOG}")
    if left_open is not None and left_open.is_torn(file, log):
        return set_aside(log)
    return None


def set_aside(log: Path) -> Path | None:
    """Give whatever has the name of a log another name; None when nothing has it.

    A fault shows when a log of that name is made.
    """
    base, ending = log.name.rsplit("-", 1)
    stamp = datetime.now(UTC).strftime(_STAMP)
    name, count = f"{base}.displaced-{stamp}", 1
    aside = log.with_name(f"{name}-{ending}")
    while identity_of(aside) is not None:
        count += 1
        aside = log.with_name(f"{name}-{count}-{ending}")
    with suppress(OSError):
        log.rename(aside)
        return aside
    return None
