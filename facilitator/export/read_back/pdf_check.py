"""A PDF that was written, read again: its pages, and the texts that must be in it."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import ExportError
from facilitator.export.read_back.pdfium_lock import PDFIUM
from facilitator.export.read_back.words import Search
from facilitator.progress import Progress, no_progress

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

SHOWN = 60
"""Letters of a missing text that are told."""


class PdfCheck:
    """What a PDF must have: so many pages, if that is known, and these texts."""

    def __init__(self, pages: int | None = None, texts: Sequence[str] = ()) -> None:
        self._pages = pages
        self._texts = texts

    def __call__(self, file: Path, progress: Progress = no_progress) -> None:
        """Read a file. Raises ExportError where it lacks something; `progress` may stop it."""
        # Only here: loading it takes longer than many an export.
        import pypdfium2

        try:
            with PDFIUM:
                pdf = pypdfium2.PdfDocument(file)
            try:
                self._check(pdf, progress)
            finally:
                with PDFIUM:
                    pdf.close()
        except pypdfium2.PdfiumError as error:
            raise unreadable(f"it can’t be opened ({error})") from error

    def _check(self, pdf: "PdfDocument", progress: Progress) -> None:
        with PDFIUM:
            count = len(pdf)
        if count == 0 or self._pages not in (None, count):
            raise unreadable(f"it has {count} pages instead of {self._pages or 'at least one'}")
        if not self._texts:
            return
        search = Search(self._texts)
        for number in range(count):
            progress(number, count)
            # Held for a page at a time: a preview may wait for it.
            with PDFIUM, closing(pdf[number]) as page, closing(page.get_textpage()) as text:
                said = text.get_text_range()
            search.read(said)
        lost = search.missing()
        if lost:
            shown = lost if len(lost) <= SHOWN else f"{lost[:SHOWN].rstrip()}…"
            raise unreadable(f"“{shown}” is not in it")


def unreadable(reason: str) -> ExportError:
    """Return the error for a file that was written and isn't right."""
    return ExportError(
        f"The file was written and read back, and {reason}. So it was not put in its place: what "
        "was there before is still there, and the meeting is safe. This is a bug in Facilitator, "
        "not your mistake. Try another format."
    )
