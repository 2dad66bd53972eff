"""The room sees enough: the column that is worked on is wide, and a screen holds so many "
"cards."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from facilitator.domain.exercise import Kind
from facilitator.domain.records import Side
from facilitator.domain.text import shortened
from facilitator.launch import Start
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_layout import LEFT_PAD, CardLayout
from facilitator.ui.cards.card_list import MARK, card_rect
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth, Metrics, Space, Type
from tests.support.keyboard import settle
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room, keyboard_back

SENTENCES = (
    "We know the regulars by name and greet them",
    "Early breakfast is ready without being asked",
    "A call to the room ten minutes after check-in",
    "Deposit even for guests we have known for years",
    "Nobody says why the lift is out of order again",
    "We ask for the passport twice on the same day",
    "Complaints go to a mailbox that nobody reads",
    "Breakfast ends at ten sharp, also on Sundays",
    "Early risers find the desk empty until seven",
)
ENOUGH = {Depth.SMALL: 8, Depth.MEDIUM: 8, Depth.LARGE: 5}
"""Cards, each a sentence of some 45 letters, that a screen of 1080 lines holds at least."""
PINNED = 1
"""Cards that what is pinned above the columns may cost."""


def whole_cards(panel: ColumnPanel) -> int:
    """How many cards of a column are seen from their first letter to their last."""
    view, window = panel.view, panel.window()
    seen = 0
    for number, row in enumerate(view.column.rows):
        card = card_rect(view, view.visualRect(view.column.index(number)), row, number)
        on_window = QRect(view.viewport().mapTo(window, card.topLeft()), card.size())
        is_whole = row.part == (0, len(row.layout.strips))
        seen += is_whole and view.rect().contains(card) and window.rect().contains(on_window)
    return seen


def fill(room: Room) -> None:
    """Write twice as many sentences as a screen holds on the column of gaps."""
    while room.session.exercise.column(room.stage.side).tone.value != "gap":
        room.presses("Ctrl+PgDown")
    room.pastes("\n".join(SENTENCES * 2))


@pytest.mark.parametrize("size", [PROJECTOR, (1920, 1060)], ids=["1080", "below a title bar"])
def test_a_screen_holds_enough_cards(open_room: OpenRoom, size: tuple[int, int]) -> None:
    room = open_room(Start("new"), size)
    fill(room)
    audience = AudienceWindow()
    audience.resize(*size)
    audience.show()
    keyboard_back(room)
    while True:
        pinned = PINNED if room.stage.room.view().pinned else 0
        for depth, enough in ENOUGH.items():
            least = enough - pinned
            room.window.set_appearance(Scheme.LIGHT, depth)
            audience.set_appearance(Scheme.LIGHT, depth)
            settle()
            panel = room.stage.panels[room.stage.side]
            assert whole_cards(panel) >= least, (room.at, depth)
            audience.show_view(room.stage.room.view())
            settle()
            assert audience.stage is not None
            seen = audience.stage.panels[room.stage.side]
            assert whole_cards(seen) >= whole_cards(panel), (room.at, depth)
        if room.stage.script.kind is Kind.RANK:
            break
        room.presses("Ctrl+PgDown")
    audience.deleteLater()


def test_the_other_column_gets_the_width_by_key(open_room: OpenRoom) -> None:
    room = open_room(Start("new"), PROJECTOR)
    fill(room)
    wide, narrow = (room.stage.panels[side] for side in (room.stage.side, room.stage.side.other))
    assert 0.6 < wide.width() / (wide.width() + narrow.width()) < 0.8
    room.types("A word")
    assert wide.width() > narrow.width()
    room.presses("Ctrl+Tab")
    assert narrow.width() > wide.width()
    assert wide.count_text == str(len(SENTENCES) * 2)
    shown = whole_cards(wide)
    assert wide.more_text == f"{len(SENTENCES) * 2 - shown} more"
    assert room.entry == "A word"


def test_a_click_moves_no_card_from_under_the_mouse(open_room: OpenRoom) -> None:
    room = open_room(Start("new"), PROJECTOR)
    fill(room)
    room.presses("Ctrl+Tab")
    panel = room.stage.panels[room.stage.side.other]
    view, before = panel.view, panel.width()
    middle = view.visualRect(view.column.index(0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert view.editor is not None
    assert panel.width() == before
    room.presses("Esc")
    room.until(lambda: panel.width() > before)


def test_gaps_have_the_whole_width_until_there_is_a_theme(open_room: OpenRoom) -> None:
    room = open_room(Start("new"), PROJECTOR)
    fill(room)
    while room.stage.script.kind is not Kind.RANK:
        room.presses("Ctrl+PgDown")
    gaps, themes = (room.stage.panels[side] for side in Side)
    assert themes.isHidden()
    room.presses("Ctrl+Tab")
    assert room.stage.side is Side.LEFT
    room.presses("Up", "Space", "Up", "Space")
    room.types("Slow")
    room.presses("Enter")
    assert not themes.isHidden()
    assert gaps.width() > themes.width()
    assert [len(room.stage.room.view().columns)] == [2]
    room.presses("Ctrl+Z")
    assert themes.isHidden()


def test_the_mark_ends_where_the_words_begin() -> None:
    for width, height in ((960, 540), LAPTOP, PROJECTOR, (3840, 2160)):
        for dense in (False, True):
            m = Metrics.for_size(width, height, dense=dense)
            assert m.px(MARK) - m.px(Space.S) < m.px(LEFT_PAD)


@pytest.mark.parametrize("text", ["No chairs", "لا كراسي"])
def test_a_label_costs_a_line_only_where_it_does_not_fit(dressed: object, text: str) -> None:
    m = Metrics.for_size(*PROJECTOR)
    plain, stamped, many = (
        CardLayout(CardContent(text=text, chips=chips), 1284, m, Type.CARD).height()
        for chips in ((), ("keep",), ("a label of some words",) * 6)
    )
    assert plain == stamped < many


def test_a_long_label_is_shortened_where_it_fits_on_the_line_so(dressed: object) -> None:
    m = Metrics.for_size(*PROJECTOR)
    label = "a policy that penalizes the customer for our convenience"
    plain, stamped = (
        CardLayout(CardContent(text=SENTENCES[3], chips=chips), 1768, m, Type.CARD).height()
        for chips in ((), (label,))
    )
    assert plain == stamped


def test_the_title_of_a_narrow_column_leaves_room_for_its_cards(open_room: OpenRoom) -> None:
    room = open_room(Start("new"), PROJECTOR)
    room.window.set_appearance(Scheme.LIGHT, Depth.LARGE)
    fill(room)
    narrow = room.stage.panels[room.stage.side.other]
    title = "How all of us make every one of them feel number one on every day"
    narrow.set_look(replace(narrow.look, title=title))
    two_lines = 2 * room.window.metrics.line_height(Type.COLUMN)
    assert narrow.view.y() < two_lines + room.window.metrics.px(Space.M)
    assert narrow.view.accessibleName() == title


def test_in_a_deep_room_a_gap_in_smaller_letters_costs_one_line(open_room: OpenRoom) -> None:
    room = open_room(Start("new"), PROJECTOR)
    room.window.set_appearance(Scheme.LIGHT, Depth.LARGE)
    fill(room)
    while room.stage.script.kind is not Kind.DISCUSS:
        room.presses("PgDown")
    while room.band != SENTENCES[3]:
        room.presses("PgDown")
    settle()
    band, m = room.stage.band, room.window.metrics
    assert band is not None
    assert band.height() < 2 * m.line_height(Type.CARD_BOLD)


def test_labels_are_named_on_their_keys(open_room: OpenRoom) -> None:
    room = open_room(Start("new"), PROJECTOR)
    fill(room)
    name = shortened(room.session.exercise.labels[0].text, 24)
    named = {hint.key: hint.does for hint in room.screen.keys.hints}
    assert named["Alt+1"] == name
    room.presses("Up")
    named = {hint.key: hint.does for hint in room.screen.keys.hints}
    assert named["1"] == name


def test_why_on_a_theme_shows_its_cards(open_room: OpenRoom) -> None:
    room = open_room(Start("new"), PROJECTOR)
    fill(room)
    while room.stage.script.kind is not Kind.RANK:
        room.presses("Ctrl+PgDown")
    room.presses("Up", "Space", "Up", "Space")
    room.types("Slow")
    room.presses("Enter")
    while room.stage.script.kind is not Kind.DISCUSS or room.band != "Slow":
        room.presses("PgDown")
    band = room.stage.band
    assert band is not None
    for text in SENTENCES[-2:]:
        assert text in band.accessibleName()
