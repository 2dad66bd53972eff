"""Sentences about an organisation that several sheets have in common."""

from facilitator.domain.text import shortened
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, number, tr
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


def meetings_since(found: ToShare) -> str:
    """Return what is not shared yet: “14 meetings since 3 Mar 2024, with 3,120 cards…”."""
    meetings = counted(found.meetings, tr("{n} meeting"), tr("{n} meetings"))
    if found.since is not None:
        day = dates.day(found.since, with_weekday=False, with_year=True)
        meetings = tr("{meetings} since {day}", meetings=meetings, day=day)
    if not found.meetings:
        meetings = counted(
            found.journals, tr("the promises of {n} team"), tr("the promises of {n} teams")
        )
    if not found.records:
        return meetings
    return tr(
        "{meetings}, with {n} cards, promises and other entries",
        meetings=meetings,
        n=number(found.records),
    )


def listed(names: tuple[str, ...], most: int = 6) -> str:
    """Return names one after the other; of very many the first ones."""
    shown = [shortened(name, LONGEST_NAME) for name in names[:most]]
    more = len(names) - len(shown)
    if more > 0:
        shown.append(tr("{n} more", n=more))
    return ", ".join(shown)
