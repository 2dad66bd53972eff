"""The entry in the menu of a Linux desktop, and its icons, where freedesktop.org has them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from facilitator import durable, file_faults, file_reader, paths
from facilitator.errors import InputRefusedError

_ENTRY = Path("applications/facilitator.desktop")
_ICONS = {
    Path("icons/hicolor/scalable/apps/facilitator.svg"): "facilitator.svg",
    Path("icons/hicolor/256x256/apps/facilitator.png"): "facilitator.png",
}
"""Where icons go in the user's folder of data, and which of the program's they are."""
_LARGEST = 1 << 20
_SPECIAL = '"`$\\'
"""Characters that have a meaning even inside the quotes of a command in an entry."""


def install(data: str | None) -> Iterator[str]:
    """Write or renew the entry, whose window opens the folder `data` if one is named.

    Yields the lines to print. Raises InputRefusedError.
    """
    folder = _folder()
    files = {
        target: file_reader.read(paths.resources() / "icons" / name, _LARGEST)
        for target, name in _ICONS.items()
    }
    # Last, so that the menu never shows it without its icon.
    files[_ENTRY] = _entry(data).encode()
    for target, content in files.items():
        with _refused_where(folder / target):
            (folder / target.parent).mkdir(parents=True, exist_ok=True)
            durable.replace(folder / target, content, is_private=False)
    yield f"Facilitator is in the applications menu now ({folder / _ENTRY})."


def remove() -> Iterator[str]:
    """Remove the entry and its icons. Yields the lines to print. Raises InputRefusedError."""
    folder = _folder()
    found = [folder / target for target in (_ENTRY, *_ICONS) if os.path.lexists(folder / target)]
    for file in found:
        with _refused_where(file):
            durable.remove(file)
    if found:
        yield "Facilitator is no longer in the applications menu; your meetings are untouched."
    else:
        yield "Facilitator was not in the applications menu; nothing was changed."


def _folder() -> Path:
    """Return the folder in which the user's desktop looks. Raises InputRefusedError elsewhere."""
    if not sys.platform.startswith("linux"):
        raise InputRefusedError(
            "This system has no menu that Facilitator can be added to; nothing was done. Start it "
            "with “facilitator”."
        )
    named = os.environ.get("XDG_DATA_HOME", "")
    # By the rules a relative path there means nothing.
    return Path(named) if named.startswith("/") else Path.home() / ".local" / "share"


def _entry(data: str | None) -> str:
    lines = {
        "Type": "Application",
        "Name": "Facilitator",
        "GenericName": "Meeting guide",
        "Comment": "Guide a team through a meeting to a plan that somebody owns",
        "Exec": " ".join(_quoted(part) for part in _command(data)),
        "Icon": "facilitator",
        "Terminal": "false",
        "Categories": "Office;ProjectManagement;",
        "Keywords": "meeting;workshop;retrospective;brainstorming;action;plan;",
        "StartupNotify": "true",
        "StartupWMClass": "facilitator",
    }
    return "\n".join(["[Desktop Entry]", *(f"{key}={value}" for key, value in lines.items()), ""])


def _command(data: str | None) -> list[str]:
    """Return what starts this very program, from its environment or its checkout."""
    started = Path(sys.argv[0]).absolute()
    command = [sys.executable, str(started)] if started.suffix == ".py" else [str(started)]
    if data or os.environ.get(paths.DATA_VARIABLE):
        command += ["--data", str(paths.data_folder(data))]
    return command


def _quoted(part: str) -> str:
    """Return an argument for the key Exec: quoted, then escaped once more as any value is."""
    quoted = "".join(f"\\{each}" if each in _SPECIAL else each for each in part)
    escaped = quoted.replace("\\", "\\\\").replace("\n", "\\n").replace("%", "%%")
    return f'"{escaped}"'


@contextmanager
def _refused_where(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputRefusedError(
            f"{file} cannot be changed ({file_faults.reason(error)}); your meetings are "
            f"untouched. Get access to that folder and try again."
        ) from error
