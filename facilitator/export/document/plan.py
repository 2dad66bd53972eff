"""The plan as blocks: what is on the first page, for the wall or for a mail."""

from collections.abc import Iterator

from facilitator.domain.records import ActionKind
from facilitator.export import phrases
from facilitator.export.answers import sentences as answer_sentences
from facilitator.export.document.blocks import (
    Block,
    Heading,
    Paragraph,
    Role,
    Signatures,
    Table,
    TableRow,
)
from facilitator.export.document.details import action_row, at_the_close, details_of, origin_of
from facilitator.export.document.places import NOWHERE, STILL_OPEN, Places, action_id
from facilitator.export.follow_up import sentences
from facilitator.export.report import Report

COLUMNS = (phrases.WHAT, phrases.WHO, phrases.BY_WHEN)


def plan_blocks(report: Report, places: Places = NOWHERE, *, is_alone: bool = True) -> list[Block]:
    """Return the plan; one that `is_alone` says how much is open without a link to it."""
    blocks: list[Block] = [*_title(report)]
    if report.first:
        lead = [report.words.first]
        if report.first.kind is not ActionKind.DO:
            lead.append(phrases.action_kind(report.first.kind, report.words))
        text = report.first.text
        blocks.append(Paragraph(text=text, lead=phrases.SEPARATOR.join(lead), role=Role.FIRST))
    blocks += _tables(report, places)
    if not report.actions:
        blocks.append(Paragraph(text=phrases.empty_plan(report.words)))
    roti = report.follow_up.roti
    if roti:
        text = sentences.worth(roti.average, roti.hands)
        blocks.append(Paragraph(text=text, lead=sentences.WORTH_IT))
    if report.still_open:
        counts = phrases.open_counts(report.still_open.counts, report.words)
        notice = Paragraph(
            text=phrases.on_page(counts, None),
            lead=f"{phrases.STILL_OPEN}:",
            role=Role.NOTICE,
            link="" if is_alone else STILL_OPEN,
        )
        blocks.append(notice)
    if report.daily_question and (report.actions or report.follow_up.promises):
        lead_in = answer_sentences.EVERY_DAY
        blocks.append(Paragraph(text=report.daily_question, lead=lead_in, role=Role.DAILY))
    if report.next_on or report.next_facilitator:
        day = report.day(report.next_on) if report.next_on else ""
        text = phrases.next_meeting(day, report.next_facilitator)
        blocks.append(Paragraph(text=text, role=Role.FACTS))
    if report.signatures:
        blocks.append(Signatures(names=report.signatures))
    return blocks


def _title(report: Report) -> Iterator[Block]:
    yield Heading(text=phrases.PLAN, level=1)
    yield Paragraph(text=report.title, role=Role.TITLE)
    meta = report.meta
    facts = (
        meta.team,
        report.held_on,
        report.people,
        phrases.led_by(meta.facilitator) if meta.facilitator else "",
        answer_sentences.here(report.here) if report.here else "",
    )
    parts = tuple(filter(None, facts))
    yield Paragraph(text=phrases.SEPARATOR.join(parts), role=Role.FACTS, parts=parts)
    if report.as_of:
        yield Paragraph(text=phrases.as_of(report.as_of), role=Role.FACTS)
    if report.ground_rules:
        yield Paragraph(text=phrases.ground_rules(report.ground_rules), role=Role.FACTS)
    counts = report.follow_up.counts
    if counts.total:
        yield Paragraph(text=sentences.review(counts, report.words), role=Role.STRONG)


def _tables(report: Report, places: Places) -> Iterator[Table]:
    """Yield the actions, then those at the close below its questions."""
    number = 0
    rows: list[TableRow] = []
    for row in report.plan:
        details = [*origin_of(report, row), *details_of(report, row)]
        rows.append(
            action_row(report, row, details, row_id=action_id(number), link=places.gap_of(row))
        )
        number += 1
    if rows:
        yield _table(rows)
    for place in report.closing:
        rows = []
        for row in place.actions:
            details = details_of(report, at_the_close(row))
            rows.append(action_row(report, row, details, row_id=action_id(number)))
            number += 1
        yield _table(rows, place.question)


def _table(rows: list[TableRow], caption: str = "") -> Table:
    return Table(
        name=phrases.PLAN, columns=COLUMNS, rows=tuple(rows), caption=caption, has_boxes=True
    )
