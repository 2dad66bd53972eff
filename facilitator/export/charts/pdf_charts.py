"""Charts as pages of a PDF: each beside its title, and after them what they say as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from facilitator.export import phrases
from facilitator.export.charts.chart import Chart, Table
from facilitator.export.charts.layout import lay_out
from facilitator.export.charts.pdf_painter import PaperMeasure, paint
from facilitator.export.charts.shapes import Picture
from facilitator.export.paper import Paper
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import Weight, examine
from facilitator.export.pdf.page_frame import page_head, page_number
from facilitator.export.pdf.pages import Document, Rendered, draw_pages
from facilitator.export.pdf.rows import (
    MARGIN,
    SECOND_INK,
    Anchor,
    Cell,
    Pen,
    Role,
    Row,
    Rule,
    Style,
)
from facilitator.progress import Progress, no_progress

TITLE = Style(Weight.BOLD, 22, 28)
HEADING = Style(Weight.SEMIBOLD, 13, 18)
HEAD = Style(Weight.SEMIBOLD, 8.5, 12, SECOND_INK)
CELL = Style(Weight.REGULAR, 9, 12.5)
BETWEEN = 26.0
GUTTER = 10.0
MOST_ROWS = 60
"""Rows of a table that are printed: the last ones."""
_ELLIPSIS = ("…",) * 8
"""The row that stands for those that are not printed."""


@dataclass(frozen=True, slots=True)
class ChartPages:
    """The charts of a team, under a title, as they are on a day; `tables` heads what they say.

    `day` is how that day is written.
    """

    title: str
    day: str
    team: str
    tables: str
    charts: tuple[Chart, ...]
    today: date


def render_charts(pages: ChartPages, paper: Paper, progress: Progress = no_progress) -> Rendered:
    """Return charts as a PDF. `progress` may stop it."""
    unprintable = examine(pages)

    def frame(pen: Pen, number: int, count: int) -> None:
        page_number(pen, number, count, paper.size)
        if number:
            page_head(pen, (pages.title, pages.day), paper.size)

    flow = Flow(paper)
    heading = phrases.SEPARATOR.join(filter(None, (pages.title, pages.day)))
    first = Anchor(pages.title, 0)
    lines = TITLE.lines(heading, flow.width)
    flow.place(Row(cells=(Cell(MARGIN, lines),), below=14, anchor=first))
    lay_out_charts(flow, pages.charts)
    lay_out_tables(flow, pages.tables, pages.charts)
    about = Document(
        title=pages.title, author=pages.team, subject=heading, made_on=pages.today, frame=frame
    )
    return Rendered(draw_pages(flow, about, progress), len(flow.pages), unprintable)


def lay_out_charts(flow: Flow, charts: Sequence[Chart]) -> None:
    """Put charts one below the other; none is torn apart between pages."""
    for chart in charts:
        picture = lay_out(chart, flow.width, PaperMeasure())
        flow.keep(Row(cells=(), above=picture.height))
        flow.place(Row(cells=(), above=0.01, anchor=Anchor(chart.title, 1)))
        area = (MARGIN, flow.y, flow.right, flow.y + picture.height)
        said = f"{chart.title}\n{chart.spoken()}"
        flow.place_figure(partial(_paint, picture=picture, top=flow.y), said, area)
        flow.y += picture.height
        flow.space(BETWEEN)


def _paint(pen: Pen, *, picture: Picture, top: float) -> None:
    paint(picture, pen, MARGIN, top)


def lay_out_tables(flow: Flow, heading: str, charts: Sequence[Chart]) -> None:
    """Put the tables of charts under a heading."""
    flow.new_page()
    lines = TITLE.lines(heading, flow.width)
    flow.place(Row(cells=(Cell(MARGIN, lines),), below=10, anchor=Anchor(heading, 0)))
    for chart in charts:
        cells = (Cell(MARGIN, HEADING.lines(chart.title, flow.width)),)
        title = Row(cells=cells, below=4, role=Role.HEADING_2)
        rows = _rows(chart.table, flow.width)
        flow.keep(title, *rows[:2])
        for row in (title, *rows):
            flow.place(row)
        flow.space(BETWEEN)


def _rows(table: Table, width: float) -> list[Row]:
    """Return the rows of a table; columns of short texts are as wide as each other."""
    edges = _edges(table, width)
    rows = []
    left_out = len(table.rows) > MOST_ROWS
    shown = [_ELLIPSIS[: len(table.head)]] * left_out + list(table.rows[-MOST_ROWS:])
    for number, texts in enumerate((table.head, *shown)):
        style = CELL if number else HEAD
        cells = [
            Cell(MARGIN + left, style.lines(text, right - left - GUTTER))
            for text, left, right in zip(texts, edges[:-1], edges[1:], strict=True)
        ]
        role = Role.TABLE_ROW if number else Role.TABLE_HEADING
        rule = Rule(MARGIN, width)
        rows.append(Row(cells=tuple(cells), above=3, below=3, rule=rule, role=role))
    return rows


def _edges(table: Table, width: float) -> list[float]:
    """Return where the columns of a table begin, and where the last one ends."""
    every = (table.head, *table.rows)
    wanted = [max(CELL.width(row[at]) for row in every) for at in range(len(table.head))]
    least = min(70.0, width / len(wanted))
    spare = width - least * len(wanted)
    beyond = [max(0.0, want + GUTTER - least) for want in wanted]
    share = min(1.0, spare / sum(beyond)) if any(beyond) else 0.0
    edges = [0.0]
    for more in beyond:
        edges.append(edges[-1] + least + share * more)
    edges[-1] = width
    return edges
