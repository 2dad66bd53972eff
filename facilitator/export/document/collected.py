"""What a meeting collected, as blocks: both columns in full, and the numbers of the labels."""

from collections.abc import Iterator

from facilitator.export import phrases
from facilitator.export.answers import sentences
from facilitator.export.chain_entries import CardEntry
from facilitator.export.document.blocks import (
    Block,
    Column,
    Columns,
    Entry,
    Heading,
    Table,
    TableRow,
)
from facilitator.export.report import ColumnEntry, Report

LABEL = "Label"


def column_blocks(report: Report) -> Iterator[Block]:
    """Yield all cards in their columns; nothing where there is no card."""
    if any(column.cards for column in report.columns):
        yield Heading(text=phrases.COLUMNS, level=2)
        yield Columns(columns=tuple(_column(column, report) for column in report.columns))


def label_blocks(report: Report) -> Iterator[Block]:
    """Yield how many cards carry each label, those of each column below its title."""
    found = report.labels
    if found is None:
        return
    last_on = report.days([found.last_on])[0] if found.last_on else ""
    title = sentences.labels(last_on)
    yield Heading(text=title, level=2)
    rows = []
    for row in found.rows:
        before = row.before
        strengths = sentences.cards(row.now.strengths, before.strengths if before else None)
        gaps = sentences.cards(row.now.gaps, before.gaps if before else None)
        cells = (
            row.text,
            strengths if row.counts_strengths else "",
            gaps if row.counts_gaps else "",
        )
        rows.append(TableRow(cells=cells))
    columns = (LABEL, report.strengths_title, report.gaps_title)
    yield Table(name=title, columns=columns, rows=tuple(rows))


def _column(column: ColumnEntry, report: Report) -> Column:
    note = phrases.hidden(column.hidden) if column.hidden else ""
    if not column.cards and not note:
        note = phrases.NO_CARDS
    return Column(
        heading=Heading(
            text=column.title or phrases.OTHER_CARDS, level=3, lead=column.mark, tone=column.tone
        ),
        cards=tuple(_card(card, report) for card in column.cards),
        note=note,
    )


def _card(card: CardEntry, report: Report) -> Entry:
    notes = [card.author, phrases.in_theme(card.theme) if card.theme else "", *card.labels]
    notes.append(phrases.was_gap(report.days(card.was_gap), report.words))
    return Entry(text=card.text, details=tuple(filter(None, notes)))
