"""Real keys on a real screen, on keyboards of other countries."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import xhands
from tests.support.key_events import CODES
from tests.support.xhands import MISSING, Program, XHands, exported

_MISSING = [*MISSING, *(["setxkbmap"] if shutil.which("setxkbmap") is None else [])]
pytestmark = [
    pytest.mark.xscreen,
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed here: {', '.join(_MISSING)}"),
]

XKEYS = {"Enter": "Return", "PgDown": "Next"}


@pytest.fixture(scope="module")
def hands() -> Iterator[XHands]:
    with xhands.screen() as hands:
        yield hands


class Board:
    """The keys of a keyboard by their places, whatever its layout."""

    def __init__(self, hands: XHands, layout: str) -> None:
        self._hands = hands
        subprocess.run(["setxkbmap", layout], env=hands.environment, check=True)

    def presses(self, *keys: str) -> None:
        """Press keys: "Ctrl+Z" is the place where the Z is in the US."""
        for key in keys:
            *held, place = key.split("+")
            code = str(CODES[place]) if place in CODES else XKEYS.get(place, place)
            for name in held:
                self._hands.xdotool("keydown", name.lower())
            self._hands.xdotool("key", code)
            for name in reversed(held):
                self._hands.xdotool("keyup", name.lower())


@pytest.mark.parametrize(
    ("layout", "word"),
    [
        ("ru", "зукукыв"),
        ("gr", "περερσδ"),
        ("il", "פקרקרדג"),
        ("ara", "حثقثقسي"),
        ("ru,us", "зукукыв"),
        ("gr,us", "περερσδ"),
    ],
)
def test_every_command_has_its_place_without_latin_letters(
    hands: XHands, own_data_folder: Path, tmp_path: Path, layout: str, word: str
) -> None:
    with Program(hands, own_data_folder, "new", "--title", "Monday") as program:
        program.is_at("Monday · Facilitator")
        board = Board(hands, layout)
        board.presses("P", "E", "R", "E", "R", "S", "D", "Enter")
        board.presses("P", "Enter", "Ctrl+Z")
        board.presses("E", "Ctrl+A", "Ctrl+X", "Ctrl+V", "Ctrl+V", "Enter")
        board.presses("Ctrl+K", "Ctrl+K", "Ctrl+Q")
        assert program.has_quit() == 0
    Board(hands, "us")
    cards = [card["text"] for card in exported(own_data_folder, tmp_path)["cards"]]
    assert cards == [word, word[1] * 2]


@pytest.mark.parametrize("layout", ["fr", "cz", "us"])
def test_a_number_is_a_number_with_shift_or_without(
    hands: XHands, own_data_folder: Path, tmp_path: Path, layout: str
) -> None:
    other = "" if layout == "us" else "Shift+"
    with Program(hands, own_data_folder, "new", "--title", "Monday") as program:
        program.is_at("Monday · Facilitator")
        board = Board(hands, layout)
        board.presses("PgDown", "Q", "Enter", f"Alt+{other}1")
        board.presses("X", "Enter", "Alt+1", "C", "Enter", "V", "Enter")
        board.presses("PgDown", "Ctrl+D", "Enter")
        board.presses("6", "Enter", "1", f"{other}2", "Enter", f"{other}2", "Enter", "3")
        hands.presses("Ctrl+q")
        assert program.has_quit() == 0
    Board(hands, "us")
    document = exported(own_data_folder, tmp_path)
    assert [len(card.get("labels", ())) for card in document["cards"]] == [1, 1, 0, 0]
    assert [vote["dots"] for vote in document["ballots"][0]["votes"]] == [6, 12, 2, 3]
