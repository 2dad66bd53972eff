"""A folder that is synced between computers, and what another computer leaves there."""

import json
import os
import time
from pathlib import Path

from facilitator.storage.folder.window_marker import marker_file

MINUTE = 60


def synced(folder: Path) -> Path:
    """A folder such as Syncthing syncs."""
    (folder / ".stfolder").mkdir(parents=True)
    return folder


def left_by_another(
    data: Path, minutes_ago: float, host: str = "till-2", computer: str | None = None
) -> Path:
    """A marker as a window on another computer leaves it, in a folder that is synced."""
    (data / ".stfolder").mkdir(parents=True, exist_ok=True)
    file = marker_file(data)
    since = "2026-11-22T09:15:00+00:00"
    said = {"program": "1.0", "host": host, "process": 4711, "since": since, "meeting": "m"}
    file.write_text(json.dumps(said if computer is None else said | {"computer": computer}))
    moment = time.time() - minutes_ago * MINUTE
    os.utime(file, (moment, moment))
    return file
