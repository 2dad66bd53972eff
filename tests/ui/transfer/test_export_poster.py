"""The poster leaves the window, instead of the plan."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.export.options import What
from facilitator.ui.shell.busy import Busy
from facilitator.ui.transfer.export_plan import PlanExport
from tests.support.answered_meeting import AnsweringTeam, whole_meeting
from tests.support.home_folder import documents
from tests.support.workspace import Frame

pytestmark = pytest.mark.usefixtures("documents")
__all__ = ["documents"]


def export_of(frame: Frame, team: AnsweringTeam) -> PlanExport:
    """The export of the meeting of a team, which is open."""
    frame.show()
    frame.workspace.store.commit(import_meeting(team.meeting.records()))
    frame.workspace.open(team.meeting, team.exercise)
    return PlanExport(frame.workspace, frame.shell, Busy(frame.shell))


def test_the_poster_is_a_part_of_the_meeting_and_has_a_command_of_its_own(
    frame: Frame, documents: Path
) -> None:
    export = export_of(frame, whole_meeting())
    sheet = export.sheet
    export.ask()
    assert sheet.title.text() == "Export the plan"
    QTest.mouseClick(sheet.box.parts.button(What.POSTER), Qt.MouseButton.LeftButton)
    assert sheet.title.text() == "Export the poster"
    QTest.mouseClick(sheet.box.parts.button(What.RECORD), Qt.MouseButton.LeftButton)
    assert sheet.title.text() == "Export the plan"
    export.ask_poster()
    frame.presses("Enter")
    frame.until(lambda: sheet.written is not None)
    assert sheet.title.text() == "The poster is ready"
    (file,) = documents.iterdir()
    assert file.name == "What good service means here 2026-11-22.pdf"


def test_an_empty_poster_says_what_is_missing_and_the_sheet_stays(
    frame: Frame, documents: Path
) -> None:
    export = export_of(frame, AnsweringTeam())
    export.ask_poster()
    frame.presses("Enter")
    frame.until(lambda: "Write a definition" in export.sheet.message.text())
    assert export.sheet.isVisible() and export.sheet.path.isEnabled()
    assert list(documents.iterdir()) == []
