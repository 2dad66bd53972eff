"""The parts of the PDF about promises: those looked back on, what to ask for, what was parked."""

from collections.abc import Iterator, Sequence

from facilitator.domain.records import PastVerdict
from facilitator.domain.room.beside_last import BesideLast
from facilitator.export import phrases
from facilitator.export.document.follow_up import (
    asked_for,
    beside_parts,
    parked,
    promise_details,
    promise_owner,
    verdict_words,
)
from facilitator.export.follow_up import sentences
from facilitator.export.follow_up.entries import AnswerEntry, PromiseEntry
from facilitator.export.pdf.action_rows import Grid, grid_for
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.rows import MARGIN, Cell, Line, Role, Row, Rule
from facilitator.export.pdf.styles import BODY, ROLE_WIDTH, SMALL, STRONG, role_cell, section
from facilitator.export.report import Report


def lay_out_promises(flow: Flow, report: Report) -> None:
    """Lay out what was promised before, and what was said of it.

    An excuse is under its action, without the name of who owns that.
    """
    promises = report.follow_up.promises
    days = [report.day(promise.due) for promise in promises if promise.due]
    grid = grid_for([promise.owner for promise in promises], days, flow.right)
    pending = [section(sentences.PROMISED)]
    for promise in promises:
        head = _promise(promise, report, grid)
        said = list(_said(promise, report, flow.width))
        flow.keep(*pending, head, said[0])
        for row in (*pending, head, *said):
            flow.place(row)
        flow.space(6)
        pending = []


def lay_out_beside(flow: Flow, report: Report, found: BesideLast) -> None:
    """Lay out what came again since the last meeting, what moved, and what is new."""
    flow.space(20)
    pending = [section(sentences.beside(report.day(found.last_on)))]
    for heading, entries in beside_parts(report, found):
        cells = (Cell(MARGIN, STRONG.lines(heading, flow.width)),)
        head = Row(cells=cells, above=8, below=2, role=Role.HEADING_2)
        pending = [*pending, head]
        for text, details in entries:
            _place_listed(flow, pending, text, details)
            pending = []
    if pending:
        lines = BODY.lines(sentences.NOTHING_BESIDE, flow.width)
        row = Row(cells=(Cell(MARGIN, lines),))
        flow.keep(*pending, row)
        for each in (*pending, row):
            flow.place(each)


def lay_out_ask_for(flow: Flow, report: Report) -> None:
    """Lay out what is not the team's to decide, and whom to ask."""
    flow.space(20)
    pending = [section(sentences.ASK_FOR)]
    for text, details in asked_for(report):
        _place_listed(flow, pending, text, details)
        pending = []


def lay_out_parked(flow: Flow, report: Report) -> None:
    """Lay out what was put aside: what became an action, then what was put off, then the rest."""
    flow.space(20)
    pending = [section(sentences.PARKED)]
    for text, details in parked(report):
        _place_listed(flow, pending, text, details)
        pending = []


def _place_listed(flow: Flow, pending: Sequence[Row], text: str, details: Sequence[str]) -> None:
    lines = BODY.lines(text, flow.width)
    if details:
        lines += SMALL.lines(phrases.SEPARATOR.join(details), flow.width)
    rule = Rule(MARGIN, flow.width)
    row = Row(cells=(Cell(MARGIN, lines),), above=6, below=7, rule=rule, role=Role.ITEM)
    flow.keep(*pending, row)
    for each in (*pending, row):
        flow.place(each)


def _promise(promise: PromiseEntry, report: Report, grid: Grid) -> Row:
    """Return the promise with its owner and its day, and in small where it came from."""
    width = grid.text_right - MARGIN
    details = promise_details(promise, report)
    lines = STRONG.lines(promise.text, width)
    lines += SMALL.lines(phrases.SEPARATOR.join(details), width)
    due = report.day(promise.due) if promise.due else ""
    owner = promise_owner(promise)
    return Row(
        cells=(
            Cell(MARGIN, lines),
            Cell(grid.who, BODY.lines(owner, grid.who_width)),
            Cell(grid.when, BODY.lines(due, grid.right - grid.when)),
        ),
        above=8,
        below=3,
        over=(Rule(MARGIN, grid.right - MARGIN),),
        role=Role.ITEM,
    )


def _said(promise: PromiseEntry, report: Report, width: float) -> Iterator[Row]:
    """Yield what was said of a promise here, or that nothing was, then what was said before."""
    if not promise.said:
        yield _line("", sentences.NO_VERDICT, width)
    for said in promise.said:
        name = sentences.verdict(said.status, report.words)
        yield _line(name, verdict_words(said, promise, report), width)
        for answer in said.answers:
            yield from _answer(answer, report, width)
    if promise.met:
        yield _line("", sentences.met_again(promise.again, promise.met), width)
    for past in promise.history:
        cells = (Cell(MARGIN + ROLE_WIDTH, _past(past, report, width)),)
        yield Row(cells=cells, above=2, role=Role.ITEM)


def _answer(answer: AnswerEntry, report: Report, width: float) -> Iterator[Row]:
    words = report.words
    about = phrases.about_excuse(answer.kind, answer.ask, report.days(answer.heard))
    if about:
        lines = SMALL.lines(about, width - ROLE_WIDTH)
        yield Row(cells=(Cell(MARGIN + ROLE_WIDTH, lines),), role=Role.ITEM)
    for origin in answer.origins:
        yield _line(words.origin.one, origin, width)
    for strategy in answer.strategies:
        yield _line(words.strategy.one, strategy.text, width)
        for action in strategy.actions:
            yield _line(words.action.one, action, width)


def _past(past: PastVerdict, report: Report, width: float) -> tuple[Line, ...]:
    told = sentences.said_before(report.day(past.day), past.status, past.text, report.words)
    return SMALL.lines(told, width - ROLE_WIDTH)


def _line(role: str, text: str, width: float) -> Row:
    """Return a text with what it is in the margin."""
    cells = (
        role_cell(role),
        Cell(MARGIN + ROLE_WIDTH, BODY.lines(text, width - ROLE_WIDTH)),
    )
    return Row(cells=cells, above=2, role=Role.ITEM)
