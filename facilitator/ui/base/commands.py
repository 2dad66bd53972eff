"""What can be done, each by a name and its keys: installed as keys, listed in menus and to pick."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

_SHOWN_AS = {"PgDown": "PgDn", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """A name for people, the keys, and what they do.

    `about` is the text of what it is done to, `also` more words by which people look for it.
    `works` tells whether it does anything now.
    """

    name: str
    keys: tuple[str, ...]
    run: Callable[[], object]
    about: str = ""
    also: str = ""
    works: Callable[[], object] = _always

    @property
    def key(self) -> str:
        """The first of the keys as people read it; empty when there is none."""
        parts = self.keys[0].split("+") if self.keys else []
        return "+".join(_SHOWN_AS.get(part, part) for part in parts)


@runtime_checkable
class Offers(Protocol):
    """A screen that has commands of its own."""

    def commands(self) -> Sequence[Command]:
        """Return what can be done there now, what is nearest first."""


def install(widget: QWidget, commands: Sequence[Command]) -> list[QAction]:
    """Let the commands work while the focus is in `widget` or in what it holds.

    One action for each comes back.
    """
    actions: list[QAction] = []
    for command in commands:
        # Named apart: with a name at once PySide first makes every icon of a theme known.
        action = QAction(widget)
        action.setText(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(without_checked(command.run))
        widget.addAction(action)
        actions.append(action)
    return actions


def without_checked(run: Callable[[], object]) -> Callable[[bool], None]:
    """Return a slot that drops the `checked` argument of QAction.triggered."""

    def call(checked: bool = False) -> None:
        run()

    return call
