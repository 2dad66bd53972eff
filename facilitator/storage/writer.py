"""The writer thread: owns the one connection, writes changes in order, answers questions.

SQLAlchemy is imported by this thread alone, so that a window can be painted meanwhile.
"""

import logging
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakSet

from facilitator.errors import FacilitatorError, StorageError
from facilitator.storage.db import explain, faults, problems
from facilitator.storage.folder.open_file import Displacement
from facilitator.storage.folder.window_marker import WindowInfo, WindowMarker
from facilitator.storage.jobs import Jobs, Question, Read, Write
from facilitator.storage.replay import Replay
from facilitator.storage.save_state import Elsewhere, SaveProblems
from facilitator.storage.sharing.sharing_state import SharingState
from facilitator.storage.timestamps import Timestamps

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.db.database import Database

WATCH_SECONDS = 0.5
"""From one check that the file is still the one that is open to the next."""
REOPEN_SECONDS = 1.0
"""From one try to open a database that another program holds to the next."""

_log = logging.getLogger(__name__)


class Writer(threading.Thread):
    """A thread that does the jobs of its queue until `stop` is called and all before that is done.

    With a marker, so for a window, a database that another program holds is tried again and again.
    """

    def __init__(
        self,
        data: Path,
        jobs: Jobs,
        save_problems: SaveProblems,
        retry_after: float,
        marker: WindowMarker | None = None,
        on_open: Question = lambda database, waiting: None,
        watch_every: float = WATCH_SECONDS,
        sharing: SharingState | None = None,
    ) -> None:
        """Set up the thread; `on_open` is asked first of a database that was opened.

        `sharing` is what is told of each change to an organisation.
        """
        super().__init__(name="writer", daemon=False)
        self.crashed: WindowInfo | None = None
        self._data = data
        self._marker = marker
        self._on_open = on_open
        self._retry_after = retry_after
        self._watch_every = watch_every
        self._jobs = jobs
        self._problems = save_problems
        self._database: Database | None = None
        self._written = 0
        """How many of the unsaved changes the connection holds, though no file can be trusted."""
        self._awaits_meetings = False
        """Whether the file was started over, and the open meetings are not in it yet."""
        self._watch_at = 0.0
        self._watch_failed = False
        self._timestamps = Timestamps()
        self._replay = Replay()
        self._sharing = sharing or SharingState()

    def start(self) -> None:
        """Start the thread; a program that ends without `stop` still writes what is queued."""
        super().start()
        _started.add(self)
        _watch_program()

    def stop(self) -> None:
        """End when everything queued is done, and refuse further jobs."""
        self._jobs.stop()

    def try_again(self) -> None:
        """Open the database with the next job, if it could not be opened yet."""
        self._problems.retry_at = 0.0
        self._problems.reopens = True

    def run(self) -> None:
        """Work until stopped, then let go of the database."""
        self._open()
        try:
            while self._work():
                pass
            if self._is_watching:
                self._watch()
            self._flush()
        finally:
            self.stop()
            self._give_up()
            if self._database is not None:
                # While the lock is ours: no other window's marker can be there.
                if self._marker is not None:
                    self._marker.remove()
                self._close(self._database)

    def _close(self, database: "Database") -> None:
        if self._problems.displaced:
            from facilitator.storage.recovery.rescue_writer import abandon

            abandon(database)
        else:
            database.close()

    def _open(self) -> None:
        state = self._problems
        was_refused = state.refusal is not None
        try:
            database = self._opened()
        except Exception as refusal:  # noqa: BLE001 - each waiting Future gets it
            state.refusal = refusal
            state.reopens = self._marker is not None and isinstance(refusal, problems.HeldError)
            state.retry_at = monotonic() + REOPEN_SECONDS
            self._report()
            return
        self._database = database
        self._sharing.forget()
        state.reopens = False
        self._answer(database, Read(self._on_open))
        state.refusal = None
        if was_refused:
            self._report()
            self._flush()

    def _opened(self) -> "Database":
        from facilitator.storage.opening import open_database

        database = open_database(self._data)
        try:
            if self._marker is not None:
                self.crashed = self._marker.create()
        except BaseException:
            database.close()
            raise
        return database

    def _work(self) -> bool:
        """Do the next job, or try again what failed; False when there is nothing more to do."""
        try:
            job = self._jobs.next(self._seconds_to_wait())
        except Empty:
            job = None
        else:
            if job is None:
                return False
        state = self._problems
        if state.reopens and state.retries_now:
            self._open()
        database = self._database
        if isinstance(job, Read):
            self._answer(database, job)
        if database is None and isinstance(job, Write):
            self._report()
            # Whoever replays a change learns later whether it fits what is opened then.
            if not job.is_replay:
                job.done.set_exception(state.refusal)
        elif database is not None:
            retries = state.retries_now
            if self._is_watching and (retries or monotonic() >= self._watch_at):
                self._watch()
            if retries or state.failure is None or isinstance(job, Write):
                self._flush()
        return True

    @property
    def _is_watching(self) -> bool:
        """Whether the file is checked from time to time: for a window, which says what is saved."""
        return self._marker is not None and self._database is not None

    def _seconds_to_wait(self) -> float | None:
        """Return the seconds until there is something to do without a job; None for never."""
        moments = [self._problems.retry_at] if self._problems.waits_to_retry else []
        if self._is_watching:
            moments.append(self._watch_at)
        return max(0.0, min(moments) - monotonic()) if moments else None

    def _flush(self) -> None:
        """Write the changes received so far, up to the first that fails."""
        if not self._jobs.received:
            return
        from facilitator.domain.meeting import StaleChangeError

        while self._jobs.received and (database := self._database) is not None:
            job = self._jobs.first
            try:
                if self._written:
                    database.check_in_place()
                else:
                    self._write(database, job)
            except StaleChangeError as stale:
                # The caller that replays it keeps it; the changes behind it are written.
                self._settle(job, stale)
            except problems.DisplacedError as displaced:
                if not self._rescue(displaced):
                    return
            except Exception as error:  # noqa: BLE001 - kept and reported, or given to the caller
                if self._retries_later(error):
                    return
                if self._awaits_meetings:
                    # It was made for what is gone; the whole meeting comes right after it.
                    self._settle(job, None)
                    continue
                _log.error("a change could not be written", exc_info=error)
                self._problems.bug = True
                self._settle(job, error)
            else:
                self._settle(job, None)

    def _write(self, database: "Database", job: Write) -> None:
        database.check_unaltered()
        moment = self._timestamps.next(database.core, datetime.now(UTC))
        if job.is_replay and job.integrated is None:
            change = self._replay.fitted(database, job.change)
        else:
            change = job.change
        try:
            waits = self._write_change(database, job, change, moment)
        except Exception:
            # What SQLite says of a file that lost its name is not what happened; and what it wrote
            # before it failed was ours.
            database.check_written()
            raise
        self._written = 1
        self._awaits_meetings &= job.change.verb != "import"
        database.check_written()
        if waits:
            self._sharing.tell_waiting()

    def _write_change(
        self, database: "Database", job: Write, change: "Change", moment: datetime
    ) -> bool:
        """Write a change, and what is told of it; returns whether there is something to send."""
        from facilitator.storage.db.queries import write_change, write_change_with

        if job.integrated is not None:
            return self._sharing.write_integrated(database.core, change, job.integrated, moment)
        outbox = self._sharing.outbox(database.core)
        if outbox is None:
            write_change(database.core, change, moment)
            return False
        fitted = outbox.fitted(database.core, change, job.entry_id, moment)
        telling = outbox.telling(fitted, job.entry_id, moment)
        if telling is None:
            write_change(database.core, fitted.made, moment)
            return False
        write_change_with(database.core, fitted.made, moment, telling.write)
        telling.done()
        if fitted.made is not change:
            self._sharing.tell_fitted(change.meeting)
        return telling.waits

    def _retries_later(self, error: Exception) -> bool:
        """Report an error that may be over a moment later; False for any other."""
        if not faults.may_pass(error):
            return False
        # Also a failed sync may be tried again: SQLite writes every page again.
        self._problems.fail(error, self._retry_after)
        self._report()
        return True

    def _watch(self) -> None:
        """Check that the file is still the one that is open; if not, save elsewhere."""
        database = self._database
        if database is None:
            return
        self._watch_at = monotonic() + self._watch_every
        try:
            database.check_in_place()
            database.read_checksum()
        except problems.DisplacedError as displaced:
            self._rescue(displaced)
        except Exception as error:  # noqa: BLE001 - logged; the next check tries again
            if not self._retries_later(error) and not self._watch_failed:
                self._watch_failed = True
                _log.error("the file of the meetings could not be checked", exc_info=error)
        else:
            if self._problems.failure is not None and not self._jobs.received:
                self._problems.failure = None
                self._report()

    def _rescue(self, displaced: problems.DisplacedError) -> bool:
        """Write everything into a file elsewhere and go on there; False if no place takes it."""
        from facilitator.storage.recovery.rescue_writer import write_rescue

        database, state = self._database, self._problems
        assert database is not None
        if state.failure is None:
            # Reported at once: the rescue may take a while.
            state.failure = displaced
            self._report()
        try:
            rescued = write_rescue(database, self._data, datetime.now(UTC))
        except Exception as refusal:  # noqa: BLE001 - while this thread lives, nothing is lost
            if not isinstance(refusal, StorageError):
                _log.error("the meetings could not be written elsewhere", exc_info=refusal)
            state.fail(problems.NotRescuedError(displaced, refusal), self._retry_after)
            self._report()
            return False
        self._database = rescued
        self._sharing.forget()
        self._go_on_in(rescued, displaced)
        return True

    def _go_on_in(self, rescued: "Database", displaced: problems.DisplacedError) -> None:
        state = self._problems
        state.failure = None
        state.file = rescued.file
        self._awaits_meetings = rescued.is_partial
        state.elsewhere = Elsewhere(
            rescued.file,
            explain.rescued(displaced, rescued.file),
            is_partial=displaced.why is Displacement.OVERWRITTEN,
        )
        if not self._written and not rescued.is_partial:
            self._report()
        # No earlier change would fit a file that was started over: the meetings that are open are
        # written whole by the one who has them in memory.
        while self._written or (rescued.is_partial and self._jobs.received):
            self._settle(self._jobs.first, None)
        self._report()

    def _settle(self, job: Write, error: Exception | None) -> None:
        self._problems.failure = None
        self._jobs.drop_first()
        self._written = 0
        self._report()
        if job.done.done():
            # It already got the reason why the database could not be opened.
            return
        if error is None:
            job.done.set_result(None)
        else:
            job.done.set_exception(error)

    def _answer(self, database: "Database | None", job: Read) -> None:
        if not job.done.set_running_or_notify_cancel():
            return
        if database is None:
            job.done.set_exception(self._problems.refusal)
            return
        try:
            job.done.set_result(job.ask(database, self._jobs.waiting(self._written)))
        except FacilitatorError as error:
            job.done.set_exception(error)
        except Exception as error:  # noqa: BLE001 - the Future gets it
            world = faults.is_of_the_file(error)
            reported = explain.reading(error, self._problems.file) if world else error
            job.done.set_exception(reported)

    def _give_up(self) -> None:
        """Tell those who still wait that their change was not written, or not answered."""
        changes, questions = self._jobs.unanswered()
        file = self._problems.file
        for change in changes:
            cause = self._problems.failure or RuntimeError("the writer stopped")
            reported = cause if isinstance(cause, StorageError) else None
            change.done.set_exception(reported or explain.never_saved(cause, file, len(changes)))
        for question in questions:
            question.done.set_exception(explain.closed(file))

    def _report(self) -> None:
        self._problems.report(self._jobs.pending)


_started: WeakSet[Writer] = WeakSet()


@cache
def _watch_program() -> None:
    """Let a program that ends without close() end: what is queued is written before."""
    # A thread that joined the main one would race with its end, which Python 3.11 then reports.
    threading._register_atexit(_stop_all)  # type: ignore[attr-defined]


def _stop_all() -> None:
    for writer in tuple(_started):
        writer.stop()
