"""While a window is covered, nothing that is under the cover is reached."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitator.ui.shell.input_blocker import InputBlocker
from facilitator.ui.widgets.toast import Toast


class Window(QWidget):
    """A field, a button and a shortcut."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.other = QLineEdit(self), QLineEdit(self)
        self.button = QPushButton(self)
        column = QVBoxLayout(self)
        # The platform of the tests knows no hints of size.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.resize(300, 200)
        for widget in (self.field, self.other, self.button):
            column.addWidget(widget)
        self.happened: list[str] = []
        self.button.clicked.connect(lambda: self.happened.append("clicked"))
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.activated.connect(lambda: self.happened.append("shortcut"))
        self.blocker = InputBlocker(self)
        self.blocker.escape_pressed.connect(lambda: self.happened.append("escape"))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.field.setFocus()
    yield window
    window.blocker.release()


def presses_all(window: Window) -> None:
    """Type, press a shortcut, Tab and Esc, and click where the button is."""
    for key in (Qt.Key.Key_A, Qt.Key.Key_Tab, Qt.Key.Key_B, Qt.Key.Key_Escape):
        QTest.keyClick(QApplication.focusWidget(), key)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    place = window.button.geometry().center()
    under = window.childAt(place)
    QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(window, place))


def test_all_of_it_works_again_after_the_release(window: Window) -> None:
    window.blocker.block()
    presses_all(window)
    assert (window.field.text(), window.other.text()) == ("", "")
    assert window.happened == ["escape"]
    window.blocker.release()
    assert QApplication.focusWidget() is window.field
    window.happened.clear()
    presses_all(window)
    assert (window.field.text(), window.other.text()) == ("a", "b")
    assert window.happened == ["shortcut", "clicked"]


def test_who_asks_for_the_focus_meanwhile_has_it_after_the_release(window: Window) -> None:
    window.blocker.block()
    window.other.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    assert window.other.text() == ""
    window.blocker.release()
    assert QApplication.focusWidget() is window.other


def test_the_cover_is_as_large_as_the_window_whatever_becomes_of_that(window: Window) -> None:
    window.blocker.block()
    window.resize(700, 500)
    assert window.blocker.geometry() == window.rect()


def test_what_is_shown_or_made_meanwhile_is_covered_too(window: Window) -> None:
    older = Toast(window)
    window.blocker.block()
    for toast in (older, Toast(window)):
        toast.say("Deleted.", [("Restore", lambda: window.happened.append("taken back"))])
        button = toast.findChild(QPushButton)
        assert button is not None
        place = button.mapTo(window, button.rect().center())
        under = window.childAt(place)
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(window, place))
    assert window.happened == []
    window.blocker.release()
    older.say("Deleted.", [("Restore", lambda: window.happened.append("taken back"))])
    presses = window.childAt(place)
    QTest.mouseClick(presses, Qt.MouseButton.LeftButton)
    assert window.happened == ["taken back"]
