"""The writer thread: owns the one connection, writes changes in order, answers questions.

SQLAlchemy is imported by this thread alone, so that a window can be painted meanwhile.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any

from facilitator.errors import FacilitatorError, StorageError
from facilitator.paths import database_file
from facilitator.storage.db import problems
from facilitator.storage.db.open_file import Displacement
from facilitator.storage.db.timestamps import Timestamps
from facilitator.storage.folder.window_marker import Holder, Marker

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.db.database import Database

FAULT = (
    "A fault in this program kept one change from being saved; everything else is saved, "
    "so please open the meeting again and check what you did last."
)

WATCH_SECONDS = 0.5
"""From one look at whether the file is still the one that is open to the next."""
REOPEN_SECONDS = 1.0
"""From one look at whether whoever holds the database has let go of it to the next."""

_log = logging.getLogger(__name__)
# Who runs no window says what happened by itself.
_log.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A rescue file that is the database now, and the sentence that says why and what follows.

    With `is_partial` not all that was saved before may be in it.
    """

    file: Path
    sentence: str
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class SaveState:
    """How saving stands: changes not yet on disk, and the sentence that says why, if it failed.

    `elsewhere` is where they are saved, when that is not the data folder's own file.
    """

    pending: int
    error: str | None
    elsewhere: Elsewhere | None = None


@dataclass(slots=True, eq=False)
class Write:
    """A change to be written; `carried` if another database may have been meant."""

    change: "Change"
    done: "Future[None]" = field(default_factory=Future)
    carried: bool = False


@dataclass(slots=True, eq=False)
class Read:
    """A question; `ask` also gets the changes that were committed before it and still wait."""

    ask: Callable[["Database", "tuple[Change, ...]"], Any]
    done: "Future[Any]" = field(default_factory=Future)


