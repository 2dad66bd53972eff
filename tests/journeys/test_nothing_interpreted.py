"""A meeting whose every text looks like a command to something: it is shown and kept as typed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu

from facilitator.domain.limits import LONGEST
from facilitator.domain.records import Item, Side
from facilitator.domain.text import clean
from facilitator.export.json_format import dumps, loads
from facilitator.launch import Start
from facilitator.paths import resources
from tests.support.on_disk import on_disk
from tests.support.window import OpenRoom, Room, contents

HOSTILE = (
    "<b>x</b>",
    '<img src="/etc/passwd">',
    "<a href='file:///etc/passwd'>a<b && c>d",
    "&File && R&D &amp; &#60;",
    "{n} {} {0.__class__} {path!r} {",
    "%s %n %1 %% %d",
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    "--data=/tmp",
    "file:///etc/passwd",
    "http://x.invalid/?a=b#c",
    "../../x",
    "CON",
    "C:\\nul\\t.",
    "$(touch x) `touch x` ; | > y",
    "'; DROP TABLE cards; --",
    "% _ * ? [a-z]",
    "[*] unsaved [*][*]",
    "a\u202egnp.exe\u202c",
    "zero\u200bwidth\u2060joiner\ufeff",
    "Z̸̢̛a̴͝l̵g̶o̷ é",
    "nul\0byte",
    "lone\ud800surrogate",
    "\x1b[31mred\x07",
    "long " * (LONGEST // 5 - 1) + "end",
)
SEEN = tuple(map(clean, HOSTILE))
PRINTED = [text for text in SEEN if text.isascii() and len(text) < 200]


def pastes_each(room: Room) -> None:
    for text in HOSTILE:
        room.pastes(text)
        room.presses("Enter")


def signs(text: str) -> str:
    """What is left of a text when lines may be broken anywhere."""
    return "".join(text.split())


def interpreting(room: Room) -> Iterator[str]:
    """Labels that would take a text for markup."""
    for label in room.window.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{label.text()!r} in {label.parent()!r}"


def heard(room: Room, side: Side) -> list[str]:
    """What is read out of the cards on the page at hand."""
    column = room.view(side).column
    rows = map(column.index, range(len(column.ids)))
    spoken = (column.data(row, Qt.ItemDataRole.AccessibleTextRole) for row in rows)
    return [text for text in spoken if text]


def menu(room: Room, side: Side) -> list[str]:
    """What the right mouse button offers, as a user reads it."""
    room.view(side).menu_requested.emit(room.window.mapToGlobal(QPoint(9, 9)))
    (shown,) = room.window.findChildren(QMenu)
    entries = [entry.text().split("\t")[0] for entry in shown.findChildren(QAction)]
    shown.close()
    shown.deleteLater()
    return [entry.replace("&&", "\0").replace("&", "").replace("\0", "&") for entry in entries]


def holds_a_hostile_meeting(room: Room) -> None:
    """Every field of every stage is given hostile words."""
    pastes_each(room)
    assert room.left() == list(SEEN)
    room.presses("PgDown")
    pastes_each(room)
    assert room.right() == list(SEEN)
    assert heard(room, Side.RIGHT) and set(heard(room, Side.RIGHT)) <= set(SEEN)
    room.presses("PgDown", "Up", "Home", "Space", "Down", "Space")
    room.pastes(HOSTILE[3])
    room.presses("Enter")
    assert SEEN[3] in room.left()
    room.walks_to("why")
    pastes_each(room)
    room.presses("Ctrl+Tab")
    pastes_each(room)
    assert (room.left(), room.right()) == (list(SEEN), list(SEEN))
    room.walks_to("instead")
    for text in HOSTILE:
        room.pastes(text)
        room.presses("Enter", "Ctrl+Down")
    room.walks_to("who-when")
    for number, text in enumerate(HOSTILE):
        room.pastes(text)
        room.presses("Enter")
        room.pastes(HOSTILE[number - 1])
        room.presses("Enter")
        room.says("2026-12-24")
        room.pastes(HOSTILE[number - 2])
        room.presses("Enter")


def test_what_is_typed_is_what_is_seen_heard_kept_and_printed(
    open_room: OpenRoom, tmp_path: Path
) -> None:
    room = open_room(Start("new"))
    title = "".join(HOSTILE[:7]) + HOSTILE[19]
    room.presses("Ctrl+I", "Ctrl+A")
    for text in (title, HOSTILE[0], HOSTILE[4], f"{HOSTILE[1]}, {HOSTILE[5]}"):
        room.pastes(text)
        room.presses("Tab")
    room.presses("Enter")
    assert room.meeting.details.title == clean(title)
    assert room.window.windowTitle().replace("[*][*]", "[*]") == f"{title} · Facilitator"
    holds_a_hostile_meeting(room)
    assert list(interpreting(room)) == []
    for keys in ("F1", "F3", "Ctrl+F", "Ctrl+,", "Ctrl+E"):
        room.presses(keys)
        assert list(interpreting(room)) == [], keys
        room.presses("Esc")
    plan = tmp_path / "{n} %s &plan.pdf"
    room.presses("Ctrl+E", "Ctrl+A")
    room.says(str(plan))
    room.until(lambda: room.controller.export().sheet.written == plan)
    assert str(plan) in room.controller.export().sheet.message.text()
    room.presses("Esc")
    before = contents(room.meeting)
    exercise = room.session.exercise
    room.leaves()
    kept = on_disk(room.data)
    assert contents(kept) == before
    words = {item.text for item in before if isinstance(item, Item)}
    assert words >= set(SEEN)
    written = dumps(kept, exercise)
    assert {i["text"] for i in json.loads(written)["cards"]} == set(SEEN)
    assert contents(loads(written))[0] == contents(kept)[0]
    pages = PdfReader(plan).pages
    paper = signs("".join(page.extract_text() for page in pages))
    assert [text for text in PRINTED if signs(text) not in paper] == []
    assert not any("/Annots" in page and "/URI" in str(page["/Annots"]) for page in pages)
    assert not any(page.images for page in pages)
    assert list(Path.cwd().glob("x")) == []


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_menu_shows_a_label_of_somebodys_own_exercise_as_it_is(open_room: OpenRoom) -> None:
    room = open_room()
    script = (resources() / "exercises" / "hold-a-meeting.toml").read_text("utf-8")
    own = script.replace("policy that penalizes", "R&D && <b>law</b> of")
    assert own != script
    folder = room.data / "exercises"
    folder.mkdir()
    (folder / "own.toml").write_text(own.replace('"hold-a-meeting"', '"own"', 1), "utf-8")
    room = open_room(Start("new", exercise="own"))
    room.presses("PgDown")
    room.says("They wait")
    room.presses("Up")
    labels = [label.text for label in room.session.exercise.labels]
    assert "R&D && <b>law</b> of" in labels[0]
    assert set(labels) <= set(menu(room, room.stage.side))
