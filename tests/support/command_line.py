"""The command, in this process or in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.cli.dispatch import main

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


def line(data: Path, *arguments: object) -> list[str]:
    return [str(part) for part in (sys.executable, ROOT / "main.py", "--data", data, *arguments)]


def again(data: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """One more start, or a command; it ends by itself, and has no screen for a window."""
    return subprocess.run(
        line(data, *arguments),
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
