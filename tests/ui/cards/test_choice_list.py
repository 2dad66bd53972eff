"""A list to choose from: keys and the mouse say the same."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.choice_list import ChoiceList

LEFT = Qt.MouseButton.LeftButton


class Chooser:
    """Somebody before a list of three, and what the list told."""

    def __init__(self, shown: ChoiceList) -> None:
        self.shown = shown
        self.chosen: list[str] = []
        self.told: list[str] = []
        shown.activated.connect(self.chosen.append)
        shown.typed.connect(self.told.append)
        shown.left_upwards.connect(lambda: self.told.append("above"))
        shown.left_downwards.connect(lambda: self.told.append("below"))
        shown.escaped.connect(lambda: self.told.append("escaped"))

    def presses(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.shown, key)

    def at(self, item: str) -> QPoint:
        row = self.shown.column.row_of(item)
        return self.shown.visualRect(self.shown.column.index(row)).center()


@pytest.fixture
def chooser(dressed: QApplication, qtbot: QtBot) -> Chooser:
    shown = ChoiceList()
    qtbot.addWidget(shown)
    shown.resize(600, 600)
    shown.set_items(["a", "b", "c"], lambda key: CardContent(text=key))
    shown.select("a")
    shown.show()
    return Chooser(shown)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_selected_item_is_chosen_by_a_key(chooser: Chooser, key: Qt.Key) -> None:
    chooser.presses(Qt.Key.Key_Down, key)
    chooser.presses(Qt.Key.Key_End, key, Qt.Key.Key_Home, key)
    assert chooser.chosen == ["b", "c", "a"]


def test_the_arrows_lead_out_at_both_ends(chooser: Chooser) -> None:
    chooser.presses(Qt.Key.Key_Up, *(Qt.Key.Key_Down,) * 3)
    assert (chooser.told, chooser.shown.selected_id) == (["above", "below"], "c")


@pytest.mark.parametrize("takes_text", [True, False])
def test_an_input_method_composes_where_letters_begin_a_text(
    chooser: Chooser, takes_text: bool
) -> None:
    chooser.shown.takes_text = takes_text
    assert chooser.shown.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is takes_text
    assert not chooser.shown.column.drags


def test_letters_and_digits_belong_in_a_field(chooser: Chooser) -> None:
    QTest.keyClicks(chooser.shown, "x7")
    chooser.presses(Qt.Key.Key_Escape)
    assert (chooser.told, chooser.chosen) == (["x", "7", "escaped"], [])


@pytest.mark.parametrize(
    ("activates_on_click", "press", "chosen"),
    [
        (False, QTest.mouseClick, []),
        (False, QTest.mouseDClick, ["b"]),
        (True, QTest.mouseClick, ["b"]),
    ],
)
def test_the_mouse_selects_and_chooses(
    chooser: Chooser,
    activates_on_click: bool,
    press: Callable[..., None],
    chosen: list[str],
) -> None:
    shown = chooser.shown
    shown.activates_on_click = activates_on_click
    if press is QTest.mouseDClick:
        QTest.mouseClick(shown.viewport(), LEFT, pos=chooser.at("b"))
    press(shown.viewport(), LEFT, pos=chooser.at("b"))
    assert (shown.selected_id, chooser.chosen) == ("b", chosen)


def test_a_double_click_that_began_elsewhere_chooses_nothing(chooser: Chooser) -> None:
    # As when the first click chose on a sheet, and with that the sheet was closed.
    viewport = chooser.shown.viewport()
    point = chooser.at("b").toPointF()
    twice = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        point,
        viewport.mapToGlobal(point),
        LEFT,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, twice)
    assert (chooser.shown.selected_id, chooser.chosen) == ("a", [])
