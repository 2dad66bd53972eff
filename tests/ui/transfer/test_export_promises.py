"""Promises leave the window: printed as they are on the screen, and copied."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtGui import QGuiApplication

from facilitator.domain.follow_up.register import ActionEntry
from facilitator.export.writers.formats import Format
from facilitator.services.clipboard.rows import rows_of
from facilitator.ui.shell.busy import Busy
from facilitator.ui.transfer.export_promises import PromiseExport
from tests.support.home_folder import documents
from tests.support.mouse import clicks
from tests.support.series import PATIENCE, Series
from tests.support.workspace import Frame

pytestmark = pytest.mark.usefixtures("documents")
__all__ = ["documents"]

TODAY = date.today()


@pytest.fixture
def export(frame: Frame) -> PromiseExport:
    frame.show()
    return PromiseExport(frame.workspace, frame.shell, Busy(frame.shell))


def entries(frame: Frame, *texts: str, due: date = TODAY) -> list[ActionEntry]:
    """What the front desk promised a week ago, as a screen has it: without what it came from."""
    desk = Series(frame.workspace.store, "Front desk")
    desk.promises(desk.meets(TODAY - timedelta(days=7), "First"), *texts, due=due)
    return frame.workspace.store.actions([desk.team_id]).result(PATIENCE)


def words_in(file: Path) -> str:
    with PdfDocument(file) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_the_list_is_written_where_the_user_says_with_the_gap_of_each(
    frame: Frame, export: PromiseExport, documents: Path
) -> None:
    export.print_promises(entries(frame, "Read it", "Answer it"), "Front desk")
    assert frame.shell.sheet is export.sheet
    frame.presses("Enter")
    frame.until(lambda: export.sheet.written is not None)
    (file,) = documents.iterdir()
    assert file.name == f"Promises of Front desk {TODAY}.pdf"
    said = words_in(file)
    assert "Promises of Front desk" in said and "because of:" in said
    assert "Read it" in said and "Answer it" in said
    assert export.sheet.title.text() == "The list is ready"


def test_the_list_is_looked_at_before_it_is_printed(
    frame: Frame, export: PromiseExport, documents: Path
) -> None:
    export.print_promises(entries(frame, "Read it", "Answer it"), "Front desk")
    clicks(export.sheet.preview)
    preview = export._file.preview()
    frame.until(lambda: "Read it" in preview.sheet.view.accessibleDescription())
    assert frame.shell.sheet is preview.sheet and list(documents.iterdir()) == []
    frame.presses("Enter")
    frame.until(lambda: export.sheet.written is not None)
    (file,) = documents.iterdir()
    assert "Read it" in words_in(file)
    export.finish()


def test_the_list_goes_to_a_spreadsheet(
    frame: Frame, export: PromiseExport, documents: Path
) -> None:
    export.print_promises(entries(frame, "Read it", "Answer it"), "Front desk", by_owner=True)
    sheet = export.sheet
    assert sheet.message.text() == "A page for each owner, to hand out."
    frame.presses("Tab", "Right", "Right")
    assert sheet.fmt is Format.XLSX and not sheet.preview.isVisible()
    assert sheet.path.label.text() == "Excel file" and sheet.path.text.endswith(".xlsx")
    assert "owner" not in sheet.message.text()
    frame.presses("Enter")
    frame.until(lambda: sheet.written is not None)
    (file,) = documents.iterdir()
    rows = [[cell.value for cell in row] for row in load_workbook(file).active.rows]
    assert {"Read it", "Answer it"} <= {text for row in rows for text in row}
    export.print_week_sheet(entries(frame, "Today"), "")
    assert sheet.fmt is Format.PDF and not sheet.formats.isVisible()


def test_the_week_sheet_is_not_offered_where_nothing_is_due(
    frame: Frame, export: PromiseExport, documents: Path
) -> None:
    found = entries(frame, "Read it", due=TODAY + timedelta(days=30))
    export.print_week_sheet(found, "Front desk")
    assert frame.said == "Nothing is due this week, so a week sheet would be empty."
    export.print_week_sheet(entries(frame, "Answer it"), "")
    frame.presses("Enter")
    frame.until(lambda: export.sheet.written is not None)
    (file,) = documents.iterdir()
    assert file.name == f"Week sheet Front desk {TODAY}.pdf"
    assert "Answer it" in words_in(file) and "Read it" not in words_in(file)


def test_what_is_copied_is_a_table_and_reads_as_lines(frame: Frame, export: PromiseExport) -> None:
    export.copy(entries(frame, "Read it", "Answer it"))
    assert frame.said == "Copied 2 promises."
    rows = rows_of(QGuiApplication.clipboard().text().split("\n"))
    days = (TODAY, TODAY + timedelta(days=1))
    assert {row[:3] for row in rows} == {
        ("Read it", "Ana", days[0].isoformat()),
        ("Answer it", "Ana", days[1].isoformat()),
    }
