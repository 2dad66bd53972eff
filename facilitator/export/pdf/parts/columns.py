"""The two columns of the board in full, side by side."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from facilitator.domain.exercise import Tone
from facilitator.export import phrases
from facilitator.export.chain_entries import CardEntry
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.rows import (
    BLUE,
    BLUE_GROUND,
    LINE,
    MARGIN,
    ORANGE,
    ORANGE_GROUND,
    Badge,
    Cell,
    Ground,
    Line,
    Role,
    Row,
    Rule,
    Style,
)
from facilitator.export.pdf.styles import SMALL, section
from facilitator.export.report import ColumnEntry, Report

TITLE = Style(Weight.SEMIBOLD, 11.5, 16)
CARD = Style(Weight.REGULAR, 10.5, 14.5)
MARK = Style(Weight.BOLD, 8.5, 12)
MARK_ON_DISC = Style(Weight.BOLD, 8.5, 12, "#FFFFFF")
BETWEEN = 20.0
INSET = 12.0
BADGE_WIDTH = 28.0


def lay_out_columns(flow: Flow, report: Report) -> None:
    """Lay out all cards in two columns; a heading is repeated where a column continues."""
    flow.begin_part()
    flow.place(section(phrases.COLUMNS))
    width = (flow.width - BETWEEN) / 2
    edges = (MARGIN, MARGIN + width + BETWEEN)
    for pair in zip_longest(report.columns[::2], report.columns[1::2]):
        columns = [(x, c) for x, c in zip(edges, pair, strict=True) if c is not None]
        headings = _level([_heading(column, x, width) for x, column in columns])
        rows = [_cards(column, report, x, width) for x, column in columns]
        flow.keep(headings[0], max((row[0] for row in rows), key=lambda row: row.height))
        flow.place_beside(headings, rows, width + BETWEEN)
        flow.space(20)


def _heading(column: ColumnEntry, x: float, width: float) -> Row:
    ground, edge = {
        Tone.STRENGTH: (BLUE_GROUND, BLUE),
        Tone.GAP: (ORANGE_GROUND, ORANGE),
        None: (LINE, LINE),
    }[column.tone]
    filled = column.tone is Tone.STRENGTH
    mark = Line(column.mark, MARK_ON_DISC if filled else MARK)
    inset = INSET + (BADGE_WIDTH if column.tone else 0.0)
    title = TITLE.lines(column.title or phrases.OTHER_CARDS, width - inset - INSET)
    return Row(
        cells=(Cell(x + inset, title),),
        above=8,
        below=9,
        ground=Ground(x, width, ground, edge),
        badge=Badge(x + INSET, mark, edge, filled) if column.tone else None,
        role=Role.HEADING_2,
    )


def _level(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows, each as high as the highest."""
    height = max(row.height for row in rows)
    return tuple(replace(row, below=row.below + height - row.height) for row in rows)


def _cards(column: ColumnEntry, report: Report, x: float, width: float) -> list[Row]:
    rows = [_card(card, report, x, width) for card in column.cards]
    if column.hidden:
        return [*rows, _note(phrases.hidden(column.hidden), x, width)]
    return rows or [_note(phrases.NO_CARDS, x, width)]


def _note(sentence: str, x: float, width: float) -> Row:
    return Row(cells=(Cell(x + INSET, SMALL.lines(sentence, width - 2 * INSET)),), above=8)


def _card(card: CardEntry, report: Report, x: float, width: float) -> Row:
    lines = CARD.lines(card.text, width - 2 * INSET)
    notes = [card.author] if card.author else []
    notes += [phrases.in_theme(card.theme)] if card.theme else []
    notes += card.labels
    notes += [phrases.was_gap(report.days(card.was_gap), report.words)] if card.was_gap else []
    if notes:
        lines += SMALL.lines(phrases.SEPARATOR.join(notes), width - 2 * INSET)
    cells = (Cell(x + INSET, lines),)
    return Row(cells=cells, above=6, below=7, rule=Rule(x, width), role=Role.ITEM)
