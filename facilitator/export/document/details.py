"""What is told of an action beside its text, in phrases: the same in every format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from facilitator.domain.exercise import Words
from facilitator.domain.records import ActionKind, Status
from facilitator.export import phrases
from facilitator.export.answers import sentences
from facilitator.export.answers.plan_row import PlanRow
from facilitator.export.document.blocks import Box, Entry, TableRow
from facilitator.export.report import Report


class Worded(Protocol):
    """Whatever has words of its own for the chain: a report, or an exercise."""

    @property
    def words(self) -> Words: ...


def origin_of(report: Worded, row: PlanRow) -> Iterator[str]:
    """Yield where an action comes from: a gap, an origin, a strength, or an answer."""
    if row.because_of:
        yield f"{report.words.because_of}: {row.because_of}"
    if row.origin:
        yield phrases.instead_of(row.origin, report.words)
    if row.builds_on:
        yield sentences.builds_on(row.builds_on)
    if row.answer:
        yield row.answer


def details_of(report: Worded, row: PlanRow) -> list[str]:
    """Return what is told under an action, besides where it comes from."""
    said = []
    if row.sign:
        said.append(f"{report.words.sign_short}: {row.sign}")
    if row.kind is not ActionKind.DO:
        said.append(phrases.action_kind(row.kind, report.words))
    if row.expected_excuse:
        said.append(phrases.expected_excuse(row.expected_excuse, report.words))
    if row.sponsor:
        said.append(phrases.backed_by(row.sponsor))
    status = phrases.STATUS[row.status]
    status = phrases.late(status) if row.late else status
    return [*said, status] if status else said


def due(report: Report, row: PlanRow) -> str:
    """Return the day of an action, empty where it has none."""
    return report.day(row.due) if row.due else ""


def box(row: PlanRow) -> Box:
    """Return the box of an action, ticked where it is done."""
    return Box.TICKED if row.status is Status.DONE else Box.EMPTY


def before(row: PlanRow) -> str:
    """Return the first half of an action that is an if–then, empty for another."""
    return phrases.when(row.when) if row.when else ""


def action_entry(
    report: Report,
    row: PlanRow,
    depth: int,
    *,
    lead: str = "",
    notes: Sequence[str] = (),
    link: str = "",
) -> Entry:
    """Return an action of an outline; `notes` come before its details."""
    return Entry(
        text=row.text,
        depth=depth,
        lead=lead,
        before=before(row),
        details=(*notes, *details_of(report, row)),
        aside=tuple(filter(None, (row.owner, due(report, row)))),
        box=box(row),
        link=link,
        is_over=row.status is Status.DROPPED,
    )


def action_entries(report: Report, rows: Sequence[PlanRow], depth: int) -> list[Entry]:
    """Return actions of an outline."""
    return [action_entry(report, row, depth) for row in rows]


def action_row(
    report: Report, row: PlanRow, details: Sequence[str], *, row_id: str, link: str = ""
) -> TableRow:
    """Return an action of the table of the plan."""
    return TableRow(
        cells=(row.text, row.owner, due(report, row)),
        before=before(row),
        details=tuple(details),
        box=box(row),
        id=row_id,
        link=link,
        is_over=row.status is Status.DROPPED,
    )


def at_the_close(row: PlanRow) -> PlanRow:
    """Return an action at the close, whose question says what kind of action it is."""
    return replace(row, kind=ActionKind.DO)
