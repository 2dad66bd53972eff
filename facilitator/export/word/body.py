"""The blocks of a document as XML for Word."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from facilitator.domain.exercise import Tone
from facilitator.export.document.blocks import (
    Block,
    Column,
    Columns,
    Document,
    Entry,
    Heading,
    Outline,
    Paragraph,
    Role,
    Signatures,
    Table,
)
from facilitator.export.word.styles import chain_style, list_style
from facilitator.export.word.tables import ByHand, TableWriter, signatures
from facilitator.export.word.text import (
    LINE,
    TAB,
    Marks,
    listed,
    paragraph,
    reads_rtl,
    runs,
    tick_box,
)
from facilitator.progress import Progress

_ROLES = {
    Role.TITLE: "Subtitle",
    Role.FACTS: "Facts",
    Role.STRONG: "Key Line",
    Role.FIRST: "First Thing",
    Role.STATEMENT: "Statement",
    Role.NOTICE: "Notice",
    Role.DAILY: "Daily Question",
    Role.BODY: "Normal",
}
_LEAD_ABOVE = (Role.FIRST, Role.STATEMENT, Role.DAILY)
"""Of these the lead is in small letters on a line of its own."""
_TONES = {Tone.GAP: "Gap Heading", Tone.STRENGTH: "Strength Heading"}
DEEPEST_HEADING = 5
LONGEST_LEAD = 11
"""Letters that fit the room before a line of the chain."""


class BodyWriter:
    """The writer of one document: it counts the boxes to tick and knows where links go.

    `picture` is one as XML, beside the heading of the document.
    """

    def __init__(
        self,
        document: Document,
        width: int,
        by_hand: Sequence[ByHand] = (),
        picture: str = "",
    ) -> None:
        self._document = document
        self._is_rtl = document.runs_right_to_left
        self._marks = Marks(document.ids)
        tables = [block for block in document.blocks if isinstance(block, Table)]
        self._tables = TableWriter(self._marks, width, self._is_rtl, tables, by_hand)
        self._width = width
        self._picture = picture
        self._second_page = _after_the_plan(document)

    def parts(self, progress: Progress) -> Iterator[str]:
        """Yield the paragraphs and tables in their order."""
        blocks = self._document.blocks
        was_table = False
        for done, block in enumerate(blocks):
            progress(done, len(blocks))
            for part in self._block(block):
                if was_table and part.startswith("<w:tbl>"):
                    # Nothing between them would make them one table.
                    yield paragraph("Gap Between", "")
                was_table = part.endswith("</w:tbl>")
                yield part

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield from self._heading(block)
        elif isinstance(block, Paragraph):
            yield self._paragraph(block)
        elif isinstance(block, Table):
            yield self._tables.table(block)
        elif isinstance(block, Outline):
            yield from self._outline(block)
        elif isinstance(block, Columns):
            for column in block.columns:
                yield from self._column(column)
        elif isinstance(block, Signatures):
            yield signatures(block.names, self._width, self._is_rtl)

    def _heading(self, block: Heading) -> Iterator[str]:
        level = min(block.level - 1, DEEPEST_HEADING)
        style = f"Heading {level}" if level else "Title"
        if block.tone is not None:
            style = _TONES[block.tone]
        is_rtl = self._reads_rtl(block.text)
        lead = runs(f"{block.lead}\u2002", "", is_rtl) if block.lead else ""
        inner = self._marks.at(block.id, lead + runs(block.text, "", is_rtl))
        inner += _aside([block.aside], is_rtl)
        if self._picture and not level:
            inner += TAB + self._picture
            self._picture = ""
        yield paragraph(style, inner, is_rtl=is_rtl, begins_page=block is self._second_page)
        if any(block.details):
            style = "Heading Details" if block.tone is None else "Boxed Details"
            yield self._details(block.details, style)

    def _paragraph(self, block: Paragraph) -> str:
        is_rtl = self._reads_rtl(block.text, block.lead)
        is_above = block.role in _LEAD_ABOVE
        lead = runs(block.lead, "Lead" if is_above else "Key", is_rtl)
        text = self._marks.link(block.link, runs(block.text, self._link(block.link), is_rtl))
        between = (LINE if is_above else runs(" ", "", is_rtl)) if lead and text else ""
        inner = lead + between + text + _aside([block.aside], is_rtl)
        if any(block.details):
            details = listed(block.details, "Small", is_rtl)
            inner += LINE + details
        return paragraph(_ROLES[block.role], inner, is_rtl=is_rtl)

    def _outline(self, block: Outline) -> Iterator[str]:
        has_leads = any(entry.lead for entry in block.entries)
        for depth, entry in block.nested():
            if has_leads:
                yield self._entry(entry, chain_style(depth), self._lead(entry))
            elif entry.box is None:
                yield self._entry(entry, list_style("List Bullet", depth))
            else:
                yield self._entry(entry, list_style("Task", depth))

    def _lead(self, entry: Entry) -> str:
        """Return what an entry is, in the room before its text or above that."""
        is_rtl = self._reads_rtl(entry.text, *entry.details)
        lead = runs(entry.lead, "Lead", is_rtl)
        return lead + (LINE if len(entry.lead) > LONGEST_LEAD else TAB)

    def _entry(self, entry: Entry, style: str, lead: str = "") -> str:
        is_rtl = self._reads_rtl(entry.text, *entry.details)
        looks = "Settled" if entry.is_over else "Key" if entry.is_strong else ""
        inner = lead
        if entry.before:
            inner += runs(entry.before, "Small", is_rtl) + LINE
        if entry.box is not None:
            self._tables.boxes += 1
            after = runs("\u00a0", "", is_rtl) if lead else TAB
            inner += tick_box(entry.box, self._tables.boxes, entry.text) + after
        text = runs(entry.text, looks or self._link(entry.link), is_rtl)
        inner += self._marks.link(entry.link, self._marks.at(entry.id, text))
        inner += _aside(entry.aside, is_rtl)
        if any(entry.details):
            details = listed(entry.details, "Small", is_rtl)
            inner += (LINE if entry.text or entry.aside else "") + details
        return paragraph(style, inner, is_rtl=is_rtl)

    def _column(self, column: Column) -> Iterator[str]:
        yield from self._heading(column.heading)
        yield from self._outline(Outline(entries=column.cards))
        if column.note:
            yield self._details([column.note], "Details")

    def _details(self, details: Sequence[str], style: str) -> str:
        is_rtl = self._reads_rtl(*details)
        inner = listed(details, "", is_rtl)
        return paragraph(style, inner, is_rtl=is_rtl)

    def _link(self, place: str) -> str:
        return "Link" if self._marks.knows(place) else ""

    def _reads_rtl(self, *texts: str) -> bool:
        return reads_rtl(texts, self._is_rtl)


def _after_the_plan(document: Document) -> Heading | None:
    """Return what follows a plan that is on the first page, for the wall; None without one."""
    before = list(takewhile(lambda block: not _is_part(block), document.blocks))
    has_plan = any(isinstance(block, Table) and block.has_boxes for block in before)
    parts = (block for block in document.blocks if isinstance(block, Heading) and _is_part(block))
    return next(parts, None) if has_plan else None


def _is_part(block: Block) -> bool:
    """Return whether a part of the document begins."""
    return isinstance(block, Heading) and block.level == 2


def _aside(texts: Sequence[str], is_rtl: bool) -> str:
    """Return what is told at the other edge of the line."""
    return TAB + listed(texts, "Key", is_rtl) if any(texts) else ""
