"""All meetings are replaced by others, in a workspace without a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting
from facilitator.errors import FacilitatorError
from facilitator.exercises.exercise_library import Library
from facilitator.progress import Progress
from facilitator.settings import Settings
from facilitator.ui.base.tasks import Task
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace import large_change
from facilitator.ui.workspace import workspace as workspace_module
from facilitator.ui.workspace.workspace import Workspace
from tests.support.gate import Gate
from tests.support.keyboard import settle
from tests.support.slow_disk import Disk
from tests.support.stored_meetings import add, begun

REFUSAL = "The last changes are not saved yet."


@pytest.fixture
def workspace(qtbot: QtBot, disk: Disk, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which a meeting is open and on disk."""
    workspace = Workspace(tmp_path, Settings())
    workspace.store.start()
    meeting, change = begun()
    workspace.store.commit(change).result()
    workspace.open(meeting, Library().default)
    yield workspace
    workspace.store_service.close(10)
    # Here and now: the collector might do it on any thread.
    workspace.deleteLater()
    settle()


def replace(workspace: Workspace, told: list[str]) -> Task[str]:
    """Ask for it, and write down what comes of it."""

    def do(progress: Progress) -> str:
        progress(0, 1)
        return "done" if workspace.store_service.away else "the database was open"

    def failed(error: FacilitatorError) -> None:
        told.append(str(error))

    task = workspace.replace_meetings(do, REFUSAL)
    return task.on_success(told.append).on_error(failed).on_cancelled(lambda: told.append("no"))


def test_it_is_told_once_the_meetings_are_open_again(qtbot: QtBot, workspace: Workspace) -> None:
    told: list[str] = []
    before = workspace.store
    replace(workspace, told)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["done"]
    assert workspace.current is None
    assert workspace.store is not before
    assert not workspace.store_service.away


def test_it_waits_for_the_last_change(qtbot: QtBot, workspace: Workspace, disk: Disk) -> None:
    told: list[str] = []
    assert workspace.current is not None
    meeting = workspace.current.meeting
    with disk.busy():
        written = workspace.store.commit(add(meeting, "no chairs"))
        replace(workspace, told).on_done(lambda: told.append(f"written: {written.done()}"))
        assert not workspace.store_service.away
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["done", "written: True"]


def test_nothing_is_closed_for_what_cannot_be_saved(
    qtbot: QtBot, workspace: Workspace, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_module, "LAST_WRITE_SECONDS", 0.1)
    told: list[str] = []
    assert workspace.current is not None
    disk.full = True
    workspace.store.commit(add(workspace.current.meeting, "no chairs"))
    replace(workspace, told)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [REFUSAL]
    assert workspace.current is not None
    disk.full = False


def test_nothing_is_closed_when_it_was_cancelled_while_it_waited(
    qtbot: QtBot, workspace: Workspace, disk: Disk
) -> None:
    told: list[str] = []
    session, store = workspace.current, workspace.store
    assert session is not None
    with disk.busy():
        workspace.store.commit(add(session.meeting, "no chairs"))
        replace(workspace, told).cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["no"]
    assert workspace.current is session
    assert workspace.store is store
    assert not store.closed


def test_a_large_change_of_a_meeting_that_is_closed_is_over(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(large_change._apply)
    monkeypatch.setattr(large_change, "_apply", gate)
    session = workspace.current
    assert session is not None
    window = MainWindow()
    qtbot.addWidget(window)
    display = Busy(window)
    session.large.working = lambda: display
    told: list[str] = []

    def make(meeting: Meeting, progress: Progress) -> Change:
        return add(meeting, "no chairs")

    pasting = session.large.prepare("Adding…", make)
    assert pasting is not None
    pasting.on_success(lambda _: told.append("added"))
    qtbot.waitUntil(gate.begun.is_set)
    workspace.with_store_closed(lambda _: None).on_done(lambda: told.append("open again"))
    assert not display.busy
    qtbot.waitUntil(lambda: bool(told) and gate.finished.is_set())
    settle()
    assert told == ["open again"]
