"""What a list of meetings shows of each; light to import, for the first window needs it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSummary:
    """One meeting in a list. `stage` is the id of the stage it stands at.

    Of its `actions`, `actions_done` are done, `actions_open` neither done nor dropped, and
    `actions_late` open with a due date before today. `updated_at` is a moment in UTC.
    """

    id: str
    title: str
    team: str
    held_on: date
    exercise: str
    stage: str
    actions: int
    actions_open: int
    actions_done: int
    actions_late: int
    updated_at: datetime