class Writer(threading.Thread):
    """Works off its queue until `stop` is called and everything before that is done.

    With a marker, so for a window, a database that another program holds is tried again and again.
    """

    def __init__(
        self,
        data: Path,
        on_state: Callable[[SaveState], None] | None,
        retry_after: float,
        marker: Marker | None = None,
        on_open: Callable[["Database", "tuple[Change, ...]"], Any] = lambda database, waiting: None,
        watch_every: float = WATCH_SECONDS,
    ) -> None:
        """`on_open` is asked before anything else of a database that is open now."""
        super().__init__(name="writer", daemon=False)
        self.open_error: StorageError | None = None
        self.crashed: Holder | None = None
        self._marker = marker
        self._on_open = on_open
        self._database: Database | None = None
        self._reopens = False
        self._data = data
        self._file = database_file(data)
        self._on_state = on_state
        self._retry_after = retry_after
        self._jobs: SimpleQueue[Write | Read | None] = SimpleQueue()
        self._unsaved: deque[Write] = deque()
        self._received = 0
        self._refusal: Exception | None = None
        self._failure: Exception | None = None
        self._retry_at = 0.0
        self._fault: str | None = None
        self.elsewhere: Elsewhere | None = None
        self._ahead = 0
        """How many of the unsaved changes the connection holds, though no file can be trusted."""
        self._look_at = 0.0
        self._watch_every = watch_every
        self._looked_in_vain = False
        self._awaits_whole = False
        """Whether the file was begun anew, and the open meetings are not in it yet."""
        self._touches = Timestamps()
        self._unfit: set[str] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def put(self, job: Write | Read) -> None:
        """Queue a job. Raises RuntimeError after stop()."""
        with self._lock:
            if self._stopped:
                raise RuntimeError("the store is closed")
            if isinstance(job, Write):
                job.done.set_running_or_notify_cancel()
                self._unsaved.append(job)
            self._jobs.put(job)

    def stop(self) -> None:
        """End when everything queued is done; more is not taken."""
        with self._lock:
            if not self._stopped:
                self._stopped = True
                self._jobs.put(None)

    def try_again(self) -> None:
        """Open the database with the next job, if it could not be opened yet."""
        self._retry_at = 0.0
        self._reopens = True

    @property
    def stopped(self) -> bool:
        return self._stopped

    @property
    def displaced(self) -> bool:
        """Whether the file lost its name, and nothing at all is saved anywhere yet."""
        return isinstance(self._failure, problems.DisplacedError | problems.NotRescuedError)

    def unsaved(self) -> "tuple[Change, ...]":
        """The changes that are not on disk, in order."""
        with self._lock:
            return tuple(job.change for job in self._unsaved)

    def run(self) -> None:
        self._open()
        try:
            while self._work():
                pass
            if self._is_watching:
                self._look()
            self._flush()
        finally:
            self.stop()
            self._give_up()
            if self._database is not None:
                # While the lock is ours: nobody else's marker can stand there.
                if self._marker is not None:
                    self._marker.drop()
                self._close(self._database)

    def _close(self, database: "Database") -> None:
        if self.displaced:
            from facilitator.storage.recovery.rescue import abandon

            abandon(database)
        else:
            database.close()

    def _open(self) -> None:
        was_refused = self._refusal is not None
        try:
            from facilitator.storage.opening import open_database

            database = open_database(self._data)
            try:
                if self._marker is not None:
                    self.crashed = self._marker.take()
            except BaseException:
                database.close()
                raise
        except StorageError as error:
            self.open_error = self._refusal = error
        except Exception as bug:  # noqa: BLE001 - whoever waits for a Future is told
            self._refusal = bug
        else:
            self._database = database
            self._reopens = False
            self._answer(database, Read(self._on_open))
            self.open_error = self._refusal = None
            if was_refused:
                self._report()
                self._flush()
            return
        self._reopens = self._marker is not None and isinstance(self.open_error, problems.HeldError)
        self._retry_at = monotonic() + REOPEN_SECONDS
        self._report()

    def _work(self) -> bool:
        """Do the next job, or try again what failed; False when there is nothing more to do."""
        try:
            job = self._jobs.get(timeout=self._patience())
        except Empty:
            job = None
        else:
            if job is None:
                return False
        if self._reopens and self._retries_now:
            self._open()
        database = self._database
        if isinstance(job, Read):
            self._answer(database, job)
        if isinstance(job, Write):
            self._received += 1
        if database is None and isinstance(job, Write):
            self._report()
            job.done.set_exception(self._refusal)
        elif database is not None:
            retries = self._retries_now
            if self._is_watching and (retries or monotonic() >= self._look_at):
                self._look()
            if retries or self._failure is None or isinstance(job, Write):
                self._flush()
        return True

    @property
    def _is_watching(self) -> bool:
        """Whether the file is looked at by itself: for a window, which says what is saved."""
        return self._marker is not None and self._database is not None

    @property
    def _retries_now(self) -> bool:
        failed = self._failure is not None or self._reopens
        return failed and monotonic() >= self._retry_at

    def _patience(self) -> float | None:
        """Seconds until there is something to do without being asked; None for never."""
        moments = [self._retry_at] if self._failure is not None or self._reopens else []
        if self._is_watching:
            moments.append(self._look_at)
        return max(0.0, min(moments) - monotonic()) if moments else None

    def _flush(self) -> None:
        """Write the changes received so far, up to the first that fails."""
        if not self._received:
            return
        from facilitator.domain.meeting import StaleChangeError

        while self._received and (database := self._database) is not None:
            job = self._unsaved[0]
            try:
                if self._ahead:
                    database.check_in_place()
                else:
                    self._write(database, job)
            except StaleChangeError as stale:
                # Whoever carried it over keeps it; the changes behind it are written.
                self._failure = None
                self._settle(job, stale)
            except problems.DisplacedError as displaced:
                if not self._rescue(displaced):
                    return
            except Exception as error:  # noqa: BLE001 - kept and told, or handed to who waits
                if self._is_to_be_tried_again(error):
                    return
                if self._awaits_whole:
                    # It was made for what is gone; the whole meeting comes right after it.
                    self._failure = None
                    self._settle(job, None)
                    continue
                _log.error("a change could not be written", exc_info=error)
                self._failure = None
                self._fault = FAULT
                self._settle(job, error)
            else:
                self._failure = None
                self._settle(job, None)

    def _write(self, database: "Database", job: Write) -> None:
        from facilitator.storage.db.queries import write_change

        database.check_unaltered()
        moment = self._touches.next(database.raw, datetime.now(UTC))
        if job.carried:
            self._check_fits(database, job.change)
        try:
            write_change(database.raw, job.change, moment)
        except Exception:
            # What SQLite says of a file that lost its name is not what happened; and what it wrote
            # before it failed was ours.
            database.check_written()
            raise
        self._ahead = 1
        self._awaits_whole &= job.change.verb != "import"
        database.check_written()

    def _is_to_be_tried_again(self, error: Exception) -> bool:
        """Whether the same may well go a moment later; then it is told, and waited for."""
        if not problems.may_pass(error):
            return False
        # Also a failed sync may be tried again: SQLite writes every page anew.
        self._failure = error
        self._retry_at = monotonic() + self._retry_after
        self._report()
        return True

    def _look(self) -> None:
        """See whether the file is still the one that is open; if not, save elsewhere."""
        database = self._database
        if database is None:
            return
        self._look_at = monotonic() + self._watch_every
        try:
            database.check_in_place()
            database.learn()
        except problems.DisplacedError as displaced:
            self._rescue(displaced)
        except Exception as error:  # noqa: BLE001 - told; the next look tries again
            if not self._is_to_be_tried_again(error) and not self._looked_in_vain:
                self._looked_in_vain = True
                _log.error("the file of the meetings could not be looked at", exc_info=error)
        else:
            if self._failure is not None and not self._received:
                self._failure = None
                self._report()

    def _rescue(self, displaced: problems.DisplacedError) -> bool:
        """Write everything anew elsewhere and go on there; False when no place takes it yet."""
        from facilitator.storage.recovery.rescue import write_rescue

        database = self._database
        assert database is not None
        if self._failure is None:
            # It is said at once: the rescue may take a while.
            self._failure = displaced
            self._report()
        try:
            self._database = write_rescue(database, self._data, datetime.now(UTC))
        except Exception as refusal:  # noqa: BLE001 - while this thread lives, nothing is lost
            if not isinstance(refusal, StorageError):
                _log.error("the meetings could not be written elsewhere", exc_info=refusal)
            self._failure = problems.NotRescuedError(displaced, refusal)
            self._retry_at = monotonic() + self._retry_after
            self._report()
            return False
        self._failure = None
        self._file = self._database.file
        partial = displaced.why is Displacement.OVERWRITTEN
        self._awaits_whole = self._database.is_partial
        said = problems.rescued(displaced, self._file)
        self.elsewhere = Elsewhere(self._file, said, is_partial=partial)
        if not self._ahead and not self._database.is_partial:
            self._report()
        # Of a file that was begun anew no change of before would fit: whoever has the meetings in
        # memory writes them whole.
        while self._ahead or (self._database.is_partial and self._received):
            self._settle(self._unsaved[0], None)
        self._report()
        return True

    def _check_fits(self, database: "Database", change: "Change") -> None:
        """Raises StaleChangeError when the meeting is not as it was where the change was made."""
        from facilitator.domain.meeting import Meeting, StaleChangeError
        from facilitator.storage.db.queries import read_records

        if change.meeting in self._unfit:
            raise StaleChangeError(f"an earlier change of {change.meeting} did not fit")
        meeting = Meeting.from_records(read_records(database.raw, change.meeting))
        try:
            meeting.apply(change)
            if any(edit.after is not None for edit in change.edits):
                # Raises for what belongs to a meeting that is not there.
                _ = meeting.details
        except StaleChangeError:
            self._unfit.add(change.meeting)
            raise

    def _settle(self, job: Write, bug: Exception | None) -> None:
        with self._lock:
            self._unsaved.popleft()
        self._received -= 1
        self._ahead = 0
        self._report()
        if job.done.done():
            # Told already that the database could not be opened.
            return
        if bug is None:
            job.done.set_result(None)
        else:
            job.done.set_exception(bug)

    def _answer(self, database: "Database | None", job: Read) -> None:
        if not job.done.set_running_or_notify_cancel():
            return
        if database is None:
            job.done.set_exception(self._refusal)
            return
        with self._lock:
            waiting = tuple(self._unsaved[i].change for i in range(self._ahead, self._received))
        try:
            job.done.set_result(job.ask(database, waiting))
        except FacilitatorError as error:
            job.done.set_exception(error)
        except Exception as error:  # noqa: BLE001 - whoever waits for the Future is told
            world = problems.is_of_the_file(error)
            job.done.set_exception(problems.reading(error, self._file) if world else error)

    def _give_up(self) -> None:
        """Tell those who still wait that their change was not written."""
        left = [job for job in tuple(self._unsaved) if not job.done.done()]
        for job in left:
            cause = self._failure or RuntimeError("the writer stopped")
            told = cause if isinstance(cause, StorageError) else None
            job.done.set_exception(told or problems.never_saved(cause, self._file, len(left)))
        with suppress(Empty):
            # Nobody waits for ever, also when this thread ends by a fault of its own.
            while True:
                asked = self._jobs.get_nowait()
                if isinstance(asked, Read) and asked.done.set_running_or_notify_cancel():
                    asked.done.set_exception(problems.closed(self._file))

    def _report(self) -> None:
        if self._on_state is None:
            return
        error = self._fault
        if self._refusal is not None:
            error = str(self._refusal) if self.open_error else FAULT
        elif isinstance(self._failure, StorageError):
            error = str(self._failure)
        elif self._failure is not None:
            error = str(problems.saving(self._failure, self._file))
        with self._lock:
            pending = len(self._unsaved)
        try:
            self._on_state(SaveState(pending, error, self.elsewhere))
        except Exception:  # noqa: BLE001 - a listener's fault must not end the saving
            _log.exception("a listener to the save state failed")
