"""What is due later comes once, and never for what is gone."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from facilitator.ui.base.timers import later


@pytest.mark.parametrize("ms", [0, 5])
def test_only_an_owner_that_still_exists_is_called(qtbot: QtBot, ms: int) -> None:
    gone, there = QObject(), QObject()
    called: list[str] = []
    later(gone, ms, lambda: called.append("gone"))
    later(there, ms, lambda: called.append("there"))
    later(there, ms + 10, lambda: called.append("last"))
    delete(gone)
    qtbot.waitUntil(lambda: "last" in called)
    assert called == ["there", "last"]
