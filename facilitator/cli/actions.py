"""The register of actions, as the command `actions` prints it."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from facilitator.cli.base.terminal import counted
from facilitator.domain.follow_up.register import (
    ActionChain,
    ActionEntry,
    SaidVerdict,
    TeamEntries,
    When,
    by_team,
    by_when,
)
from facilitator.domain.records import ActionKind, Status
from facilitator.domain.text import shortened

LONGEST_TEXT = 100
_NO_DAY = "no date"
_OPEN = (When.OVERDUE, When.THIS_WEEK, When.LATER, When.NO_DATE)


def in_json(entries: Iterable[ActionEntry]) -> Iterator[str]:
    """Yield the entries as JSON, for other programs, in the order of the table."""
    rows = [_row(entry) for team in by_team(entries) for entry in team.entries]
    yield from json.dumps(rows, indent=2).split("\n")


def in_words(entries: Iterable[ActionEntry], today: date) -> Iterator[str]:
    """Yield the entries by team, those first that are overdue.

    An excuse is nowhere beside a name: that an action moved on is said, that it did not is not.
    """
    for team in by_team(entries):
        yield _heading(team, today)
        for when, some in by_when(team.entries, today).items():
            for entry in some:
                label = str(entry.status if when is When.SETTLED else when)
                day = entry.due.isoformat() if entry.due else _NO_DAY
                yield f"  {label:9}  {day:10}  {_described(entry)}"


def _heading(team: TeamEntries, today: date) -> str:
    times = {when: len(some) for when, some in by_when(team.entries, today).items()}
    is_open = sum(times.get(when, 0) for when in _OPEN)
    late = f", ‼ {times[When.OVERDUE]} late" if When.OVERDUE in times else ""
    total = counted(len(team.entries), "action")
    return f"{team.team or 'No team'}: {total}, {is_open} open{late}"


def _described(entry: ActionEntry) -> str:
    people = f" ({', '.join(entry.people)})" if entry.people else ""
    moved = ", progress" if entry.status is Status.PROGRESS else ""
    kind = "" if entry.kind is ActionKind.DO else f"{entry.kind}: "
    return f"{kind}{shortened(entry.text, LONGEST_TEXT)}{people}{moved}"


def _row(entry: ActionEntry) -> dict[str, object]:
    chain = entry.chain or ActionChain()
    return {
        "id": entry.action,
        "text": entry.text,
        "kind": entry.kind,
        "team": entry.team or None,
        "owner": entry.owner,
        "people": list(entry.people),
        "due": _iso(entry.due),
        "status": entry.status,
        "verdicts": [_verdict(each) for each in entry.verdicts],
        "meeting": {
            "id": entry.meeting,
            "title": entry.title if entry.here else None,
            "held_on": _iso(entry.held_on),
        },
        "gap": chain.gap,
        "excuse": chain.excuse,
    }


def _verdict(said: SaidVerdict) -> dict[str, object]:
    return {
        "day": _iso(said.day),
        "status": said.status,
        "text": said.text,
        "noticed": said.noticed,
        # None for what was said between meetings, or in a meeting that is not here.
        "meeting": said.container if said.container and not said.between else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
