"""The keys that work wherever the focus is, each an action with a name and a shortcut."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """A name for people, the shortcuts, and what they do."""

    name: str
    keys: tuple[str, ...]
    run: Callable[[], object]


def install(widget: QWidget, commands: list[Command]) -> None:
    """Let the commands work while the focus is in `widget` or in what it holds."""
    for command in commands:
        action = QAction(command.name, widget)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(_without_checked(command.run))
        widget.addAction(action)


def _without_checked(run: Callable[[], object]) -> Callable[[bool], None]:
    def call(checked: bool = False) -> None:
        run()

    return call
