"""Logs of SQLite that stand beside a file they do not belong to.

SQLite would play such a log back over that file, and spoil it. None is deleted: it is renamed.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from facilitator.storage.open_file import JOURNAL, LOG, Identity, identity_of

_STAMP = "%Y%m%dT%H%M%SZ"


def found(file: Path, left_open: dict[str, Identity]) -> Path | None:
    """Set a log aside that a crash left beside a file which replaced its own; return where it is.

    `left_open` are the files that the program had open which crashed, by their endings. Without a
    file beside it the log stays: some of the meetings may be read from it.
    """
    now = identity_of(file)
    if now is None or left_open.get("", now) == now:
        return None
    for ending in (LOG, JOURNAL):
        log = file.with_name(f"{file.name}{ending}")
        known = left_open.get(ending)
        if known is not None and identity_of(log) == known:
            return set_aside(log)
    return None


def set_aside(log: Path) -> Path | None:
    """Give whatever has the name of a log another name; None when nothing has it.

    A fault is found by whoever makes a log of that name.
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
