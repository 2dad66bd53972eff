"""Menus: what can be done now, for the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from facilitator.domain.text import shortened
from facilitator.ui.base.commands import Command, Where, without_checked
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type

ABOUT = 30
"""Letters of what commands are done to, in the title of their group."""
APART = "\u2003"
"""What keeps a key apart from the longest name: of itself Qt leaves no more than between words."""


def pop_up(parent: QWidget, metrics: Metrics, commands: Sequence[Command], at: QPoint) -> QMenu:
    """Show the commands that work now at a point of the screen; the menu deletes itself."""
    menu = QMenu(parent)
    _dress(menu, metrics)
    _add(menu, commands)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def grouped_menu(
    parent: QWidget, metrics: Metrics, grouped: Sequence[Command], flat: Sequence[Command]
) -> QMenu:
    """Return a menu of the commands that work now; `grouped` are below the names of their groups.

    The menu deletes itself once it was shown.
    """
    menu = QMenu(parent)
    _dress(menu, metrics)
    groups: dict[Where, list[Command]] = {}
    for command in grouped:
        if command.works():
            groups.setdefault(command.spec.where, []).append(command)
    for where, commands in groups.items():
        if len(commands) == 1:
            _add(menu, commands)
            continue
        about = shortened(commands[0].about, ABOUT)
        title = f"{where.title} · {about}" if about else where.title
        group = menu.addMenu(_plain(title))
        group.setFont(metrics.font(Type.BODY))
        _add(group, commands)
    if groups and flat:
        menu.addSeparator()
    _add(menu, flat)
    if _is_broken_up(menu):
        _dress(menu, metrics, Space.XS)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _is_broken_up(menu: QMenu) -> bool:
    """Return whether the screen is too low for it, so that its end is in a second column."""
    menu.ensurePolished()
    return len({menu.actionGeometry(action).left() for action in menu.actions()}) > 1


def _dress(menu: QMenu, metrics: Metrics, above: Space = Space.S) -> None:
    """Give it its look; `above` is what is left free above and below each line."""
    m = metrics
    menu.setFont(m.font(Type.BODY))
    menu.setStyleSheet(
        f"QMenu {{ background: {m.css(Ink.PAPER)}; color: {m.css(Ink.TEXT)};"
        f" border: 1px solid {m.css(Ink.KEY_EDGE)}; padding: {m.px(Space.S)}px; }}"
        f"QMenu::item {{ padding: {m.px(above)}px {m.px(Space.XXL)}px; }}"
        f"QMenu::item:selected {{ background: {m.css(Ink.STRENGTH_GROUND)}; }}"
        f"QMenu::separator {{ height: {m.px(Space.HAIR)}px; background: {m.css(Ink.LINE)};"
        f" margin: {m.px(Space.S)}px {m.px(Space.M)}px; }}"
    )


def _add(menu: QMenu, commands: Sequence[Command]) -> None:
    for command in commands:
        if not command.works():
            continue
        shown = _plain(command.name)
        action = QAction(f"{shown}\t{APART}{command.key}" if command.keys else shown, menu)
        action.triggered.connect(without_checked(command.run))
        menu.addAction(action)


def _plain(text: str) -> str:
    """Return a text without keys: names may be somebody's words, no “&” underlines a letter."""
    return text.replace("&", "&&")
