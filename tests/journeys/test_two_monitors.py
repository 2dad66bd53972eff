"""A projector that is pulled and plugged while somebody types, on a real X screen."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from tests.support import bakery, xhands
from tests.support.hands import Hands
from tests.support.outline import outline
from tests.support.projector import FULL, MIDDLE, SMALLER, Projector
from tests.support.xhands import MISSING, Program, XHands, exported

LACKING = [*MISSING, *(() if shutil.which("xrandr") else ("xrandr",))]
pytestmark = [
    pytest.mark.xscreen,
    pytest.mark.skipif(bool(LACKING), reason=f"not installed here: {', '.join(LACKING)}"),
]

MONDAY = "Monday"
CONSOLE, MEETING = f"{MONDAY} · Facilitator", "Monday at the counter · Facilitator"
ROOM = "What the room sees · Facilitator"


class Restless(Hands):
    """Hands that type while the projector flips a number of times with all they do."""

    def __init__(self, hands: XHands, projector: Projector, flips: int) -> None:
        self._hands = hands
        self._projector = projector
        self._flips = flips

    def presses(self, *keys: str) -> None:
        self._hands.presses(*keys)
        for _ in range(self._flips):
            self._projector.flips()

    def types(self, text: str) -> None:
        self._hands.types(text)
        self._projector.flips()


@pytest.fixture
def hands() -> Iterator[XHands]:
    with xhands.screen() as hands:
        yield hands


@pytest.fixture
def projector(hands: XHands) -> Projector:
    return Projector(hands)


def place(hands: XHands, title: str) -> QRect:
    """Where the window of a title is; empty while it is not shown."""
    command = ("--onlyvisible", "--name", f"^{title}$", "getwindowgeometry", "--shell")
    told = dict(
        line.split("=") for line in hands.xdotool("search", *command).splitlines() if "=" in line
    )
    numbers = [int(told.get(name, 0)) for name in ("X", "Y", "WIDTH", "HEIGHT")]
    return QRect(*numbers)


def covered(hands: XHands) -> bool:
    """Whether the room's window lies over the console."""
    return place(hands, ROOM).intersects(place(hands, f"{MONDAY}.*"))


def activated(hands: XHands, title: str) -> bool:
    """Ask the window manager to activate a window; whether it is active by now."""
    hands.xdotool("search", "--onlyvisible", "--name", f"^{title}$", "windowactivate")
    return hands.xdotool("getactivewindow", "getwindowname") == title


def stands(program: Program, hands: XHands, size: tuple[int, int] = FULL) -> None:
    """Wait until the room's window fills the projector and the keyboard is the console's."""
    wanted = QRect(MIDDLE, 0, *size)
    program.until(lambda: place(hands, ROOM) == wanted, "the room's window")
    assert not covered(hands)


def holds_the_meeting(hands: XHands, projector: Projector, data: Path, flips: int) -> None:
    """Type a whole meeting while the projector flaps; then nothing is lost or covered."""
    projector.plug()
    with Program(hands, data) as program:
        program.is_at("Facilitator")
        bakery.invites(hands)
        program.is_at(MEETING)
        stands(program, hands)
        bakery.goes_on(Restless(hands, projector, flips))
        if projector.plugged:
            projector.pull()
        program.until(lambda: place(hands, ROOM).isEmpty(), "the room's window to go")
        projector.plug()
        stands(program, hands)
        program.is_at(MEETING)
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    assert outline(exported(data, data)) == bakery.AS_TYPED


def test_a_whole_meeting_is_typed_while_the_projector_comes_and_goes(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    holds_the_meeting(hands, projector, own_data_folder, flips=1)


@pytest.mark.soak
def test_a_whole_meeting_is_typed_while_the_projector_flaps_a_hundred_times(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    holds_the_meeting(hands, projector, own_data_folder, flips=5)


def test_a_projector_that_flaps_while_the_window_is_busy_costs_no_key(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    projector.plug()
    with Program(hands, own_data_folder, "new", "--title", MONDAY) as program:
        program.is_at(CONSOLE)
        stands(program, hands)
        hands.types("said before, ")
        program.process.send_signal(signal.SIGSTOP)
        for _ in range(3):
            projector.pull()
            hands.types("meanwhile, ")
            projector.plug()
        program.process.send_signal(signal.SIGCONT)
        stands(program, hands)
        hands.says("and after")
        program.process.send_signal(signal.SIGSTOP)
        projector.pull()
        program.process.send_signal(signal.SIGCONT)
        program.until(lambda: place(hands, ROOM).isEmpty(), "the room's window to go")
        projector.plug(SMALLER)
        stands(program, hands, SMALLER)
        program.is_at(CONSOLE)
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    cards = exported(own_data_folder, own_data_folder)["cards"]
    told = "said before, meanwhile, meanwhile, meanwhile, and after"
    assert [card["text"] for card in cards] == [told]


def test_swapped_screens_stay_swapped_when_the_program_is_started_anew(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    projector.plug()
    on_the_laptop = QRect(0, 0, *FULL)
    with Program(hands, own_data_folder, "new", "--title", MONDAY) as program:
        program.is_at(CONSOLE)
        stands(program, hands)
        hands.types("half a ")
        hands.presses("Shift+F5")
        program.until(lambda: place(hands, ROOM) == on_the_laptop, "the screens to be swapped")
        program.until(lambda: place(hands, CONSOLE).left() >= MIDDLE, "the console to go")
        program.is_at(CONSOLE)
        hands.says("thought")
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    with Program(hands, own_data_folder, "open", "latest") as program:
        program.is_at(CONSOLE)
        program.until(lambda: place(hands, ROOM) == on_the_laptop, "the room's window")
        assert place(hands, CONSOLE).left() >= MIDDLE
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    cards = exported(own_data_folder, own_data_folder)["cards"]
    assert [card["text"] for card in cards] == ["half a thought"]


def test_the_rooms_window_is_closed_by_its_own_keys_and_comes_back_by_the_consoles(
    hands: XHands, projector: Projector, own_data_folder: Path
) -> None:
    projector.plug()
    with Program(hands, own_data_folder, "new", "--title", MONDAY) as program:
        program.is_at(CONSOLE)
        stands(program, hands)
        program.until(lambda: activated(hands, ROOM), "the keyboard to go to the room's window")
        program.is_at(ROOM)
        # Off the opening slide, and to the second column.
        hands.presses("PgDown", "PgDown")

        def escapes() -> bool:
            """Press once more, with time to read between: the first one asks."""
            hands.xdotool("key", "Escape", "sleep", "0.7")
            return place(hands, ROOM).isEmpty()

        program.until(escapes, "the room's window to close")
        program.is_at(CONSOLE)
        assert place(hands, ROOM).isEmpty()
        hands.presses("F5")
        stands(program, hands)
        program.is_at(CONSOLE)
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    assert exported(own_data_folder, own_data_folder)["meeting"]["stage"] == "where-not"
