"""Tally voting: the room gives dots to gaps, and the dots put the gaps in order.

Raised hands are counted here; who votes on a device of their own has a slip beside them.

A vote puts them in order once, when it is closed: what is moved by hand after that stays where it
was put, until the next vote is closed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from facilitator.domain.chain.chain import Gap, gap_above, gap_numbers, gaps
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP, spread
from facilitator.domain.records import Ballot, Card, Theme, Vote, new_id
from facilitator.domain.refusals import Reason, RefusedError

DOTS = 5
"""Of one person."""
MOST = 3
"""Of one person, for one gap."""
LARGEST_NUMBER = 1000
"""Of people who vote, and of dots of one person."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A gap with its dots; `place` counts from 1, and gaps with as many dots share it."""

    gap: Gap
    dots: int
    place: int


def open_ballot(
    meeting: Meeting,
    voters: int | None = None,
    dots: int = DOTS,
    most: int = MOST,
    *,
    secret: bool = True,
) -> Change:
    """Open a vote beside those before; without `voters` every participant raises a hand.

    With 0 of them there are slips alone.
    The totals of a `secret` one are shown to nobody until it ends: who sees them while hands are
    counted votes with the others.
    Raises RefusedError while another vote goes on.
    """
    known = meeting.ballots
    if current(meeting) is not None:
        raise RefusedError(Reason.BALLOT_OPEN)
    people = voters if voters is not None else max(1, len(meeting.details.participants))
    dots = max(1, min(dots, LARGEST_NUMBER))
    ballot = Ballot(
        id=new_id(),
        place=known[-1].place + STEP if known else STEP,
        voters=max(0, min(people, LARGEST_NUMBER)),
        dots=dots,
        most=max(1, min(most, dots)),
        secret=secret,
    )
    builder = ChangeBuilder(meeting)
    builder.upsert(ballot)
    return builder.change(Verb.BALLOT)


def current(meeting: Meeting) -> Ballot | None:
    """Return the vote that goes on; None when there is none, or all were closed.

    It need not be the last one: two rooms may each have opened one before they knew of the other's.
    """
    return next((ballot for ballot in reversed(meeting.ballots) if not ballot.closed), None)


def deciding(meeting: Meeting) -> Ballot | None:
    """Return the vote that put the gaps in order: the last closed one with any dots."""
    closed = (ballot for ballot in reversed(meeting.ballots) if ballot.closed)
    return next((ballot for ballot in closed if totals(meeting, ballot)), None)


def set_dots(meeting: Meeting, gap: Gap, dots: int) -> Change:
    """Set the raised hands' dots for a gap in the vote that goes on; 0 takes them off.

    Those of a theme replace what its cards had. Raises RefusedError, also when nobody can have
    so many; gaps that were grouped may have more together, and dots can always be taken off.
    """
    ballot = current(meeting)
    if ballot is None:
        raise RefusedError(Reason.NO_BALLOT)
    votes = replaced(
        meeting,
        ballot.votes,
        gap,
        dots,
        most=ballot.voters * ballot.most,
        in_all=ballot.voters * ballot.dots,
    )
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(ballot, votes=votes))
    return builder.change(Verb.DOTS, gap.text, max(0, dots))


def replaced(
    meeting: Meeting, votes: Sequence[Vote], gap: Gap, dots: int, *, most: int, in_all: int
) -> tuple[Vote, ...]:
    """Return votes in which a gap has so many dots: at most `most`, with the others `in_all`.

    Raises RefusedError.
    """
    covered = {gap.id, *(card.id for card in meeting.members(gap.id))}
    others = tuple(vote for vote in votes if vote.gap not in covered)
    given = sum(dots_of(meeting, others).values())
    takes_off = dots < dots_of(meeting, votes).get(gap.id, 0)
    if dots > most and not takes_off:
        raise RefusedError(Reason.TOO_MANY_FOR_ONE)
    if dots > 0 and given + dots > in_all and not takes_off:
        raise RefusedError(Reason.NO_DOTS_LEFT)
    return (*others, Vote(gap=gap.id, dots=dots)) if dots > 0 else others


def restore_votes(meeting: Meeting, gap: Gap, before: Ballot) -> Change:
    """Restore the raised hands of the vote that goes on, as `before` has them.

    That is how it was before dots were counted for that gap; slips stay as they are now.
    """
    ballot = current(meeting) or before
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(ballot, votes=before.votes))
    return builder.change(Verb.DOTS, gap.text, dots_of(meeting, before.votes).get(gap.id, 0))


