"""The return on the time invested: how many fingers each person in the room raises, 1 to 5."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.limits import MOST_FINGERS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Roti
from facilitator.errors import InputRefusedError

LEAST, MOST = 1, 5
"""Fingers that one person can raise."""


@dataclass(frozen=True, slots=True)
class PastRoti:
    """What an earlier meeting of the team made of its time."""

    day: date
    average: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RotiSoFar:
    """How many hands raised 1 to 5 fingers, their average, and the meetings before, latest first.

    The average is None as long as no hand was counted.
    """

    hands: tuple[int, ...]
    average: float | None
    before: tuple[PastRoti, ...] = ()


def so_far(meeting: Meeting, before: Sequence[PastRoti] = ()) -> RotiSoFar:
    """Return what was raised so far, beside what was in the meetings before."""
    fingers = raised_in(meeting)
    return RotiSoFar(hands=hands(fingers), average=average(fingers), before=tuple(before))


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
