"""The sheets over a meeting: find, notes, export."""

import shutil
import time
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QRect

from facilitator.domain.records import Action, Side
from facilitator.progress import Progress
from facilitator.ui.transfer import export_plan
from tests.support.home_folder import documents
from tests.support.window import Room, faces

__all__ = ["documents"]


def found(room: Room) -> list[str]:
    return [face.text for face in faces(room.controller.finder().sheet.list)]


def test_find_goes_to_where_it_was_said(room: Room) -> None:
    room.says("We know the regulars", "Bread is warm")
    room.presses("PgDown")
    room.says("Closed at noon")
    room.walks_to("why")
    room.says("It was always so")
    room.presses("Ctrl+Tab")
    room.says("The old boss closed for lunch")
    room.presses("PgDown", "Ctrl+F")
    room.types("CLOSE")
    assert found(room) == ["Closed at noon", "The old boss closed for lunch"]
    room.types(" lunch")
    assert found(room) == ["The old boss closed for lunch"]
    room.presses("Enter")
    assert room.window.sheet is None
    assert (room.at, room.selected()) == ("instead", "The old boss closed for lunch")
    room.presses("Ctrl+F")
    room.types("bread")
    room.presses("Down", "Enter")
    assert (room.at, room.selected()) == ("feel-first", "Bread is warm")


def test_find_stays_on_the_stage_where_the_card_is(room: Room) -> None:
    room.says("Bread is warm")
    room.presses("PgDown")
    room.says("Closed at noon", "No chairs")
    finds(room, "warm")
    assert (room.at, room.selected()) == ("where-not", "Bread is warm")
    room.walks_to("what-matters")
    finds(room, "chairs")
    assert (room.at, room.selected()) == ("what-matters", "No chairs")
    room.walks_to("why")
    for excuse in ("It was always so", "They never asked"):
        room.says(excuse)
        room.presses("PgDown")
    room.walks_to("instead")
    finds(room, "always")
    assert (room.at, room.selected()) == ("instead", "It was always so")
    room.walks_to("why")
    finds(room, "always")
    assert (room.at, room.band, room.selected()) == ("why", "Closed at noon", "It was always so")
    finds(room, "never asked")
    assert (room.at, room.band, room.selected()) == ("why", "No chairs", "They never asked")
    finds(room, "closed at noon")
    assert (room.at, room.band) == ("why", "Closed at noon")
    finds(room, "warm")
    assert (room.at, room.selected()) == ("feel-first", "Bread is warm")


def finds(room: Room, words: str) -> None:
    room.presses("Ctrl+F")
    room.types(words)
    room.presses("Enter")
    assert room.window.sheet is None


def test_where_find_has_nothing_all_meetings_are_searched_for_it(room: Room) -> None:
    room.presses("Ctrl+F", "Enter")
    assert room.window.sheet is room.controller.finder().sheet
    room.types("nowhere")
    assert found(room) == ["Search all meetings"]
    room.presses("Enter")
    screen = room.controller.search().screen
    assert room.window.screen_shown is screen
    room.until(lambda: "Nothing found for “nowhere”" in screen.answer.text())
    room.presses("Esc", "Esc")
    room.until(lambda: room.controller.host.shown)
    assert room.focus is room.stage.entry.edit


def test_the_facilitator_reads_what_to_say_and_what_comes_next(room: Room) -> None:
    stages = room.session.exercise.stages
    room.walks_to(stages[0].id)
    for stage, following in zip(stages, [*stages[1:], None], strict=True):
        room.presses("F3")
        shown = "\n".join(room.texts())
        assert stage.notes in shown
        assert following is None or f"Next: {following.name}" in shown
        room.presses("F3", "Ctrl+PgDown")


@pytest.mark.parametrize("fails", [False, True])
def test_a_sheet_that_was_closed_meanwhile_leaves_the_keyboard_alone(
    room: Room, documents: Path, fails: bool
) -> None:
    if fails:
        shutil.rmtree(documents.parent)
    room.presses("Ctrl+E")
    room.presses("Enter", "Esc")
    room.until(lambda: not room.controller.working().busy)
    room.says("Bread is warm")
    assert room.left() == ["Bread is warm"]


def test_the_plan_is_exported_with_two_keys(room: Room, documents: Path) -> None:
    room.says("Bread is warm")
    room.presses("Ctrl+E", "Enter")
    sheet = room.controller.export().sheet
    room.until(lambda: sheet.written is not None)
    (plan,) = documents.iterdir()
    assert sheet.written == plan
    assert any(str(plan) in text for text in room.texts())
    assert "Bread is warm" in "".join(page.extract_text() for page in PdfReader(plan).pages)
    room.presses("Esc")
    assert room.focus is room.stage.entry.edit


def test_a_plan_that_cannot_be_written_is_told_and_the_path_stays(
    room: Room, tmp_path: Path
) -> None:
    nowhere = tmp_path / "missing" / "plan.pdf"
    (tmp_path / "missing").write_text("a file where a folder should be")
    room.presses("Ctrl+E", "Ctrl+A")
    room.says(str(nowhere))
    sheet = room.controller.export().sheet
    room.until(lambda: sheet.message.text().endswith(".") and "missing" in sheet.message.text())
    assert sheet.written is None
    assert sheet.path.field.text() == str(nowhere)
    better = tmp_path / "plan.pdf"
    room.presses("Ctrl+A")
    room.says(str(better))
    room.until(lambda: sheet.written == better)


