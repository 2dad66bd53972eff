"""Histories of a team for charts, without a meeting, and letters of a made-up size."""

from datetime import date, timedelta
from itertools import cycle

from facilitator.domain.follow_up.over_time import (
    CountedGap,
    Hearing,
    HeldMeeting,
    ReturningExcuse,
    Said,
    TeamHistory,
    TurnedGap,
)
from facilitator.domain.records import Noticed, PastNumber, Status
from facilitator.export.charts.words import Letters

FIRST, MONTH = date(2026, 1, 12), timedelta(weeks=4)
_COURSE = (
    (Status.DONE, Status.DONE, Status.PROGRESS),
    (Status.EXCUSE, Status.DONE, Status.EXCUSE, Status.DROPPED),
    (Status.PROGRESS, Status.DONE),
)


def team_history(meetings: int, every: timedelta = MONTH) -> TeamHistory:
    """The history of a team that met so often and judged promises at all but the first meeting."""
    held = [
        HeldMeeting(
            id=f"meeting {n}",
            title=f"Meeting {n}",
            held_on=FIRST + n * every,
            fingers=(3, 4, 5) if n % 2 else (),
        )
        for n in range(meetings)
    ]
    said = [
        Said(
            promise=f"promise {number}.{at}",
            promised_on=held[number - 1].held_on,
            day=meeting.held_on,
            status=status,
            noticed=Noticed.YES if status is Status.DONE and at == 0 else None,
            meeting=meeting.id,
        )
        for (number, meeting), course in zip(enumerate(held), cycle(_COURSE), strict=False)
        if number
        for at, status in enumerate(course)
    ]
    days = [meeting.held_on for meeting in held]
    if meetings < 2:
        return TeamHistory(meetings=tuple(held), said=tuple(said))
    heard = (Hearing(day=days[0], answers=("One phone goes with us",)), Hearing(day=days[1]))
    numbers = tuple(PastNumber(day=day, value=100 - 3 * n) for n, day in enumerate(days[:30]))
    return TeamHistory(
        meetings=tuple(held),
        said=tuple(said),
        excuses=(
            ReturningExcuse(
                text="We are too few in the morning",
                heard=heard,
                quiet_since=days[2] if meetings > 2 else None,
            ),
        ),
        turned=(
            TurnedGap(gap="Closed at noon", gap_on=days[0], strength="Open at noon", day=days[1]),
        ),
        counted=(CountedGap(text="Nobody reads the mailbox", numbers=numbers),),
    )


class EvenLetters:
    """Letters that are all as wide as each other."""

    unit = 8.0

    def width(self, text: str, letters: Letters) -> float:
        return len(text) * self.height(letters) / 2

    def height(self, letters: Letters) -> float:
        return {Letters.TITLE: 40.0, Letters.SMALL: 24.0}.get(letters, 30.0)
