"""The parts of the PDF about promises: those looked back on, what to ask for, what was parked."""

from collections.abc import Iterator, Sequence

from facilitator.domain.records import Outcome, PastVerdict, Status
from facilitator.export import phrases
from facilitator.export.follow_up import sentences
from facilitator.export.follow_up.entries import AnswerEntry, ParkedEntry, PromiseEntry, SaidEntry
from facilitator.export.pdf_chain import ROLE, ROLE_WIDTH, section
from facilitator.export.pdf_flow import Flow
from facilitator.export.pdf_plan import BODY, SMALL, STRONG, Grid, grid_for
from facilitator.export.pdf_rows import MARGIN, Cell, Line, Row, Rule
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


def lay_out_ask_for(flow: Flow, report: Report) -> None:
    """Lay out what is not the team's to decide, and whom to ask."""
    flow.space(20)
    pending = [section(sentences.ASK_FOR)]
    for entry in report.follow_up.ask_for:
        details = [sentences.ask(entry.ask)]
        if entry.because_of:
            details.append(f"{report.words.because_of}: {entry.because_of}")
        _place_listed(flow, pending, entry.text, details)
        pending = []


def lay_out_parked(flow: Flow, report: Report) -> None:
    """Lay out what was put aside: what became an action, then what was put off, then the rest."""
    flow.space(20)
    pending = [section(sentences.PARKED)]
    for entry in sorted(report.follow_up.parked, key=_order_of_parked):
        action = report.words.action.one
        came = [f"{action}: {text}" for text in entry.actions] or [sentences.outcome(entry.outcome)]
        _place_listed(flow, pending, entry.text, came)
        pending = []


def _order_of_parked(entry: ParkedEntry) -> int:
    return 0 if entry.actions else 1 + (Outcome.NEXT, Outcome.DROPPED, None).index(entry.outcome)


def _place_listed(flow: Flow, pending: Sequence[Row], text: str, details: Sequence[str]) -> None:
    lines = BODY.lines(text, flow.width)
    lines += SMALL.lines(phrases.SEPARATOR.join(details), flow.width)
    row = Row(cells=(Cell(MARGIN, lines),), above=6, below=7, rule=Rule(MARGIN, flow.width))
    flow.keep(*pending, row)
    for each in (*pending, row):
        flow.place(each)


def _promise(promise: PromiseEntry, report: Report, grid: Grid) -> Row:
    """Return the promise with its owner and its day, and in small where it came from."""
    words, width = report.words, grid.text_right - MARGIN
    details = [sentences.promised_on(report.day(promise.promised_on))]
    if promise.because_of:
        details.append(f"{words.because_of}: {promise.because_of}")
    if promise.instead_of:
        details.append(f"{words.instead_of}: {promise.instead_of}")
    if promise.late:
        details.append(phrases.late(""))
    lines = STRONG.lines(promise.text, width)
    lines += SMALL.lines(phrases.SEPARATOR.join(details), width)
    due = report.day(promise.due) if promise.due else ""
    # An excuse is not pinned on anybody in what leaves the room.
    owner = "" if _is_excused(promise) else promise.owner
    return Row(
        cells=(
            Cell(MARGIN, lines),
            Cell(grid.who, BODY.lines(owner, grid.who_width)),
            Cell(grid.when, BODY.lines(due, grid.right - grid.when)),
        ),
        above=8,
        below=3,
        over=(Rule(MARGIN, grid.right - MARGIN),),
    )


def _is_excused(promise: PromiseEntry) -> bool:
    said = [each.status for each in promise.said]
    before = [each.status for each in promise.history]
    return Status.EXCUSE in (*said, *before)


def _said(promise: PromiseEntry, report: Report, width: float) -> Iterator[Row]:
    """Yield what was said of a promise here, or that nothing was, then what was said before."""
    if not promise.said:
        yield _line("", sentences.NO_VERDICT, width)
    for said in promise.said:
        yield _line(_name(said, report), _words_of(said, report), width)
        for answer in said.answers:
            yield from _answer(answer, report, width)
    for past in promise.history:
        yield Row(cells=(Cell(MARGIN + ROLE_WIDTH, _past(past, report, width)),), above=2)


def _answer(answer: AnswerEntry, report: Report, width: float) -> Iterator[Row]:
    words = report.words
    about = phrases.about_excuse(answer.kind, answer.ask, report.days(answer.heard))
    if about:
        lines = SMALL.lines(about, width - ROLE_WIDTH)
        yield Row(cells=(Cell(MARGIN + ROLE_WIDTH, lines),))
    for origin in answer.origins:
        yield _line(words.origin.one, origin, width)
    for strategy in answer.strategies:
        yield _line(words.strategy.one, strategy.text, width)
        for action in strategy.actions:
            yield _line(words.action.one, action, width)


def _name(said: SaidEntry, report: Report) -> str:
    if said.status is Status.EXCUSE:
        return report.words.excuse.one
    return sentences.VERDICTS[said.status]


def _words_of(said: SaidEntry, report: Report) -> str:
    notes = [said.text]
    notes += [sentences.now_by(report.day(said.due))] if said.due else []
    notes += [sentences.NOTICED[said.noticed]] if said.noticed else []
    return phrases.SEPARATOR.join(note for note in notes if note)


def _past(past: PastVerdict, report: Report, width: float) -> tuple[Line, ...]:
    told = sentences.said_before(report.day(past.day), past.status, past.text, report.words)
    return SMALL.lines(told, width - ROLE_WIDTH)


def _line(role: str, text: str, width: float) -> Row:
    """Return a text with what it is in the margin."""
    cells = (
        Cell(MARGIN, ROLE.lines(phrases.capital(role), ROLE_WIDTH - 8)),
        Cell(MARGIN + ROLE_WIDTH, BODY.lines(text, width - ROLE_WIDTH)),
    )
    return Row(cells=cells, above=2)
