"""A program of its own: half a meeting in the real application, and then the power goes.

Arguments: the data folder, what is half-typed at that moment, and a card if one was written in
private just before.
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop

from facilitator.launch import Start
from facilitator.ui.app.application import Application
from facilitator.ui.workspace.session import Session
from tests.support import bakery
from tests.support.keyboard import QtHands


def main() -> None:
    data, half_typed, hidden = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    app = Application(data)
    app.controller.start(Start("home"))
    hands = QtHands()
    while app.focusWidget() is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    bakery.invites(hands)
    if hidden:
        hands.presses("Ctrl+H")
        hands.says(*hidden)
    else:
        discusses(hands)
    hands.types(half_typed)
    session = app.controller.workspace.current
    assert session is not None
    while not is_kept(session, half_typed) or app.controller.workspace.store.unsaved:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    os.kill(os.getpid(), signal.SIGKILL)


def discusses(hands: QtHands) -> None:
    bakery.names_both_columns(hands)
    bakery.puts_gaps_in_order(hands)
    hands.presses("PgDown", "PgDown")
    hands.says("One slicer has to do")
    hands.presses("Ctrl+Tab")


def is_kept(session: Session, half_typed: str) -> bool:
    return any(half_typed in draft.fields for draft in session.meeting.bookmark.drafts)


main()
