"""The printed plan, as a reader finds it."""

from dataclasses import dataclass
from datetime import date

import pypdfium2

from facilitator.domain.answers.label_counts import LastTime
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.export.paper import Paper
from facilitator.export.pdf.parts.printed_report import render_pdf
from facilitator.export.report import build_report

TODAY = date(2026, 11, 22)


@dataclass
class Printed:
    """A PDF as a reader sees it: the words of each page, the outline, the metadata."""

    pages: list[str]
    outline: list[tuple[int, str]]
    about: dict[str, str]
    size: tuple[float, float]
    unprintable: int
    unprintable_in: tuple[str, ...]
    unprintable_characters: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def letters(self) -> str:
        """All text without spaces, for words that run over lines."""
        return "".join(self.text.split())


def printed(
    meeting: Meeting,
    exercise: Exercise,
    paper: Paper = Paper.A4,
    today: date = TODAY,
    last: LastTime | None = None,
) -> Printed:
    rendered = render_pdf(build_report(meeting, exercise, today, last=last), paper)
    pdf = pypdfium2.PdfDocument(rendered.data)
    try:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
        outline = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
        assert rendered.pages == len(pages)
        return Printed(
            pages,
            outline,
            pdf.get_metadata_dict(),
            pdf[0].get_size(),
            rendered.unprintable.count,
            rendered.unprintable.texts,
            rendered.unprintable.characters,
        )
    finally:
        pdf.close()
