"""Commands: each is declared once, and bound to what it does by the feature that has it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.translate import tr, tr_noop


class Where(Enum):
    """A part of the program in which keys work; the value heads its section of the help."""

    HOME = tr_noop("Home screen")
    SECTIONS = tr_noop("Meetings, promises, over time")
    OVER_TIME = tr_noop("Over time")
    FOLLOW_UP = tr_noop("Promises")
    SEARCH = tr_noop("Search over all meetings")
    BACKUPS = tr_noop("Backups")
    FORM = tr_noop("New meeting")
    EXERCISES = tr_noop("Exercises")
    LIST = tr_noop("Lists and sheets")
    ANYWHERE = tr_noop("Anywhere")
    MEETING = tr_noop("In a meeting")
    EXPORT = tr_noop("Export and print")
    OPENING = tr_noop("The opening slide")
    CLOCK = tr_noop("The clock")
    AUDIENCE = tr_noop("The audience window")
    IN_AUDIENCE = tr_noop("In the audience window")
    PEOPLE = tr_noop("Everyone takes part")
    JOIN = tr_noop("Everyone’s own device")
    PARKING = tr_noop("The parking lot")
    ENTRY = tr_noop("Entry line")
    ITEM = tr_noop("On an item")
    EDITOR = tr_noop("Editing an item")
    THEMES = tr_noop("Themes")
    SIMILAR = tr_noop("Similar cards")
    VOTE = tr_noop("A vote with dots")
    WHY = tr_noop("Asking why")
    HEARD = tr_noop("Heard before")
    REVIEW = tr_noop("What became of promises")
    STRENGTHS = tr_noop("Strengths")
    ACTION = tr_noop("The form of an action")
    CRITERIA = tr_noop("Criteria")
    ANSWERS = tr_noop("Questions of the exercise")
    CLOSE = tr_noop("The plan")

    @property
    def title(self) -> str:
        return tr(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class CommandSpec:
    """What is declared of a command, or of a key that a widget handles itself.

    `keys` are in Qt's portable spelling, each alone does it. "Up/Down" are keys that each do a
    part of it, "Alt+1–9" is a range. Texts are in English; the properties translate them.
    """

    where: Where
    keys: tuple[str, ...] = ()
    name: str = ""
    """As menus and the palette list it; empty for a key that is listed in neither."""
    help: str = ""
    """What it does, as the help says it; the name when that says it all."""
    more: str = ""
    """The same for the README, where there is room for it."""
    also: str = ""
    """More words by which people look for it in the palette."""
    repeats: bool = False
    """Whether holding the key does it again and again; what is turned on and off does not."""

    @property
    def does(self) -> str:
        """What it does, in the user's language."""
        return tr(self.help) if self.help else _as_help(tr(self.name))

    @property
    def key(self) -> str:
        """The first of its keys as the platform writes it; empty when there is none."""
        return key_text(self.keys[0]) if self.keys else ""

    def bind(
        self,
        run: Callable[[], object],
        *,
        works: Callable[[], object] | None = None,
        name: str = "",
        about: str = "",
        keys: tuple[str, ...] | None = None,
    ) -> "Command":
        """Return the command that does this by calling `run`.

        `name` and `keys` replace those of the declaration when they depend on the moment.
        """
        return Command(
            self,
            run,
            works or _always,
            name or tr(self.name),
            about,
            self.keys if keys is None else keys,
        )


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """A declaration with what it does here; `about` is the text of what it is done to."""

    spec: CommandSpec
    run: Callable[[], object]
    works: Callable[[], object]
    """Whether it does anything now."""
    name: str
    about: str
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The first of the keys as the platform writes it; empty when there is none."""
        return key_text(self.keys[0]) if self.keys else ""

    @property
    def also(self) -> str:
        """More words by which people look for it."""
        return tr(self.spec.also) if self.spec.also else ""


@runtime_checkable
class Offers(Protocol):
    """A screen that has commands of its own."""

    def commands(self) -> Sequence[Command]:
        """Return what can be done there now, what is nearest first."""


def install(widget: QWidget, commands: Sequence[Command]) -> list[QAction]:
    """Let the commands work by their keys while the focus is in `widget` or in what it holds.

    Return one action for each.
    """
    actions: list[QAction] = []
    for command in commands:
        # Named apart: with a name at once PySide first makes every icon of a theme known.
        action = QAction(widget)
        action.setText(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setAutoRepeat(command.spec.repeats)
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


@cache
def key_text(key: str, *, native: bool = True) -> str:
    """Return a declared key as people read it: as the platform writes it, or in portable text."""
    parts = _HELD.match(key)
    held = parts[0] if parts is not None else ""
    last = key[len(held) :]
    if last == ARROWS:
        first = _text(f"{held}Up", native)
        return first.removesuffix(_text("Up", native)) + tr("arrows")
    for between in ("/", "–"):
        first, *others = last.split(between)
        if others:
            # What is held with the first is held with all of them.
            shown = [_text(f"{held}{first}", native), *(_text(key, native) for key in others)]
            return between.join(shown)
    return _text(key, native)


_HELD = re.compile("([A-Za-z]+[+])*")
"""The keys that are held with the last; a “+” at the end is that one itself."""
ARROWS = "Up/Down/Left/Right"
"""All four arrow keys, as a declaration writes them."""


def _text(key: str, native: bool) -> str:
    formats = QKeySequence.SequenceFormat
    return QKeySequence(key).toString(formats.NativeText if native else formats.PortableText)


def _as_help(name: str) -> str:
    """Return the name of a command as a phrase within a table."""
    return name[:1].lower() + name[1:]
