"""The menu of the right mouse button: what the keys do, for who has the mouse in hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from facilitator.ui.theme import Ink, Metrics, Space, Type

Entry = tuple[str, str, Callable[[], object]]
"""What it does, its key, and the doing."""


def pop_up(parent: QWidget, metrics: Metrics, entries: Sequence[Entry], at: QPoint) -> QMenu:
    """Show the entries at a point of the screen; the menu goes when one is chosen."""
    m = metrics
    menu = QMenu(parent)
    menu.setFont(m.font(Type.BODY))
    menu.setStyleSheet(
        f"QMenu {{ background: {Ink.PAPER.value}; color: {Ink.TEXT.value};"
        f" border: 1px solid {Ink.KEY_EDGE.value}; padding: {m.px(Space.S)}px; }}"
        f"QMenu::item {{ padding: {m.px(Space.S)}px {m.px(Space.XXL)}px; }}"
        f"QMenu::item:selected {{ background: {Ink.STRENGTH_GROUND.value}; }}"
    )
    for name, key, run in entries:
        # Names may be somebody's words: no “&” in them underlines a letter.
        shown = name.replace("&", "&&")
        action = QAction(f"{shown}\t{key}" if key else shown, menu)
        action.triggered.connect(_calling(run))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def _calling(run: Callable[[], object]) -> Callable[[bool], None]:
    def call(checked: bool = False) -> None:
        run()

    return call
