"""The command, in this process or in one of its own."""

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from facilitator.cli.dispatch import main
from tests.support.forks import PROGRAM, forked, written

ROOT = Path(__file__).resolve().parents[2]
OPEN_UNTIL_TOLD = (
    "import sys; from pathlib import Path; from facilitator.storage.store import Store\n"
    "store = Store(Path(sys.argv[1])); store.start(); store.status('x').result()\n"
    "print(flush=True); sys.stdin.read(); store.close()"
)


def facilitator(*arguments: object) -> int:
    """The exit code of the command."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    code = ended.value.code
    return code if isinstance(code, int) else 0


def assert_one_sentence(said: str) -> None:
    assert said.endswith(".\n")
    assert said.count("\n") == 1
    assert "Traceback" not in said


@dataclass(frozen=True, slots=True)
class Answer:
    """What a start came to that has no window of its own."""

    returncode: int
    stdout: str
    stderr: str


def again(data: Path, *arguments: object) -> Answer:
    """One more start, or a command; it ends by itself, and has no screen for a window."""
    screenless = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ""}
    with TemporaryFile() as out, TemporaryFile() as err, Path(os.devnull).open("rb") as none:
        starts = ("--data", data, *arguments)
        child = forked(PROGRAM, starts, none.fileno(), out, err, screenless)
        with child:
            child.goes()
            code = child.wait(20)
        return Answer(code, written(out), written(err))
