"""The preview shows the very pages that are written, and prints them."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.progress import Progress
from facilitator.services.pdf_pages import PageSize, PdfPages
from facilitator.ui.shell.busy import Busy
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth
from facilitator.ui.transfer import export_plan
from facilitator.ui.transfer.export_plan import PlanExport
from facilitator.ui.transfer.file_preview import Preview
from facilitator.ui.transfer.preview.printer import image_of, set_paper
from tests.support.answered_meeting import whole_meeting
from tests.support.home_folder import documents
from tests.support.mouse import clicks
from tests.support.workspace import Frame

pytestmark = pytest.mark.usefixtures("documents")
__all__ = ["documents"]


@pytest.fixture
def export(frame: Frame) -> Iterator[PlanExport]:
    """The export of a meeting that is open, its sheet not yet."""
    team = whole_meeting()
    frame.show()
    frame.workspace.store.commit(import_meeting(team.meeting.records()))
    frame.workspace.open(team.meeting, team.exercise)
    made = PlanExport(frame.workspace, frame.shell, Busy(frame.shell))
    yield made
    made.finish()


@pytest.fixture
def preview(frame: Frame, export: PlanExport) -> Preview:
    """The preview of that meeting, with its first page."""
    export.show_preview()
    made = export.preview
    frame.until(made.sheet.isVisible)
    frame.until(lambda: made.sheet.view.picture is not None)
    return made


def test_the_bytes_that_were_looked_at_are_those_that_are_written(
    frame: Frame, export: PlanExport, preview: Preview, documents: Path
) -> None:
    assert list(documents.iterdir()) == [], "nothing is written before that"
    looked_at = preview._written
    assert looked_at is not None
    frame.presses("Enter")
    frame.until(lambda: export.sheet.written is not None)
    (file,) = documents.iterdir()
    assert file.read_bytes() == looked_at.data
    assert frame.shell.sheet is export.sheet and export.sheet.title.text() == "The plan is ready"


def test_esc_goes_back_to_where_the_preview_was_opened(
    frame: Frame, export: PlanExport, preview: Preview, documents: Path
) -> None:
    frame.presses("Esc")
    assert frame.shell.sheet is None and frame.focus is frame.blank, "nobody opened that sheet"
    export.ask()
    clicks(export.sheet.preview)
    frame.until(preview.sheet.isVisible)
    frame.presses("Esc")
    assert frame.shell.sheet is export.sheet and export.sheet.path.isEnabled()
    assert export.sheet.path.text.endswith(".pdf")
    frame.presses("Esc")
    assert frame.shell.sheet is None and frame.focus is frame.blank
    assert list(documents.iterdir()) == []


def test_every_pixel_of_the_screen_is_one_of_the_page_and_the_paper_is_white_in_the_dark(
    frame: Frame, preview: Preview
) -> None:
    view, written = preview.sheet.view, preview._written
    assert written is not None
    frame.shell.set_appearance(Scheme.DARK, Depth.MEDIUM)
    for keys in ("", "++"):
        frame.types(keys)
        frame.until(lambda: view.picture is not None)
        picture = view.picture
        assert picture is not None
        with closing(PdfPages(written.data)) as pages:
            page = image_of(pages.picture(0, picture.width()))
        seen = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        corner = view._box().topLeft().toPoint()
        rows = range(max(0, corner.y() + 5), min(view.height(), corner.y() + page.height()), 7)
        columns = range(max(0, corner.x() + 5), min(view.width(), corner.x() + page.width()), 7)
        shown = [seen.pixel(QPoint(x, y)) for y in rows for x in columns]
        meant = [page.pixel(QPoint(x, y) - corner) for y in rows for x in columns]
        assert shown == meant
        assert shown.count(0xFFFFFFFF) > len(shown) / 2


def test_keys_and_wheel_turn_the_pages_and_a_screen_reader_says_them(
    frame: Frame, preview: Preview
) -> None:
    sheet, view = preview.sheet, preview.sheet.view
    count = view.count
    assert count > 1 and sheet.title.text() == f"Page 1 of {count}"
    frame.until(lambda: "Action plan" in view.accessibleDescription())
    frame.presses("PgDown")
    assert view.accessibleName() == f"Page 2 of {count}"
    frame.until(lambda: bool(view.accessibleDescription()))
    assert "Action plan" not in view.accessibleDescription()
    frame.presses("End", "PgDown")
    assert view.page == count - 1
    frame.presses("Home")
    assert view.page == 0 and view.is_whole
    frame.types("++")
    assert sheet.title.text().endswith("%") and not view.is_whole
    frame.presses("Down")
    assert view.page == 0, "an arrow moves over a page that is larger than the sheet"
    frame.presses("0")
    assert view.is_whole
    clicks(sheet.next)
    assert view.page == 1


def test_a_preview_that_takes_long_is_stopped_and_the_sheet_stays(
    frame: Frame, export: PlanExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_end(*arguments: object, progress: Progress) -> None:
        while True:
            progress(1, 3)
            time.sleep(0.005)

    monkeypatch.setattr(export_plan, "write_meeting", without_end)
    export.show_preview()
    assert export.sheet.message.text() == "Preparing the preview…"
    export._file._working.cancel()
    frame.until(lambda: export.sheet.message.text() == "Stopped; nothing was written.")
    assert frame.shell.sheet is export.sheet and export.sheet.path.isEnabled()


def test_the_pages_are_printed_whole_on_their_paper(
    frame: Frame, preview: Preview, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"

    def choose(parent: object, title: str, size: PageSize) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        set_paper(printer, size)
        return printer

    preview.choose_printer = choose
    frame.presses("P")
    frame.until(lambda: preview.sheet.message.text().startswith("Sent to"))
    printed, view = PdfReader(paper), preview.sheet.view
    assert len(printed.pages) == view.count
    box = printed.pages[0].mediabox
    assert QPageSize.size(QPageSize.PageSizeId.A4, QPageSize.Unit.Point).width() == int(box.width)
    own = preview._pages
    assert own is not None
    with closing(PdfPages(paper.read_bytes())) as pages:
        one, other = pages.picture(0, 100), own.picture(0, 100)
    apart = [abs(a - b) for a, b in zip(one.data, other.data, strict=True)]
    assert sum(apart) / len(apart) < 8, "the page is where it is on the screen"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_is_not_there_is_told(
    frame: Frame, preview: Preview, tmp_path: Path
) -> None:
    def choose(parent: object, title: str, size: PageSize) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no folder" / "paper.pdf"))
        return printer

    preview.choose_printer = choose
    frame.presses("P")
    frame.until(lambda: "printer could not be started" in preview.sheet.message.text())
