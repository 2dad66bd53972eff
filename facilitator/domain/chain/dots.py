"""What becomes of the dots of a theme that goes: no vote loses any when cards are regrouped."""

from dataclasses import replace

from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.records import Vote


def hand_dots_on(builder: ChangeBuilder, theme: str, heir: str) -> None:
    """Let what every vote gave to a theme count for another gap, or a card of one, by its id."""
    for known in builder.meeting.ballots:
        ballot = builder.current(known)
        given = {vote.gap: vote.dots for vote in ballot.votes}
        if theme in given:
            given[heir] = given.get(heir, 0) + given.pop(theme)
            votes = tuple(Vote(gap=gap, dots=dots) for gap, dots in given.items())
            builder.upsert(replace(ballot, votes=votes))
