"""Text never shrinks to fit: a column pages, and every line of every card is on some page."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from facilitator.domain.records import Side
from facilitator.launch import Start
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.column_model import ColumnModel, Slice
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.cards.column_style import ColumnStyle
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.text_layout import broken_into_lines
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room

pytestmark = pytest.mark.usefixtures("dressed")

WORD = "queue"
SENTENCE = ("The queue reaches the door before nine and nobody says why. " * 7)[:400]
PAGE = ("We never call back, and when we do it is too late for them. " * 84)[:5_000]
ONE_WORD = "Donaudampfschifffahrt" * 19 + "."
COLUMNS: dict[str, Sequence[str]] = {
    "nothing": (),
    "one word": (WORD,),
    "five": (WORD,) * 5,
    "forty words": (WORD,) * 40,
    "forty of 400": (SENTENCE,) * 40,
    "one word of 400": (WORD, ONE_WORD, WORD),
    "a page among words": (WORD, PAGE, WORD, PAGE),
    "many lines": ("\n".join(["one", "two", "three", "four", "five", "six"] * 9), WORD),
}
ROOMS = {"laptop": (540, 330), "projector": (860, 620), "narrow": (400, 190)}


def column(texts: Sequence[str], size: tuple[int, int] = ROOMS["projector"]) -> ColumnModel:
    """A column of these cards in a room of so many pixels, as wide as half a window."""
    model = ColumnModel(Type.CARD)
    width, height = size
    model.set_geometry(width, height, Metrics.for_size(width * 2, round(height * 1.6)))
    faces = {
        str(number): CardContent(text=text, stripe=Stripe.GAP) for number, text in enumerate(texts)
    }
    model.set_items(list(faces), faces.__getitem__)
    return model


def pages(model: ColumnModel, by: int) -> list[list[Slice]]:
    """Every page from where the column stands on, forth (1) or back (-1)."""
    found = [list(model.rows)]
    while model.turn_page(by):
        found.append(list(model.rows))
        assert len(found) < 2_000, "turning pages never ends"
    return found


def assert_all_is_shown(model: ColumnModel, shown: list[list[Slice]], height: int) -> None:
    for rows in shown:
        gaps = model.gap * (len(rows) - 1)
        assert sum(row.height for row in rows) + gaps <= height, "a page overflows"
    seen = {(row.index, strip) for rows in shown for row in rows for strip in range(*row.part)}
    layouts = [model.layout(index) for index in range(len(model.ids))]
    strips = {(i, n) for i, layout in enumerate(layouts) for n in range(len(layout.strips))}
    assert seen == strips, "some line is on no page"


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
@pytest.mark.parametrize("texts", COLUMNS.values(), ids=COLUMNS)
def test_turning_pages_shows_every_line(texts: Sequence[str], room: tuple[int, int]) -> None:
    model = column(texts, room)
    model.show_start()
    assert not model.has_before
    forth = pages(model, 1)
    assert_all_is_shown(model, forth, room[1])
    assert not model.has_after
    back = pages(model, -1)
    assert_all_is_shown(model, back, room[1])
    assert not model.has_before


@given(
    lengths=st.lists(st.integers(1, 1_500), max_size=30),
    height=st.integers(150, 900),
    start=st.integers(0, 40),
)
def test_every_line_is_shown_whatever_the_cards(
    lengths: list[int], height: int, start: int
) -> None:
    model = column([PAGE[:length] for length in lengths], (600, height))
    model.show_item(str(start))
    assert_all_is_shown(model, pages(model, -1) + pages(model, 1), height)


@pytest.mark.parametrize("text", [WORD, SENTENCE, PAGE, ONE_WORD, "ab\ncd", ""])
def test_lines_hold_the_whole_text_and_none_is_wider_than_the_card(text: str) -> None:
    metrics = Metrics(0.7)
    layout = broken_into_lines(text, Type.CARD, 300, metrics)
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    assert sum(line.textLength() for line in lines) == len(text)
    assert all(line.naturalTextWidth() <= 300 for line in lines)


def test_an_empty_column_has_one_empty_page() -> None:
    model = column(())
    assert (model.rowCount(), model.range) == (0, (0, 0))
    assert not model.turn_page(1)


def test_a_column_says_which_of_its_cards_are_shown(room: Room) -> None:
    panel = room.stage.panels[Side.LEFT]
    assert panel.count_text == ""
    room.says("one", "two")
    assert panel.count_text == "2"
    room.pastes("\n".join(f"card {n}" for n in range(3, 41)))
    first, last = panel.view.column.range
    assert last == 40
    assert panel.count_text == f"{first}–40 of 40"
    room.presses("Up", "Home")
    assert panel.count_text.startswith("1–")
    assert panel.view.column.rows[0].layout.content.text == "one"


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR])
def test_the_card_just_added_is_on_the_page(open_room: OpenRoom, size: tuple[int, int]) -> None:
    room = open_room(Start("new"), size)
    view = room.view(Side.LEFT)
    for text in (*(f"card {n}" for n in range(12)), SENTENCE, PAGE, WORD):
        room.pastes(text)
        room.presses("Enter")
        assert view.column.rows[-1].index == len(room.left()) - 1
        # One that is higher than the page is read from its beginning.
        assert view.column.rows[-1].part[0] == 0 or not view.column.has_after


def test_walking_through_a_column_keeps_the_selected_card_on_the_page(room: Room) -> None:
    room.pastes("\n".join(f"card {n}" for n in range(30)))
    room.presses("Up")
    view = room.view(Side.LEFT)
    for number in reversed(range(30)):
        assert room.selected() == f"card {number}"
        assert view.column.row_of(view.selected_id) >= 0
        room.presses("Up")


def test_a_page_stays_in_place_when_the_window_changes_size(room: Room) -> None:
    room.pastes("\n".join(f"card {n}" for n in range(40)))
    room.presses("Up", "Home", *["Down"] * 20)
    view = room.view(Side.LEFT)
    for size in (LAPTOP, PROJECTOR):
        room.window.resize(*size)
        room.presses("Shift")
        assert view.column.row_of(view.selected_id) >= 0, size


def test_both_columns_begin_and_count_at_the_same_height(qtbot: QtBot) -> None:
    """Whatever room one of them has for its title and its count."""
    titles = ("Short", "A title that takes more than the one line which a column has for it")
    panels = [ColumnPanel(), ColumnPanel()]
    panels[0].align_with(panels[1])
    for panel, title, count in zip(panels, titles, (9, 1), strict=True):
        qtbot.addWidget(panel)
        panel.resize(620, 480)
        panel.set_metrics(Metrics.for_size(*LAPTOP))
        faces = {str(n): CardContent(text=f"{SENTENCE[:60]} {n}") for n in range(count)}
        panel.view.set_items(list(faces), faces.__getitem__)
        panel.set_look(ColumnStyle(title=title, empty=""))
        panel.show()
    left, right = (panel.view.geometry() for panel in panels)
    em = Metrics.for_size(*LAPTOP).em
    assert (left.top(), left.bottom()) == (right.top(), right.bottom())
    assert left.bottom() > panels[0].height() - 2 * em
    for panel in panels:
        panel.set_look(ColumnStyle(title="A column with a count that is wide", empty=""))
    left, right = (panel.view.geometry() for panel in panels)
    # The count of the one column that pages has no room at its head, so both have theirs below.
    assert left.bottom() == right.bottom() < panels[0].height() - em


def test_a_card_that_is_higher_than_the_page_is_shown_from_its_beginning(room: Room) -> None:
    room.says("one")
    room.pastes(PAGE[:2_000])
    room.presses("Enter")
    (row,) = room.view(Side.LEFT).column.rows
    assert (row.index, row.part[0]) == (1, 0)


def test_what_is_revealed_is_on_the_page(room: Room) -> None:
    room.pastes(PAGE[:2_000])
    room.presses("Enter", "Ctrl+H")
    room.says("hidden")
    room.presses("Ctrl+Shift+H")
    assert room.view(Side.LEFT).column.rows[-1].layout.content.text == "hidden"


def test_a_list_without_any_height_asks_for_no_row(qtbot: QtBot) -> None:
    panel = ColumnPanel()
    qtbot.addWidget(panel)
    panel.set_metrics(Metrics(1.0))
    panel.resize(1500, 300)
    panel.view.set_items(["1"], lambda _: CardContent(text=WORD))
    panel.show()
    assert panel.view.column.rows
    # Of a model, Qt may also ask how high the item at no place is.
    delegate, nowhere = panel.view.itemDelegate(), panel.view.column.index(-1)
    assert not delegate.sizeHint(QStyleOptionViewItem(), nowhere).isValid()
    panel.set_folded(True)
    assert not panel.view.column.rows
    panel.set_folded(False)
    assert panel.view.column.rows
