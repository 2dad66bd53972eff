"""Looks at a database with changes in a log beside it, before SQLite may merge the two.

Whoever opens such a file and closes it again has merged them, also when the file is refused.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from facilitator.storage import problems

_LOGS = ("-wal", "-journal")
_SHARED_LOCK = 0x40000002
"""Where in the file SQLite's lock is that every reader takes and a writer refuses."""


def try_on_a_copy(file: Path, check: Callable[[sqlite3.Connection], object]) -> None:
    """Raise what `check` raises on a copy of the file and its logs; without logs do nothing.

    A file that another program holds is not looked at: whoever opens it is told. Raises
    StorageError.
    """
    logs = [log for log in _beside(file) if log.is_file() and log.stat().st_size > 0]
    if not logs:
        return
    # Only here, for it is rare and the first window waits for it.
    import shutil
    import tempfile

    with suppress(OSError), tempfile.TemporaryDirectory(prefix="facilitator-") as folder:
        if _held(file):
            return
        copy = Path(folder) / file.name
        for each in (file, *logs):
            shutil.copyfile(each, copy.with_name(each.name))
        try:
            with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
                check(raw)
        except sqlite3.Error as error:
            refusal = problems.opening(error, file)
            if isinstance(refusal, problems.UnusableFileError):
                raise refusal from error


def _beside(file: Path) -> list[Path]:
    return [file.with_name(f"{file.name}{ending}") for ending in _LOGS]


def _held(file: Path) -> bool:
    """Whether another program has the database open for writing."""
    try:
        import fcntl
    except ImportError:
        # There, a held file cannot be copied.
        return False
    with file.open("rb") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _SHARED_LOCK)
        except OSError:
            return True
    return False
