"""The store of one data folder's meetings; light to import.

Each question is answered on the writer thread, after what was asked and committed before it.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from facilitator.errors import InputRefusedError, StorageError
from facilitator.paths import database_file
from facilitator.progress import Progress, no_progress
from facilitator.storage import references, trash
from facilitator.storage.backup_queue import BackupQueue
from facilitator.storage.folder.window_marker import OpenedFolder, WindowInfo, WindowMarker
from facilitator.storage.jobs import Jobs, Question, Read, Write
from facilitator.storage.save_state import Elsewhere, SaveProblems, SaveState
from facilitator.storage.sharing.shared_store import SharedStore
from facilitator.storage.sharing.sharing_state import SharingState
from facilitator.storage.summary import MeetingSummary, read_summaries
from facilitator.storage.timestamps import updated_at
from facilitator.storage.trash import DiscardedMeeting, MeetingStatus
from facilitator.storage.writer import WATCH_SECONDS, Writer

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.domain.follow_up.over_time import TeamExcuses, TeamHistory
    from facilitator.domain.follow_up.register import ActionEntry
    from facilitator.domain.follow_up.registers import RegisterEntry, RegisterLabels
    from facilitator.domain.follow_up.roti import PastRoti
    from facilitator.domain.follow_up.templates import TeamHabits
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.records import Team, Verdict
    from facilitator.domain.search import SearchQuery, SearchResults
    from facilitator.domain.shared_log.entry import Integrated
    from facilitator.storage.backup.backups import Backup
    from facilitator.storage.db.database import Database
    from facilitator.storage.registers.held import Held

__all__ = ["Elsewhere", "SaveState", "Store"]

RETRY_SECONDS = 2.0
PAST_ROTIS = 3
"""Meetings before that are shown beside what the room makes of its time."""


@dataclass(frozen=True, slots=True)
class TeamMeetings:
    """The meetings and journals of a team that are not in the trash, and the ids of those in it."""

    found: "tuple[Meeting, ...]"
    gone: frozenset[str]


class Store:
    """The meetings of one data folder.

    Futures finish on the writer thread, those of backups on threads of their own. `on_state` is
    called on the writer thread, after each attempt to write. A change that cannot be written now
    stays in memory with all later ones, in order; it is tried again at the next commit and every
    `retry_after` seconds. Reads of one meeting see every change that was committed before them.
    If the database cannot be opened, every Future gets the StorageError that is then also
    `open_error`. After close() nothing more is accepted.
    With `for_window`, a file in the folder says that a window has it open until the store is
    closed, and a database that another program holds is opened as soon as it is free: nothing
    committed is lost. Every `watch_every` seconds, and at each commit, the database file is then
    compared with its name; once the two are no longer one, all of it is written elsewhere.
    """

    def __init__(
        self,
        data: Path,
        on_state: Callable[[SaveState], None] | None = None,
        *,
        retry_after: float = RETRY_SECONDS,
        watch_every: float = WATCH_SECONDS,
        for_window: bool = False,
    ) -> None:
        self._marker = WindowMarker(data) if for_window else None
        self._jobs = Jobs()
        self._problems = SaveProblems(database_file(data), on_state)
        state = SharingState()
        self.sharing = SharedStore(state, self._read, self._write_integrated)
        """What is shared with an organisation; nothing, until it is joined."""
        self._writer = Writer(
            data,
            self._jobs,
            self._problems,
            retry_after,
            self._marker,
            on_open=self._note_last_activity,
            watch_every=watch_every,
            sharing=state,
        )
        self._backups = BackupQueue(data, self._read)
        self._last_activity: datetime | None = None
        """When something was last done before this start; None also as long as it is not known."""

    @property
    def open_error(self) -> StorageError | None:
        """Return why the database could not be opened; None as long as that is not known."""
        return self._problems.open_error

    @property
    def is_saving(self) -> bool:
        """Whether what was done here is not on disk yet; what arrived is there, in the log."""
        return any(job.integrated is None for job in self._jobs.unsaved_jobs())

    @property
    def unsaved(self) -> "tuple[Change, ...]":
        """Return the changes that are not on disk, in order."""
        return self._jobs.unsaved()

    @property
    def all_saved(self) -> bool:
        """Whether a start from now on would find everything."""
        return not self._problems.displaced and not self._jobs.pending

    @property
    def displaced(self) -> bool:
        """Whether the database lost its name, and what it holds is nowhere else yet."""
        return self._problems.displaced

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Return the rescue file that is the database now, when the folder's own lost its name."""
        return self._problems.elsewhere

    @property
    def closed(self) -> bool:
        """Whether nothing more is accepted."""
        return self._jobs.stopped

    def start(self) -> None:
        """Begin to open the database, on the writer thread."""
        self._writer.start()

    def try_again(self) -> "Future[None]":
        """Try once more to open the database now; what was committed meanwhile is then written.

        Fails with the StorageError that is then also `open_error`.
        """
        self._writer.try_again()
        return self._read(lambda database, waiting: None)

    def warm_up(self) -> None:
        """Load what the first change needs, on the writer thread; best after the first paint."""

        def load(database: "Database", _: "tuple[Change, ...]") -> None:
            # Loading it is all that is wanted.
            from facilitator.storage.db import queries  # noqa: F401

        self._read(load)

    def close(self, timeout: float | None = None) -> bool:
        """Write everything queued and let go of the database; wait at most `timeout` seconds.

        Returns whether all was written and the database let go. What could not be written stays
        in `unsaved`, and its Future gets the StorageError. A backup under way is stopped.
        """
        self._backups.stop()
        self._writer.stop()
        if self._writer.ident is None:
            if self.all_saved:
                return True
            # What was committed before the start is written all the same.
            self._writer.start()
        end = None if timeout is None else monotonic() + timeout
        for thread in (self._writer, self._backups):
            thread.join(None if end is None else max(0.0, end - monotonic()))
        return not self._writer.is_alive() and self.all_saved

    def commit(self, change: "Change", entry_id: str | None = None) -> "Future[None]":
        """Write a change in one transaction; finishes once it is on disk.

        Where its meeting is shared it becomes the entry of that id, or of a new one. Fails with a
        StorageError when the store closes before it could be written.
        """
        return self._write(Write(change, entry_id=entry_id))

    def replay_all(
        self, earlier: "Store", on_written: "Callable[[Change, Future[None]], None]"
    ) -> None:
        """Replay all that an earlier store could not write, in order.

        `on_written` is called on the writer thread with each of it and its outcome, as of replay.
        """
        for job in earlier._jobs.unsaved_jobs():
            again = Write(
                job.change, is_replay=True, entry_id=job.entry_id, integrated=job.integrated
            )
            again.done.add_done_callback(partial(on_written, job.change))
            self._write(again)

    def replay(self, change: "Change") -> "Future[None]":
        """Commit a change that another store could not write, perhaps to another database.

        Fails with StaleChangeError when it does not fit the meeting as it is here; then nothing of
        it is written, nor of the later ones of that meeting that are replayed.
        """
        return self._write(Write(change, is_replay=True))

    def meetings(self, today: date) -> "Future[list[MeetingSummary]]":
        """Return all meetings on disk, the last changed first; `today` decides what is late.

        Those in the trash are left out, also where that is not on disk yet.
        """
        return self._read(lambda database, waiting: read_summaries(database.core, today, waiting))

    def trash(self) -> "Future[list[DiscardedMeeting]]":
        """Return all meetings in the trash, the one discarded last first."""
        return self._read(lambda database, waiting: trash.read_discarded(database.core, waiting))

    def erasures(self, backup: Path, now: datetime | None = None) -> "Future[list[Change]]":
        """Return the changes that erase what is in the trash and in a backup made just now.

        With `now`, a moment in UTC, only what has been kept for as long as was promised; see
        trash.due.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "list[Change]":
            from facilitator.domain.facilitation.trash import erase
            from facilitator.storage.db.queries import read_meeting

            found = trash.erasable(database.core, backup, waiting)
            if now is not None:
                found = trash.due(database.core, found, now, self._last_activity)
            return [erase(read_meeting(database.core, row.id, waiting)) for row in found]

        return self._read(ask)

    def load(self, meeting_id: str) -> "Future[Meeting]":
        """Return the meeting of that full id, in the trash or not.

        Fails with InputRefusedError when there is none.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "Meeting":
            from facilitator.storage.db.queries import read_meeting
            from facilitator.storage.teams import read_verdicts_elsewhere

            if trash.status_of(database.core, meeting_id, waiting) is MeetingStatus.MISSING:
                raise InputRefusedError(
                    f"There is no meeting “{meeting_id}” here, so nothing was opened. "
                    f"“facilitator list” shows all meetings."
                )
            meeting = read_meeting(database.core, meeting_id, waiting)
            meeting.verdicts_elsewhere = read_verdicts_elsewhere(database.core, meeting_id, waiting)
            return meeting

        return self._read(ask)

    def verdicts_elsewhere(self, meeting_id: str) -> "Future[Mapping[str, Sequence[Verdict]]]":
        """Return what other meetings and journals say of a meeting's actions, by action."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> "Mapping[str, Sequence[Verdict]]":
            from facilitator.storage.teams import read_verdicts_elsewhere

            return read_verdicts_elsewhere(database.core, meeting_id)

        return self._read(ask)

    def teams(self) -> "Future[dict[str, Team]]":
        """Return every team by its id, those that were merged into another one too."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "dict[str, Team]":
            from facilitator.storage.teams import read_teams

            return read_teams(database.core, waiting)

        return self._read(ask)

    def past_rotis(self, team_ids: Sequence[str], meeting: "Meeting") -> "Future[list[PastRoti]]":
        """Return what the last meetings of teams before one made of their time, latest first."""
        known, day = meeting.id, meeting.details.held_on

        def ask(database: "Database", _: "tuple[Change, ...]") -> "list[PastRoti]":
            from facilitator.storage.teams import read_past_rotis

            return read_past_rotis(database.core, team_ids, known, day, PAST_ROTIS)

        return self._read(ask)

    def containers(self, team_ids: Sequence[str]) -> "Future[TeamMeetings]":
        """Return the meetings and journals of teams, the earliest held first."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "TeamMeetings":
            from facilitator.storage.db.queries import read_meeting
            from facilitator.storage.teams import read_containers

            known = read_containers(database.core, team_ids, waiting)
            gone = frozenset(each for each, discarded in known if discarded)
            here = (each for each, _ in known if each not in gone)
            found = tuple(read_meeting(database.core, each, waiting) for each in here)
            return TeamMeetings(found, gone)

        return self._read(ask)

    def naming(self, name: str) -> "Future[list[str]]":
        """Return the ids of the meetings and journals that may have a person's name in them."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> list[str]:
            from facilitator.storage.persons import read_naming

            return read_naming(database.core, name, waiting)

        return self._read(ask)

    def names(self) -> "Future[list[str]]":
        """Return the names of the people that the meetings know, each once, in order."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> list[str]:
            from facilitator.storage.persons import read_names

            return read_names(database.core)

        return self._read(ask)

    def habits(self, team_ids: Sequence[str]) -> "Future[TeamHabits]":
        """Return how the meetings of a team begin and which it held; its own id comes first."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "TeamHabits":
            from facilitator.storage.team_habits import read_habits

            return read_habits(database.core, team_ids, waiting)

        return self._read(ask)

    def search(self, query: "SearchQuery") -> "Future[SearchResults]":
        """Return the best hits in all meetings and journals that are not in the trash."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "SearchResults":
            from facilitator.storage.search import search

            return search(database, query, waiting)

        return self._read(ask)

    def actions(
        self,
        team_ids: Sequence[str] | None = None,
        *,
        with_chain: bool = False,
        only_open: bool = False,
    ) -> "Future[list[ActionEntry]]":
        """Return the actions of teams, or of all meetings, the earliest promised first.

        `with_chain` tells of each the gap and the excuse it came from, which takes longer;
        `only_open` leaves out what is done or dropped, which takes less.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "list[ActionEntry]":
            from facilitator.storage.registers.actions import read_actions

            held, teams = _held_and_teams(database, waiting)
            return read_actions(
                database.core, held, teams, team_ids, with_chain=with_chain, only_open=only_open
            )

        return self._read(ask)

    def register_entries(
        self, labels: "Mapping[str, RegisterLabels]", team_ids: Sequence[str] | None = None
    ) -> "Future[list[RegisterEntry]]":
        """Return what is in the registers of teams, or of all meetings.

        `labels` says of each exercise, by its id, which labels belong in a register.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "list[RegisterEntry]":
            from facilitator.storage.registers.labels import read_register_entries

            held, teams = _held_and_teams(database, waiting)
            return read_register_entries(database.core, held, teams, labels, team_ids)

        return self._read(ask)

    def over_time(
        self, team_ids: Sequence[str], strengths: Mapping[str, str]
    ) -> "Future[TeamHistory]":
        """Return what the meetings of teams tell over time; merged teams are one.

        `strengths` are the ids of the columns of strengths, by the ids of their exercises.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "TeamHistory":
            from facilitator.storage.registers.over_time import read_history

            held, teams = _held_and_teams(database, waiting)
            return read_history(database.core, held, teams, team_ids, strengths)

        return self._read(ask)

    def excuses(self, teams: Sequence[Sequence[str]]) -> "Future[list[TeamExcuses]]":
        """Return the meetings of each team and every excuse said there.

        A team is given by the ids under which it has met; merged teams are one.
        """

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "list[TeamExcuses]":
            from facilitator.storage.registers.over_time import read_excuses

            held, known = _held_and_teams(database, waiting)
            return [read_excuses(database.core, held, known, ids) for ids in teams]

        return self._read(ask)

    def resolve(self, reference: str) -> "Future[str]":
        """Return the full id meant by "latest", an id or the unique start of one.

        Fails with InputRefusedError, naming what would be right; also for one in the trash.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> str:
            from facilitator.storage.db.list_queries import read_titles

            discarded = read_titles(database.core, discarded=True)
            return references.resolve(reference, read_titles(database.core), discarded)

        return self._read(ask)

    def resolve_discarded(self, reference: str) -> "Future[str]":
        """Return the full id of the meeting in the trash meant by an id or its unique start.

        Fails with InputRefusedError, naming what would be right.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> str:
            from facilitator.storage.db.list_queries import read_titles

            discarded = read_titles(database.core, discarded=True)
            return references.resolve_discarded(reference, discarded)

        return self._read(ask)

    def status(self, meeting_id: str) -> "Future[MeetingStatus]":
        """Return whether the meeting of that full id is listed, in the trash or missing."""
        return self._read(
            lambda database, waiting: trash.status_of(database.core, meeting_id, waiting)
        )

    def updated_at(self, meeting_id: str) -> "Future[datetime]":
        """Return when the meeting of that full id was last changed, long ago if unknown."""
        return self._read(lambda database, _: updated_at(database.core, meeting_id))

    def opened_folder(self) -> "Future[OpenedFolder]":
        """Return where the folder is, and whether the last window on it crashed."""
        return self._read(
            lambda database, _: OpenedFolder(
                database.location, self._writer.crashed, database.stray_log
            )
        )

    def write_heartbeat(self, meeting: str | None) -> "Future[WindowInfo | None]":
        """Note in the folder that the window is there, and at what meeting.

        Finishes with the window on another computer that has taken the folder over, if one has.
        """
        marker = self._marker
        return self._read(lambda database, _: marker.refresh(meeting) if marker else None)

    def back_up(
        self,
        folder: Path | None = None,
        *,
        now: datetime,
        rotate: bool = True,
        progress: Progress = no_progress,
    ) -> "Future[Backup]":
        """Make a verified copy of all that is on disk, in `folder` or else the backup folder.

        `now` has an offset and names the file. With `rotate`, backups that need not be kept are
        removed from that folder. Fails with a StorageError or, when it was stopped or the store
        closed meanwhile, with Stopped, and then leaves nothing behind. `progress` is called on
        several threads, never on two at once.
        """
        return self._backups.add(folder, now, rotate=rotate, progress=progress)

    def _note_last_activity(self, database: "Database", _: "tuple[Change, ...]") -> None:
        self._last_activity = trash.latest_moment(database.core)

    def _read(self, ask: Question) -> "Future[Any]":
        job = Read(ask)
        self._jobs.put(job)
        return job.done

    def _write_integrated(self, meeting: str, integrated: "Integrated") -> "Future[None]":
        # Where nothing arrived there is nothing that names the meeting.
        change = replace(integrated.change, meeting=meeting)
        return self._write(Write(change, integrated=integrated))

    def _write(self, job: Write) -> "Future[None]":
        self._jobs.put(job)
        return job.done


def _held_and_teams(
    database: "Database", waiting: "tuple[Change, ...]"
) -> "tuple[Held, Mapping[str, Team]]":
    """Return the meetings and journals that count for registers, and all teams by their ids."""
    from facilitator.storage.registers.held import read_held
    from facilitator.storage.teams import read_teams

    held = read_held(database.core, waiting, trash.details_to_come(waiting))
    return held, read_teams(database.core, waiting)
