"""Where the gaps and the actions of a document are: what its links go to."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.export.answers.plan_row import PlanRow
from facilitator.export.chain_entries import GapEntry, StrategyEntry
from facilitator.export.report import Report

STILL_OPEN = "still-open"


@dataclass(frozen=True, slots=True)
class Places:
    """The ids of the gaps and of the actions of a report, by what they are."""

    gaps: dict[PlanRow, str]
    """The id of the gap that an action belongs to."""
    actions: dict[PlanRow, str]
    """The id of an action in the table; two that are equal to the letter share the first one's."""

    def gap_of(self, row: PlanRow) -> str:
        """Return the id of the gap of an action, empty for none."""
        return self.gaps.get(row, "")

    def action(self, row: PlanRow) -> str:
        """Return the id of an action in the table, empty where it is not there."""
        return self.actions.get(row, "")


NOWHERE = Places({}, {})
"""For a document that is the plan alone."""


def gap_id(number: int) -> str:
    """Return the id of a gap by its number in the report, from 0."""
    return f"gap-{number + 1}"


def action_id(number: int) -> str:
    """Return the id of an action by its number in the plan, from 0."""
    return f"action-{number + 1}"


def places_of(report: Report) -> Places:
    """Return where the gaps and the actions of a report are."""
    gaps: dict[PlanRow, str] = {}
    for number, gap in enumerate(report.chain):
        for row in _actions_of(gap):
            gaps.setdefault(row, gap_id(number))
    actions: dict[PlanRow, str] = {}
    for number, row in enumerate(report.actions):
        actions.setdefault(row, action_id(number))
    return Places(gaps, actions)


def _actions_of(gap: GapEntry) -> Iterator[PlanRow]:
    for strategy in _strategies_of(gap):
        yield from strategy.actions
    for field in gap.about.fields:
        for given in field.answers:
            yield from given.actions
    for check in gap.about.checks:
        yield from check.actions


def _strategies_of(gap: GapEntry) -> Iterator[StrategyEntry]:
    yield from gap.strategies
    for excuse in gap.excuses:
        yield from excuse.strategies
        for origin in excuse.origins:
            yield from origin.strategies
