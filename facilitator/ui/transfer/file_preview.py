"""The preview: the very bytes that will be written, rendered page by page on a thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from facilitator.export.files import Written
from facilitator.progress import Progress
from facilitator.services.pdf_pages import PdfPages
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportSheet, unprintable
from facilitator.ui.transfer.preview.preview_sheet import PreviewSheet
from facilitator.ui.transfer.preview.printer import ask_printer, image_of, print_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")
Render = Callable[[Progress], Written]
"""Makes the bytes of the PDF, on a thread; may raise FacilitatorError and Stopped."""


class Runner(Protocol):
    """What does long work on a thread, one at a time, shown and with a way to stop it."""

    @property
    def busy(self) -> bool:
        """Whether nothing can be begun now."""

    def run(self, work: Callable[[Progress], T], words: str) -> Task[T]:
        """Do something on a thread."""


class Preview(QObject):
    """The sheet of the pages, what they are made of, and the printer."""

    export_requested = Signal(object)
    """With the Written that was looked at."""
    left = Signal()
    """The user went back without writing it."""

    def __init__(self, shell: MainWindow, runner: Runner, asking: ExportSheet) -> None:
        super().__init__(shell)
        self._shell = shell
        self._runner = runner
        self._asking = asking
        self.sheet = shell.add_sheet(PreviewSheet(shell))
        self._tasks = Tasks(self)
        """One thread: of several that ask pdfium all but one would wait."""
        self._written: Written | None = None
        self._pages: PdfPages | None = None
        self._title = ""
        self._to_free: list[PdfPages] = []
        self._wanted: tuple[int, int] | None = None
        self._is_rendering = False
        self._read_page = -1
        self.choose_printer = ask_printer
        self.sheet.accepted.connect(self._on_accepted)
        self.sheet.print_requested.connect(self._on_print_requested)
        self.sheet.closed.connect(self.left)
        self.sheet.hidden.connect(self._on_hidden)
        self.sheet.view.picture_wanted.connect(self._on_picture_wanted)

    def show(self, render: Render, title: str) -> None:
        """Show the pages once they are made; until then the export sheet says that it waits."""
        self._title = title
        asking = self._asking

        def work(progress: Progress) -> tuple[Written, PdfPages]:
            written = render(progress)
            return written, PdfPages(written.data)

        def show(made: tuple[Written, PdfPages]) -> None:
            asking.accept_again()
            if asking.isVisible():
                self._show(*made)
            else:
                self._free(made[1])

        asking.show_busy(tr("Preparing the preview…"))
        task = self._runner.run(work, tr("Preparing the preview…"))
        task.on_success(show)
        task.on_error(lambda error: asking.failed(str(error)))
        task.on_cancelled(lambda: asking.failed(tr("Stopped; nothing was written.")))
        task.on_done(asking.accept_input)

    def finish(self) -> None:
        """Wait for the page that is being rendered, and free the pages."""
        self._tasks.finish()
        for pages in (*self._to_free, *([self._pages] if self._pages is not None else [])):
            pages.close()
        self._to_free, self._pages = [], None

    def _show(self, written: Written, pages: PdfPages) -> None:
        self._written, self._pages, self._read_page = written, pages, -1
        self._wanted = None
        self.sheet.show_pages(pages.sizes, " ".join(unprintable(written)))

    # Pages

    def _on_picture_wanted(self, page: int, width: int) -> None:
        self._wanted = page, width
        self._render_wanted()

    def _render_wanted(self) -> None:
        """Render what is wanted now; what was wanted before that is not needed any more."""
        if self._is_rendering or self._wanted is None or self._pages is None:
            return
        pages, (page, width) = self._pages, self._wanted
        self._wanted, self._is_rendering = None, True
        is_read = self._read_page == page

        def work(_: Progress) -> tuple[QImage, str]:
            return image_of(pages.picture(page, width)), "" if is_read else pages.text(page)

        def show(made: tuple[QImage, str]) -> None:
            if pages is self._pages:
                self.sheet.view.set_picture(page, width, made[0])
                if not is_read:
                    self._read_page = page
                    self.sheet.read_out(page, made[1])

        self._tasks.run(work).on_ended(self._on_rendered).on_success(show)

    def _on_rendered(self) -> None:
        self._is_rendering = False
        self._render_wanted()

    def _on_hidden(self) -> None:
        """Free the pages, once the last picture of them is made."""
        if self._pages is not None and self.sheet.isHidden():
            pages, self._pages = self._pages, None
            self._free(pages)

    def _free(self, pages: PdfPages) -> None:
        """Close pages after the picture that is being made of them."""
        self._to_free.append(pages)
        self._tasks.run(lambda _: pages.close()).on_success(lambda _: self._to_free.remove(pages))

    # What is done with them

    def _on_accepted(self) -> None:
        if self._written is not None and not self._runner.busy:
            self.export_requested.emit(self._written)

    def _on_print_requested(self) -> None:
        if self._written is None or self._pages is None or self._runner.busy:
            return
        data = self._written.data
        printer = self.choose_printer(self._shell, self._title, self._pages.sizes[0])
        if printer is not None:
            self._print(printer, data)

    def _print(self, printer: "QPrinter", data: bytes) -> None:
        name = printer.printerName() or printer.outputFileName()
        task = self._runner.run(
            lambda progress: print_pages(printer, data, progress), tr("Printing…")
        )
        task.on_success(lambda _: self.sheet.say(tr("Sent to {printer}.", printer=name)))
        task.on_error(lambda error: self.sheet.say(str(error)))
        task.on_cancelled(lambda: self.sheet.say(tr("Printing was stopped.")))
