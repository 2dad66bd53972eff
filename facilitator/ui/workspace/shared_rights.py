"""What this laptop may do in its organisation: the teams it shares, and those it only reads."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.records import Details, Team
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


class Rights:
    """What this laptop may change, as it was when it was asked: for any thread.

    `refused` are the names of the teams of which something was to be changed that is only read.
    """

    def __init__(self, membership: "Membership | None", known: "Mapping[str, Team]") -> None:
        self._membership = membership
        self._known = dict(known)
        self.refused: set[str] = set()

    def may_change(self, details: "Details") -> bool:
        """Return whether a meeting or journal can be changed on this laptop."""
        return not self.refusal(details)

    def refusal(self, details: "Details") -> str:
        """Return why a meeting or journal can’t be changed on this laptop; empty when it can."""
        team = shared_team(self._membership, details.team_id or details.id, self._known)
        refusal = refusal_of(team)
        if team is not None and refusal:
            self.refused.add(team.name)
        return refusal


def refusal_of(team: "SharedTeam | None") -> str:
    """Return why nothing of a team can be changed on this laptop; empty when it can."""
    if team is None or team.writes:
        return ""
    return tr("This laptop can only read {team}, so nothing was changed.", team=team.name)


def merge_refusal_of(team: "SharedTeam | None", into: str) -> str:
    """Return why a team can't become the same as another one; empty when it can.

    Those who share it may not share the other one, and would lose its next meetings.
    """
    if team is None:
        return ""
    return tr(
        "“{team}” is shared, so it can’t become part of “{into}”; nothing was changed. A team that "
        "is only on this laptop can become part of “{team}”.",
        team=team.name,
        into=into,
    )


def without_places(membership: "Membership | None") -> "Membership | None":
    """Return a membership without how far the logs were read, which is another all the time."""
    if membership is None:
        return None
    teams = (replace(team, cursor=0, cursor_entry="", head=0) for team in membership.teams)
    return replace(membership, teams=tuple(teams))
