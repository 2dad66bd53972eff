"""Sentences about an organisation that several sheets have in common."""

from facilitator.domain.text import shortened
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.organisation.values import ADMINISTRATOR, LEAD, MEMBER, ToShare

LONGEST_NAME = 60


def role_name(role: str) -> str:
    """Return what a role is called; one of a newer program by its own word."""
    names = {
        MEMBER: tr("member"),
        LEAD: tr("lead"),
        ADMINISTRATOR: tr("administrator"),
    }
    return names.get(role, shortened(role, LONGEST_NAME))


def meetings_of(found: ToShare) -> str:
    """Return what is not shared yet: “Not shared yet: 14 meetings of Kitchen, Bar.”."""
    teams = listed(found.teams)
    if not found.meetings:
        return tr("Not shared yet: what was said between meetings in {teams}.", teams=teams)
    return counted(
        found.meetings,
        tr("Not shared yet: {n} meeting of {teams}."),
        tr("Not shared yet: {n} meetings of {teams}."),
        teams=teams,
    )


def listed(names: tuple[str, ...], most: int = 6) -> str:
    """Return names one after the other; of very many the first ones."""
    shown = [shortened(name, LONGEST_NAME) for name in names[:most]]
    more = len(names) - len(shown)
    if more > 0:
        shown.append(tr("{n} more", n=more))
    return ", ".join(shown)
