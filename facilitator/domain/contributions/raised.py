"""The fingers and dots that participants give from their devices."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from facilitator.domain.contributions.contribution import GiveDots, RaiseFingers
from facilitator.domain.contributions.own import Contributed, Own
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.roti import LEAST, MOST, count_fingers, raised_in
from facilitator.domain.meeting import Meeting
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote import slips, tally


def give_dots(
    meeting: Meeting, exercise: Exercise, given: GiveDots, own: Own, item_id: str, chance: Random
) -> Contributed:
    """Give dots on one's own slip in the vote that goes on; one's first dots make that slip.

    It gets `item_id`, so that first dots that are sent again after a crash make no second slip. In
    a vote that was over and is opened again, who has voted stays with that: which slip it was,
    nobody knows any more. Raises RefusedError.
    """
    ballot = tally.current(meeting)
    if ballot is None:
        raise RefusedError(Reason.NO_BALLOT)
    has_voted = own.ballot == ballot.id
    if has_voted and not own.slip:
        raise RefusedError(Reason.NO_DOTS_LEFT)
    slip = own.slip if has_voted else item_id
    dots = max(0, given.dots)
    change = slips.give_dots(meeting, exercise, slip, given.gap, dots, chance)
    return Contributed(change, replace(own, slip=slip, ballot=ballot.id))


def raise_fingers(meeting: Meeting, raised: RaiseFingers, own: Own, chance: Random) -> Contributed:
    """Raise 1 to 5 fingers instead of those that one raised before; 0 takes them back.

    Raises InputRefusedError when there are too many hands.
    """
    number = min(raised.fingers, MOST) if raised.fingers >= LEAST else None
    others = without_one(raised_in(meeting), own.fingers)
    if number is not None:
        # Where it stands tells nobody's place; the last is the one that a key takes back.
        at = chance.randint(0, max(0, len(others) - 1))
        others = [*others[:at], number, *others[at:]]
    return Contributed(count_fingers(meeting, others), replace(own, fingers=number))


def without_one(fingers: Sequence[int], number: int | None) -> list[int]:
    """Return what is raised without one hand of that number, where there is one."""
    left = list(fingers)
    if number is not None and number in left:
        left.remove(number)
    return left