def totals(meeting: Meeting, ballot: Ballot) -> Mapping[str, int]:
    """Return the dots of each gap that has any, by its id: those of hands and of slips.

    A theme has those of its cards.
    """
    on_slips = chain.from_iterable(slip.votes for slip in ballot.slips)
    return _kept(meeting, ballot, "totals", chain(ballot.votes, on_slips))


def hand_totals(meeting: Meeting, ballot: Ballot) -> Mapping[str, int]:
    """Return the same for raised hands alone."""
    return _kept(meeting, ballot, "hands", ballot.votes)


def _kept(meeting: Meeting, ballot: Ballot, name: str, votes: Iterable[Vote]) -> Mapping[str, int]:
    if meeting.stored(ballot) is not ballot:
        return dots_of(meeting, votes)
    kinds = (Card, Theme, Ballot)
    return meeting.derived(f"{name}/{ballot.id}", kinds, lambda: dots_of(meeting, votes))


def dots_of(meeting: Meeting, votes: Iterable[Vote]) -> Mapping[str, int]:
    """Return the dots of each gap by its id, without those for what is gone."""
    found: dict[str, int] = {}
    for vote in votes:
        gap = gap_above(meeting, meeting.get(Theme, vote.gap) or meeting.get(Card, vote.gap))
        if gap is not None:
            found[gap.id] = found.get(gap.id, 0) + vote.dots
    return found


def left_over(meeting: Meeting, ballot: Ballot) -> int:
    """Return the dots that can still be given: by raised hands, and by whoever has a slip."""
    slips = (ballot.dots - sum(dots_of(meeting, slip.votes).values()) for slip in ballot.slips)
    return hands_left(meeting, ballot) + sum(max(0, left) for left in slips)


def hands_left(meeting: Meeting, ballot: Ballot) -> int:
    """Return the dots that can still be given by raised hands."""
    given = sum(hand_totals(meeting, ballot).values())
    return max(0, ballot.voters * ballot.dots - given)


def ranking(meeting: Meeting, exercise: Exercise, ballot: Ballot | None = None) -> list[Placed]:
    """Return every gap, the one with most dots first; equal ones keep the order they have.

    Counted is that vote, or else the last one; empty when there was none.
    """
    known = [ballot] if ballot else meeting.ballots
    if not known:
        return []
    dots = totals(meeting, known[-1])
    order = sorted(gaps(meeting, exercise), key=lambda gap: -dots.get(gap.id, 0))
    found: list[Placed] = []
    for number, gap in enumerate(order, 1):
        same = found and found[-1].dots == dots.get(gap.id, 0)
        place = found[-1].place if same else number
        found.append(Placed(gap, dots.get(gap.id, 0), place))
    return found


def places(meeting: Meeting, exercise: Exercise) -> Mapping[str, int]:
    """Return the place of each gap, from 1, by its id and in rank order.

    As long as the order is that of the vote, gaps with as many dots share a place. What was moved
    by hand against the vote made another order: then no two share one, nor while a vote goes on.
    """
    numbers = gap_numbers(meeting, exercise)
    ballot = deciding(meeting) if current(meeting) is None else None
    if ballot is None:
        return numbers
    placed = ranking(meeting, exercise, ballot)
    if [each.gap.id for each in placed] != list(numbers):
        return numbers
    return {each.gap.id: each.place for each in placed}


def close_ballot(meeting: Meeting, exercise: Exercise) -> Change:
    """Close the vote and rank the gaps by it; without a dot they stay as they are.

    Raises RefusedError.
    """
    ballot = current(meeting)
    if ballot is None:
        raise RefusedError(Reason.NO_BALLOT)
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(ballot, closed=True))
    _rank(builder, ranking(meeting, exercise, ballot))
    return builder.change(Verb.TALLY)


def rank_by_released(meeting: Meeting, exercise: Exercise, released: Change) -> Change:
    """Rank the gaps by a vote whose dots were kept secret until another room had ended it.

    That room could not put them in order, for it knew of no dots. Nothing is changed where the
    last vote is another one, or goes on.
    """
    ballots = [edit.after for edit in released.edits if isinstance(edit.after, Ballot)]
    last = meeting.ballots[-1:]
    builder = ChangeBuilder(meeting)
    if last and last[0].closed and last[0].id in {ballot.id for ballot in ballots}:
        _rank(builder, ranking(meeting, exercise, last[0]))
    return builder.change(Verb.TALLY)


def _rank(builder: ChangeBuilder, placed: Sequence[Placed]) -> None:
    if any(each.dots for each in placed):
        for each, rank in zip(placed, spread(len(placed)), strict=True):
            builder.upsert(replace(each.gap, rank=rank))
