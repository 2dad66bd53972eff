"""Any keys in any order: no bug, the keyboard is never dead, the disk holds what memory holds."""

import random
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from facilitator.launch import Start
from facilitator.ui.desktop import xdg
from tests.support.home_folder import documents
from tests.support.window import OpenRoom, Room

__all__ = ["documents"]

KEYS = (
    *("PgDown",) * 4,
    *("PgUp",) * 2,
    *("Up",) * 6,
    *("Down",) * 3,
    *("Enter",) * 4,
    *("Ctrl+Z",) * 2,
    *("Space",) * 2,
    *("Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+Y", "Ctrl+F", "F1", "F3", "Ctrl+,", "Ctrl+I"),
    *("Ctrl+G", "Ctrl+Shift+G", "Ctrl+Tab", "F6", "Ctrl+Up", "Ctrl+Down", "Left", "Right"),
    *("F2", "Del", "1", "2", "4", "Esc", "Home", "End", "Tab", "Backspace"),
    *("Alt+Up", "Alt+Down", "Alt+Left", "Alt+Right", "Alt+1", "Alt+2", "Alt+4"),
    *("Ctrl+N", "Ctrl+O", "Ctrl+E", "Ctrl+B", "Ctrl+H", "Ctrl+Shift+H", "Ctrl+D", "F9"),
)
TEXTS = ("we are late", "fri", "<b>R&D</b>", "in 2 weeks", "Owner", "%s {n}", "schön 你好 مرحبا")


def presses_anything(room: Room, chance: random.Random, steps: int) -> None:
    for _ in range(steps):
        if chance.random() < 0.3:
            room.types(chance.choice(TEXTS))
            room.presses(*("Enter",) * chance.choice((0, 1, 1, 3)))
        else:
            room.presses(chance.choice(KEYS))
        assert keys_go_somewhere(room)


def keys_go_somewhere(room: Room) -> bool:
    """Whether what has the keyboard is shown, in the sheet or else on the screen at hand."""
    focus, shown = room.focus, room.window.sheet or room.window.stack.currentWidget()
    if not focus.isVisible():
        return False
    return focus is shown or shown.isAncestorOf(focus) or room.window.toast.isAncestorOf(focus)


def is_the_same_on_disk(room: Room) -> None:
    """Every meeting that was open is, once the window is closed, on disk as it was in memory."""
    controller = room.controller
    room.until(lambda: not (controller.working().busy or controller.workspace.store_service.away))
    open_ones = list(controller.workspace.sessions)
    for session in open_ones:
        session.flush_pending()
    room.until(lambda: not controller.workspace.store.unsaved and not controller.trash.busy)
    here = {session.meeting.id: session.meeting for session in open_ones}
    for meeting_id, meeting in here.items():
        assert room.controller.workspace.store.load(meeting_id).result() == meeting


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, documents: Path) -> None:
    """Nobody answers the system's own dialogs; plans go to a folder of this test."""
    for question in ("getExistingDirectory", "getOpenFileName", "getSaveFileName"):
        answer = "" if question == "getExistingDirectory" else ("", "")
        monkeypatch.setattr(QFileDialog, question, lambda *_, answer=answer: answer)
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: 0)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    monkeypatch.setattr(xdg, "ask_desktop", lambda *words: True)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_keys_at_all(open_room: OpenRoom, seed: int) -> None:
    room = open_room(Start("new"))
    presses_anything(room, random.Random(seed), 250)
    is_the_same_on_disk(room)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 106))
def test_any_keys_for_long(open_room: OpenRoom, seed: int) -> None:
    room = open_room(Start("new"))
    chance = random.Random(seed)
    for _ in range(10):
        presses_anything(room, chance, 500)
        is_the_same_on_disk(room)
