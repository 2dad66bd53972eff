"""What is behind a gap is counted where it is discussed, and each cause can be answered."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator.domain.chain import verbs
from facilitator.domain.records import Action, Card, Excuse, Origin, Side, Strategy
from facilitator.ui.cards.card_list import card_rect
from tests.support.keyboard import settle
from tests.support.window import Room


def discussed(room: Room) -> None:
    """A gap with two excuses, of which the first has two origins, one below the other."""
    session = room.session
    session.execute(verbs.add_cards(room.meeting, session.exercise.columns[1].id, ["The queue"]))
    (gap,) = room.meeting.all(Card)
    session.execute(verbs.add_excuses(room.meeting, gap.id, ["Always so", "No money"]))
    excuse = room.meeting.all(Excuse)[0]
    session.execute(verbs.add_origins(room.meeting, excuse.id, ["One till"]))
    (origin,) = room.meeting.all(Origin)
    session.execute(verbs.add_origins(room.meeting, origin.id, ["A small shop once"]))


def origin_of(room: Room, text: str) -> Origin:
    return next(origin for origin in room.meeting.all(Origin) if origin.text == text)


def band_says(room: Room) -> str:
    assert room.stage.band is not None
    return room.stage.band.accessibleName()


def test_an_origin_is_answered_below_its_excuse(room: Room) -> None:
    discussed(room)
    room.walks_to("instead")
    assert (room.band, room.stage.side) == ("Always so", Side.RIGHT)
    room.says("Open at eight")
    room.presses("Ctrl+Down")
    assert (room.band, "origin of “Always so”" in band_says(room)) == ("One till", True)
    assert "excuse 1 of 2" in band_says(room), "an origin counts with its excuse"
    assert "“One till”" in room.stage.entry.edit.placeholderText()
    room.says("A second till on Fridays")
    origin = origin_of(room, "One till")
    assert [s.text for s in room.meeting.children(Strategy, origin.id)] == [
        "A second till on Fridays"
    ]
    room.presses("Ctrl+Down", "Ctrl+Down")
    assert (room.band, "excuse 2 of 2" in band_says(room)) == ("No money", True)
    room.presses("Ctrl+Tab")
    assert room.left() == ["Always so", "One till", "A small shop once", "No money"]
    assert [face.depth for face in room.faces(Side.LEFT)] == [0, 1, 2, 0]
    assert [face.aside for face in room.faces(Side.LEFT)] == ["✓ 2", "✓ 1", "", ""]
    room.walks_to("who-when")
    room.presses("Ctrl+Down")
    assert "instead of “One till”" in band_says(room)
    shown = room.stage.room.view()
    assert getattr(shown.band, "about", "") == "One till"


def test_in_the_list_an_origin_is_clicked_found_changed_moved_and_removed(room: Room) -> None:
    discussed(room)
    room.walks_to("instead")
    room.presses("Ctrl+Tab")
    settle()
    view = room.view(Side.LEFT)
    row = view.column.rows[1]
    card = card_rect(view, view.visualRect(view.column.index(1)), row, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=card.center())
    assert (room.selected(), room.stage.selection.left) == ("One till", row.item_id)
    room.presses("F2")
    room.types(" only")
    room.presses("Enter")
    assert room.left()[1] == "One till only"
    room.presses("Esc")
    room.says("The rent is high")
    assert [o.text for o in room.meeting.children(Origin, room.meeting.all(Excuse)[0].id)] == [
        "One till only",
        "The rent is high",
    ], "beside an origin one more of these is typed"
    room.presses("Up", "Up")
    room.screen.find_item(origin_of(room, "One till only").id)
    assert (room.at, room.selected()) == ("instead", "One till only")
    room.presses("Alt+Down")
    assert room.left()[1:4] == ["The rent is high", "One till only", "A small shop once"]
    room.presses("Del")
    assert room.left() == ["Always so", "The rent is high", "No money"]
    room.presses("Ctrl+Z")
    assert (room.left()[2], room.selected()) == ("One till only", "One till only")
    room.presses("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert room.left() == ["Always so", "One till", "A small shop once", "No money"]


def test_a_gap_shows_how_many_causes_it_has(room: Room) -> None:
    discussed(room)
    room.walks_to("why")
    assert band_says(room).endswith("gap 1 of 1 · 2 causes")
    origin = origin_of(room, "One till")
    room.session.execute(verbs.add_origins(room.meeting, origin.id, ["And a small street"]))
    assert band_says(room).endswith("3 causes"), "a why that forks ends twice"
    assert getattr(room.stage.room.view().band, "causes", 0) == 3
    assert not room.meeting.all(Action)


def test_of_a_gap_with_one_cause_the_console_asks_what_else(room: Room) -> None:
    room.session.execute(
        verbs.add_cards(room.meeting, room.session.exercise.columns[1].id, ["The queue"])
    )
    room.walks_to("why")
    room.screen.set_console(True)
    assert room.screen.console is not None
    asked = room.screen.console.right.ask
    assert not asked.isVisible(), "nobody has said anything yet"
    room.says("Always so")
    assert (asked.isVisible(), asked.title.text()) == (True, "What else?")
    room.says("No money")
    assert not asked.isVisible()
    room.presses("Ctrl+Z")
    assert asked.isVisible()
    room.walks_to("instead")
    assert not asked.isVisible()
