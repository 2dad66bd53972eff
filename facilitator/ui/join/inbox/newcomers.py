"""The names of those who were let in, among the participants of the meeting."""

from collections.abc import Sequence

from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation.rounds import set_participants
from facilitator.domain.meeting import Meeting
from facilitator.domain.text import fold
from facilitator.errors import InputRefusedError


def with_newcomers(names: Sequence[str], meeting: Meeting) -> Change:
    """Return the change that adds those names that are not there yet, as far as there is room."""
    known = meeting.details.participants
    folded = {fold(name) for name in known}
    new = [name for name in names if name and fold(name) not in folded]
    if new:
        try:
            return set_participants(meeting, [*known, *new])
        except InputRefusedError:
            # The meeting is full of names; they take part all the same.
            pass
    return Change(meeting.id, Verb.NOTHING)


def as_on_the_list(name: str, meeting: Meeting) -> str:
    """Return a name as the meeting's list of participants spells it, if it is there."""
    folded = fold(name)
    return next((known for known in meeting.details.participants if fold(known) == folded), name)
