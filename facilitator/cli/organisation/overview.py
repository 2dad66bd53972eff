"""How the teams of the organisation do, as the command `organisation` prints it."""

import json
from collections.abc import Iterator

from facilitator.domain.text import shortened
from facilitator.services.common_excuses import CommonExcuse
from facilitator.services.organisation import OrganisationOverview, PromiseCounts, TeamOverview

LONGEST_TEXT = 100


def in_json(name: str, found: OrganisationOverview) -> Iterator[str]:
    """Yield the overview as JSON, for other programs."""
    whole = {
        "organisation": name,
        "teams": [_team(each) for each in found.teams],
        "shared_excuses": [_excuse(each) for each in found.excuses],
    }
    yield from json.dumps(whole, indent=2, ensure_ascii=False).split("\n")


def in_words(name: str, found: OrganisationOverview) -> Iterator[str]:
    """Yield a line for each team, then the excuses that several teams share."""
    count = len(found.teams)
    yield f"{name}: {_some(count, 'team')}, {_some(found.meetings, 'meeting')}"
    for team in found.teams:
        rules = f", {_some(team.rules, 'rule')} still in force" if team.rules else ""
        meetings = _some(team.meetings, "meeting")
        yield f"  {team.name}: {meetings}; {promises_in_words(team.promises)}{rules}"
    if found.excuses:
        yield "Excuses that several teams share:"
        for each in found.excuses:
            yield (
                f"  {each.teams} teams, {_some(each.times, 'time')}, last {each.last}: "
                f"{shortened(each.text, LONGEST_TEXT)}"
            )


def promises_in_words(counts: PromiseCounts) -> str:
    """Return what became of promises; what there is none of is left out."""
    if not counts.due:
        return "no promise was due yet"
    parts = [
        (counts.kept, "kept"),
        (counts.progress, "in progress"),
        (counts.excuses, "excuse" if counts.excuses == 1 else "excuses"),
        (counts.dropped, "dropped"),
        (counts.unsaid, "still open"),
    ]
    told = ", ".join(f"{number} {what}" for number, what in parts if number)
    return f"{_some(counts.due, 'promise')} due: {told}"


def _some(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _team(team: TeamOverview) -> dict[str, object]:
    return {
        "id": team.team_id,
        "name": team.name,
        "meetings": team.meetings,
        "last_met": team.last_met.isoformat() if team.last_met else None,
        "promises": {
            "due": team.promises.due,
            "kept": team.promises.kept,
            "progress": team.promises.progress,
            "excuses": team.promises.excuses,
            "dropped": team.promises.dropped,
            "still_open": team.promises.unsaid,
        },
        "rules_in_force": team.rules,
    }


def _excuse(each: CommonExcuse) -> dict[str, object]:
    return {
        "text": each.text,
        "teams": each.teams,
        "times": each.times,
        "last": each.last.isoformat(),
    }
