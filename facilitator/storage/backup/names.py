"""The names of backups: when each was made, and of which data folder it is.

In the data folder's own backup folder the name is the moment alone; in a folder that the user
chose, and which other data folders may share, the data folder's mark comes after it.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from facilitator import durable, file_faults, file_reader, own_files, paths
from facilitator.domain.moments import moment_of
from facilitator.errors import StorageError
from facilitator.settings import load_settings

MARK_FILE = "backups.id"
"""In the data folder, so that the mark goes with it wherever it is moved."""
_MARK = re.compile(r"[0-9a-f]{8}")
_NAME = re.compile(r"meetings-(\d{8}T\d{6}Z)(?:-([0-9a-f]{8}))?\.db")


@dataclass(frozen=True, slots=True, order=True)
class NamedBackup:
    """A file that is named as backups are; `moment` is in UTC, `mark` may be empty."""

    moment: datetime
    mark: str
    file: Path


def backup_folder(data: Path) -> Path:
    """Return the folder the user chose in the settings, else DATA/backups; it may be missing."""
    named = load_settings(paths.settings_file(data)).backup_folder
    with suppress(RuntimeError):
        return data / Path(named or "backups").expanduser()
    return data / named


def own_folder(data: Path) -> Path:
    """Return the folder for backups as long as the user chooses no other."""
    return data / "backups"


def mark_in(data: Path, folder: Path) -> str:
    """Return what tells this data folder's backups in a folder from others'; "" in its own.

    Made when there is none yet. Raises OSError.
    """
    if folder == own_folder(data):
        return ""
    known = mark_of(data)
    if not known:
        known = uuid4().hex[:8]
        content = known.encode("ascii")
        durable.replace_own(data / MARK_FILE, content, own_files.BACKUP_MARK.largest)
    return known


def mark_of(data: Path) -> str:
    """Return the mark of a data folder, empty as long as it needed none."""
    with suppress(OSError, UnicodeDecodeError):
        stored = file_reader.read(data / MARK_FILE, own_files.BACKUP_MARK.largest)
        known = stored.decode("ascii").strip()
        if _MARK.fullmatch(known):
            return known
    return ""


def file_name(moment: datetime, mark: str) -> str:
    """Return the name of a backup made at a moment in UTC."""
    return f"meetings-{durable.time_in_name(moment)}{mark and '-'}{mark}.db"


def read_name(file: Path) -> NamedBackup | None:
    """Return what the name of a file says, None if it is no backup's."""
    match = _NAME.fullmatch(file.name)
    if match:
        with suppress(ValueError):
            return NamedBackup(moment_of(match[1]), match[2] or "", file)
    return None


def named_in(folder: Path, ending: str = "") -> list[NamedBackup]:
    """Return the files in a folder named as backups with `ending` after it, the oldest first.

    Each `file` is named without the ending. Raises StorageError when the folder cannot be read.
    """
    try:
        files = [file for file in folder.iterdir() if file.name.endswith(ending) and file.is_file()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(
            f"The folder {folder} for the backups cannot be read ({file_faults.reason(error)}); "
            "the meetings are safe. Check that folder or choose another one."
        ) from error
    bare = (read_name(file.with_name(file.name.removesuffix(ending))) for file in files)
    return sorted(named for named in bare if named)
