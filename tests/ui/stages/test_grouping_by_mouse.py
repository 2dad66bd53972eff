"""Cards are grouped by dropping one on another, and by the menu of those that are marked."""

import pytest
from PySide6.QtCore import Qt

from facilitator.domain.records import Card, Side, Theme
from facilitator.export.json_format import loads
from facilitator.paths import resources
from tests.support.mouse import chooses_here, clicks_card, clicks_right, drops_on
from tests.support.window import Room

CTRL = Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def themes(room: Room) -> dict[str, set[str]]:
    """The cards of each theme, by its name."""
    found: dict[str, set[str]] = {}
    for face in room.faces(Side.LEFT):
        if face.detail:
            found.setdefault(face.detail, set()).add(face.text)
    return found


def test_a_card_that_is_dropped_on_another_asks_for_the_name_of_both(room: Room) -> None:
    room.says("no chairs", "nowhere to sit", "closed")
    room.types("half a sent")
    drops_on(room, Side.LEFT, "no chairs", "nowhere to sit")
    assert (room.entry, room.focus) == ("", room.stage.entry.edit)
    room.says("Seats")
    assert themes(room) == {"in “Seats”": {"no chairs", "nowhere to sit"}}
    assert room.entry == "half a sent"
    drops_on(room, Side.LEFT, "closed", "no chairs")
    assert themes(room) == {"in “Seats”": {"no chairs", "nowhere to sit", "closed"}}
    assert len(room.meeting.all(Theme)) == 1


def test_between_two_cards_it_goes_there(room: Room) -> None:
    room.says("first", "second", "third")
    drops_on(room, Side.LEFT, "third", "first", down=0.05)
    assert room.left() == ["third", "first", "second"]
    drops_on(room, Side.LEFT, "third", "third")
    assert room.left() == ["third", "first", "second"]
    assert not room.stage.marked


def test_the_menu_of_marked_cards_groups_them(room: Room) -> None:
    room.says("no chairs", "nowhere to sit", "closed")
    clicks_card(room, Side.LEFT, "no chairs", CTRL)
    clicks_right(room, Side.LEFT, "nowhere to sit")
    chooses_here(room, "Group these")
    assert room.focus is room.stage.entry.edit
    room.says("Seats")
    assert themes(room) == {"in “Seats”": {"no chairs", "nowhere to sit"}}


def test_cards_of_a_file_are_dragged_whatever_their_ids(home: Room) -> None:
    sample = (resources() / "samples" / "corner-bakery.json").read_text()
    meeting = loads(sample)
    first, second = meeting.children(Card, "strengths")[-2:]
    home.takes_in(loads(sample.replace(first.id, "käse-1").encode()))
    home.walks_to("feel-first")
    drops_on(home, Side.LEFT, first.text, second.text)
    assert home.stage.marked == {"käse-1", second.id}
