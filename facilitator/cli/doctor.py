"""Examine whether everything the program needs is in order, and say so, one line each."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Error
from uuid import uuid4

from facilitator import durable, file_faults, file_reader, paths
from facilitator.cli.base.arguments import listed
from facilitator.cli.base.findings import Finding, Level
from facilitator.cli.base.terminal import counted
from facilitator.cli.display_check import DisplayError, check_display
from facilitator.errors import ExportError, FacilitatorError, StorageError
from facilitator.export.text import icu, system_fonts
from facilitator.export.text.coverage import coverage
from facilitator.export.text.font_files import script_files
from facilitator.export.text.unprintable import remedy
from facilitator.storage.backup.backups import backup_folder, list_backups, mark_of
from facilitator.storage.backup.contents import inspect_rows
from facilitator.storage.backup.names import own_folder
from facilitator.storage.db import problems, search_index
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.db.list_queries import count_meetings
from facilitator.storage.db.pragmas import user_version
from facilitator.storage.folder.location import LocationKind, location_of
from facilitator.storage.opening import open_database
from facilitator.storage.recovery.rescue import rescues
from facilitator.storage.sharing.description import describe
from facilitator.storage.sharing.membership import read_membership
from facilitator.storage.trash import read_discarded

FONTS = (
    "FacilitatorSymbols.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Medium.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
)
MEGABYTE = 1_000_000
LITTLE_SPACE = 200 * MEGABYTE
NO_SPACE = 10 * MEGABYTE
OLD = timedelta(days=31)


def examine(data: Path, now: datetime) -> Iterator[Finding]:
    """Yield all findings about a data folder and this computer; `now` has an offset.

    Nothing is changed but a search index that is wrong; what a crash left of the database is
    merged, as at any start.
    """
    checks: tuple[Callable[[Path, datetime], tuple[str, Level, str] | None], ...] = (
        _folder,
        _location,
        _space,
        _database,
        _backups,
        _rescues,
        _sharing,
        _fonts,
        _scripts,
        _line_breaks,
        _screens,
    )
    for check in checks:
        if (found := check(data, now)) is not None:
            about, level, said = found
            yield Finding(level, about, said)


def _folder(data: Path, now: datetime) -> tuple[str, Level, str]:
    about = "data folder"
    if not _is_there(data):
        above = _existing(data)
        if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
            return (
                about,
                Level.PROBLEM,
                f"{data} cannot be created, because {above} is not a folder that can hold it",
            )
        return about, Level.OK, f"{data} does not exist yet; it is created with the first meeting"
    probe = data / f".probe-{uuid4().hex}"
    try:
        try:
            durable.write(probe, b"probe")
            readable = file_reader.read(probe, 100) == b"probe"
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        return about, Level.PROBLEM, f"{data} cannot be written to ({file_faults.reason(error)})"
    if not readable:
        return about, Level.PROBLEM, f"{data} returns something other than what was written to it"
    open_to_others = [
        path.name for path in (data, paths.database_file(data)) if _is_there(path) and _shared(path)
    ]
    if open_to_others:
        names = " and ".join(open_to_others)
        return (
            about,
            Level.WARNING,
            f"in {data}, other users of this computer can get at {names}; “chmod go=” stops that",
        )
    return about, Level.OK, f"{data} can be written to, and only you have access"


def _location(data: Path, now: datetime) -> tuple[str, Level, str]:
    about, location = "place", location_of(data)
    if not location.shared:
        return about, Level.OK, f"{data} is on this computer"
    where = f"in a folder that {location.name} syncs"
    if location.kind is LocationKind.NETWORK:
        where = f"on a network drive ({location.name})"
    return (
        about,
        Level.WARNING,
        f"{data} is {where}, so keep the program open on one computer at a time, or choose a local "
        "folder with --data",
    )


def _shared(path: Path) -> bool:
    return os.name != "nt" and bool(stat.S_IMODE(path.lstat().st_mode) & 0o077)


def _space(data: Path, now: datetime) -> tuple[str, Level, str]:
    about = "free space"
    try:
        free = shutil.disk_usage(_existing(data)).free
    except OSError as error:
        return about, Level.PROBLEM, f"unknown ({file_faults.reason(error)})"
    said = f"{free // MEGABYTE:,} MB"
    if free < NO_SPACE:
        return about, Level.PROBLEM, f"{said}, too little to save meetings"
    if free < LITTLE_SPACE:
        return about, Level.WARNING, f"{said}; make room soon"
    return about, Level.OK, said


def _database(data: Path, now: datetime) -> tuple[str, Level, str]:
    about, file = "database", paths.database_file(data)
    if not _is_there(file):
        return about, Level.OK, "none yet; it is created with the first meeting"
    try:
        database = open_database(data, upgrades=False)
    except StorageError as error:
        if isinstance(error, problems.HeldError):
            return (
                about,
                Level.WARNING,
                f"{file} is in use by a window or program, so it was not checked",
            )
        return about, Level.PROBLEM, _told(error)
    try:
        version = user_version(database.raw)
        count = count_meetings(database.core)
        discarded = len(read_discarded(database.core)) if version == VERSION else 0
        mended = version == VERSION and search_index.mend(database.core)
        if inspect_rows(database.core, version).fault:
            return about, Level.PROBLEM, _damaged(file)
    except (Error, problems.DamagedRowError):
        return about, Level.PROBLEM, _damaged(file)
    finally:
        database.close()
    said = f"{file} is sound, version {version}, {counted(count, 'meeting')}"
    if discarded:
        said += f", {discarded} of them in the trash"
    if mended:
        said = f"{said}; its search index did not match the meetings and was rebuilt"
        return about, Level.WARNING, said
    if version < VERSION:
        said += f"; it is backed up and upgraded to version {VERSION} when the meetings are opened"
    return about, Level.OK, said


def _damaged(file: Path) -> str:
    return f"{file} is damaged; restore a backup with “facilitator restore”"


def _backups(data: Path, now: datetime) -> tuple[str, Level, str]:
    about, folder = "backups", backup_folder(data)
    if folder != own_folder(data) and _is_missing(folder):
        gone = f"the folder {folder} chosen for them is missing: plug in the drive"
        return about, Level.PROBLEM, f"{gone} or choose another folder on the Backups screen"
    try:
        found = [backup for backup in list_backups(folder) if backup.is_of(mark_of(data))]
    except StorageError as error:
        return about, Level.PROBLEM, _told(error)
    if not found:
        level = Level.WARNING if _is_there(paths.database_file(data)) else Level.OK
        return about, level, f"none in {folder} yet; “facilitator backup” makes one"
    newest, bad = found[0], [backup for backup in found if backup.fault]
    age = now.astimezone(UTC) - newest.moment
    said = f"{counted(len(found), 'backup')} in {folder}, the newest {_aged(age)}"
    if newest.fault:
        return about, Level.PROBLEM, f"{said}, and {newest.file.name} is unusable: {newest.fault}"
    if bad:
        names = ", ".join(backup.file.name for backup in bad)
        return about, Level.WARNING, f"{said}, of which these are unusable: {names}"
    if age > OLD:
        return about, Level.WARNING, f"{said}; “facilitator backup” makes a new one"
    if age < timedelta(minutes=-1):
        return about, Level.WARNING, f"{said}, so the clock was set back"
    return about, Level.OK, f"{said}, all good"


def _rescues(data: Path, now: datetime) -> tuple[str, Level, str]:
    about, found = "rescue files", rescues(data)
    if not found:
        return about, Level.OK, "none to put back"
    names = " and ".join(str(rescue.file) for rescue in found)
    return (
        about,
        Level.WARNING,
        f"when the meetings file was lost, they were saved in {names}; “facilitator restore "
        f"{found[0].file}” puts them back",
    )


def _sharing(data: Path, now: datetime) -> tuple[str, Level, str] | None:
    """Examine sharing; None for a laptop that shares with nobody, or whose database says why."""
    if not _is_there(paths.database_file(data)):
        return None
    try:
        database = open_database(data, upgrades=False)
    except StorageError:
        return None
    try:
        if user_version(database.raw) != VERSION:
            return None
        membership, said = read_membership(database.core), describe(database.core)
    except (Error, problems.DamagedRowError):
        return None
    finally:
        database.close()
    if membership is None:
        return None
    from facilitator.sync.hub_errors import HubError
    from facilitator.sync.joining import ask_hub

    about = "sharing"
    try:
        me = ask_hub(data, membership)
    except HubError as error:
        return about, Level.WARNING, f"{said}; {_told(error)}"
    return about, Level.OK, f"{said}; {membership.hub} answers, version {me.program}"


def _aged(age: timedelta) -> str:
    if age < timedelta(minutes=-1):
        return "from the future"
    if age < timedelta(hours=1):
        return f"{counted(max(0, age // timedelta(minutes=1)), 'minute')} old"
    if age < timedelta(days=2):
        return f"{counted(age // timedelta(hours=1), 'hour')} old"
    return f"{age.days} days old"


def _fonts(data: Path, now: datetime) -> tuple[str, Level, str]:
    about = "fonts"
    try:
        folder = paths.resources() / "fonts"
        files = [*(folder / name for name in FONTS), *script_files()]
    except RuntimeError:
        return about, Level.PROBLEM, "the program's own files are missing; install it again"
    missing = [file.name for file in files if not _is_font(file)]
    if missing:
        names = ", ".join(missing)
        said = f"{names} cannot be read in {folder}; install the program again"
        return about, Level.PROBLEM, said
    source = system_fonts.source_name()
    beside = f"those of this computer ({source}) are used, too" if source else _no_system_fonts()
    return about, Level.OK, f"all {len(files)} of the program are there; {beside}"


def _no_system_fonts() -> str:
    if not system_fonts.are_used():
        return f"{system_fonts.SWITCH} turns those of this computer off"
    return "those of this computer can’t be listed, for which fontconfig (fc-list) is needed"


def _scripts(data: Path, now: datetime) -> tuple[str, Level, str]:
    about = "scripts"
    try:
        found = coverage()
    except ExportError as error:
        return about, Level.PROBLEM, _told(error)
    by_file: dict[str, list[str]] = {}
    for script, file in found.beside.items():
        by_file.setdefault(file, []).append(script)
    said = "".join(f"; {listed(some, 'and')} with {file}" for file, some in by_file.items())
    if not found.lacking:
        return about, Level.OK, f"all that were looked for can be printed{said}"
    advice = remedy([*found.lacking.values()]).rstrip(".")
    lacking = listed([*found.lacking], "and")
    # Most teams write none of them.
    return about, Level.OK, f"all can be printed but {lacking}. {advice}{said}"


def _line_breaks(data: Path, now: datetime) -> tuple[str, Level, str]:
    about, library = "line breaks", icu.loaded_from()
    if library:
        return about, Level.OK, f"as each language has them, by {library}"
    return (
        about,
        Level.WARNING,
        "ICU isn’t here, so texts without spaces, such as Thai, break anywhere; install libicu, or "
        "PySide6, which brings it along",
    )


def _is_font(file: Path) -> bool:
    try:
        return file_reader.read_start(file, 4) == b"\0\1\0\0"
    except OSError:
        return False


def _screens(data: Path, now: datetime) -> tuple[str, Level, str]:
    about = "screens"
    try:
        check_display()
    except DisplayError as error:
        return about, Level.WARNING, _told(error)
    return about, Level.OK, "a window can be opened"


def _told(error: FacilitatorError) -> str:
    """Return a sentence as part of a finding: after a colon, and without a full stop."""
    sentence = str(error).rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _existing(path: Path) -> Path:
    return next(above for above in (path, *path.parents) if _is_there(above))


def _is_missing(path: Path) -> bool:
    """Return whether a path leads to nothing; False where we may not look."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        pass
    return False


def _is_there(path: Path) -> bool:
    # Path.exists raises where a folder above may not be entered. A dead link is there too.
    return os.path.lexists(path)
