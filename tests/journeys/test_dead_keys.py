"""Letters made with dead keys stay in their order, however long the program takes to read keys."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import xhands
from tests.support.xhands import MISSING, Program, XHands, exported

_MISSING = [*MISSING, *(["setxkbmap"] if shutil.which("setxkbmap") is None else [])]
pytestmark = [
    pytest.mark.xscreen,
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed here: {', '.join(_MISSING)}"),
]

ECAFE = ("dead_acute", "e", "c", "a", "f", "dead_acute", "e")
UBER = ("dead_diaeresis", "u", "b", "e", "r")
WORDS = (*ECAFE, "space", *UBER)


@pytest.fixture
def hands() -> Iterator[XHands]:
    with xhands.screen() as hands:
        layout = ["setxkbmap", "us", "-variant", "intl"]
        subprocess.run(layout, env=hands.environment, check=True)
        yield hands


@contextmanager
def busy(program: Program) -> Iterator[None]:
    """The program reads no key meanwhile, and then all at once."""
    program.process.send_signal(signal.SIGSTOP)
    yield
    program.process.send_signal(signal.SIGCONT)


def test_words_with_accents_typed_while_the_program_is_busy(
    hands: XHands, own_data_folder: Path, tmp_path: Path
) -> None:
    with Program(hands, own_data_folder, "new", "--title", "Monday") as program:
        program.is_at("Monday · Facilitator")
        for _ in range(3):
            with busy(program):
                # A letter and the one after it never come within the same millisecond.
                hands.presses(*(*WORDS, "Enter") * 4)
        log = own_data_folder / "meetings.db-wal"
        wanted = "écafé über".encode()
        program.until(lambda: log.read_bytes().count(wanted) >= 12, "the last of the words on disk")
        hands.presses("Up", "Enter", "End")
        with busy(program):
            hands.presses("space", *WORDS, "Enter", "Esc", *ECAFE, "Enter", "Ctrl+Q")
        assert program.has_quit() == 0
    cards = [card["text"] for card in exported(own_data_folder, tmp_path)["cards"]]
    assert cards == ["écafé über"] * 11 + ["écafé über écafé über", "écafé"]
