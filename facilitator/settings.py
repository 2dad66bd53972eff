"""The user's settings, kept from one start to the next in one JSON file."""

import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from facilitator import durable, own_files

Paper = Literal["A4", "Letter"]
Colours = Literal["light", "dark", "high contrast"]
RoomDepth = Literal["small", "medium", "large"]
_CHOICES = {"paper": get_args(Paper), "colours": get_args(Colours), "room": get_args(RoomDepth)}
_FARTHEST = 100_000
"""Logical pixels; a window that says more was never on a screen."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings; `window` is x, y, width and height in logical pixels, folders are paths or empty.

    `room_screen` is the identity of the screen the room looks at, or empty.
    `timed_meeting` is the id of the meeting whose time the room sees, or empty.
    `colours` are those of the window that the room sees, `room` is how deep that is.
    """

    facilitator: str = ""
    team: str = ""
    paper: Paper = "A4"
    colours: Colours = "light"
    room: RoomDepth = "medium"
    window: tuple[int, int, int, int] | None = None
    maximized: bool = False
    fullscreen: bool = False
    export_folder: str = ""
    backup_folder: str = ""
    room_screen: str = ""
    timed_meeting: str = ""


def load_settings(path: Path) -> Settings:
    """Return the settings in a file, with defaults for what is missing or makes no sense."""
    try:
        stored = json.loads(durable.read(path, own_files.SETTINGS.largest))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    known = {field.name for field in fields(Settings)}
    good: dict[str, Any] = {}
    for name in known & stored.keys():
        with contextlib.suppress(ValueError):
            good[name] = _checked(name, stored[name])
    return Settings(**good)


def save_settings(path: Path, settings: Settings) -> None:
    """Replace the file as a whole. Raises OSError when it cannot be written."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), ensure_ascii=True, indent=2) + "\n"
    durable.replace_own(path, text.encode("ascii"), own_files.SETTINGS.largest)


def _checked(name: str, value: object) -> object:
    """Return a value as the field of that name has it. Raises ValueError if it does not fit."""
    if name == "window":
        return _window(value)
    if type(value) is not type(getattr(Settings(), name)):
        raise ValueError(name)
    if value not in _CHOICES.get(name, (value,)):
        raise ValueError(name)
    if isinstance(value, str) and "\0" in value.encode().decode():
        raise ValueError(name)
    return value


def _window(value: object) -> tuple[int, int, int, int] | None:
    if value is None:
        return None
    if not isinstance(value, list) or any(type(number) is not int for number in value):
        raise ValueError("window")
    x, y, width, height = value
    if width < 1 or height < 1 or max(map(abs, value)) > _FARTHEST:
        raise ValueError("window")
    return x, y, width, height
