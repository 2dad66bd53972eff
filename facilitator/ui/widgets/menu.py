"""The context menu: what can be done now, for the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from facilitator.ui.base.commands import Command, without_checked
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type


def pop_up(parent: QWidget, metrics: Metrics, commands: Sequence[Command], at: QPoint) -> QMenu:
    """Show the commands that work now at a point of the screen; the menu deletes itself."""
    m = metrics
    menu = QMenu(parent)
    menu.setFont(m.font(Type.BODY))
    menu.setStyleSheet(
        f"QMenu {{ background: {m.css(Ink.PAPER)}; color: {m.css(Ink.TEXT)};"
        f" border: 1px solid {m.css(Ink.KEY_EDGE)}; padding: {m.px(Space.S)}px; }}"
        f"QMenu::item {{ padding: {m.px(Space.S)}px {m.px(Space.XXL)}px; }}"
        f"QMenu::item:selected {{ background: {m.css(Ink.STRENGTH_GROUND)}; }}"
    )
    for command in commands:
        if not command.works():
            continue
        # Names may be somebody's words: no “&” in them underlines a letter.
        shown = command.name.replace("&", "&&")
        action = QAction(f"{shown}\t{command.key}" if command.keys else shown, menu)
        action.triggered.connect(without_checked(command.run))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
