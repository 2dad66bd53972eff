"""What happens to the program, or to its files, in the middle of a meeting."""

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.puppet_run import Run

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
DISK = "12m"
"""Size of the small disk."""


@dataclass
class Place:
    """Where a run has its files, and what was put in place of them."""

    data: Path
    home: Path
    foreign: dict[Path, bytes] = field(default_factory=dict)
    """What somebody else put there; it has to stay as it is, and nothing of ours beside it."""

    @property
    def database(self) -> Path:
        return self.data / "meetings.db"

    @property
    def ballast(self) -> Path:
        return self.data.parent / "ballast"

    @property
    def clock(self) -> Path:
        return self.home / "clock"


@dataclass(frozen=True)
class Fault:
    """`strike` does it, `mend` ends it where it can end while the program runs."""

    name: str
    strike: Callable[[Run, Place, random.Random], None] = lambda run, place, chance: None
    mend: Callable[[Run, Place], None] = lambda run, place: None
    before: Callable[[random.Random], Sequence[str]] = lambda chance: ()
    environment: Callable[[Place], Mapping[str, str]] = lambda place: {}
    takes_file: bool = False
    """Whether the file behind the name is not the one that is open any more."""


# The disk


def _traced(*calls: str, what: Callable[[random.Random], str]) -> Callable[..., Sequence[str]]:
    """Under strace, which does this to each of the calls every now and then."""

    def before(chance: random.Random) -> Sequence[str]:
        every = f"when={chance.randint(12, 40)}+{chance.randint(2, 12)}"
        injected = (f"inject={call}:{what(chance)}:{every}" for call in calls)
        options = (part for one in injected for part in ("-e", one))
        watched = ("-e", f"trace={','.join(calls)}")
        return ("strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, *watched, *options)

    return before


def _fill(run: Run, place: Place, chance: random.Random) -> None:
    # The program may be quicker to take what was left.
    with suppress(OSError), place.ballast.open("ab") as ballast:
        ballast.write(bytes(max(0, shutil.disk_usage(place.data).free - chance.choice((0, 8_192)))))


def _empty(run: Run, place: Place) -> None:
    place.ballast.unlink(missing_ok=True)


# The file


def _remove(run: Run, place: Place, chance: random.Random) -> None:
    place.database.unlink()


def _rename(run: Run, place: Place, chance: random.Random) -> None:
    place.database.rename(place.data / "meetings.old")


def _replace(run: Run, place: Place, chance: random.Random) -> None:
    """As a sync client does it, with what it holds to be newer."""
    other = place.data / ".meetings.db.part"
    shutil.copy(place.home / "foreign.db", other)
    other.replace(place.database)
    place.foreign[place.database] = place.database.read_bytes()


def _move_folder(run: Run, place: Place, chance: random.Random) -> None:
    place.data.rename(place.data.with_name("moved"))


def _remove_folder(run: Run, place: Place, chance: random.Random) -> None:
    shutil.rmtree(place.data)


def _remove_log(run: Run, place: Place, chance: random.Random) -> None:
    # A start at which nothing was written yet may have none.
    place.data.joinpath("meetings.db-wal").unlink(missing_ok=True)


# The computer


def _halt(run: Run, place: Place, chance: random.Random) -> None:
    run.gets(signal.SIGSTOP)
    run.hears_for(chance.uniform(0.05, 0.3))


def _go_on(run: Run, place: Place) -> None:
    run.gets(signal.SIGCONT)


def _jump(run: Run, place: Place, chance: random.Random) -> None:
    days = chance.choice((-400, -1, -0.01, 0.01, 1, 400))
    place.clock.write_text(f"{days:+}d\n")


def _with_clock(place: Place) -> Mapping[str, str]:
    place.clock.write_text("+0\n")
    return {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(place.clock),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def _delayed(chance: random.Random) -> str:
    return f"delay_enter={chance.randint(20_000, 400_000)}"


NONE = Fault("none")
FULL = Fault("disk full", _fill, _empty)
CLOCK = Fault("clock jump", _jump, environment=_with_clock)
HALT = Fault("SIGSTOP", _halt, _go_on)
DISKS = (
    Fault("EIO", before=_traced("fdatasync", what=lambda chance: "error=EIO")),
    Fault("EIO", before=_traced("pwrite64", what=lambda chance: "error=EIO")),
    Fault("ENOSPC", before=_traced("pwrite64", "fdatasync", what=lambda chance: "error=ENOSPC")),
    Fault("slow fsync", before=_traced("fdatasync", "fsync", what=_delayed)),
)
AWAY = (
    Fault("file removed", _remove, takes_file=True),
    Fault("file renamed", _rename, takes_file=True),
    Fault("file replaced", _replace, takes_file=True),
    Fault("folder moved", _move_folder, takes_file=True),
    Fault("folder removed", _remove_folder, takes_file=True),
    Fault("log removed", _remove_log, takes_file=True),
)


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, "true"]
    return not subprocess.run(tried, capture_output=True, check=False).returncode


def mounted(folder: Path) -> bool:
    """Whether a small disk of its own is there now."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if shutil.which("mount") is None:
        return False
    return not subprocess.run(mount, capture_output=True, check=False).returncode


def unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
