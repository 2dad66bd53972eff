"""The pages of a PDF as pictures and as text, for the preview and for a printer."""

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.export.read_back.pdfium_lock import PDFIUM

if TYPE_CHECKING:
    # Loaded when the first page is looked at: most starts of the program never do.
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """The width and height of a page in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: rows of `stride` bytes, each pixel as BGRx."""

    width: int
    height: int
    stride: int
    data: bytes


class PdfPages:
    """The pages of a PDF that is in memory; any thread may ask for them."""

    def __init__(self, data: bytes) -> None:
        """Open it; raises RuntimeError for what is no PDF."""
        import pypdfium2

        with PDFIUM:
            self._document: PdfDocument = pypdfium2.PdfDocument(data)
            # Else the boxes to tick would be missing.
            self._document.init_forms()
            count = len(self._document)
            self.sizes = tuple(PageSize(*self._document.get_page_size(n)) for n in range(count))

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, width: int) -> Picture:
        """Return a page, from 0, as a picture that is `width` pixels wide."""
        with PDFIUM, closing(self._document[number]) as page:
            # A little less: else a width of 800.0000001 pixels would become 801.
            bitmap = page.render(scale=width / self.sizes[number].width - 1e-9, prefer_bgrx=True)
            try:
                data = bytes(bitmap.buffer)
                return Picture(bitmap.width, bitmap.height, bitmap.stride, data)
            finally:
                bitmap.close()

    def text(self, number: int) -> str:
        """Return what is on a page, in the order of reading."""
        with (
            PDFIUM,
            closing(self._document[number]) as page,
            closing(page.get_textpage()) as text,
        ):
            found: str = text.get_text_bounded()
            return found

    def close(self) -> None:
        """Free the memory; no page can be asked for after that."""
        with PDFIUM:
            self._document.close()
