"""A laptop and a projector beside it: a file of tests runs in a process that has both. Needs Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.window import Room

PLATFORM = "FACILITATOR_TEST_PLATFORM"
INSIDE = "configfile=" in os.environ.get(PLATFORM, "")
two_screens = pytest.mark.skipif(not INSIDE, reason="run where there are two screens")
one_screen = pytest.mark.skipif(INSIDE, reason="this is the run with two screens")
SCREENS = [("eDP-1", 0, 0, 1366, 768), ("HDMI-1", 1366, 0, 1920, 1080)]


def passes_with_two_screens(file: str, tmp_path: Path) -> None:
    """Run the tests of a file where there are two screens."""
    screens = [
        {"name": name, "x": x, "y": y, "width": width, "height": height}
        | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0}
        for name, x, y, width, height in SCREENS
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", file],
        cwd=Path(__file__).parents[2],
        env={**os.environ, PLATFORM: f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]


def keyboard_back(room: Room) -> None:
    """Only here every window that is shown takes the keyboard, whatever it says it wants."""
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
