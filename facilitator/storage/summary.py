"""Summaries of meetings for a list; light to import, for the first window needs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from facilitator.domain.limits import LONGEST, LONGEST_ID, MOST_MEETINGS
from facilitator.domain.moments import moment_of
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.trash import details_to_come

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from facilitator.domain.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSummary:
    """One meeting in a list. `stage` is the id of its current stage.

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


def read_summaries(
    connection: "Connection", today: date, waiting: "Iterable[Change]" = ()
) -> list[MeetingSummary]:
    """Return every meeting on disk that is not in the trash, the last changed first.

    Of `waiting` changes it only matters what they put in the trash, take back or erase. Raises
    DamagedRowError.
    """
    from facilitator.storage.db import list_queries

    coming = details_to_come(waiting)
    if list_queries.count_meetings(connection) > MOST_MEETINGS:
        raise DamagedRowError("too many meetings")
    found = []
    for values in list_queries.read_summaries(connection, today):
        discarded = values.pop("discarded_at") is not None
        if values["id"] in coming:
            details = coming[values["id"]]
            discarded = details is None or details.discarded_at is not None
        if not discarded:
            found.append(_summary(values))
    return found


def _summary(row: dict[str, Any]) -> MeetingSummary:
    try:
        texts = [row[name] for name in ("id", "title", "team", "exercise", "stage")]
        if any(type(text) is not str or len(text) > LONGEST for text in texts):
            raise ValueError("not text, or too long")
        held_on = date.fromisoformat(row.pop("held_on"))
        updated_at = moment_of(row.pop("updated_at"))
    except (ValueError, TypeError) as error:
        raise DamagedRowError(f"meeting {str(row['id'])[:LONGEST_ID]}: {error}") from error
    return MeetingSummary(**row, held_on=held_on, updated_at=updated_at)
