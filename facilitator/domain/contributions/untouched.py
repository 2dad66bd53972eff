"""Whether others have done anything with an item since it was sent."""

from collections.abc import Iterator
from itertools import chain

from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.words import digest
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    Ballot,
    Card,
    Deferral,
    Excuse,
    GapNumber,
    Item,
    Listed,
    Origin,
    Recurrence,
    Statement,
    Strategy,
    Verdict,
    parent_of,
)

_BELOW: tuple[type[Item], ...] = (Answer, Excuse, Origin, Strategy, Action, Verdict)
_BESIDE: tuple[type[Listed], ...] = (Ballot, Deferral, GapNumber, Recurrence)


def is_untouched(meeting: Meeting, item: Item, own: Own) -> bool:
    """Return whether nobody has reworded an item, grouped or ranked it, or built on it."""
    if item.id in things_in_use(meeting):
        return False
    if isinstance(item, Card) and (item.theme or item.rank is not None):
        return False
    if isinstance(item, Statement) and item.ticks:
        return False
    words = own.seen.get(item.id)
    return words is None or words == digest(item)


def things_in_use(meeting: Meeting) -> frozenset[str]:
    """Return the ids of all that something is under or said of, or that has dots."""
    return meeting.derived(
        "in use",
        (*_BELOW, *_BESIDE),
        lambda: frozenset(chain(_with_something_under(meeting), _with_something_beside(meeting))),
    )


def _with_something_under(meeting: Meeting) -> Iterator[str]:
    for kind in _BELOW:
        yield from map(parent_of, meeting.by_id(kind).values())


def _with_something_beside(meeting: Meeting) -> Iterator[str]:
    for ballot in meeting.ballots:
        yield from (vote.gap for vote in ballot.votes)
        yield from (vote.gap for slip in ballot.slips for vote in slip.votes)
    yield from (number.item for number in meeting.numbers)
    yield from (recurrence.item for recurrence in meeting.recurrences)
    yield from (each.item for deferral in meeting.deferrals for each in deferral.deferred)
