"""Pages as a PDF: text is drawn as it is, never read as markup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from facilitator.export.files import Written
from facilitator.export.pdf.flow import Flow, on_canvas
from facilitator.export.pdf.fonts import Unprintable
from facilitator.export.pdf.rows import Pen
from facilitator.export.pdf_objects.page_writer import About, Draw
from facilitator.export.read_back.checks import Check
from facilitator.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF; what is `unprintable` is printed as boxes for want of a glyph."""

    data: bytes
    pages: int
    unprintable: Unprintable

    def written(self, check: Check | None = None) -> Written:
        """Return it as a file that `check` reads before it gets its place; see `Written`."""
        lacking = self.unprintable
        return Written(
            self.data,
            self.pages,
            lacking.count,
            lacking.texts,
            unprintable_characters=lacking.characters,
            check=check,
        )


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader of the PDF is told about it; `frame` draws what is on every page.

    The frame is given the number of the page, from 0, and how many there are.
    """

    title: str
    author: str
    subject: str
    made_on: date
    frame: Callable[[Pen, int, int], None]


def draw_pages(flow: Flow, document: Document, progress: Progress = no_progress) -> bytes:
    """Return the pages as a PDF; equal pages give equal bytes. `progress` may stop it."""
    flow.write_page()
    assert flow.writer is not None
    about = About(document.title, document.author, document.subject, document.made_on)

    def frame(number: int, pages: int) -> Draw:
        return on_canvas(flow.size[1], lambda pen: document.frame(pen, number, pages))

    return flow.writer.finish(about, frame, flow.targets, progress)
