"""What an input method is composing in a field: no key that uses the text may lose it."""

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


class Composing:
    """Belongs to one widget in which text is typed."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._held = ""

    def follow(self, event: QInputMethodEvent) -> None:
        """Note what is composed and not yet in the text; call it before Qt takes the event."""
        self._held = event.preeditString()

    def finish(self) -> None:
        """Let what is composed become text."""
        if not self._held:
            return
        QGuiApplication.inputMethod().commit()
        # Not every input method gives it when it is asked: then it is taken.
        held, self._held = self._held, ""
        if held:
            event = QInputMethodEvent()
            event.setCommitString(held)
            QApplication.sendEvent(self._widget, event)
            QGuiApplication.inputMethod().reset()


def finish_composing(widget: QWidget | None) -> None:
    """Let what is composed in a widget, if anything is, become text."""
    composing = getattr(widget, "composing", None)
    if isinstance(composing, Composing):
        composing.finish()
