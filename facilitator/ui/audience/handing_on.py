"""Words typed on the room’s picture, where nobody reads them: they belong on the console."""

from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.widgets.ime import insert_composed


def hand_on(
    event: QKeyEvent | QInputMethodEvent, console: MainWindow, screen: MeetingScreen | None
) -> None:
    """Give the console the keyboard, and what was typed to where words are written there."""
    console.activateWindow()
    there = console.focusWidget()
    # A sheet or a form that is open has the focus where it wants it.
    is_board = console.sheet is None and console.screen_shown is screen
    if is_board and screen and not isinstance(there, QLineEdit | QPlainTextEdit):
        screen.stage.focus_words()
        there = console.focusWidget()
    if isinstance(event, QInputMethodEvent):
        insert_composed(there, event.commitString())
    elif there is not None:
        QApplication.sendEvent(there, event.clone())
