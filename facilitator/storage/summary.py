"""Summaries of meetings for a list; light to import, for the first window needs it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from facilitator.domain.limits import LONGEST, LONGEST_ID, MOST_MEETINGS
from facilitator.domain.records import Status
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.trash import details_to_come

if TYPE_CHECKING:
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
    raw: sqlite3.Connection, today: date, waiting: "Iterable[Change]" = ()
) -> list[MeetingSummary]:
    """Return every meeting on disk that is not in the trash, the last changed first.

    Of `waiting` changes it only matters what they put in the trash, take back or erase. Raises
    DamagedRowError. Asked of the driver: SQLAlchemy would load longer than the window.
    """
    coming = details_to_come(waiting)
    (count,) = raw.execute("SELECT count(*) FROM meetings").fetchone()
    if count > MOST_MEETINGS:
        raise DamagedRowError("too many meetings")
    values = {"today": today.isoformat(), "done": Status.DONE, "dropped": Status.DROPPED}
    cursor = raw.execute(_SUMMARIES, values)
    names = [column[0] for column in cursor.description]
    found = []
    for row in cursor:
        values = dict(zip(names, row, strict=True))
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
            raise ValueError("no text, or too long a one")
        held_on = date.fromisoformat(row.pop("held_on"))
        updated_at = datetime.fromisoformat(row.pop("updated_at"))
    except (ValueError, TypeError) as error:
        raise DamagedRowError(f"meeting {str(row['id'])[:LONGEST_ID]}: {error}") from error
    return MeetingSummary(**row, held_on=held_on, updated_at=updated_at)


_SUMMARIES = """
SELECT meetings.id, title, team, held_on, exercise, stage, updated_at, discarded_at,
    count(actions.id) AS actions,
    count(CASE WHEN status NOT IN (:done, :dropped) THEN 1 END) AS actions_open,
    count(CASE WHEN status = :done THEN 1 END) AS actions_done,
    count(CASE WHEN status NOT IN (:done, :dropped) AND due < :today THEN 1 END) AS actions_late
FROM meetings
LEFT JOIN bookmarks ON bookmarks.id = meetings.id
LEFT JOIN actions ON actions.meeting_id = meetings.id
GROUP BY meetings.id
ORDER BY updated_at DESC, meetings.id
"""
