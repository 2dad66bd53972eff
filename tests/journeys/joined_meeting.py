"""A program of its own: a meeting that people may join, everybody at once, until it is killed.

Arguments: the data folder, and "moderated" where all that is written waits. It says on a line where
to join as soon as people can.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from facilitator.join.addresses import Address, Medium
from facilitator.launch import Start
from facilitator.ui.app.application import Application
from facilitator.ui.join import network

LONGEST = 60_000
"""Milliseconds after which nobody kills it any more."""


def main() -> None:
    data, is_moderated = Path(sys.argv[1]), "moderated" in sys.argv[2:]
    network.addresses_of_this_computer = lambda: [Address(Medium.LOOPBACK, "127.0.0.1", "lo")]
    app = Application(data)
    app.controller.start(Start("new", title="Monday"))
    joining = app.controller.joining()
    while app.controller.host.screen is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    joining.start()
    while joining.invitation is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    joining.set_admits_all(True)
    joining.set_moderates(is_moderated)
    print(f"{joining.invitation.address}/#{joining.invitation.code}", flush=True)
    QTimer.singleShot(LONGEST, app.quit)
    app.exec()


main()
