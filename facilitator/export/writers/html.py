"""A document as one page of HTML that needs nothing besides itself: to be read, sent or printed."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from facilitator.domain.exercise import Tone
from facilitator.export import phrases
from facilitator.export.document.blocks import (
    Block,
    Box,
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
    TableRow,
)
from facilitator.export.logo import Logo
from facilitator.export.paper import Paper
from facilitator.export.writers.html_style import style
from facilitator.export.writers.html_text import element, listed, said, words
from facilitator.export.writers.lines import on_one_line
from facilitator.progress import Progress, no_progress

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Whatever the page holds, it loads nothing from anywhere."""
_TONES = {Tone.STRENGTH: "strength", Tone.GAP: "gap", None: ""}
ROOMY_ROWS = 7
"""How many actions a printed page holds with much space between them."""
MANY_PARTS = 3
"""Parts of a document in which links to them are of use."""
LONG_TITLE = 60
"""Letters of a title in large letters that are not many lines."""
_BOXES = {Box.EMPTY: ("box", "to do"), Box.TICKED: ("box ticked", "done")}


def html(
    document: Document,
    paper: Paper = Paper.A4,
    *,
    is_landscape: bool = False,
    progress: Progress = no_progress,
) -> str:
    """Return a document as a page; equal documents give equal pages. `progress` may stop it."""
    return _Page(document, progress).text(style(paper, is_landscape=is_landscape))


