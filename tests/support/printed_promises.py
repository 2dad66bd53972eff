"""Printed promises, as a reader finds them."""

from dataclasses import dataclass
from datetime import date, timedelta

import pypdfium2

from facilitator.domain.follow_up.register import ActionChain, ActionEntry
from facilitator.domain.people import people
from facilitator.domain.records import ActionKind, Status
from facilitator.export.pdf.pages import Rendered

TODAY = date(2026, 11, 30)
"""A Monday."""


@dataclass
class Pages:
    """A PDF as a reader sees it: the words of each page, its outline and its title."""

    pages: list[str]
    outline: list[str]
    title: str
    size: tuple[float, float]

    @property
    def text(self) -> str:
        return " ".join(self.pages)


def read(rendered: Rendered) -> Pages:
    pdf = pypdfium2.PdfDocument(rendered.data)
    try:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
        outline = [mark.get_title() for mark in pdf.get_toc()]
        title = pdf.get_metadata_dict()["Title"]
        assert rendered.pages == len(pages)
        return Pages(pages, outline, title, pdf[0].get_size())
    finally:
        pdf.close()


def entry(text: str, owner: str = "Tom", due_in: int | None = 2, gap: str = "") -> ActionEntry:
    """A promise that is due in so many days, at no time for None."""
    due = None if due_in is None else TODAY + timedelta(days=due_in)
    return ActionEntry(
        meeting="m",
        action=text,
        title="Monday",
        held_on=date(2026, 11, 2),
        team_id="t",
        team="Front desk",
        text=text,
        owner=owner,
        people=people(owner),
        kind=ActionKind.DO,
        sign="",
        due=due,
        first_due=due,
        status=Status.OPEN,
        chain=ActionChain(gap=gap),
    )
