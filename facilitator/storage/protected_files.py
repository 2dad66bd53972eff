"""Recognise the program's own files, which must not be imported or overwritten by an export."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from facilitator.domain.text import printable
from facilitator.errors import ExportError
from facilitator.own_files import Folder, is_own_name
from facilitator.paths import is_same
from facilitator.storage.backup.names import backup_folder, own_folder


def is_own_file(file: Path, data: Path) -> bool:
    """Return whether a file, under whatever name, is one that a data folder needs.

    Also a name that no file has yet: a log beside the database would be played back over it. The
    file is never opened.
    """
    with suppress(OSError, ValueError):
        real = Path(os.path.realpath(file))
        if is_own_name(real.name, Folder.DATA) and is_same(real.parent, data):
            return True
        if is_own_name(real.name, Folder.ELSEWHERE):
            # It may be the database now, wherever it is.
            return True
        folders = (backup_folder(data), own_folder(data))
        if is_own_name(real.name, Folder.BACKUPS) and any(
            is_same(real.parent, folder) for folder in folders
        ):
            return True
        return any(is_same(real, own) for own in _own_files(data, folders))
    return False


def check_target(file: Path, data: Path) -> None:
    """Raise ExportError for a file that must not be written over."""
    if is_own_file(file, data):
        shown = printable(str(file))
        raise ExportError(
            f"The file {shown} was not written because Facilitator uses that name itself (for "
            f"meetings, backups or settings); nothing was changed. Choose another name."
        )


def _own_files(data: Path, folders: tuple[Path, ...]) -> Iterator[Path]:
    with suppress(OSError):
        yield from (file for file in data.iterdir() if is_own_name(file.name, Folder.DATA))
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            yield from (file for file in folder.iterdir() if is_own_name(file.name, Folder.BACKUPS))
