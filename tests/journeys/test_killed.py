"""The program is killed in the middle of a meeting and goes on where it was."""

import signal
import subprocess
import sys
from pathlib import Path

from facilitator.domain.records import Side
from tests.support import bakery
from tests.support.window import OpenRoom

ROOT = Path(__file__).resolve().parents[2]
HALF_TYPED = "When the second one broke, nobody"


def kills(data: Path, *words: str) -> None:
    """Half a meeting, ended by a kill; `words` are what is half-typed, and what is hidden."""
    program = [sys.executable, "-m", "tests.journeys.half_a_meeting"]
    killed = subprocess.run(
        [*program, data, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def test_a_killed_meeting_opens_where_it_was(open_room: OpenRoom, own_data_folder: Path) -> None:
    kills(own_data_folder, HALF_TYPED)
    room = open_room()
    room.until(lambda: room.controller.host.screen is not None)
    room.until(lambda: room.said.startswith("The program ended unexpectedly last time"))
    assert (room.at, room.band) == ("why", "Waiting")
    assert (room.stage.side, room.stage.context_text()) == (Side.RIGHT, "One slicer has to do")
    assert room.entry == HALF_TYPED
    room.says(" threw it away")
    assert room.right() == [HALF_TYPED + " threw it away"]
    room.walks_to("close")
    room.presses(*["Ctrl+PgUp"] * 6)
    assert (room.left(), room.right()) == (list(bakery.STRENGTHS), list(bakery.GAPS))


def test_what_was_private_is_private_still(open_room: OpenRoom, own_data_folder: Path) -> None:
    kills(own_data_folder, HALF_TYPED, "The owner shouts")
    room = open_room()
    room.until(lambda: room.controller.host.screen is not None)
    assert room.left() == []
    assert room.entry == HALF_TYPED
    assert set(room.stage.entry.edit.toPlainText()) == {"•"}
    room.presses("Enter", "Ctrl+Shift+H")
    assert sorted(room.left()) == ["The owner shouts", HALF_TYPED]
