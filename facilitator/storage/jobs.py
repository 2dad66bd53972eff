"""The writer's queue: changes to write and questions to answer, in the order they were asked."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from facilitator.errors import StorageError

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.domain.shared_log.entry import Integrated
    from facilitator.storage.db.database import Database

Question = Callable[["Database", tuple["Change", ...]], Any]
"""Asked of the database and of the changes that were committed before it and still wait."""

_CLOSED = "The meetings are closed, so nothing was read; everything is saved. Open them once more."


@dataclass(slots=True, eq=False)
class Write:
    """A change to be written; `is_replay` if it may have been made for another database.

    Where it is shared it becomes the entry of that id, or of a new one. One that is `integrated`
    lays on what arrived from others, and is told to nobody.
    """

    change: "Change"
    done: "Future[None]" = field(default_factory=Future)
    is_replay: bool = False
    entry_id: str | None = None
    integrated: "Integrated | None" = None


@dataclass(slots=True, eq=False)
class Read:
    """A question and its answer to come."""

    ask: Question
    done: "Future[Any]" = field(default_factory=Future)


class Jobs:
    """The queue of one writer; any thread may `put`, only the writer takes jobs from it.

    A change stays in `unsaved` until it is settled, also once the writer has taken it.
    """

    def __init__(self) -> None:
        self._queue: SimpleQueue[Write | Read | None] = SimpleQueue()
        self._unsaved: deque[Write] = deque()
        self._lock = threading.Lock()
        self._stopped = False
        self.received = 0
        """How many of the unsaved changes the writer has taken from the queue."""

    def put(self, job: Write | Read) -> None:
        """Queue a job; a question after stop() ends with a StorageError.

        Raises RuntimeError for a change after stop(): it would be lost.
        """
        with self._lock:
            if self._stopped and isinstance(job, Read):
                # Work beside the window may ask one question more while that closes.
                job.done.set_exception(StorageError(_CLOSED))
                return
            if self._stopped:
                raise RuntimeError("the store is closed")
            if isinstance(job, Write):
                job.done.set_running_or_notify_cancel()
                self._unsaved.append(job)
            self._queue.put(job)

    def stop(self) -> None:
        """Refuse further jobs; after those that are queued, `take` returns None."""
        with self._lock:
            if not self._stopped:
                self._stopped = True
                self._queue.put(None)

    @property
    def stopped(self) -> bool:
        """Whether no more jobs are accepted."""
        return self._stopped

    def next(self, timeout: float | None) -> Write | Read | None:
        """Return the next job, None once stopped. Raises Empty after so many seconds."""
        job = self._queue.get(timeout=timeout)
        if isinstance(job, Write):
            self.received += 1
        return job

    @property
    def first(self) -> Write:
        """Return the change that is to be written next."""
        return self._unsaved[0]

    @property
    def pending(self) -> int:
        """Return how many changes are not on disk."""
        with self._lock:
            return len(self._unsaved)

    def unsaved(self) -> "tuple[Change, ...]":
        """Return the changes that are not on disk, in order."""
        with self._lock:
            return tuple(job.change for job in self._unsaved)

    def unsaved_jobs(self) -> tuple[Write, ...]:
        """Return the same as they were asked to be written."""
        with self._lock:
            return tuple(self._unsaved)

    def waiting(self, written: int) -> "tuple[Change, ...]":
        """Return the received changes but for the first so many, which the database holds."""
        with self._lock:
            return tuple(self._unsaved[i].change for i in range(written, self.received))

    def drop_first(self) -> None:
        """Forget the first change: it is on disk, or never will be."""
        with self._lock:
            self._unsaved.popleft()
        self.received -= 1

    def unanswered(self) -> tuple[list[Write], list[Read]]:
        """Return the jobs whose callers still wait, once the writer takes no more."""
        changes = [job for job in tuple(self._unsaved) if not job.done.done()]
        questions: list[Read] = []
        with suppress(Empty):
            while True:
                job = self._queue.get_nowait()
                if isinstance(job, Read) and job.done.set_running_or_notify_cancel():
                    questions.append(job)
        return changes, questions
