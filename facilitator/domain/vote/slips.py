"""Slips: the dots that each person gives on a device of their own, beside the raised hands.

Nothing of a slip leads to a person: its id is drawn at random, and so is its position.
"""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from facilitator.domain.chain.chain import Gap, gap_numbers
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise
from facilitator.domain.limits import MOST_SLIPS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Ballot, Card, Slip, Theme
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote.tally import current, dots_of, replaced


def slip_of(meeting: Meeting, slip_id: str) -> Slip | None:
    """Return the slip of that id in the vote that goes on."""
    ballot = current(meeting)
    return _slip_in(ballot, slip_id) if ballot is not None else None


def given_on(meeting: Meeting, slip: Slip | None) -> Mapping[str, int]:
    """Return the dots of each gap that has any on a slip, by its id; none without a slip."""
    return dots_of(meeting, slip.votes if slip is not None else ())


def left_on(meeting: Meeting, slip: Slip | None) -> int:
    """Return the dots that the person with that slip, or with none yet, can still give."""
    ballot = current(meeting)
    if ballot is None:
        return 0
    return max(0, ballot.dots - sum(given_on(meeting, slip).values()))


def give_dots(
    meeting: Meeting, exercise: Exercise, slip_id: str, gap: str, dots: int, chance: Random
) -> Change:
    """Set the dots for a gap, by its id, on the slip of that id; 0 takes them back.

    A slip that is not there yet comes in at a random position, with its first dots; it stays when
    all of them are taken back. Those of a theme replace what its cards had. Raises RefusedError:
    without a vote, for what is no gap (any more), and beyond what one person has.
    """
    ballot = current(meeting)
    if ballot is None:
        raise RefusedError(Reason.NO_BALLOT)
    given_to = _gap(meeting, exercise, gap)
    slip = _slip_in(ballot, slip_id)
    votes = replaced(
        meeting,
        slip.votes if slip is not None else (),
        given_to,
        dots,
        most=ballot.most,
        in_all=ballot.dots,
    )
    if sum(vote.dots for vote in votes) > ballot.dots:
        # Those for what is gone were given again: they don't come back with it.
        votes = tuple(vote for vote in votes if dots_of(meeting, [vote]))
    builder = ChangeBuilder(meeting)
    if slip is not None:
        kept = (replace(slip, votes=votes) if each is slip else each for each in ballot.slips)
        builder.upsert(replace(ballot, slips=tuple(kept)))
    elif votes:
        builder.upsert(_with_slip(ballot, Slip(id=slip_id, votes=votes), chance))
    return builder.change(Verb.SLIP)


def _with_slip(ballot: Ballot, slip: Slip, chance: Random) -> Ballot:
    """Return the vote with a slip more, at a position that does not tell when it came."""
    if len(ballot.slips) >= MOST_SLIPS:
        raise RefusedError(Reason.NO_SLIPS_LEFT)
    at = chance.randint(0, len(ballot.slips))
    return replace(ballot, slips=(*ballot.slips[:at], slip, *ballot.slips[at:]))


def _gap(meeting: Meeting, exercise: Exercise, gap: str) -> Gap:
    found = meeting.get(Theme, gap) or meeting.get(Card, gap)
    if found is None or gap not in gap_numbers(meeting, exercise):
        raise RefusedError(Reason.NO_GAP)
    return found


def _slip_in(ballot: Ballot, slip_id: str) -> Slip | None:
    return next((slip for slip in ballot.slips if slip.id == slip_id), None)
