"""Paths of the resources (checkout, wheel or frozen bundle) and of the user's data folder."""

import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from facilitator import file_faults
from facilitator.errors import StorageError

DATA_VARIABLE = "FACILITATOR_DATA"


@cache
def resources() -> Path:
    """Return the folder of exercises, fonts and samples, wherever the program is installed."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [package / "resources", package.parent / "resources"]
    if bundle:
        candidates.insert(0, Path(bundle) / "resources")
    for folder in candidates:
        if (folder / "exercises").is_dir():
            return folder
    raise RuntimeError(f"resources/ is missing beside {package}")


@cache
def fonts_of_scripts() -> tuple[Path, ...]:
    """Return the files of the typefaces of other scripts that come with the program, by name."""
    try:
        return tuple(sorted((resources() / "fonts" / "scripts").glob("*.ttf")))
    except OSError:
        return ()


@cache
def cjk_font() -> Path | None:
    """Return the file of Chinese, Japanese and Korean, where the extra `cjk` is installed."""
    found = find_spec("manimgx_fonts_cjk")
    for folder in (found and found.submodule_search_locations) or ():
        file = Path(folder) / "NotoSansCJK-VF.otf.ttc"
        if file.is_file():
            return file
    return None


def data_folder(chosen: str | None = None) -> Path:
    """Return the user's folder: `--data`, else FACILITATOR_DATA, else the system's place.

    Raises StorageError for a link that leads nowhere, OSError, RuntimeError and ValueError.
    """
    named = chosen or os.environ.get(DATA_VARIABLE)
    if named:
        folder = Path(named).expanduser()
        _check_links(folder)
        return folder.resolve()
    from platformdirs import user_data_path

    folder = user_data_path("Facilitator", appauthor=False)
    _check_links(folder)
    return folder


def _check_links(folder: Path) -> None:
    """Raise StorageError where a folder would be made at the end of a dead link.

    It mostly leads to a drive that is not plugged in.
    """
    for place in (folder, *folder.parents):
        # Path.is_symlink would raise below a folder that may not be entered.
        if os.path.islink(place) and not _is_somewhere(place):  # noqa: PTH114
            raise StorageError(
                f"The folder {folder} for the meetings cannot be reached, because the link "
                f"{place} leads nowhere; nothing was changed. Connect the drive it leads to, or "
                "choose another folder with --data."
            )


def _is_somewhere(link: Path) -> bool:
    """Return whether a link leads to something, as far as we may look."""
    try:
        link.stat()
    except FileNotFoundError:
        return False
    except OSError:
        pass
    return True


def check_data_folder(folder: Path) -> None:
    """Raise StorageError for a data folder that may not be entered, is unreachable or is none.

    One that is not there yet is fine.
    """
    try:
        # Whether this exists is known only if the folder may be entered.
        database_file(folder).lstat()
    except FileNotFoundError:
        return
    except PermissionError:
        closed = _closed_folder(folder)
        raise StorageError(
            f"The folder {folder} for the meetings cannot be opened, because you are not allowed "
            f"to enter {'it' if closed == folder else closed}; nothing was changed. Get access to "
            f"it, or choose another folder with --data."
        ) from None
    except NotADirectoryError:
        # A file in the path above it is reported when the folder is made.
        if os.path.lexists(folder) and not folder.is_dir():
            what = "a file" if folder.is_file() else "no folder"
            raise StorageError(
                f"{folder} is {what}, but the meetings are kept in a folder; nothing was done. "
                f"Choose a folder with --data."
            ) from None
    except OSError as error:
        raise StorageError(
            f"The folder {folder} for the meetings cannot be reached "
            f"({file_faults.reason(error)}); nothing was changed. Check that drive and try again, "
            f"or choose another folder with --data."
        ) from error


def _closed_folder(folder: Path) -> Path:
    """Return the topmost folder on the path that may not be entered."""
    ways = (place for place in (*reversed(folder.parents), folder) if place != Path())
    return next((place for place in ways if not os.access(place, os.X_OK)), folder)


def documents_folder() -> Path:
    """Return the folder that is offered for an exported plan."""
    from platformdirs import user_documents_path

    folder = user_documents_path()
    # A folder above it may be closed, and Path.is_dir would raise for that.
    return folder if os.path.isdir(folder) else Path.home()  # noqa: PTH112


def join_file(data: Path) -> Path:
    """Return the path of what lets people in again who had joined before a crash."""
    return data / "join.json"


def database_file(data: Path) -> Path:
    return data / "meetings.db"


def lock_file(data: Path) -> Path:
    """Return the file that a program locks while it has the database open."""
    return data / "meetings.lock"


def settings_file(data: Path) -> Path:
    return data / "settings.json"


def own_exercises_folder(data: Path) -> Path:
    """Return the folder of exercises that the user wrote."""
    return data / "exercises"


def is_same(one: Path, other: Path) -> bool:
    """Return whether both exist and are one and the same."""
    with suppress(OSError):
        return one.samefile(other)
    return False
