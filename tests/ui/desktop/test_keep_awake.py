"""The desktop is asked to stay awake, and no longer than the room looks on."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="not installed here: dbus")
def test_a_desktop_on_a_bus_is_asked_and_let_go_again() -> None:
    program = [sys.executable, "-m", "tests.support.awake_on_a_bus"]
    ran = subprocess.run(
        ["dbus-run-session", "--", *program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.split("\n") == ["asked", "let go", ""], ran.stderr
