"""The return on the time invested: how many fingers each person in the room raises, 1 to 5."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.limits import MOST_FINGERS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Roti
from facilitator.errors import InputRefusedError

LEAST, MOST = 1, 5
"""Fingers that one person can raise."""


def count_fingers(meeting: Meeting, fingers: Sequence[int]) -> Change:
    """Set what the room raised, a number for each hand; without any, nobody was asked.

    Raises InputRefusedError when there are more hands than a meeting holds.
    """
    builder, known = ChangeBuilder(meeting), meeting.roti
    if len(fingers) > MOST_FINGERS:
        raise InputRefusedError(
            f"{MOST_FINGERS:,} hands are as many as a meeting can hold; nothing was changed."
        )
    raised = tuple(min(max(number, LEAST), MOST) for number in fingers)
    if raised:
        before = known if known is not None else Roti(id=meeting.id)
        builder.upsert(replace(before, fingers=raised))
    elif known is not None:
        builder.delete(known)
    return builder.change(Verb.ROTI, count=len(raised))


def raised_in(meeting: Meeting) -> tuple[int, ...]:
    """Return what was raised so far, a number for each hand."""
    return meeting.roti.fingers if meeting.roti is not None else ()


def hands(fingers: Sequence[int]) -> tuple[int, ...]:
    """Return how many hands raised 1, 2, 3, 4 and 5 fingers."""
    return tuple(fingers.count(number) for number in range(LEAST, MOST + 1))


def average(fingers: Sequence[int]) -> float | None:
    """Return the average of all hands; None without any."""
    return sum(fingers) / len(fingers) if fingers else None
