"""The parts of the PDF about what became of it: red flags, and verdicts so far."""

from collections.abc import Sequence

from facilitator.export import phrases
from facilitator.export.follow_up import sentences
from facilitator.export.follow_up.became import FlagEntry, JudgedEntry, VerdictEntry
from facilitator.export.pdf.action_rows import Grid
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.parts.answers import following
from facilitator.export.pdf.rows import GUTTER, MARGIN, Cell, Role, Row, Rule
from facilitator.export.pdf.styles import (
    BODY,
    MISSING,
    ROLE_WIDTH,
    SMALL,
    STRONG,
    role_cell,
    section,
)
from facilitator.export.report import Report


def lay_out_flags(flow: Flow, report: Report, grid: Grid) -> None:
    """Lay out the gaps with a red flag, each with what became of it."""
    flow.space(20)
    pending = [section(sentences.FLAGS)]
    for flag in report.flags:
        rows = [_flag(flag, report, flow.width), *following(flag.actions, report, grid)]
        flow.keep(*pending, *rows)
        for row in (*pending, *rows):
            flow.place(row)
        flow.space(4)
        pending = []


def lay_out_judged(flow: Flow, report: Report) -> None:
    """Lay out what was said of the actions of this meeting so far.

    Where an excuse was heard the owner is not named beside it.
    """
    flow.space(20)
    pending = [section(sentences.SO_FAR)]
    for judged in report.judged:
        said = [_said(each, report, flow.width) for each in judged.said]
        rows = [_judged(judged, flow.width), *said]
        flow.keep(*pending, *rows[:2])
        for row in (*pending, *rows):
            flow.place(row)
        flow.space(6)
        pending = []


def _flag(flag: FlagEntry, report: Report, width: float) -> Row:
    lines = BODY.lines(flag.text, width)
    lines += SMALL.lines(phrases.SEPARATOR.join(flag.labels), width)
    lacks = phrases.became(flag, report.words)
    if lacks:
        lines += MISSING.lines(lacks, width)
    over = (Rule(MARGIN, width),)
    return Row(cells=(Cell(MARGIN, lines),), above=8, below=4, over=over, role=Role.ITEM)


def _judged(judged: JudgedEntry, width: float) -> Row:
    owner = "" if judged.is_excused else judged.owner
    room = min(STRONG.width(owner), width / 3)
    cells: Sequence[Cell] = [Cell(MARGIN, STRONG.lines(judged.text, width - room - GUTTER))]
    if owner:
        cells = [*cells, Cell(MARGIN + width - room, BODY.lines(owner, room + 1))]
    over = (Rule(MARGIN, width),)
    return Row(cells=tuple(cells), above=8, below=2, over=over, role=Role.ITEM)


def _said(said: VerdictEntry, report: Report, width: float) -> Row:
    name = sentences.verdict(said.status, report.words)
    notes = [report.day(said.day), said.text]
    notes += [sentences.now_by(report.day(said.due))] if said.due else []
    notes += [sentences.NOTICED[said.noticed]] if said.noticed else []
    text = phrases.SEPARATOR.join(note for note in notes if note)
    cells = (
        role_cell(name),
        Cell(MARGIN + ROLE_WIDTH, BODY.lines(text, width - ROLE_WIDTH)),
    )
    return Row(cells=cells, above=2, role=Role.ITEM)
