"""Whatever becomes of a long piece of work, keys and clicks are taken again after it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitator.storage.backup import database_copy
from facilitator.ui.backups import backups as backing
from facilitator.ui.shell.crash_reporter import CrashReporter
from facilitator.ui.transfer import export_plan, import_meeting
from tests.support.screens import backups_made, listed, opens_the_backups
from tests.support.window import Room

Begin = Callable[[Room], object]


def exports(room: Room) -> None:
    room.controller.meetings.open_meeting(room.meeting_id)
    room.presses("Ctrl+E", "Enter")


def brings_in(room: Room) -> None:
    room.controller.meeting_import().import_file(Path("a meeting.json"))


def backs_up(room: Room) -> None:
    opens_the_backups(room)
    room.presses("Ctrl+B")


def moves_backups(room: Room) -> None:
    opens_the_backups(room)
    room.controller.backups().keep_in(str(room.data / "elsewhere"))


def restores(room: Room) -> None:
    backups_made(room, 1)
    opens_the_backups(room)
    room.presses("Enter", "Tab", "Enter")


@pytest.mark.parametrize(
    ("begin", "place", "name"),
    [
        (exports, export_plan, "write_meeting"),
        (brings_in, import_meeting, "read_meeting_file"),
        (backs_up, database_copy, "copy_database"),
        (moves_backups, backing, "copy_backups"),
        (restores, backing, "restore"),
    ],
)
def test_a_bug_in_long_work_leaves_the_keyboard_alive(
    room: Room,
    bugs: CrashReporter,
    begin: Begin,
    place: object,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(*arguments: object, **named: object) -> None:
        raise KeyError(name)

    controller = room.controller
    room.is_saved()
    room._meeting_id = room.meeting.id
    room.goes_home()
    room.until(lambda: len(listed(room)) == 1)
    monkeypatch.setattr(place, name, stumble)
    begin(room)
    room.until(lambda: (room.data / "crash.log").exists() and not controller.working().busy)
    room.until(lambda: not controller.workspace.store_service.away)
    room.until(bugs.sheet().isVisible)
    room.presses("Esc")
    assert not bugs.sheet().isVisible()
    if begin is exports:
        assert "The plan was not written." in room.texts()
        assert room.focus is controller.export().sheet.path.field
        room.presses("Esc")
    assert room.window.sheet is None
    room.presses("Ctrl+N", "Enter")
    room.until(lambda: room.controller.host.screen is not None)
    room.says("closed at noon")
    assert room.left() == ["closed at noon"]
    room.is_saved()