class _Page:
    """A page that is being written: it knows which links have a place to go to."""

    def __init__(self, document: Document, progress: Progress) -> None:
        self._document = document
        self._progress = progress
        self._ids = document.ids

    def text(self, styles: str) -> str:
        """Return the whole page."""
        document = self._document
        head = "\n".join(
            (
                '<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="color-scheme" content="light dark">',
                element("title", words(on_one_line(document.title))),
                _meta("author", document.author),
                _meta("description", document.subject),
                _meta("generator", "Facilitator"),
                f"<style>{styles}</style>",
            )
        )
        body = "\n".join(filter(None, self._parts()))
        main = element("main", f"\n{body}\n", class_="close" if self._is_long() else "")
        direction = "rtl" if document.runs_right_to_left else "ltr"
        page = f"<head>\n{head}\n</head>\n<body>\n{main}\n</body>\n"
        return f"<!DOCTYPE html>\n{element('html', page, lang=document.language, dir=direction)}\n"

    def _is_long(self) -> bool:
        """Return whether the plan needs its rows close together to stay on one printed page."""
        tables = (each for each in self._document.blocks if isinstance(each, Table))
        return sum(len(table.rows) for table in tables if table.has_boxes) > ROOMY_ROWS

    def _parts(self) -> Iterator[str]:
        """Yield the blocks; those of one part of the document are in a section of their own."""
        if self._document.logo is not None:
            yield _logo(self._document.logo, self._document.logo_name)
        number = 0
        for block in self._document.in_turn(self._progress):
            if isinstance(block, Heading) and block.level == 2:
                yield "</section>\n<section>" if number else f"{self._contents()}<section>"
                block = replace(block, id=block.id or _part(number))
                number += 1
            yield self._block(block)
        if number:
            yield "</section>"

    def _contents(self) -> str:
        """Return links to the parts of the document, for a screen; of few parts none."""
        blocks = self._document.blocks
        parts = [each for each in blocks if isinstance(each, Heading) and each.level == 2]
        links = (
            element("a", words(each.text), href=f"#{each.id or _part(number)}")
            for number, each in enumerate(parts)
        )
        is_long = len(parts) >= MANY_PARTS
        return element("nav", "\n".join(links), aria_label=phrases.CONTENTS) if is_long else ""

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Outline):
            return self._outline(block)
        if isinstance(block, Columns):
            columns = "\n".join(self._column(column) for column in block.columns)
            return element("div", columns, class_="columns")
        return _signatures(block)

    def _heading(self, block: Heading) -> str:
        lead = element("span", words(block.lead), class_="number") if block.lead else ""
        aside = said(block.aside, class_="aside")
        inner = f"{lead}{said(block.text, class_='text')}{aside}"
        heading = element(f"h{block.level}", inner, id=block.id)
        below = _details(block.details)
        if block.tone is None and not below:
            return heading
        return element("div", heading + below, class_=f"head {_TONES[block.tone]}".strip())

    def _paragraph(self, block: Paragraph) -> str:
        lead = said(block.lead, class_="lead")
        if lead and block.link in self._ids:
            lead = element("a", lead, href=f"#{block.link}")
        if block.parts:
            text = element("span", listed(map(said, block.parts)), class_="text")
        else:
            text = said(block.text, class_="text")
        aside = said(block.aside, class_="aside")
        inner = "".join((lead, " " if lead else "", text, aside, _details(block.details)))
        classes = f"p {block.role.name.lower()}"
        if block.role is Role.TITLE and len(block.text) > LONG_TITLE:
            classes += " long"
        # Several lines may run in several directions: they are parts of one paragraph.
        return element("div", inner, class_=classes, role="paragraph")

    def _table(self, block: Table) -> str:
        heads = "".join(said(name, "th", scope="col") for name in block.columns)
        body = "\n".join(self._row(row, block.main) for row in block.rows)
        caption = said(block.caption, "caption")
        head = element("thead", element("tr", heads))
        classes = "actions" if block.has_boxes else "numbers"
        inner = f"{caption}{head}\n<tbody>\n{body}\n</tbody>"
        return element("table", inner, class_=classes, aria_label=on_one_line(block.name))

    def _row(self, row: TableRow, main: int) -> str:
        cells = []
        for number, text in enumerate(row.cells):
            if number == main:
                inner = _box(row.box) + said(row.before, "div", class_="small")
                inner += said(text, "div", class_="text") + self._linked_details(row)
                cells.append(element("th", inner, scope="row"))
            else:
                cells.append(element("td", said(text, "div", class_="cell")))
        return element("tr", "".join(cells), id=row.id, class_="over" if row.is_over else "")

    def _linked_details(self, row: TableRow) -> str:
        """Return the details of an action, the first of which is the gap it belongs to."""
        return _details(row.details, f"#{row.link}" if row.link in self._ids else "")

    def _outline(self, block: Outline) -> str:
        found = list(block.nested())
        is_flat = all(depth == 0 for depth, _ in found)
        parts = [f'<ul class="outline{" flat" if is_flat else ""}">']
        before = 0
        for number, (depth, entry) in enumerate(found):
            if depth > before:
                parts.append("<ul>")
            elif number:
                parts.append("</li>")
                parts += ["</ul></li>"] * (before - depth)
            parts.append(self._entry(entry))
            before = depth
        parts += ["</li></ul>"] * (before + 1) if block.entries else ["</ul>"]
        return "\n".join(parts)

    def _entry(self, entry: Entry) -> str:
        """Return the beginning of an entry: those within it follow before its end."""
        text = said(entry.text, class_="text")
        if text and entry.link in self._ids:
            text = element("a", text, href=f"#{entry.link}")
        lead = said(entry.lead, class_="lead")
        main = said(entry.before, "div", class_="small") + text + _details(entry.details)
        beside = "".join(said(each, class_="aside") for each in entry.aside)
        inner = lead + _box(entry.box) + element("div", main, class_="main")
        inner += element("div", beside, class_=f"asides n{len(entry.aside)}") if beside else ""
        looks = (
            ("strong", entry.is_strong),
            ("little", entry.is_small),
            ("over", entry.is_over),
            ("task", bool(entry.box)),
        )
        classes = " ".join(["line", *(name for name, is_so in looks if is_so)])
        line = element("div", inner, class_=classes)
        return f'<li id="{entry.id}">{line}' if entry.id else f"<li>{line}"

    def _column(self, column: Column) -> str:
        inner = self._heading(column.heading)
        if column.cards:
            inner += self._outline(Outline(entries=column.cards))
        inner += said(column.note, "p", class_="small")
        return element("div", inner, class_="column")


def _part(number: int) -> str:
    """Return the id of a part of the document by its number, from 0."""
    return f"part-{number + 1}"


def _logo(logo: Logo, name: str) -> str:
    picture = b64encode(logo.image).decode()
    size = f'width="{logo.width}" height="{logo.height}"'
    return f'<img class="logo" alt="{escape(name)}" {size} src="data:image/png;base64,{picture}">'


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(on_one_line(content))}">'


def _details(details: Sequence[str], link: str = "") -> str:
    """Return what is told below a text in small letters; the first of it may be a link."""
    parts = [said(each) for each in details]
    if link and parts:
        parts[0] = element("a", parts[0], href=link)
    inner = listed(parts)
    return element("div", inner, class_="small") if inner else ""


def _box(box: Box | None) -> str:
    if box is None:
        return ""
    classes, name = _BOXES[box]
    return element("span", "", class_=classes, role="img", aria_label=name)


def _signatures(block: Signatures) -> str:
    lines = "".join(said(name, "div") for name in block.names)
    return element("div", lines, class_="signatures")
