"""What can be asked of a store: each question is answered on the writer thread, in its turn."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.errors import InputRefusedError
from facilitator.storage import references
from facilitator.storage.db.timestamps import touched
from facilitator.storage.folder.window_marker import Arrival, Holder, Marker
from facilitator.storage.summary import MeetingSummary, read_summaries
from facilitator.storage.trash import (
    DiscardedMeeting,
    Standing,
    erasable,
    latest_moment,
    read_discarded,
    standing_of,
)
from facilitator.storage.writer import Read, Writer

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.db.database import Database


class Questions:
    """Asks the writer; every answer is a Future."""

    def __init__(self, writer: Writer, marker: Marker | None) -> None:
        self._writer = writer
        self._marker = marker
        self._last_activity: datetime | None = None
        """When something was last done before this start; None also as long as it is not known."""

    def meetings(self, today: date) -> "Future[list[MeetingSummary]]":
        """All meetings on disk, the most recently touched first; `today` tells what is late.

        Those in the trash are left out, also where that is not on disk yet.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> list[MeetingSummary]:
            return read_summaries(database.raw, today, waiting)

        return self._read(ask)

    def trash(self) -> "Future[list[DiscardedMeeting]]":
        """All meetings in the trash, the one discarded last first."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> list[DiscardedMeeting]:
            return read_discarded(database.raw, waiting)

        return self._read(ask)

    def erasures(self, backup: Path, now: datetime | None = None) -> "Future[list[Change]]":
        """The changes that erase what lies in the trash; only what a backup made just now holds.

        With `now`, a moment in UTC, only what has been kept for as long as was promised. A clock
        that jumps ahead makes nothing old: `now` counts only up to what was last done before this
        start, and while anything is dated in the future nothing is old at all.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "list[Change]":
            from facilitator.domain.facilitation import trash

            found = erasable(database.raw, backup, waiting)
            if now is not None:
                latest = latest_moment(database.raw)
                if latest is None or latest > now or self._last_activity is None:
                    return []
                by_now = min(now, self._last_activity)
                found = [row for row in found if trash.is_due(row.discarded_at, by_now)]
            return [trash.erase(self._loaded(database, waiting, row.id)) for row in found]

        return self._read(ask)

    def load(self, meeting_id: str) -> "Future[Meeting]":
        """The meeting of that full id, in the trash or not.

        Fails with InputRefusedError when there is none.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "Meeting":
            if standing_of(database.raw, meeting_id, waiting) is Standing.NOWHERE:
                raise InputRefusedError(
                    f"There is no meeting “{meeting_id}” here, so nothing was opened; "
                    "“facilitator list” shows those there are."
                )
            return self._loaded(database, waiting, meeting_id)

        return self._read(ask)

    def resolve(self, reference: str) -> "Future[str]":
        """The full id meant by "latest", an id or the unique start of one.

        Fails with InputRefusedError, naming what would be right; also for one in the trash.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> str:
            from facilitator.storage.db.queries import read_titles

            discarded = read_titles(database.core, discarded=True)
            return references.resolve(reference, read_titles(database.core), discarded)

        return self._read(ask)

    def resolve_discarded(self, reference: str) -> "Future[str]":
        """The full id of the meeting in the trash that is meant by an id or its unique start.

        Fails with InputRefusedError, naming what would be right.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> str:
            from facilitator.storage.db.queries import read_titles

            return references.resolve_discarded(
                reference, read_titles(database.core, discarded=True)
            )

        return self._read(ask)

    def standing(self, meeting_id: str) -> "Future[Standing]":
        """Whether the meeting of that full id is here, in the trash or nowhere."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> Standing:
            return standing_of(database.raw, meeting_id, waiting)

        return self._read(ask)

    def exists(self, meeting_id: str) -> "Future[bool]":
        """Whether there is a meeting of that full id that is not in the trash."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> bool:
            return standing_of(database.raw, meeting_id, waiting) is Standing.LISTED

        return self._read(ask)

    def touched(self, meeting_id: str) -> "Future[datetime]":
        """When the meeting of that full id was last written to: a moment, long ago if unknown."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> datetime:
            return touched(database.raw, meeting_id)

        return self._read(ask)

    def arrival(self) -> "Future[Arrival]":
        """Where the folder lies, and whether the last window on it did not end well."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> Arrival:
            return Arrival(database.place, self._writer.crashed, database.stray_log)

        return self._read(ask)

    def attend(self, meeting: str | None) -> "Future[Holder | None]":
        """Say in the folder that a window is there, and at what meeting.

        Finishes with the window elsewhere that has taken the folder over, if one has.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> Holder | None:
            return self._marker.refresh(meeting) if self._marker is not None else None

        return self._read(ask)

    def _note_last_activity(self, database: "Database", _: "tuple[Change, ...]") -> None:
        self._last_activity = latest_moment(database.raw)

    @staticmethod
    def _loaded(database: "Database", waiting: "tuple[Change, ...]", meeting_id: str) -> "Meeting":
        from facilitator.domain.meeting import Meeting
        from facilitator.storage.db.queries import read_records

        meeting = Meeting.from_records(read_records(database.raw, meeting_id))
        for change in waiting:
            if change.meeting == meeting_id:
                meeting.apply(change)
        return meeting

    def _read(self, ask: Callable[["Database", tuple["Change", ...]], Any]) -> "Future[Any]":
        job = Read(ask)
        self._writer.put(job)
        return job.done
