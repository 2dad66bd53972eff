"""Pages of a PDF, written to a canvas of reportlab one by one as soon as each is full."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from facilitator.domain.facilitation.lifecycle import storable
from facilitator.export.pdf_objects.metadata import xmp
from facilitator.export.pdf_objects.navigation import (
    Annotations,
    Bookmark,
    TickBox,
    write_outline,
    write_places,
)
from facilitator.export.pdf_objects.objects import PdfObjects
from facilitator.export.pdf_objects.structure import Element, Structure
from facilitator.export.pdf_objects.values import array, reference
from facilitator.progress import Progress, no_progress

Draw = Callable[[Canvas], None]

LONGEST_OUTLINE = 120
LANGUAGE = "en"
MAKER = "Facilitator"


@dataclass(frozen=True, slots=True)
class About:
    """What a reader of the PDF is told about it."""

    title: str
    author: str
    subject: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Target:
    """A place of a page (from 0), `y` below its top edge; one with a `title` is in the outline.

    A link leads to its `name`. Level 0 of the outline is a section.
    """

    page: int
    y: float
    title: str = ""
    level: int = 0
    name: str = ""


class _Page(pdfdoc.PDFPage):  # type: ignore[misc]
    """A page with the entries that tags need."""

    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
    _shadingUsed: dict[str, str] = {}  # noqa: N815 - as reportlab calls it

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[str] = []


class _Sheet(Canvas):  # type: ignore[misc]
    """A canvas that embeds no font by itself: each text sets its own."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class PageWriter:
    """The pages of one size; what is on each is written at once, and its foot at the end."""

    def __init__(self, size: tuple[float, float]) -> None:
        self.width, self.height = size
        self._canvas = _Sheet(BytesIO(), pagesize=size, pageCompression=1, invariant=1)
        self._document = self._canvas._doc
        self._objects = PdfObjects(self._document)
        self.structure = Structure(self._objects)
        self._annotations = Annotations(self._objects, self.structure)
        self._pages: list[_Page] = []
        self._contents: list[list[int]] = []
        """The streams of each page."""

    def begin_page(self) -> None:
        page = _Page()
        page.pagewidth, page.pageheight = self.width, self.height
        reference_to = self._document.Reference(page)
        page.StructParents = self.structure.begin_page(self._number_of(reference_to.name))
        page.Tabs = pdfdoc.PDFName("S")
        self._document.Pages.addPage(page)
        self._pages.append(page)
        self._contents.append([])

    def write(self, draw: Draw) -> None:
        """Draw on the page that was begun last; that ends it."""
        page = self._pages[-1]
        self._draw(len(self._pages) - 1, draw)
        if self._annotations.on_page:
            page.Annots = pdfdoc.PDFArray(map(reference, self._annotations.on_page))
            self._annotations.on_page = []

    def link(self, element: Element, area: Sequence[float], name: str, said: str) -> None:
        """Lead from an area of the page that is being laid out to what has this name.

        The area is its left, upper, right and lower edge, downwards from the top of the page.
        """
        self._annotations.link(element, self._page, self._edges(area), name, said)

    def box(self, element: Element, area: Sequence[float], box: TickBox) -> None:
        """Put a box to tick on the page that is being laid out; see `link` for its area."""
        self._annotations.box(element, self._page, self._edges(area), box)

    def finish(
        self,
        about: About,
        frame: Callable[[int, int], Draw],
        targets: Sequence[Target],
        progress: Progress = no_progress,
    ) -> bytes:
        """Return the PDF; `frame` is given the number of each page, from 0, and how many there are.

        What it returns draws what is on every page.
        """
        count = len(self._pages)
        for number in range(count):
            progress(number, count)
            self._draw(number, frame(number, count))
            self._pages[number].Contents = array(self._contents[number])
        self._describe(about)
        self._lead(targets)
        return self._objects.file()

    @property
    def _page(self) -> int:
        """The object number of the page that is being laid out."""
        return self._number_at(len(self._pages) - 1)

    def _number_at(self, page: int) -> int:
        return self._number_of(self._document.Reference(self._pages[page]).name)

    def _number_of(self, name: str) -> int:
        return int(self._document.idToObjectNumberAndVersion[name][0])

    def _edges(self, area: Sequence[float]) -> tuple[float, float, float, float]:
        left, top, right, bottom = area
        return left, self.height - bottom, right, self.height - top

    def _draw(self, number: int, draw: Draw) -> None:
        """Draw on a page, over what is there already."""
        canvas, page = self._canvas, self._pages[number]
        draw(canvas)
        if canvas._code:
            data = ("\n".join(canvas._code) + "\n").encode("latin-1")
            self._contents[number].append(self._objects.add_stream(data))
        # It may have been drawn on before.
        page.pictures += canvas._formsinuse
        page.XObjects = self._document.xobjDict(page.pictures) if page.pictures else None
        page.ExtGState = canvas._extgstate.getState() or getattr(page, "ExtGState", None)
        if canvas._shadingUsed:
            canvas._setShadingUsed(page)
        canvas._startPage()

    def _describe(self, about: About) -> None:
        """Say what the document is, to people and to programs."""
        canvas, catalog = self._canvas, self._document.Catalog
        title, author, subject = map(storable, (about.title, about.author, about.subject))
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(subject)
        canvas.setCreator(MAKER)
        made = f"D:{about.made_on:%Y%m%d}000000Z"
        canvas.setDateFormatter(lambda *_moment: made)
        packet = xmp(title, author, subject, about.made_on, MAKER, LANGUAGE)
        catalog.Metadata = reference(
            self._objects.add_stream(packet, "/Type /Metadata /Subtype /XML", is_packed=False)
        )
        catalog.Lang = pdfdoc.PDFString(LANGUAGE)
        catalog.MarkInfo = "<< /Marked true >>"
        catalog.ViewerPreferences = "<< /DisplayDocTitle true >>"
        catalog.PageLabels = "<< /Nums [0 << /S /D >>] >>"
        catalog.StructTreeRoot = reference(self.structure.finish())
        form = self._annotations.form()
        catalog.AcroForm = reference(form) if form else None

    def _lead(self, targets: Sequence[Target]) -> None:
        """Write the outline and the named places."""
        catalog = self._document.Catalog
        numbers = [self._number_at(page) for page in range(len(self._pages))]
        top: list[Bookmark] = []
        levels = [top]
        places: dict[str, tuple[int, float]] = {}
        for target in targets:
            page, y = numbers[target.page], self.height - max(target.y - 8, 0)
            if target.name:
                places.setdefault(target.name, (page, y))
            if target.title:
                del levels[target.level + 1 :]
                mark = Bookmark(_shortened(target.title), page, y)
                levels[-1].append(mark)
                levels.append(mark.below)
        catalog.Outlines = reference(write_outline(self._objects, top)) if top else None
        if places:
            catalog.Names = f"<< /Dests {reference(write_places(self._objects, places))} >>"


def _shortened(text: str) -> str:
    title = " ".join(text.split())
    return title if len(title) <= LONGEST_OUTLINE else title[: LONGEST_OUTLINE - 1] + "…"
