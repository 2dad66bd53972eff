"""The screen goes away under the window: what was typed is saved, and the exit status says so."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.ledger import SAVED, Ledger, from_disk
from tests.support.puppet_run import Run
from tests.support.x_server import x_server

pytestmark = pytest.mark.xscreen

CARD, HALF = "We ring back", "half a thought that nobody has"


@contextmanager
def x11(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, str]]]:
    with x_server("-screen", "0", "1366x768x24") as (server, display):
        yield server, {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


@contextmanager
def wayland(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, str]]]:
    folder.chmod(0o700)
    named = {"XDG_RUNTIME_DIR": str(folder)}
    line = ["weston", "--backend=headless-backend.so", "--socket=room", "--idle-time=0"]
    with _running(line, env={**os.environ, **named}) as server:
        deadline = time.monotonic() + 20
        while not (folder / "room").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield server, {**named, "WAYLAND_DISPLAY": "room", "QT_QPA_PLATFORM": "wayland"}


@contextmanager
def _running(line: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(line, env=env, stdout=quiet, stderr=quiet)
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"not installed here: {program}"
    )


Screen = Callable[[Path], "contextmanager[tuple[subprocess.Popen[bytes], dict[str, str]]]"]


@pytest.mark.parametrize(
    ("screen", "how"),
    [
        pytest.param(x11, signal.SIGKILL, marks=needs("Xvfb")),
        pytest.param(x11, signal.SIGTERM, marks=(needs("Xvfb"), pytest.mark.soak)),
        pytest.param(wayland, signal.SIGKILL, marks=(needs("weston"), pytest.mark.soak)),
    ],
)
def test_what_was_typed_last_is_saved_when_the_screen_goes(
    screen: Screen, how: signal.Signals, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with screen(tmp_path) as (server, environment):
        run = Run(data, tmp_path, Ledger(), ["new", "--title", "Monday"], environment=environment)
        try:
            run.until(lambda: run.ledger.lamp == SAVED)
            run.does({"types": [CARD]}, {"presses": ["Enter"]}, {"types": [HALF]})
            server.send_signal(how)
            code = run.ends()
        finally:
            run.is_over()
    told = run.errors.read_text("utf-8")
    assert code not in (0, None), told
    assert "The connection to the screen was lost; everything up to then is saved" in told
    (rows,) = from_disk(data / "meetings.db").values()
    cards = [row["text"] for (table, _), row in rows.items() if table == "cards"]
    drafts = [row["drafts"] for (table, _), row in rows.items() if table == "bookmarks"]
    assert cards == [CARD]
    assert HALF in str(drafts)
