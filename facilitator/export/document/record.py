"""The whole record of a meeting, or its plan alone, as a document."""

from facilitator.export import phrases
from facilitator.export.document.became import about_blocks, flag_blocks, judged_blocks
from facilitator.export.document.blocks import Block, Document
from facilitator.export.document.chain import chain_blocks, open_blocks, strength_blocks
from facilitator.export.document.collected import column_blocks, label_blocks
from facilitator.export.document.follow_up import (
    ask_for_blocks,
    beside_blocks,
    parked_blocks,
    promise_blocks,
)
from facilitator.export.document.own_words import decision_blocks, own_words_blocks
from facilitator.export.document.places import places_of
from facilitator.export.document.plan import plan_blocks
from facilitator.export.report import Report


def plan_document(report: Report) -> Document:
    """Return the plan alone, as it is on the first page of the record."""
    return _document(report, plan_blocks(report))


def record_document(report: Report) -> Document:
    """Return all that a report tells, in the order of its printed pages."""
    places = places_of(report)
    blocks = [
        *plan_blocks(report, places, is_alone=False),
        *promise_blocks(report),
        *own_words_blocks(report),
        *decision_blocks(report),
        *chain_blocks(report, places),
        *flag_blocks(report),
        *strength_blocks(report, places),
        *label_blocks(report),
        *beside_blocks(report),
        *ask_for_blocks(report),
        *column_blocks(report),
        *parked_blocks(report),
        *open_blocks(report),
        *judged_blocks(report),
        *about_blocks(report),
    ]
    return _document(report, blocks)


def _document(report: Report, blocks: list[Block]) -> Document:
    return Document(
        title=phrases.document(report.title),
        author=report.meta.facilitator or report.meta.team,
        subject=phrases.subject(report.exercise, report.held_on),
        made_on=report.today,
        blocks=tuple(blocks),
    )
