"""The tree that a screen reader walks, and what is wrong with it. Needs Qt."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6 import QtGui
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.ui.widgets.sheet import Sheet
from tests.support.window import Room

ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Dialog,
    QAccessible.Role.EditableText,
    QAccessible.Role.Link,
    QAccessible.Role.List,
    QAccessible.Role.ListItem,
    QAccessible.Role.RadioButton,
}
"""What something that takes the focus may be."""


def walked(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """All that is in the tree and visible, from the top down."""
    if not top.isValid() or top.state().invisible:
        return
    yield top
    for number in range(top.childCount()):
        yield from walked(top.child(number))


def faults(window: QWidget) -> list[str]:
    """What can have the focus and has no name or no sensible role, and items without a name."""
    top = QAccessible.queryAccessibleInterface(window)
    assert top is not None
    found = []
    for part in walked(top):
        name, role = part.text(QAccessible.Text.Name), part.role()
        widget = part.object()
        said = f"{role.name} “{name}” {type(widget).__name__ if widget else ''}"
        if role is QAccessible.Role.ListItem and not name:
            found.append(f"an item has no name: {said}")
        if not part.state().focusable or part.object() is window:
            continue
        if not name:
            found.append(f"takes the focus and has no name: {said}")
        # A sheet without a field takes the keys as a whole.
        if role not in ROLES and not isinstance(widget, Sheet):
            found.append(f"takes the focus as what? {said}")
    return found


def focused(widget: QWidget) -> bool:
    """Whether a part of a widget, such as the item at hand of a list, has the focus and a name."""
    seen = QAccessible.queryAccessibleInterface(widget)
    part = seen.focusChild() if seen is not None else None
    return part is not None and bool(part.text(QAccessible.Text.Name))


def said(widget: QWidget) -> str:
    """What a screen reader is told of a widget."""
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name) if seen is not None else ""


def assert_can_be_heard(room: Room, where: str) -> None:
    """Every window of the program, and what has the focus."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            assert faults(window) == [], f"{where}, in {said(window) or type(window).__name__}"
    focus = QApplication.focusWidget() or QApplication.activeWindow()
    assert focus is not None, where
    assert said(focus) or focused(focus), f"{where}: the focus is on nothing that has a name"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say, as it comes."""
    sentences: list[str] = []

    def take(event: QAccessibleAnnouncementEvent) -> None:
        sentences.append(event.message())

    reader = SimpleNamespace(updateAccessibility=take, isActive=lambda: False)
    monkeypatch.setattr(QtGui, "QAccessible", reader)
    return sentences
