"""The marker file: a window that has a data folder open says so in it, for as long as it does.

Where file locks work, it tells a second start where to find the window, and the next start that
the last one crashed. Where they do not, it also keeps other computers away. Light to import.
"""

import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from facilitator import __version__, durable, file_faults, file_reader, own_files
from facilitator.domain.moments import moment_of
from facilitator.typed_reader import Text, checked, read_json

if TYPE_CHECKING:
    from facilitator.storage.folder.location import Location

    Moment = datetime
else:
    Moment = checked(moment_of, "a moment with an offset")

NAME = "open.json"
BEAT_SECONDS = 30
"""From one heartbeat to the next, where other computers look at the file."""
_FRESH = timedelta(minutes=2)
_AHEAD = timedelta(hours=1)
"""How far a clock elsewhere may be ahead of ours and still be believed."""
_SYSTEM_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_LONGEST_ID = 1_000
"""Bytes of the system's own id."""


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """A window: its computer and process, since when it runs (UTC), and the meeting it shows.

    `computer` tells apart computers of one name, and is empty where it is not known. All is empty
    when the file could not be read, as after a power cut.
    """

    program: str = ""
    host: str = ""
    process: int = 0
    since: datetime | None = None
    meeting: str | None = None
    computer: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it runs, or ran, on this computer."""
        ours = this_computer()
        return self.host == this_host() and (not (ours and self.computer) or self.computer == ours)


class _Stored(Struct):
    """A WindowInfo as the file has it; older programs wrote no `computer`."""

    program: Text
    host: Text
    process: int
    since: Moment
    meeting: Text | None = None
    computer: Text = ""


@dataclass(frozen=True, slots=True)
class OpenedFolder:
    """What a window found in the data folder it opened; `crashed` is the window that crashed there.

    `stray_log` holds changes that belong to another database than the one there is now.
    """

    location: "Location"
    crashed: WindowInfo | None
    stray_log: Path | None = None


def this_host() -> str:
    """Return the name of this computer."""
    if sys.platform == "win32":
        from socket import gethostname

        return gethostname()
    # The same name, without an import: the first window waits for this.
    return os.uname().nodename


@cache
def this_computer() -> str:
    """Return an id that no other computer has; empty where the system does not tell.

    A hash, so that the file does not give away the system's own id.
    """
    from hashlib import sha256

    known = _system_id()
    return sha256(f"facilitator {known}".encode()).hexdigest()[:16] if known else ""


def _system_id() -> str:
    for file in _SYSTEM_IDS:
        with suppress(OSError, UnicodeDecodeError):
            if known := file_reader.read(file, _LONGEST_ID).decode("ascii").strip():
                return known
    from uuid import getnode

    node = getnode()
    # With this bit set it is a random number, another one in each process.
    return "" if node >> 40 & 1 else f"{node:012x}"


def marker_file(data: Path) -> Path:
    """Return the path of the marker file in a data folder."""
    return data / NAME


def read_window_info(data: Path) -> WindowInfo | None:
    """Return the window that has the meetings open, or had when it crashed; None if none."""
    try:
        found = read_json(file_reader.read(marker_file(data), own_files.MARKER.largest), _Stored)
    except (FileNotFoundError, IsADirectoryError, file_faults.OddFileError):
        # No window made what is not a file.
        return None
    except (OSError, ValueError):
        return WindowInfo()
    return WindowInfo(**structs.asdict(found))


def runs_here(window: WindowInfo) -> bool:
    """Return whether the window probably runs on this computer now."""
    if not window.is_here or window.process <= 0:
        return False
    if sys.platform == "win32":
        # There is no harmless signal there; asking the window itself will tell.
        return True
    try:
        os.kill(window.process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True


def remote_window(data: Path) -> WindowInfo | None:
    """Return the window on another computer that has the meetings open, as far as is known."""
    window = read_window_info(data)
    if window is None or not window.host or window.is_here:
        return None
    try:
        age = timedelta(seconds=_clock_of(data) - marker_file(data).stat().st_mtime)
    except OSError:
        return None
    return window if -_AHEAD < age < _FRESH else None


def _clock_of(folder: Path) -> float:
    """Return the time now in seconds, by the clock that dates the files there."""
    from uuid import uuid4

    probe = folder / f".probe-{uuid4().hex}"
    try:
        durable.make(probe)
        return probe.stat().st_mtime
    except OSError:
        return time.time()
    finally:
        with suppress(OSError):
            probe.unlink()


class WindowMarker:
    """The marker file of one window; a fault in writing it keeps nobody from working."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._mine = WindowInfo()

    def create(self) -> WindowInfo | None:
        """Write the file, once the database is open; return whose file was left there."""
        found = read_window_info(self._data)
        self._mine = WindowInfo(
            program=__version__,
            host=this_host(),
            process=os.getpid(),
            since=datetime.now(UTC),
            computer=this_computer(),
        )
        with suppress(OSError):
            self._write()
        return found

    def refresh(self, meeting: str | None) -> WindowInfo | None:
        """Write the file again with the meeting that the window shows.

        Returns the window that wrote another file meanwhile; that file is then left alone.
        """
        found = read_window_info(self._data)
        if found is not None and found.host and not self._is_mine(found):
            return found
        self._mine = replace(self._mine, meeting=meeting)
        with suppress(OSError):
            self._write()
        return None

    def remove(self) -> None:
        """Remove the file: the window closes as it should."""
        with suppress(OSError):
            found = read_window_info(self._data)
            if found is not None and self._is_mine(found):
                marker_file(self._data).unlink()

    def _is_mine(self, window: WindowInfo) -> bool:
        return replace(window, meeting=None) == replace(self._mine, meeting=None)

    def _write(self) -> None:
        mine = self._mine
        values = {
            "program": mine.program,
            "host": mine.host,
            "computer": mine.computer,
            "process": mine.process,
            "since": (mine.since or datetime.now(UTC)).isoformat(),
            "meeting": mine.meeting,
            # A sync program compares what is in a file, not only its date.
            "seen": datetime.now(UTC).isoformat(),
        }
        content = json.dumps(values, indent=2).encode() + b"\n"
        durable.replace_own(marker_file(self._data), content, own_files.MARKER.largest)
