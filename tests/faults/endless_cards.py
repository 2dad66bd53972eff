"""A program of its own: the window on one meeting, and cards typed into it without end.

Arguments: the data folder and the meeting's id. Says each card once the window shows “Saved”.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop

from facilitator.launch import Start
from facilitator.ui.app.application import Application
from tests.faults.actions import say, texts
from tests.support.keyboard import QtHands


def main() -> None:
    app = Application(Path(sys.argv[1]))
    app.controller.start(Start("open", meeting=sys.argv[2]))
    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while app.controller.host.screen is None or app.focusWidget() is None:
        app.processEvents(wait)
    assert app.controller.workspace.current is not None
    hands, keys = QtHands(), app.controller.host.screen.keys
    number = len(texts(app.controller.workspace.current.meeting))
    while True:
        hands.says(str(number))
        while keys.state != "Saved":
            app.processEvents(wait)
        say("card", number)
        number += 1
