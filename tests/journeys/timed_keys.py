"""Run apart: types cards into a new meeting and prints how long each key kept the window busy.

Says "begun" once the meeting is on the disk and waits for a line before it types, says "typed"
when it has, and at the end on one line JSON: for each key the milliseconds until it and all that
was due was dealt with, without what the computer made the program wait for a processor.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.launch import Start
from facilitator.ui.app.application import Application
from tests.support.busy_computer import starved
from tests.support.shared_store import shares_its_file

CARDS = [f"{word} is late again" for word in ("bread", "the bus", "lunch", "post", "help")]
CARDS += [f"nobody asked about {word}" for word in ("us", "it", "why", "them", "tea")]
SHARED = "shared"
"""Said after the folder: others may have the file meanwhile."""
PATIENCE = 60.0
"""Seconds in which everything is on the slowest disk."""


def until(wanted: str, app: Application, done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError(wanted)
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def key(app: Application, press: Callable[[], None]) -> float:
    """Milliseconds until one key was handled, and with it the painting that was due."""
    starved_before, began = starved(), time.perf_counter()
    press()
    app.processEvents()
    took = (time.perf_counter() - began) * 1_000
    return max(0.0, took - max(0.0, starved() - starved_before))


def main(data: Path, shared: bool) -> None:
    app = Application(data)
    # Events arrive while the writer is busy: the loop must not sleep over them.
    tick = QTimer()
    tick.start(5)
    app.controller.start(Start("new"))
    until("the meeting", app, lambda: app.controller.host.screen is not None)
    until("the first save", app, lambda: not app.controller.workspace.store.unsaved)
    if shared:
        shares_its_file(app.controller.workspace.store)
    print("begun", flush=True)
    sys.stdin.readline()
    took = []
    for card in CARDS:
        took += [key(app, partial(type_letter, letter)) for letter in card]
        took.append(key(app, press_enter))
    waiting = len(app.controller.workspace.store.unsaved)
    print("typed", flush=True)
    until("the disk", app, lambda: not app.controller.workspace.store.unsaved)
    print(json.dumps({"took": took, "waiting": waiting}), flush=True)
    app.window.close()
    until("the end", app, lambda: not app.window.isVisible())


def type_letter(letter: str) -> None:
    QTest.keyClicks(_focus(), letter)


def press_enter() -> None:
    QTest.keyClick(_focus(), Qt.Key.Key_Return)


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


if __name__ == "__main__":
    main(Path(sys.argv[1]), shared=SHARED in sys.argv)
