"""A projector that is pulled and plugged while somebody types, on a real X screen."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import xhands
from tests.journeys.test_on_a_real_screen import exported
from tests.journeys.xhands import MISSING, Program, XHands

LACKING = [*MISSING, *(() if shutil.which("xrandr") else ("xrandr",))]
pytestmark = [
    pytest.mark.xscreen,
    pytest.mark.skipif(bool(LACKING), reason=f"not installed here: {', '.join(LACKING)}"),
]

CONSOLE, ROOM = "Monday · Facilitator", "What the room sees · Facilitator"
MIDDLE = 960
"""Where the projector's part of the screen begins, in pixels."""


class Projector:
    """The right half of the X screen as a monitor of its own, which comes and goes."""

    def __init__(self, hands: XHands) -> None:
        self._hands = hands
        self._xrandr("--setmonitor", "laptop", "960/250x1080/290+0+0", "screen")

    def _xrandr(self, *arguments: str) -> None:
        subprocess.run(
            ["xrandr", *arguments], env=self._hands.environment, check=True, capture_output=True
        )

    def plug(self) -> None:
        self._xrandr("--setmonitor", "projector", f"960/250x1080/290+{MIDDLE}+0", "none")

    def pull(self) -> None:
        self._xrandr("--delmonitor", "projector")


@pytest.fixture
def hands() -> Iterator[XHands]:
    with xhands.screen() as hands:
        yield hands


@pytest.fixture
def projector(hands: XHands) -> Projector:
    return Projector(hands)


def place(hands: XHands, title: str) -> str:
    """Where the window of a title is, as x,y and size; empty while it is not shown."""
    found = hands.xdotool("search", "--onlyvisible", "--name", f"^{title}$", "getwindowgeometry")
    lines = [line.strip() for line in found.splitlines()[1:]]
    return " ".join(line.split(" (")[0].split(": ")[1] for line in lines)


def activated(hands: XHands, title: str) -> bool:
    """Ask the window manager to activate a window; whether it is active by now."""
    hands.xdotool("search", "--onlyvisible", "--name", f"^{title}$", "windowactivate")
    return hands.xdotool("getactivewindow", "getwindowname") == title


ON_THE_PROJECTOR = f"{MIDDLE},0 960x1080"


def flaps(hands: XHands, projector: Projector, data: Path, times: int) -> None:
    """Pull and plug under typing, and look that nothing was lost, covered or left behind."""
    projector.plug()
    typed = []
    with Program(hands, data, "new", "--title", "Monday") as program:
        program.is_at(CONSOLE)
        program.until(lambda: place(hands, ROOM) == ON_THE_PROJECTOR, "the room's window")
        for number in range(times):
            hands.types(f"thought {number}")
            projector.pull()
            hands.types(" of the morning")
            if number % 5 == 0:
                program.until(lambda: not place(hands, ROOM), "the room's window to go")
            hands.types(" shift")
            projector.plug()
            hands.presses("Enter")
            typed.append(f"thought {number} of the morning shift")
            if number % 5 == 0:
                program.until(lambda: place(hands, ROOM) == ON_THE_PROJECTOR, "it to come back")
                program.is_at(CONSOLE)
        program.until(lambda: place(hands, ROOM) == ON_THE_PROJECTOR, "it to come back")
        program.is_at(CONSOLE)
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    cards = exported(data, data)["cards"]
    assert [card["text"] for card in cards] == typed


def test_a_projector_that_flaps_costs_no_key_and_never_covers_the_console(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    flaps(hands, projector, own_data_folder, 20)


@pytest.mark.soak
def test_a_projector_that_flaps_a_hundred_times_costs_no_key(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    flaps(hands, projector, own_data_folder, 100)


def test_the_rooms_window_is_closed_by_its_own_keys_and_comes_back_by_the_consoles(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    projector.plug()
    with Program(hands, own_data_folder, "new", "--title", "Monday") as program:
        program.is_at(CONSOLE)
        program.until(lambda: place(hands, ROOM) == ON_THE_PROJECTOR, "the room's window")
        program.until(lambda: activated(hands, ROOM), "the keyboard to go to the room's window")
        program.is_at(ROOM)
        hands.presses("PgDown", "Esc")
        program.is_at(CONSOLE)
        assert not place(hands, ROOM)
        hands.presses("F5")
        program.until(lambda: place(hands, ROOM) == ON_THE_PROJECTOR, "the room's window")
        program.is_at(CONSOLE)
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    assert exported(own_data_folder, own_data_folder)["meeting"]["stage"] == "where-not"
