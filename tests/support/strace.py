"""Programs run under strace: what they ask of the disk is noted, made to fail, or their end."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.support.forks import Fork, forked, written

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
SYNCS = ("fdatasync", "fsync")
"""SQLite calls the one, Python's os.fsync the other."""
WRITES = ("pwrite64", "write")
"""Again SQLite and Python."""
NAMES = ("rename", "link", "unlink")
RIGHTS = ("fchmod",)
MODULE = "tests.faults.actions"


def _strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    return not subprocess.run(
        ["strace", "-qq", "true"], capture_output=True, check=False
    ).returncode


needs_strace = pytest.mark.skipif(
    not _strace_works(), reason="not installed here: strace, or it may watch nothing"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a program said before it ended; `code` is negative for the signal that ended it."""

    lines: list[tuple[str, str]]
    code: int
    errors: str

    def all(self, what: str) -> list[str]:
        return [rest for word, rest in self.lines if word == what]


def program(deed: str, data: Path, *pragmas: str) -> list[str]:
    return [sys.executable, "-m", MODULE, deed, str(data), *pragmas]


def understood(output: str) -> list[tuple[str, str]]:
    """Each whole line as its first word and the rest."""
    whole = output[: output.rfind("\n") + 1]
    parts = (line.partition(" ") for line in whole.splitlines())
    return [(word, rest) for word, _, rest in parts]


def run(
    deed: str,
    data: Path,
    *options: str,
    pragmas: tuple[str, ...] = (),
    patient: bool = True,
    within: tuple[str, ...] = (),
) -> Said:
    """Do a deed, under strace when there are options for it, or `within` another command.

    One that is not patient gives up what is refused to it.
    """
    waiting, open_end = os.pipe()
    try:
        with TemporaryFile() as out, TemporaryFile() as err, Path(os.devnull).open("rb") as none:
            stdin = waiting if patient else none.fileno()
            if within:
                line = [*within, *program(deed, data, *pragmas)]
                ended = subprocess.Popen(
                    line, cwd=ROOT, env=ENVIRONMENT, stdin=stdin, stdout=out, stderr=err
                )
                code = ended.wait(timeout=120)
            else:
                code = _watched(forked(MODULE, (deed, data, *pragmas), stdin, out, err), options)
            said, errors = written(out), written(err)
    finally:
        os.close(waiting)
        os.close(open_end)
    return Said(understood(said), code, errors)


def _watched(child: Fork, options: Sequence[str]) -> int:
    """Let a program go, watched by strace from there on if there are options; how it ended."""
    with child:
        if not options:
            child.goes()
            return child.wait()
        out = () if "-o" in options else ("-o", os.devnull)
        watch = ["strace", "-f", *options, *out, "-p", str(child.pid)]
        with subprocess.Popen(watch, stderr=subprocess.PIPE, text=True) as watcher:
            assert watcher.stderr is not None
            first = watcher.stderr.readline()
            assert f"Process {child.pid} attached" in first, first
            child.goes()
            for _ in watcher.stderr:
                continue
    return child.wait()


def injecting(call: str, what: str, nth: int, *, lasting: bool = False) -> tuple[str, ...]:
    """The options that make the nth call (from 1) fail or end the program; in each thread anew."""
    when = f"{nth}+" if lasting else str(nth)
    return ("-e", f"trace={call}", "-e", f"inject={call}:{what}:when={when}")


def counted(deed: str, data: Path, noted: Path, pragmas: tuple[str, ...] = ()) -> Counter[str]:
    """How often each call is made by whichever thread makes it most, when nothing fails."""
    calls = ",".join((*SYNCS, *WRITES, *NAMES, *RIGHTS))
    said = run(deed, data, "-e", f"trace={calls}", "-o", str(noted), pragmas=pragmas)
    assert said.lines[-1] == ("done", ""), said
    made = Counter(re.findall(r"^(\d+) +(\w+)\(", noted.read_text("ascii", "replace"), re.M))
    most: Counter[str] = Counter()
    for (_, call), times in made.items():
        most[call] = max(most[call], times)
    return most
