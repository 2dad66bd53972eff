"""What becomes of the dots of a theme that goes: no vote loses any when cards are regrouped."""

from dataclasses import replace

from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.records import Vote


def hand_dots_on(builder: ChangeBuilder, theme: str, heir: str) -> None:
    """Let what every vote gave to a theme count for another gap, or a card of one, by its id.

    On a slip as with raised hands that may become more than one person can give.
    """
    for known in builder.meeting.ballots:
        ballot = builder.current(known)
        votes = _handed_on(ballot.votes, theme, heir)
        slips = tuple(
            replace(slip, votes=_handed_on(slip.votes, theme, heir)) for slip in ballot.slips
        )
        builder.upsert(replace(ballot, votes=votes, slips=slips))


def _handed_on(votes: tuple[Vote, ...], theme: str, heir: str) -> tuple[Vote, ...]:
    given = {vote.gap: vote.dots for vote in votes}
    if theme not in given:
        return votes
    given[heir] = given.get(heir, 0) + given.pop(theme)
    return tuple(Vote(gap=gap, dots=dots) for gap, dots in given.items())
