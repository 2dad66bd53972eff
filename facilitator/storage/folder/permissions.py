"""Make an existing data folder, and the program's files in it, private to the user.

Modes are changed by name: to open the database would give away the lock on it.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from facilitator.own_files import Folder, is_own_name

_SHARED = stat.S_ISVTX | stat.S_ISGID


def make_private(data: Path) -> None:
    """Take from everybody else what they may do there, as far as the system lets us.

    A folder that is plainly meant for more than this program stays open; its files do not.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        if not _is_for_more(data):
            # Itself, and not a link to it.
            _close(data.resolve())
        for each in _ours(data):
            _close(each)


def _ours(data: Path) -> Iterator[Path]:
    """Yield what is kept in a data folder, but for exercises: those are the user's."""
    yield from (file for file in data.iterdir() if is_own_name(file.name, Folder.DATA))
    backups = data / "backups"
    if backups.is_dir() and not backups.is_symlink():
        yield from (file for file in backups.iterdir() if is_own_name(file.name, Folder.BACKUPS))


def _is_for_more(data: Path) -> bool:
    """Return whether it is the home folder, one above it, or one marked as shared."""
    with suppress(RuntimeError):
        if Path.home().resolve().is_relative_to(data.resolve()):
            return True
    return bool(data.stat().st_mode & _SHARED)


def _close(path: Path) -> None:
    with suppress(OSError):
        mode = path.lstat().st_mode
        if mode & 0o077 and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~0o077)
