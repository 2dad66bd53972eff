"""The parking lot: what is put aside in a meeting, and what becomes of it at its end."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.domain.chain.arrange import move_by
from facilitator.domain.chain.verbs import check_room
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Outcome, Parked, new_id
from facilitator.domain.text import clean


def park(meeting: Meeting, stage: str, texts: Sequence[str]) -> Change:
    """Put sentences aside that came up on a stage."""
    builder = ChangeBuilder(meeting)
    words = [text for text in map(clean, texts) if text]
    check_room(meeting, len(words))
    fresh = [Parked(id=new_id(), stage=stage, text=text, place=0) for text in words]
    there = meeting.all(Parked)
    builder.append(there[-1] if there else None, fresh)
    ids = [each.id for each in fresh]
    return builder.change(Verb.PARK, words[0] if words else "", len(fresh), ids)


def settle(meeting: Meeting, parked: Parked, outcome: Outcome | None) -> Change:
    """Say what becomes of something parked; None takes that back."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(parked, outcome=outcome))
    return builder.change(Verb.SETTLE, parked.text)


def move(meeting: Meeting, parked: Parked, by: int) -> Change:
    """Move something parked up (by=-1) or down (by=1) among all that is, wherever it came up."""
    return move_by(meeting, meeting.all(Parked), [parked], by)


def waiting(meeting: Meeting) -> list[Parked]:
    """Return what is parked and waits for the end of the meeting, in its order."""
    if not meeting.count(Parked):
        return []
    return [each for each in meeting.all(Parked) if not is_settled(meeting, each)]


def is_settled(meeting: Meeting, parked: Parked) -> bool:
    """Return whether something parked was dropped, put off or became an action."""
    return parked.outcome is not None or meeting.child_count(Action, parked.id) > 0
