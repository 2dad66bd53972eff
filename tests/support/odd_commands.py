"""A program that says what each command makes of a data folder, in which odd things may be.

`in-place COMMANDS PREPARED FILE=KIND…` puts each in a copy of a prepared folder, and
`on COMMANDS DATA…` takes folders as they are. Each command runs in a process of its own, forked
off one that has everything loaded, so that one that hangs can be ended.
"""

import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from facilitator import crash_report, own_files  # noqa: F401 - loaded before the fork
from facilitator.cli import commands, doctor, export  # noqa: F401
from facilitator.cli.dispatch import main
from facilitator.storage.recovery import restore, salvage  # noqa: F401
from tests.support import odd_things

PATIENCE = 20.0
"""Seconds after which a command is taken to hang; less would tell of a busy machine."""
BACKUP = "meetings-20261122T101500Z.db"
LOOKING = "list doctor restore"
"""Commands that change nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command said, how it ended (None when it hung), and what it took."""

    file: str
    kind: str
    command: str
    code: int | None
    said: str
    complained: str
    seconds: float
    megabytes: float

    @property
    def is_well(self) -> bool:
        """Whether it did what it was asked, or said in one sentence why not."""
        codes = (0, 1, 2) if self.command == "doctor" else (0, 2)
        sentences = self.complained.count("\n")
        no_bug = "hit a bug" not in self.complained and "Traceback" not in self.complained
        told = sentences == (self.code == 2)
        return self.code in codes and told and no_bug and self.megabytes < 300


def commands_with(out: Path) -> dict[str, list[str]]:
    """Each by a name of its own, in an order in which the later can follow the earlier."""
    return {
        "list": ["list"],
        "export": ["export", "latest", "--format", "json", "-o", str(out / "m.json")],
        "import": ["import", str(out / "m.json"), "--as-copy"],
        "trash": ["trash"],
        "exercises": ["exercises"],
        "doctor": ["doctor"],
        "backup": ["backup"],
        "backup elsewhere": ["backup", "--to", str(out / "stick")],
        "salvage": ["salvage", "--to", str(out / "rescued")],
        "restore": ["restore"],
        "restore one": ["restore", BACKUP],
        "open": ["open", "none-such"],
        "new": ["new", "--exercise", "none-such"],
    }


def try_out(data: Path, file: str, kind: str, wanted: str) -> None:
    """Do these commands and say what came of each."""
    with tempfile.TemporaryDirectory() as out:
        for name, arguments in commands_with(Path(out)).items():
            if wanted == "all" or name in wanted.split():
                outcome = Outcome(file, kind, name, *_done(["--data", str(data), *arguments]))
                print(json.dumps(asdict(outcome)), flush=True)


def _done(arguments: list[str]) -> tuple[int | None, str, str, float, float]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            _run(arguments)
        ended = os.pidfd_open(child)
        hung = not select.select([ended], [], [], PATIENCE)[0]
        if hung:
            os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
        os.close(ended)
        seconds = time.monotonic() - began
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode())
    code = None if hung else os.waitstatus_to_exitcode(status)
    return code, texts[0], texts[1], seconds, used.ru_maxrss / 1000


def _run(arguments: list[str]) -> None:
    code = 99
    try:
        main(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def try_odd_thing(prepared: Path, file: str, kind: str, wanted: str) -> None:
    (own,) = (own for own in own_files.OWN_FILES if own.example == file)
    for number in range(len(own.folders)):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            shutil.copytree(prepared, data, symlinks=True)
            places = odd_things.places(own, data)
            if number < len(places):
                odd_things.put(kind, places[number])
                try_out(data, file, kind, wanted)


if __name__ == "__main__":
    how, chosen, first, *others = sys.argv[1:]
    if how == "on":
        for folder in (first, *others):
            try_out(Path(folder), "", Path(folder).name, chosen)
    else:
        for pair in others:
            named, _, odd = pair.partition("=")
            try_odd_thing(Path(first), named, odd, chosen)
