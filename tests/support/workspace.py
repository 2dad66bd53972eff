"""One feature in an empty window: a workspace and the shell, and nothing else of the program."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitator.launch import Start
from facilitator.settings import Settings
from facilitator.ui.new_meeting.begin import begin_as_asked
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace
from tests.support.keyboard import QtHands
from tests.support.window import PATIENCE


class Frame(QtHands):
    """A data folder that is open, and a shell with an empty home screen."""

    def __init__(self, qtbot: QtBot, data: Path) -> None:
        self.qtbot = qtbot
        self.workspace = Workspace(data, Settings())
        self.shell = MainWindow()
        self.blank = QWidget()
        self.blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.shell.set_home(self.blank, self.blank.setFocus)
        self.workspace.store.start()

    def show(self) -> None:
        """Show the window, and wait until keys arrive in it."""
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.activateWindow()
        self.qtbot.waitUntil(self.shell.isActiveWindow, timeout=PATIENCE)

    def begins(self, title: str) -> Session:
        """Begin a meeting of the default exercise, and return its session."""
        begin_as_asked(self.workspace, Start("new", title=title))
        session = self.workspace.current
        assert session is not None
        return session

    @property
    def said(self) -> str:
        """The sentence that is shown for a while, empty when none is."""
        return self.shell.toast.text

    def until(self, wanted: Callable[[], bool]) -> None:
        """Let the program go on until something is so."""
        self.qtbot.waitUntil(wanted, timeout=PATIENCE)

    def close(self) -> None:
        """Close the window and the store, once all is on disk."""
        self.workspace.store_service.close(10)
        self.shell.leave()
        self.shell.deleteLater()
        self.workspace.deleteLater()


@pytest.fixture
def frame(dressed: QApplication, qtbot: QtBot, own_data_folder: Path) -> Iterator[Frame]:
    made = Frame(qtbot, own_data_folder)
    yield made
    made.close()
