"""The real program on a real X screen of its own, worked by xdotool alone."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.forks import PROGRAM, Fork, ended, started
from tests.support.hands import Hands
from tests.support.outline import Document
from tests.support.x_server import x_server

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "openbox", "xdotool")
MISSING = [program for program in NEEDED if shutil.which(program) is None]

_KEYS = {
    "Ctrl": "ctrl",
    "Enter": "Return",
    "Esc": "Escape",
    "PgDown": "Next",
    "PgUp": "Prior",
    "Space": "space",
}
"""Names of the contract as xdotool has them."""
_PATIENCE = 20.0
"""Seconds in which anything on a slow machine has happened."""


def until(wanted: Callable[[], bool], what: str) -> None:
    """Ask again and again; there is no signal from another process."""
    deadline, pause = time.monotonic() + _PATIENCE, 0.02
    while not wanted():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        # To ask takes a process, of which there are better uses.
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)


class XHands(Hands):
    """Keys to the window that has the focus on a display."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True
        )
        return done.stdout.strip()

    def presses(self, *keys: str) -> None:
        self.xdotool("key", "--delay", "6", *map(_name, keys))

    def types(self, text: str) -> None:
        if text:
            self.xdotool("type", "--delay", "6", text)


def _name(key: str) -> str:
    parts = [_KEYS.get(part, part) for part in key.split("+")]
    return "+".join(part.lower() if len(part) == 1 else part for part in parts)


@contextmanager
def screen() -> Iterator[XHands]:
    """A screen of 1920 by 1080 pixels with a window manager, and hands on its keyboard."""
    # Without auto-repeat (-r): a busy machine must not hold a key down for too long.
    with x_server("-screen", "0", "1920x1080x24", "-noreset", "-r") as (_, display):
        hands = XHands(display)
        with running(["openbox"], env=hands.environment):
            until(lambda: bool(hands.xdotool("get_desktop")), "the window manager")
            yield hands


class Program:
    """One run of the program with a window; it is ended with the block it is used in."""

    def __init__(
        self, hands: XHands, data: Path, *arguments: str, from_nothing: bool = False
    ) -> None:
        """Start it, as a user does `from_nothing`, or with its modules loaded."""
        self._hands = hands
        self.process: subprocess.Popen[bytes] | Fork
        if from_nothing:
            line = [sys.executable, str(ROOT / "main.py"), "--data", str(data), *arguments]
            self.process = subprocess.Popen(line, env=hands.environment)
        else:
            self.process = started("--data", data, *arguments, environment=hands.environment)

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *error: object) -> None:
        self.is_killed()

    def is_at(self, title: str) -> None:
        """Wait until the window of this title has the focus.

        The window manager calls a window active a moment before the server sends it the keys.
        """
        ask = self._hands.xdotool
        for question in ("getactivewindow", "getwindowfocus"):
            self.until(lambda question=question: ask(question, "getwindowname") == title, title)  # type: ignore[misc]

    def until(self, wanted: Callable[[], bool], what: str) -> None:
        def alive_and_wanted() -> bool:
            assert self.process.poll() is None, "the program has ended"
            return wanted()

        until(alive_and_wanted, what)

    def is_killed(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def has_quit(self) -> int:
        return self.process.wait(_PATIENCE)


def command(data: Path, *arguments: object) -> None:
    """One of the commands that open no window."""
    assert ended(PROGRAM, "--data", data, *arguments) == 0


@contextmanager
def running(
    program: Sequence[str], env: dict[str, str] | None = None, pass_fds: Sequence[int] = ()
) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(program, env=env, pass_fds=pass_fds, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def exported(data: Path, folder: Path) -> Document:
    command(data, "export", "latest", "--format", "json", "-o", folder / "meeting.json")
    document = json.loads((folder / "meeting.json").read_text("utf-8"))
    assert isinstance(document, dict)
    return document
