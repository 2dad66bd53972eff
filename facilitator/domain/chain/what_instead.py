"""When a room has complained in circles long enough: many excuses, and nothing to do instead."""

from facilitator.domain.chain.chain import Gap, excuses_of, strategies_of
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Excuse, Strategy

MANY = 5
"""How many excuses on one gap are enough to ask what to do instead."""


def excuses_without_strategy(meeting: Meeting, gap: Gap) -> list[Excuse]:
    """Return the excuses of a gap once there are many and none of them has a strategy.

    A strategy for an origin is one for its excuse, and one for the gap itself counts too.
    """
    found = excuses_of(meeting, gap)
    if len(found) < MANY or meeting.child_count(Strategy, gap.id):
        return []
    return [] if any(strategies_of(meeting, excuse) for excuse in found) else found
