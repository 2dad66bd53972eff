"""The contract of keys, part three: an item, by keys and by the mouse."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDrag, QDropEvent
from PySide6.QtTest import QTest

from facilitator.domain.records import Side
from facilitator.ui.cards.card_list import MIME
from tests.support.mouse import clicks, clicks_card, spot_on
from tests.support.window import Room, contents


@pytest.fixture
def cards(room: Room) -> Room:
    """Three cards on the left, two on the right."""
    room.says("one", "two", "three")
    room.presses("Ctrl+Tab")
    room.says("four", "five")
    room.presses("Ctrl+Tab")
    return room


@pytest.fixture
def chain(room: Room) -> Room:
    """One gap with two excuses, an origin under the second, a strategy and its action."""
    room.presses("PgDown")
    room.says("closed at noon")
    room.walks_to("why")
    room.says("it was always so", "nobody asked")
    room.presses("Ctrl+Tab")
    room.says("the old boss")
    room.walks_to("instead")
    room.presses("Ctrl+Down")
    room.says("take turns")
    room.presses("PgDown")
    room.says("write a rota", "Cook", "tomorrow", "")
    return room


def test_arrows_move_the_selection_and_cross_to_the_other_column(cards: Room) -> None:
    cards.presses("Up", "Up")
    assert cards.selected() == "two"
    cards.presses("Right")
    assert cards.selected() == "five"
    cards.presses("Up")
    assert cards.selected() == "four"
    cards.presses("Left")
    assert cards.selected() == "two"
    cards.presses("Home")
    assert cards.selected() == "one"
    cards.presses("End", "Down")
    assert cards.focus is cards.stage.entry.edit


@pytest.mark.parametrize("keys", [("Ctrl+Z",), ("Enter", "Ctrl+Z")])
def test_undo_of_the_selected_item_selects_the_one_beside_it(
    room: Room, keys: tuple[str, ...]
) -> None:
    room.says("one", "two")
    room.presses("Up", *keys)
    assert room.selected() == "one"
    room.presses("Ctrl+Z")
    assert room.focus is room.stage.entry.edit


@pytest.mark.parametrize("open_key", ["Enter", "F2"])
@pytest.mark.parametrize("leave_keys", ["Enter", "Esc", "PgDown PgUp", "Ctrl+Tab", "F1 Esc"])
def test_words_edited_in_place_are_kept_however_it_is_left(
    cards: Room, open_key: str, leave_keys: str
) -> None:
    cards.presses("Up", open_key)
    cards.types(" and a half")
    cards.presses(*leave_keys.split())
    assert cards.focus.isVisible()
    assert cards.left() == ["one", "two", "three and a half"]
    cards.presses("Ctrl+Z")
    assert cards.left() == ["one", "two", "three"]


@pytest.mark.parametrize("key", ["Ctrl+H", "Ctrl+I", "Ctrl+E"])
def test_the_column_of_an_editor_stays_the_active_one(room: Room, key: str) -> None:
    room.says("A strength")
    room.walks_to("where-not")
    room.says("A gap")
    room.presses("Up", "F2")
    room.types(" that hurts")
    room.presses(key)
    if room.window.sheet is not None or not room.controller.host.shown:
        room.presses("Esc")
    assert room.right() == ["A gap that hurts"]
    assert (room.stage.side, room.stage.selection.right) == (
        Side.RIGHT,
        room.view(Side.RIGHT).column.ids[0],
    )


def test_from_an_editor_a_key_leads_to_the_other_column(room: Room) -> None:
    room.says("A strength")
    room.walks_to("where-not")
    room.says("A gap")
    room.presses("Up", "F2", "Ctrl+Tab")
    assert (room.stage.side, room.selected()) == (Side.LEFT, "A strength")


def test_an_item_edited_to_nothing_stays_as_it_was(cards: Room) -> None:
    cards.presses("Up", "Enter", "Ctrl+A", "Delete", "Enter")
    assert cards.left() == ["one", "two", "three"]


def test_an_edit_too_long_stays_open_with_its_words(cards: Room) -> None:
    cards.presses("Up", "Enter")
    cards.pastes("x" * 5_001)
    cards.presses("Enter")
    assert "5,000" in cards.said
    editor = cards.view(Side.LEFT).editor
    assert editor is not None
    assert editor.toPlainText() == "three" + "x" * 5_001
    cards.presses("PgDown")
    assert cards.at == "feel-first"
    cards.presses("Ctrl+A", "Delete", "Enter")
    assert cards.left() == ["one", "two", "three"]


def test_moving_within_the_column_and_to_the_other(cards: Room) -> None:
    cards.presses("Up", "Alt+Up", "Alt+Up")
    assert cards.left() == ["three", "one", "two"]
    cards.presses("Alt+Down")
    assert cards.left() == ["one", "three", "two"]
    cards.presses("Alt+Right")
    assert (cards.left(), cards.right()) == (["one", "two"], ["four", "five", "three"])
    assert cards.selected() == "three"
    cards.presses("Alt+Left")
    assert (cards.left(), cards.right()) == (["one", "two", "three"], ["four", "five"])


def test_space_marks_and_what_is_typed_names_the_theme(cards: Room) -> None:
    cards.walks_to("what-matters")
    cards.presses("Up", "Space", "Up", "Space")
    cards.says("opening hours")
    assert (cards.left(), cards.right()) == (["opening hours"], ["four", "five"])
    cards.presses("Up", "Ctrl+Shift+G")
    assert cards.left() == ["four", "five"]


def test_a_label_is_stamped_by_its_number_and_taken_off_by_it(cards: Room) -> None:
    label = cards.session.exercise.labels[0].text
    cards.presses("Ctrl+Tab", "Up", "1")
    assert cards.face(Side.RIGHT, "five").chips == (label,)
    cards.presses("1")
    assert cards.face(Side.RIGHT, "five").chips == ()


def test_a_letter_goes_to_the_entry_line(cards: Room) -> None:
    cards.presses("Up", "Up")
    cards.types("ébène")
    assert (cards.focus, cards.entry) == (cards.stage.entry.edit, "ébène")


def test_removing_says_what_went_with_it_and_is_one_undo(chain: Room) -> None:
    before = contents(chain.meeting)
    chain.walks_to("where-not")
    chain.presses("Up", "Del")
    assert chain.said.startswith("Removed “closed at noon” and with it ")
    assert chain.said.endswith(" Ctrl+Z brings them back.")
    for part in ("2 excuses", "1 origin", "1 strategy", "1 action"):
        assert part in chain.said
    assert contents(chain.meeting) == [chain.meeting.details, chain.meeting.script]
    chain.presses("Ctrl+Z")
    assert contents(chain.meeting) == before


def test_several_marked_cards_are_removed_at_once(cards: Room) -> None:
    cards.presses("Up", "Space", "Up", "Space", "Delete")
    assert cards.left() == ["one"]
    assert cards.said == "Removed 2 items. Ctrl+Z brings them back."
    cards.presses("Ctrl+Z")
    assert cards.left() == ["one", "two", "three"]


def test_moving_a_gap_keeps_its_chain(chain: Room) -> None:
    chain.walks_to("where-not")
    chain.presses("Up", "Enter")
    chain.types(", even on market day")
    chain.presses("Enter", "Alt+Left", "Alt+Right")
    chain.walks_to("who-when")
    assert (chain.left(), chain.right()) == (["take turns"], ["write a rota"])


def test_origins_go_deeper_and_back(chain: Room) -> None:
    chain.walks_to("why")
    chain.presses("Ctrl+Down", "Ctrl+Tab", "Up")
    chain.says("he had no help")
    assert [face.depth for face in chain.faces(Side.RIGHT)] == [0, 1]
    chain.presses("Up", "Alt+Left")
    assert [face.depth for face in chain.faces(Side.RIGHT)] == [0, 0]
    chain.presses("Alt+Right")
    assert [face.depth for face in chain.faces(Side.RIGHT)] == [0, 1]


def drop(room: Room, side: Side, texts: list[str], at: QPointF) -> None:
    """Let go of dragged cards over a column."""
    ids = [item.id for item in contents(room.meeting) if getattr(item, "text", "") in texts]
    data = QMimeData()
    data.setData(MIME, "\n".join(ids).encode("ascii"))
    event = QDropEvent(
        at,
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    room.view(side).dropEvent(event)


def test_a_card_is_dragged_within_its_column_and_to_the_other(cards: Room) -> None:
    drop(cards, Side.LEFT, ["three"], QPointF(100, 2))
    assert cards.left() == ["three", "one", "two"]
    below_all = QPointF(100, cards.view(Side.RIGHT).height() - 2)
    drop(cards, Side.RIGHT, ["three", "two"], below_all)
    assert cards.left() == ["one"]
    assert sorted(cards.right()[2:]) == ["three", "two"]
    cards.presses("Ctrl+Z", "Ctrl+Z")
    assert (cards.left(), cards.right()) == (["one", "two", "three"], ["four", "five"])


def test_the_mouse_selects_marks_and_edits(cards: Room) -> None:
    view = cards.view(Side.LEFT)
    middle = view.visualRect(view.column.index(1)).center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, Qt.KeyboardModifier.NoModifier, middle)
    assert cards.selected() == "two"
    QTest.mouseClick(view.viewport(), left, Qt.KeyboardModifier.ControlModifier, middle)
    assert len(cards.stage.marked) == 1
    QTest.mouseDClick(view.viewport(), left, Qt.KeyboardModifier.NoModifier, middle)
    cards.types("!")
    cards.presses("Enter")
    assert cards.left() == ["one", "two!", "three"]


def test_the_first_change_is_chosen_and_a_verdict_given_at_the_close(chain: Room) -> None:
    chain.walks_to("close")
    chain.presses("Up", "Space")
    assert chain.first_change == "write a rota"
    chain.presses("1", "Enter")
    assert chain.faces(Side.LEFT)[0].ticked
    chain.presses("Enter")
    assert (chain.at, chain.selected()) == ("who-when", "write a rota")


def test_the_keys_shown_for_a_column_are_those_that_do_something(room: Room) -> None:
    clicks(room.stage.panels[Side.RIGHT])
    assert room.focus is room.view(Side.RIGHT)
    assert {"Del", "Enter", "Space"}.isdisjoint(room.hints())
    assert "Esc" in room.hints()
    room.presses("Esc")
    room.walks_to("where-not")
    room.says("Closed at noon")
    room.walks_to("why")
    assert "Ctrl+Up/Down" not in room.hints()
    room.says("It was always so")
    room.presses("Up")
    assert {"Alt+Up/Down", "Alt+Left/Right", "Alt+Right"}.isdisjoint(room.hints())
    room.presses("Esc")
    room.says("Too few of us")
    assert "Ctrl+Up/Down" in room.hints()
    room.presses("Up")
    assert {"Alt+Up/Down", "Alt+Right"} <= set(room.hints())


def test_what_is_dragged_is_seen_with_its_whole_outline(
    cards: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _actions: dragged.append(drag))
    view = cards.view(Side.LEFT)
    clicks_card(cards, Side.LEFT, "two")
    view.start_drag()
    seen, cell = dragged[0].pixmap().deviceIndependentSize(), spot_on(view, "two")
    assert seen.height() > view.visualRect(view.indexAt(cell)).height()


def test_a_marked_card_offers_to_take_its_mark_off(cards: Room) -> None:
    cards.presses("Up", "Space")
    names = [command.name for command in cards.stage.commands()]
    assert "Remove the mark" in names
    cards.presses("Space")
    assert "Remove the mark" not in [command.name for command in cards.stage.commands()]
