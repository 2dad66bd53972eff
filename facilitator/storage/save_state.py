"""The state of saving: what the listener gets, what failed, and when to try it again."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from facilitator.errors import StorageError
from facilitator.storage.db import explain, problems

FAULT = (
    "A bug in Facilitator kept one change from being saved; everything else is saved. Please open "
    "the meeting again and check what you did last."
)

_log = logging.getLogger(__name__)
# Without a window nobody listens to the log: then nothing is printed.
logging.getLogger("facilitator.storage").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A rescue file that is the database now, and the sentence that says why and what follows.

    With `is_partial`, some of what was saved before may be missing from it.
    """

    file: Path
    sentence: str
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class SaveState:
    """How many changes are not yet on disk, and the sentence that says why, if saving failed.

    `elsewhere` is where they are saved when that is not the data folder's own file. `waits` says
    that something failed which is tried again; what a bug kept from the disk is not.
    """

    pending: int
    error: str | None
    elsewhere: Elsewhere | None = None
    waits: bool = False


class SaveProblems:
    """The problems that keep the writer from saving, and when to try again; used on its thread.

    `refusal` is why the database could not be opened, `failure` why the next change could not be
    written, `bug` is set once a change was lost by a fault of the program.
    """

    def __init__(self, file: Path, on_state: Callable[[SaveState], None] | None) -> None:
        self.file = file
        self.refusal: Exception | None = None
        self.failure: Exception | None = None
        self.bug = False
        self.reopens = False
        """Whether opening the database is to be tried again."""
        self.retry_at = 0.0
        self.elsewhere: Elsewhere | None = None
        self._on_state = on_state

    @property
    def open_error(self) -> StorageError | None:
        """Return the world's reason why the database could not be opened, if there is one."""
        return self.refusal if isinstance(self.refusal, StorageError) else None

    @property
    def displaced(self) -> bool:
        """Whether the file lost its name, and nothing at all is saved anywhere yet."""
        return isinstance(self.failure, problems.DisplacedError | problems.NotRescuedError)

    @property
    def waits_to_retry(self) -> bool:
        """Whether something failed that is tried again by itself."""
        return self.failure is not None or self.reopens

    @property
    def retries_now(self) -> bool:
        """Whether it is time to try again what failed."""
        return self.waits_to_retry and monotonic() >= self.retry_at

    def fail(self, error: Exception, retry_after: float) -> None:
        """Note why the next change could not be written, to try again in so many seconds."""
        self.failure = error
        self.retry_at = monotonic() + retry_after

    def report(self, pending: int) -> None:
        """Tell the listener how saving is going."""
        if self._on_state is None:
            return
        try:
            waits = self.failure is not None or self.refusal is not None
            self._on_state(SaveState(pending, self._sentence(), self.elsewhere, waits))
        except Exception:  # noqa: BLE001 - a listener's fault must not end the saving
            _log.exception("a listener to the save state failed")

    def _sentence(self) -> str | None:
        if self.refusal is not None:
            return str(self.refusal) if self.open_error else FAULT
        if isinstance(self.failure, StorageError):
            return str(self.failure)
        if self.failure is not None:
            return str(explain.saving(self.failure, self.file))
        return FAULT if self.bug else None
