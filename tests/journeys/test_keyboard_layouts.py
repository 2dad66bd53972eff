"""Real keys on a real screen, on keyboards of other countries."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
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
        pytest.param("gr", "περερσδ", marks=pytest.mark.soak),
        pytest.param("il", "פקרקרדג", marks=pytest.mark.soak),
        pytest.param("ara", "حثقثقسي", marks=pytest.mark.soak),
        pytest.param("ru,us", "зукукыв", marks=pytest.mark.soak),
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


@dataclass(frozen=True)
class Words:
    """What is said in one language, and how its keyboard makes some of it."""

    strength: str
    gap: str
    excuse: str
    origin: str
    strategy: str
    what: str
    who: str
    sign: str
    composed: tuple[str, ...]
    """Keys that make one word more of the strength."""
    made: str
    part: str
    """Of the gap, as somebody types it who looks for it."""


MEETINGS = {
    "de": Words(
        "Wir grüßen jeden Gast im",
        "Über Mittag schließen wir",
        "Das war schon immer so",
        "Früher aß der Chef zu Hause",
        "Öffnen, und zwar länger",
        "Schichten für mittags (13–15 %)",
        "Jörg Weiß",
        "Niemand rüttelt an der Tür",
        ("C", "A", "F", "dead_acute", "E"),
        "café",
        "uber mittag",
    ),
    "fr": Words(
        "Tout marche déjà, là où il y a",
        "L'après-midi, c'est fermé",
        "On a toujours fait ça",
        "Où mangeait-on à l'époque ?",
        "Ouvrir à midi & fermer après",
        "Un planning à 3 équipes",
        "Zoé",
        "Plus personne n'attend dehors",
        ("dead_circumflex", "e", "T", "R", "E"),
        "être",
        "lapres midi",
    ),
    "ara": Words(
        "نرحب بكل زبون",
        "نغلق ظهرا دائما",
        "كان الأمر هكذا",
        "المدير القديم أراد ذلك",
        "نفتح كل يوم",
        "جدول جديد للعمل",
        "ليلى",
        "لا أحد ينتظر في الخارج",
        ("B",),
        "لا",
        "نغلق ظهرًا",
    ),
}


@pytest.mark.parametrize(
    "layout",
    [pytest.param(name, marks=[] if name == "ara" else [pytest.mark.soak]) for name in MEETINGS],
)
def test_a_meeting_is_typed(
    hands: XHands, own_data_folder: Path, tmp_path: Path, layout: str
) -> None:
    said = MEETINGS[layout]
    with Program(hands, own_data_folder, "new", "--title", "Monday") as program:
        program.is_at("Monday · Facilitator")
        board = Board(hands, layout)
        hands.types(f"{said.strength} ")
        board.presses(*said.composed, "Enter", "PgDown")
        hands.says(said.gap)
        board.presses("Alt+1", "PgDown", "PgDown")
        hands.says(said.excuse)
        board.presses("F6")
        hands.says(said.origin)
        board.presses("PgDown")
        hands.says(said.strategy)
        board.presses("PgDown")
        hands.says(said.what, said.who, "2031-12-04", said.sign)
        board.presses("Ctrl+F")
        hands.says(said.part)
        board.presses("Ctrl+Q" if layout != "fr" else "Ctrl+A")
        assert program.has_quit() == 0
    Board(hands, "us")
    document = exported(own_data_folder, tmp_path)
    assert [card["text"] for card in document["cards"]] == [
        f"{said.strength} {said.made}",
        said.gap,
    ]
    assert len(document["cards"][1]["labels"]) == 1
    (action,) = document["actions"]
    assert (action["text"], action["owner"], action["due"], action["sign"]) == (
        said.what,
        said.who,
        "2031-12-04",
        said.sign,
    )
    for kind, text in (
        ("excuses", said.excuse),
        ("origins", said.origin),
        ("strategies", said.strategy),
    ):
        assert [item["text"] for item in document[kind]] == [text]
    assert document["meeting"]["stage"] == "what-matters", "the nearest that shows the gap"


@pytest.mark.parametrize(
    "layout", ["fr", *(pytest.param(name, marks=pytest.mark.soak) for name in ("cz", "us"))]
)
def test_a_number_is_a_number_with_shift_or_without(
    hands: XHands, own_data_folder: Path, tmp_path: Path, layout: str
) -> None:
    other = "" if layout == "us" else "Shift+"
    with Program(hands, own_data_folder, "new", "--title", "Monday") as program:
        program.is_at("Monday · Facilitator")
        board = Board(hands, layout)
        board.presses("PgDown", "PgDown", "Q", "Enter", f"Alt+{other}1")
        board.presses("X", "Enter", "Alt+1", "C", "Enter", "V", "Enter")
        board.presses("PgDown", "Ctrl+D", "Enter")
        board.presses("6", "Enter", "1", f"{other}2", "Enter", f"{other}2", "Enter", "3")
        hands.presses("Ctrl+q")
        assert program.has_quit() == 0
    Board(hands, "us")
    document = exported(own_data_folder, tmp_path)
    assert [len(card.get("labels", ())) for card in document["cards"]] == [1, 1, 0, 0]
    assert [vote["dots"] for vote in document["ballots"][0]["votes"]] == [6, 12, 2, 3]
