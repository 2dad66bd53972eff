"""The user's settings, kept from one start to the next in one JSON file."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

from msgspec import Meta

from facilitator import durable, file_reader, own_files
from facilitator.parsed_text import Fault
from facilitator.typed_reader import Text, read_json, typed

Paper = Literal["A4", "Letter"]
Colours = Literal["light", "dark", "high contrast"]
RoomDepth = Literal["small", "medium", "large"]
Pixel = Annotated[int, Meta(ge=-100_000, le=100_000)]
Length = Annotated[int, Meta(ge=1, le=100_000)]
"""Logical pixels; a window that says more was never on a screen."""

_LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE"
"""Regions that print on Letter (CLDR, paper sizes)."""


def paper_of_region(environ: Mapping[str, str] = os.environ) -> Paper:
    """Return the paper of the region that the environment names, as POSIX looks for it."""
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_PAPER", "LANG"))
    chosen = next(filter(None, names), "")
    region = chosen.partition(".")[0].partition("@")[0].partition("_")[2]
    return "Letter" if region.upper() in _LETTER.split() else "A4"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings; `window` is x, y, width and height in logical pixels, folders are paths or empty.

    `room_screen` is the identity of the screen the room looks at, or empty.
    `timed_meeting` is the id of the meeting whose time the room sees, or empty.
    `daily_question` says whether it is asked, `question_asked_on` is the last day of that (ISO).
    `shown_team` is the id of the team that home shows, or empty for all.
    `colours` are those of the window that the room sees, `room` is how deep that is.
    The last export: `export_format`, by format `export_parts`, by the id of a team `export_logos`,
    and what else was chosen. The name of the file is not kept.
    """

    facilitator: Text = ""
    team: Text = ""
    paper: Paper = field(default_factory=paper_of_region)
    colours: Colours = "light"
    room: RoomDepth = "medium"
    window: tuple[Pixel, Pixel, Length, Length] | None = None
    maximized: bool = False
    fullscreen: bool = False
    export_folder: Text = ""
    backup_folder: Text = ""
    room_screen: Text = ""
    timed_meeting: Text = ""
    shown_team: Text = ""
    daily_question: bool = True
    question_asked_on: Text = ""
    export_format: Text = ""
    export_parts: dict[Text, Text] = field(default_factory=dict)
    export_logos: dict[Text, Text] = field(default_factory=dict)
    export_landscape: bool = False
    export_check_columns: bool = False
    export_signatures: bool = True
    export_without_names: bool = False
    export_beside_last: bool = False
    export_events: bool = False


def load_settings(path: Path) -> Settings:
    """Return the settings in a file, with defaults for what is missing or makes no sense."""
    try:
        stored = read_json(file_reader.read(path, own_files.SETTINGS.largest), dict[str, Any])
    except (OSError, ValueError):
        return Settings()
    good: dict[str, Any] = {}
    for name, kind in get_type_hints(Settings, include_extras=True).items():
        with suppress(KeyError, Fault):
            good[name] = typed(stored[name], kind)
    return Settings(**good)


def save_settings(path: Path, settings: Settings) -> None:
    """Replace the file as a whole. Raises OSError when it cannot be written."""
    durable.make_folders(path.parent)
    text = json.dumps(asdict(settings), ensure_ascii=True, indent=2) + "\n"
    durable.replace_own(path, text.encode("ascii"), own_files.SETTINGS.largest)
