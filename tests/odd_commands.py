"""A program that puts odd things in place of our files, and says what each command makes of them.

Each command runs in a process of its own, forked off one that has everything loaded.
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

from facilitator import commands, crash, doctor, own_files  # noqa: F401 - loaded before the fork
from facilitator.cli import main
from facilitator.storage import restoring, salvage  # noqa: F401
from tests import odd_things

PATIENCE = 20.0
"""Seconds after which a command is taken to hang; less would tell of a busy machine."""
BACKUP = "meetings-20261122T101500Z.db"


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


def commands_on(data: Path) -> dict[str, list[str]]:
    out = data.parent / "out"
    return {
        "list": ["list"],
        "list again": ["list", "--json"],
        "export": ["export", "latest", "--format", "json", "-o", str(out / "m.json")],
        "import": ["import", str(out / "m.json"), "--as-copy"],
        "trash": ["trash"],
        "exercises": ["exercises"],
        "doctor": ["doctor"],
        "backup": ["backup"],
        "backup elsewhere": ["backup", "--to", str(out / "stick")],
        "salvage": ["salvage", "--to", str(out / "rescued")],
        "list backups": ["restore"],
        "restore": ["restore", BACKUP],
        "list at last": ["list"],
    }


def tried(arguments: list[str], data: Path) -> tuple[int | None, str, str, float, float]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            code = 99
            try:
                main(["--data", str(data), *arguments])
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 0
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        ended = os.pidfd_open(child)
        hung = not select.select([ended], [], [], PATIENCE)[0]
        if hung:
            os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
        os.close(ended)
        seconds = time.monotonic() - began
        for stream in (out, err):
            stream.seek(0)
        said, complained = out.read().decode(), err.read().decode()
    code = None if hung else os.waitstatus_to_exitcode(status)
    return code, said, complained, seconds, used.ru_maxrss / 1000


def try_out(prepared: Path, own: own_files.OwnFile, kind: str) -> None:
    for number in range(len(own.folders)):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            shutil.copytree(prepared, data, symlinks=True)
            (Path(folder) / "out").mkdir()
            places = odd_things.places(own, data)
            if number >= len(places):
                continue
            odd_things.put(kind, places[number])
            for name, arguments in commands_on(data).items():
                outcome = Outcome(own.example, kind, name, *tried(arguments, data))
                print(json.dumps(asdict(outcome)), flush=True)


def by_name(name: str) -> own_files.OwnFile:
    return next(own for own in own_files.OWN_FILES if own.example == name)


if __name__ == "__main__":
    # Pairs of a file and a kind follow the prepared folder.
    for pair in sys.argv[2:]:
        file, _, kind = pair.partition("=")
        try_out(Path(sys.argv[1]), by_name(file), kind)