def test_nothing_is_exported_while_no_meeting_is_open(home: Room) -> None:
    home.presses("Ctrl+E")
    assert home.said == "Open a meeting first, then export its plan."
    assert home.window.sheet is None


def test_once_somebody_took_a_strategy_the_next_that_nobody_took_is_offered(room: Room) -> None:
    room.presses("PgDown")
    room.says("Closed at noon")
    room.walks_to("why")
    room.says("It was always so")
    room.walks_to("instead")
    room.says("Take turns", "Ask the regulars", "Put up a sign")
    room.walks_to("who-when")
    room.presses("Ctrl+Down")
    for offered in ("Ask the regulars", "Put up a sign", "Take turns"):
        assert room.stage.context_text() == offered
        room.presses("Right", "Enter")
        room.says("Cook", "tomorrow", "")
        assert room.focus is room.form.what
    assert room.stage.context_text() == "Take turns", "there is no other one left"
    assert room.right() == ["Take turns", "Ask the regulars", "Put up a sign"]
    assert room.form.texts[0] == "", "somebody took its words already"


def test_an_action_needs_what_who_and_when(room: Room) -> None:
    room.presses("PgDown")
    room.says("Closed at noon")
    room.walks_to("why")
    room.says("It was always so")
    room.walks_to("instead")
    room.says("Take turns")
    room.walks_to("who-when")
    form = room.form
    room.says("Write a rota", "")
    assert (room.focus, room.right()) == (form.who, [])
    assert room.said == "Say who does it: every action needs an owner."
    room.says("Cook", "whenever")
    assert room.focus is form.when
    assert room.said.startswith("“whenever” isn’t a date")
    room.presses("Ctrl+A")
    room.says("tomorrow", "Open at noon")
    assert room.right() == ["Write a rota"]
    assert form.texts == ("", "", "", "")
    room.presses("Up", "Enter")
    assert form.texts[:2] == ("Write a rota", "Cook")
    room.types(" for June")
    room.presses("Enter", "Enter", "Enter", "Enter")
    assert room.right() == ["Write a rota for June"]
    assert room.selected() == "Write a rota for June"
    assert room.face(Side.RIGHT, "Write a rota for June").cells[0] == "Cook"
    assert [action.sign for action in room.meeting.all(Action)] == ["Open at noon"]


def test_the_owner_is_completed_and_can_be_kept_as_typed(room: Room) -> None:
    room.presses("Ctrl+I", "Tab", "Tab", "Tab")
    room.says("Christine, Cook")
    room.presses("PgDown")
    room.says("Closed at noon")
    room.walks_to("why")
    room.says("It was always so")
    room.walks_to("instead")
    room.says("Take turns")
    room.walks_to("who-when")
    room.says("first")
    room.types("chr")
    room.presses("Right", "Enter")
    room.says("tomorrow", "", "second", "Clerk", "tomorrow", "")
    assert [face.cells[0] for face in room.faces(Side.RIGHT)] == [
        "Christine",
        "Clerk",
    ]


def test_an_export_that_takes_long_is_shown_and_esc_stops_it(
    room: Room, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_end(*arguments: object, progress: Progress, **options: object) -> None:
        while True:
            progress(1, 3)
            time.sleep(0.005)

    monkeypatch.setattr(export_plan, "write_meeting", without_end)
    room.presses("Ctrl+E", "Enter")
    room.until(lambda: room.controller.working().line.words == "Writing the plan…")
    sheet = room.controller.export().sheet
    room.presses("Esc")
    room.until(lambda: sheet.message.text() == "Stopped; nothing was written.")
    assert room.window.sheet is sheet
    assert list(documents.iterdir()) == []
    room.presses("Esc")
    assert room.focus is room.stage.entry.edit


def test_tab_stays_within_a_sheet_whatever_lies_under_it(home: Room) -> None:
    home.presses("Ctrl+,")
    sheet = home.window.sheet
    assert sheet is not None
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 8:
        home.presses(key)
        assert home.focus is not None
        assert sheet.isAncestorOf(home.focus)
    home.presses("Esc", "F1")
    help_sheet = home.window.sheet
    assert help_sheet is not None
    home.presses("Tab", "Tab")
    home.presses("Esc")
    assert home.window.sheet is None


def test_under_a_sheet_the_line_of_keys_says_which_keys_work_on_the_sheet(room: Room) -> None:
    before = room.hints()
    room.presses("Ctrl+,")
    assert room.hints() == ["Enter", "Tab", "Esc"]
    keys = room.screen.keys
    line = QRect(keys.mapTo(room.window, QPoint(0, 0)), keys.size())
    assert room.window.sheet is not None
    assert not room.window.sheet.geometry().intersects(line), "it stays in the light"
    room.presses("Ctrl+K")
    assert room.hints() == ["Enter", "Up/Down", "Esc"]
    room.presses("Esc")
    assert room.hints() == before
