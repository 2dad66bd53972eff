"""What an input method is composing in a field; no key that uses the text may lose it."""

from typing import ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from facilitator.ui.base.timers import later
from facilitator.ui.desktop.x11_key_times import KeyTimes


class Composition(QObject):
    """What an input method is composing in one widget, which owns it."""

    _early: ClassVar[list[tuple[int, str, "Composition"]]] = []
    """Letters that overtook the keys before them, when they were typed, and where they came to. Of
    all widgets: a key that is still to come may take the focus elsewhere."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._held = ""
        self._key_time = 0
        self._inserting = False

    @property
    def exists(self) -> bool:
        """Return whether its widget still exists."""
        return isValid(self._widget)

    def follow(self, event: QInputMethodEvent) -> bool:
        """Note what is composed and not yet in the text; call it before Qt takes the event.

        True when Qt is not to take it now: on X11 a letter made with a dead key overtakes the keys
        before it while the program is busy, and waits here until they are in the text.
        """
        self._held = event.preeditString()
        if self._inserting or not KeyTimes.latest or not event.commitString():
            return False
        self._early.append((KeyTimes.latest, event.commitString(), self))
        # By then all keys that were read together with it have come.
        # The letters are of all widgets: they are inserted even when this one is deleted.
        app = QApplication.instance()
        assert app is not None
        later(app, 0, _release)
        return True

    def follow_key(self, event: QKeyEvent) -> None:
        """Turn the letters composed before this key into text; call it before the key acts."""
        self._key_time = event.timestamp()
        self._catch_up()

    def finish(self) -> None:
        """Turn what is composed into text."""
        self._catch_up()
        if not self._held:
            return
        # What is asked for overtakes nothing: the key that asks is acting already.
        self._inserting = True
        QGuiApplication.inputMethod().commit()
        self._inserting = False
        # Not every input method gives it when it is asked: then it is taken.
        held, self._held = self._held, ""
        if held:
            self.insert(held)
            QGuiApplication.inputMethod().reset()

    def _catch_up(self) -> None:
        while self._early and self._early[0][0] < self._key_time:
            self.insert(self._early.pop(0)[1])

    def insert(self, text: str) -> None:
        """Insert what was composed."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._inserting = True
        QApplication.sendEvent(self._widget, event)
        self._inserting = False


def _composition_of(widget: QWidget | None) -> Composition | None:
    """Return what is composed in a widget; None when no text is typed in it."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return None if widget is None else widget.findChild(Composition, options=direct)


def _release() -> None:
    """Insert what was typed after the last key where the focus is by now.

    Where no text is typed there, it goes to where it came first.
    """
    early = list(Composition._early)
    Composition._early.clear()
    focused = _composition_of(QApplication.focusWidget())
    for _, text, first in early:
        target = focused or first
        if target.exists:
            target.insert(text)


def insert_composed(widget: QWidget | None, text: str) -> None:
    """Insert into a widget what was composed elsewhere, if it takes text at all."""
    composition = _composition_of(widget)
    if composition is not None:
        composition.insert(text)


def finish_composing(widget: QWidget | None) -> None:
    """Turn what is composed in a widget, if anything, into text."""
    composition = _composition_of(widget)
    if composition is not None:
        composition.finish()
