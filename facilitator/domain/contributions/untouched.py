"""Whether others have done anything with an item since it was sent."""

from collections.abc import Collection, Iterator

from facilitator.domain.chain.chain import descendants
from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.words import digest
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Item, Statement


def is_untouched(meeting: Meeting, item: Item, own: Own, counted: Collection[str]) -> bool:
    """Return whether nobody has reworded an item, grouped or ranked it, or built on it.

    `counted` are the things_counted() of the meeting.
    """
    if own.seen.get(item.id, digest(item)) != digest(item) or item.id in counted:
        return False
    if isinstance(item, Card) and (item.theme or item.rank is not None):
        return False
    if isinstance(item, Statement) and item.ticks:
        return False
    return not descendants(meeting, item)


def things_counted(meeting: Meeting) -> Collection[str]:
    """Return the ids of all that has dots or a number, is left for later, or was heard before."""
    return frozenset(_counted(meeting))


def _counted(meeting: Meeting) -> Iterator[str]:
    for ballot in meeting.ballots:
        yield from (vote.gap for vote in ballot.votes)
        yield from (vote.gap for slip in ballot.slips for vote in slip.votes)
    yield from (number.item for number in meeting.numbers)
    yield from (recurrence.item for recurrence in meeting.recurrences)
    yield from (each.item for deferral in meeting.deferrals for each in deferral.deferred)
