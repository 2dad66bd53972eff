"""Much of what others did arrives in an open meeting: the window works all the time."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.meeting import Meeting
from facilitator.domain.shared_log import integrate as integrating
from facilitator.domain.shared_log.entry import Standing
from facilitator.domain.shared_log.integrate import Integration, begun
from facilitator.storage.sharing import integration
from facilitator.ui.workspace import shared_meeting
from tests.support.shared_rooms import SharedRoom, TeamLog, share, shared_records

Both = tuple[SharedRoom, SharedRoom]
WAITING, PASTED = 70, 90


@pytest.fixture
def both(qtbot: QtBot, tmp_path: Path) -> Iterator[Both]:
    """Two laptops at one meeting, which one of them began."""
    log = TeamLog()
    desk, hall = (SharedRoom(qtbot, tmp_path / name, log, name) for name in ("Desk", "Hall"))
    meeting = desk.begins("Monday").meeting.id
    desk.sends()
    hall.receives()
    hall.opens(meeting)
    yield desk, hall
    for each in (desk, hall):
        each.close()


def both_wrote_much(desk: SharedRoom, hall: SharedRoom) -> None:
    for number in range(WAITING):
        hall.adds(f"Here, {number}")
    pasted = [f"There, {number}" for number in range(PASTED)]
    desk.session.execute(add_cards(desk.session.meeting, "bad", pasted))
    desk.sends()


def test_it_is_worked_out_beside_the_window_and_what_is_typed_meanwhile_stays_on_top(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, hall = both
    both_wrote_much(desk, hall)
    begins, may_go_on = threading.Event(), threading.Event()
    laid_by_the_window: list[str] = []
    lay_on = integrating.lay_on

    def counted(entry: object, *more: object) -> object:
        if threading.current_thread() is threading.main_thread():
            laid_by_the_window.append(repr(entry))
        return lay_on(entry, *more)  # type: ignore[arg-type]

    def held_up(meeting: Meeting, standing: Standing) -> Integration:
        begins.set()
        assert may_go_on.wait(20)
        return begun(meeting, standing)

    monkeypatch.setattr(integrating, "lay_on", counted)
    monkeypatch.setattr(shared_meeting, "begun", held_up)
    assert hall.sync is not None
    hall.sync.receives()
    hall.until(begins.is_set)
    hall.adds("Typed meanwhile")
    hall.session.go(1)
    QCoreApplication.processEvents()
    assert hall.cards[-1] == "Typed meanwhile", "it is on the board at once"
    assert "There, 0" not in hall.cards
    step = hall.session.step
    may_go_on.set()
    hall.rests()
    assert {"There, 0", f"There, {PASTED - 1}", "Typed meanwhile"} < set(hall.cards)
    assert hall.session.step == step
    assert len(laid_by_the_window) == 1, "only what was typed meanwhile"
    assert hall.is_on_disk()
    hall.session.undo()
    assert "Typed meanwhile" not in hall.cards
    share(desk, hall)
    assert shared_records(desk.session.meeting) == shared_records(hall.session.meeting)
    assert hall.is_on_disk() and desk.is_on_disk()


def test_it_comes_in_portions_and_no_entry_is_read_again_with_each(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, hall = both
    monkeypatch.setattr(integration, "PORTION", 3_000)
    for number in range(60):
        desk.adds(f"There, {number}")
    desk.sends()
    told: list[int] = []
    hall.session.changed.connect(lambda change: told.append(len(change.edits)))
    read: list[int] = []
    noted = hall.workspace.store.sharing.standing

    def counted(meeting: str) -> object:
        answer = noted(meeting)
        read.append(len(answer.result().arrived))
        return answer

    monkeypatch.setattr(hall.workspace.store.sharing, "standing", counted)
    assert hall.sync is not None
    hall.sync.receives()
    QCoreApplication.processEvents()
    hall.rests()
    assert hall.cards == [f"There, {number}" for number in range(60)]
    assert len(told) > 3 and sum(told) == 60
    assert max(told) < 20
    assert sum(read) == 60
    assert hall.is_on_disk()
