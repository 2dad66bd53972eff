"""Tells how many MiB the program holds once the sample meeting is open and painted.

With all that is loaded and made ahead.

Argument: a data folder.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from facilitator.launch import Start
from facilitator.ui.app.application import Application
from tests.benchmarks.paint_watch import Painted, until
from tests.support.memory import resident


def main() -> None:
    app = Application(Path(sys.argv[1]))
    app.controller.start(Start("home"))
    until(lambda: app.idle.done)
    app.controller.meetings.open_sample()
    until(lambda: app.controller.host.screen is not None)
    screen = app.controller.host.screen
    assert screen is not None
    painted = Painted(screen.keys)
    until(lambda: painted.seen and not app.controller.workspace.store.unsaved)
    for _ in range(50):
        QCoreApplication.processEvents()
    print(resident(), flush=True)
    app.controller.shutdown.close()


if __name__ == "__main__":
    main()
