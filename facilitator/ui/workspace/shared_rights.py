"""What this laptop may do in its organisation: the teams it shares, and those it only reads."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.records import Team
    from facilitator.storage.sharing.states import Membership, SharedTeam


def shared_team(
    membership: "Membership | None", team_id: str | None, known: "Mapping[str, Team]"
) -> "SharedTeam | None":
    """Return the shared team that a team of this laptop is now; None if that is not shared."""
    if membership is None or team_id is None:
        return None
    from facilitator.domain.follow_up.teams import resolved

    now = resolved(team_id, known)
    return next((team for team in membership.teams if team.id == now), None)


def refusal_of(team: "SharedTeam | None") -> str:
    """Return why nothing of a team can be changed on this laptop; empty when it can."""
    if team is None or team.writes:
        return ""
    return tr("This laptop can only read {team}, so nothing was changed.", team=team.name)


def without_places(membership: "Membership | None") -> "Membership | None":
    """Return a membership without how far the logs were read, which is another all the time."""
    if membership is None:
        return None
    teams = (replace(team, cursor=0, cursor_entry="", head=0) for team in membership.teams)
    return replace(membership, teams=tuple(teams))
