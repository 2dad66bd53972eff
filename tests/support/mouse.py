"""A hand on the mouse, in a window of this process. Needs Qt."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from facilitator.domain.records import Side
from facilitator.ui.cards.card_list import MIME, CardList, card_rect
from facilitator.ui.widgets.buttons import MenuButton
from facilitator.ui.widgets.hint_bar import HintBar
from tests.support.keyboard import settle
from tests.support.window import Room, faces

LEFT, NOTHING_HELD = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def clicks(
    widget: QWidget, at: QPoint | None = None, held: Qt.KeyboardModifier | None = None
) -> None:
    """Click on a widget, in its middle if no point is named."""
    assert widget.isVisible() and widget.isEnabled()
    QTest.mouseClick(widget, LEFT, held or NOTHING_HELD, at or widget.rect().center())
    settle()


def clicks_twice(widget: QWidget, at: QPoint) -> None:
    """Click twice so quickly that Qt takes it for a double click."""
    QTest.mouseClick(widget, LEFT, pos=at)
    QTest.mouseDClick(widget, LEFT, pos=at)
    QTest.mouseRelease(widget, LEFT, pos=at)
    settle()


def clicks_hint(room: Room, does: str, bar: HintBar | None = None) -> None:
    """Click on the hint of these words, once those of the last click have gone."""
    bar = bar or room.screen.keys
    room.until(lambda: not bar.is_held)
    bar.grab()
    box = next(box for box, hint in bar._boxes if hint.does == does)
    clicks(bar, box.center().toPoint())


def spot_on(shown: CardList, text: str) -> QPoint:
    """The middle of a card in its column, whose page shows it."""
    number = [face.text for face in faces(shown)].index(text)
    row = shown.column.row_of(shown.column.ids[number])
    assert row >= 0, f"{text} is on another page"
    cell = shown.visualRect(shown.column.index(row))
    return card_rect(shown, cell, shown.column.rows[row], row).center()


def clicks_card(room: Room, side: Side, text: str, held: Qt.KeyboardModifier | None = None) -> None:
    """Click on a card."""
    shown = room.view(side)
    clicks(shown.viewport(), spot_on(shown, text), held)


def clicks_right(room: Room, side: Side, text: str) -> None:
    """Click on a card with the right button, which asks for its menu."""
    shown = room.view(side)
    at = spot_on(shown, text)
    QTest.mousePress(shown.viewport(), Qt.MouseButton.RightButton, pos=at)
    where = shown.viewport().mapToGlobal(at)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
    QApplication.sendEvent(shown.viewport(), asked)
    QTest.mouseRelease(shown.viewport(), Qt.MouseButton.RightButton, pos=at)
    settle()


def drops_on(room: Room, side: Side, dragged: str, target: str, *, down: float = 0.5) -> None:
    """Drag a card of a column and let it go on another; `down` is how far down on that."""
    shown = room.view(side)
    texts, data = [face.text for face in faces(shown)], QMimeData()
    data.setData(MIME, shown.column.ids[texts.index(dragged)].encode())
    row = shown.column.row_of(shown.column.ids[texts.index(target)])
    cell = shown.visualRect(shown.column.index(row))
    at = QPointF(cell.center().x(), cell.top() + down * cell.height())
    event = at.toPoint(), Qt.DropAction.MoveAction, data, LEFT, NOTHING_HELD
    QApplication.sendEvent(shown.viewport(), QDragEnterEvent(*event))
    QApplication.sendEvent(shown.viewport(), QDragMoveEvent(*event))
    QApplication.sendEvent(shown.viewport(), QDropEvent(at, *event[1:]))
    settle()


def open_menu() -> QMenu:
    """The menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def chooses(room: Room, *names: str) -> None:
    """Click through the menu at the top of the screen, down to the command of the last name."""
    buttons = room.window.findChildren(MenuButton)
    clicks(next(button for button in buttons if button.isVisible()))
    chooses_here(room, *names)


def chooses_here(room: Room, *names: str) -> None:
    """Click through the menu that is open."""
    menu = open_menu()
    for name in names:
        action = next(one for one in menu.actions() if named(one.text()).startswith(name))
        # Asked before: once it ran, the menu is gone.
        group = action.menu()
        clicks(menu, menu.actionGeometry(action).center())
        if isinstance(group, QMenu):
            menu = group
            room.until(menu.isVisible)
    settle()


def named(text: str) -> str:
    """The name of a command or of a group, as a menu shows it."""
    return text.split("\t")[0].replace("&&", "&")


def listed(menu: QMenu) -> dict[str, list[str]]:
    """The names of a menu, by the group they are in; those in none are below an empty name."""
    found: dict[str, list[str]] = {"": []}
    for action in menu.actions():
        group = action.menu()
        if isinstance(group, QMenu):
            found[named(action.text())] = [named(one.text()) for one in group.actions()]
        elif not action.isSeparator():
            found[""].append(named(action.text()))
    return found
