"""Pages of a PDF on paper, at the resolution of the printer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from facilitator.errors import ExportError
from facilitator.progress import Progress, Stopped
from facilitator.services.pdf_pages import POINTS_PER_INCH, PageSize, PdfPages, Picture
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST = 400
"""Dots an inch at most: a page has 15 million then, and nobody sees more in printed letters."""


def ask_printer(parent: QWidget, title: str, size: PageSize) -> "QPrinter | None":
    """Ask for a printer in the dialog of the system; None where none was chosen."""
    # Loaded when somebody prints: it asks the system for its printers.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    set_paper(printer, size)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() else None


def set_paper(printer: "QPrinter", size: PageSize) -> None:
    """Set the paper that the pages were made for, without margins: the pages have their own."""
    short, long = sorted((size.width, size.height))
    is_wide = size.width > size.height
    paper = QPageSize(QSizeF(short, long), QPageSize.Unit.Point)
    upright, wide = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape
    printer.setPageLayout(QPageLayout(paper, wide if is_wide else upright, QMarginsF()))
    printer.setFullPage(True)


def print_pages(printer: "QPrinter", data: bytes, progress: Progress) -> None:
    """Print the pages that were chosen in the dialog, on a thread. Raises ExportError."""
    pages = PdfPages(data)
    try:
        _print(printer, pages, progress)
    except Stopped:
        printer.abort()
        raise
    finally:
        pages.close()


def _print(printer: "QPrinter", pages: PdfPages, progress: Progress) -> None:
    numbers = _numbers(printer, len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise ExportError(
            tr("The printer could not be started. Check that it is on, or choose another one.")
        )
    # A letter has no place for what a photograph may lose.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for at, number in enumerate(numbers):
            progress(at, len(numbers))
            if at and not printer.newPage():
                raise ExportError(tr("The printer stopped. Check it, then print again."))
            _draw(painter, printer, pages, number)
    finally:
        painter.end()


def _numbers(printer: "QPrinter", count: int) -> Sequence[int]:
    """Return the pages to print, from 0, in the order of the paper and as often as they come."""
    first = printer.fromPage() or 1
    last = min(printer.toPage() or count, count)
    numbers = list(range(first - 1, last))
    if printer.pageOrder() is type(printer).PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _ in range(copies)]


def _draw(painter: QPainter, printer: "QPrinter", pages: PdfPages, number: int) -> None:
    """Draw a page in the middle of the paper, smaller only where the paper is."""
    size, paper = pages.sizes[number], printer.paperRect(type(printer).Unit.DevicePixel)
    dots = printer.resolution()
    fitting = min(paper.width() / size.width, paper.height() / size.height)
    scale = min(dots / POINTS_PER_INCH, fitting)
    left, top = (paper.width() - size.width * scale) / 2, (paper.height() - size.height * scale) / 2
    finer = max(1.0, dots / FINEST)
    picture = pages.picture(number, round(size.width * scale / finer))
    box = QRectF(left, top, picture.width * finer, picture.height * finer)
    painter.drawImage(box, image_of(picture))


def image_of(picture: Picture) -> QImage:
    """Return a picture of a page as an image of its own."""
    kind = QImage.Format.Format_RGB32
    return QImage(picture.data, picture.width, picture.height, picture.stride, kind).copy()
