"""The daily question: of what is due this week, what is there to say today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from facilitator.domain.follow_up.register import (
    ActionEntry,
    TeamEntries,
    When,
    by_team,
    end_of_week,
    when_of,
)
from facilitator.domain.text import fold


@dataclass(frozen=True, slots=True)
class DailyQuestion:
    """What one team is asked today: its actions that are due, the most urgent first.

    `is_only` tells that no other team has promised anything; `late` is how many should have been
    done by now. `wording` is the question itself, in words of the team's last exercise; empty where
    that has none.
    """

    team_id: str | None
    team: str
    entries: tuple[ActionEntry, ...]
    late: int
    is_only: bool
    wording: str = ""


def daily_question(
    entries: Iterable[ActionEntry], today: date, chosen: str | None
) -> DailyQuestion | None:
    """Return what is asked today, None for nothing.

    The team is the `chosen` one if it has something due, else the one that has most.
    """
    known = list(entries)
    last = end_of_week(today)
    asked = by_team(entry for entry in known if _is_asked(entry, today, last))
    if not asked:
        return None
    of_chosen = [each for each in asked if chosen is not None and each.team_id == chosen]
    team = of_chosen[0] if of_chosen else max(asked, key=_size)
    late = sum(when_of(entry, today) is When.OVERDUE for entry in team.entries)
    is_only = len({entry.team_id or fold(entry.team) for entry in known}) == 1
    return DailyQuestion(team.team_id, team.team, team.entries, late, is_only)


def _is_asked(entry: ActionEntry, today: date, last: date) -> bool:
    """Return whether an action is due by the last day and nothing was said of it today."""
    if entry.due is None or entry.due > last or not entry.is_open:
        return False
    return not any(verdict.day >= today for verdict in entry.verdicts)


def _size(team: TeamEntries) -> int:
    return len(team.entries)
