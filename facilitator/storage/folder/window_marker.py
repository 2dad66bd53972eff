"""Who has the meetings of a data folder open: a small file that a window keeps there meanwhile.

Where locks hold, it tells a second start where to find the window, and the next start that the
last one did not end well. Where they do not, it also keeps other computers away. Light to import.
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

from facilitator import __version__, durable, own_files

if TYPE_CHECKING:
    from facilitator.storage.folder.location import Place

NAME = "open.json"
BEAT_SECONDS = 30
"""How often the file is refreshed where other computers look at it."""
_FRESH = timedelta(minutes=2)
_AHEAD = timedelta(hours=1)
"""How far a clock elsewhere may be ahead of ours and still be believed."""
_SYSTEM_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_LONGEST_ID = 1_000
"""Bytes of the system's own id."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A window: on which computer and in which process it runs, since when (UTC), at what meeting.

    `computer` tells apart those of one name, and is empty where it is not known. All is empty
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


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a window found when it opened the meetings; `crashed` is who did not end well.

    `stray_log` holds changes that belong to another file than the one there is now.
    """

    place: "Place"
    crashed: Holder | None
    stray_log: Path | None = None


def this_host() -> str:
    """What this computer is called."""
    if sys.platform == "win32":
        from socket import gethostname

        return gethostname()
    # The same name, and nothing to load for it: the first window waits for this.
    return os.uname().nodename


@cache
def this_computer() -> str:
    """What no other computer is, whatever it is called; empty where the system does not tell.

    A hash: who reads the file learns nothing else that is known by the system's own id.
    """
    from hashlib import sha256

    known = _system_id()
    return sha256(f"facilitator {known}".encode()).hexdigest()[:16] if known else ""


def _system_id() -> str:
    for file in _SYSTEM_IDS:
        with suppress(OSError, UnicodeDecodeError):
            if known := durable.read(file, _LONGEST_ID).decode("ascii").strip():
                return known
    from uuid import getnode

    node = getnode()
    # With this bit it is a number that was drawn by lot, in each process another one.
    return "" if node >> 40 & 1 else f"{node:012x}"


def marker_file(data: Path) -> Path:
    return data / NAME


def read_holder(data: Path) -> Holder | None:
    """Who has the meetings open, or had when a crash came; None when nobody."""
    try:
        return _parsed(json.loads(durable.read(marker_file(data), own_files.MARKER.largest)))
    except (FileNotFoundError, IsADirectoryError, durable.OddFileError):
        # What is no file, no window has put there.
        return None
    except (OSError, ValueError, RecursionError):
        return Holder()


def _parsed(stored: object) -> Holder:
    """Raises ValueError for anything that this program does not write."""
    if not isinstance(stored, dict):
        raise ValueError("no holder")
    texts = [stored.get(name) for name in ("program", "host", "since")]
    process, meeting = stored.get("process"), stored.get("meeting")
    # Absent in what older programs wrote.
    texts.append(stored.get("computer", ""))
    if not all(isinstance(text, str) for text in texts) or type(process) is not int:
        raise ValueError("no holder")
    if not isinstance(meeting, str | None):
        raise ValueError("no meeting")
    program, host, since, computer = map(str, texts)
    # What is no text, such as half a letter, raises here.
    f"{program}{host}{meeting}{computer}".encode()
    moment = datetime.fromisoformat(since)
    if moment.tzinfo is None:
        raise ValueError("no moment")
    return Holder(program, host, process, moment, meeting, computer)


def runs_here(holder: Holder) -> bool:
    """Whether the window may well run on this computer now."""
    if not holder.is_here or holder.process <= 0:
        return False
    if sys.platform == "win32":
        # There is no harmless signal there; whoever asks the window itself will know.
        return True
    try:
        os.kill(holder.process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True


def elsewhere(data: Path) -> Holder | None:
    """The window on another computer that has the meetings open, as far as the file tells."""
    holder = read_holder(data)
    if holder is None or not holder.host or holder.is_here:
        return None
    try:
        age = timedelta(seconds=_clock_of(data) - marker_file(data).stat().st_mtime)
    except OSError:
        return None
    return holder if -_AHEAD < age < _FRESH else None


def _clock_of(folder: Path) -> float:
    """The time now in seconds, by the clock that dates the files there."""
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


class Marker:
    """The file of one window. That it cannot be written keeps nobody from working."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._mine = Holder()

    def take(self) -> Holder | None:
        """Put up the file, the database being ours; returns whose was still there."""
        found = read_holder(self._data)
        self._mine = Holder(
            program=__version__,
            host=this_host(),
            process=os.getpid(),
            since=datetime.now(UTC),
            computer=this_computer(),
        )
        with suppress(OSError):
            self._write()
        return found

    def refresh(self, meeting: str | None) -> Holder | None:
        """Say that the window is still there, and at what meeting.

        Returns who put up another file meanwhile; then that is left alone.
        """
        found = read_holder(self._data)
        if found is not None and found.host and not self._is_mine(found):
            return found
        self._mine = replace(self._mine, meeting=meeting)
        with suppress(OSError):
            self._write()
        return None

    def drop(self) -> None:
        """Take the file away: the window ends as it should."""
        with suppress(OSError):
            found = read_holder(self._data)
            if found is not None and self._is_mine(found):
                marker_file(self._data).unlink()

    def _is_mine(self, holder: Holder) -> bool:
        return replace(holder, meeting=None) == replace(self._mine, meeting=None)

    def _write(self) -> None:
        mine = self._mine
        said = {
            "program": mine.program,
            "host": mine.host,
            "computer": mine.computer,
            "process": mine.process,
            "since": (mine.since or datetime.now(UTC)).isoformat(),
            "meeting": mine.meeting,
            # Who syncs a folder looks at what is in a file, not at its date alone.
            "seen": datetime.now(UTC).isoformat(),
        }
        content = json.dumps(said, indent=2).encode() + b"\n"
        durable.put(marker_file(self._data), content, own_files.MARKER.largest)
