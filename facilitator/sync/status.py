"""What both threads of sharing know, put together into one state."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from facilitator.storage.sharing.states import Kept
from facilitator.sync.hub_errors import HubError
from facilitator.sync.sender import Waiting
from facilitator.sync.sync_state import SyncKind, SyncState, kind_of

SEND, READ = "send", "read"
"""The parts of sharing that can be in trouble, each by itself."""
_GRAVE = (SyncKind.WITHDRAWN, SyncKind.REFUSED, SyncKind.NEEDS_NEWER, SyncKind.OFFLINE)
"""What is said first, where there is more than one trouble."""


class Status:
    """The state of sharing; each change of it is told once, on the thread that made it."""

    def __init__(self, on_state: Callable[[SyncState], None]) -> None:
        self._on_state = on_state
        # Held while it is told, so that the last one told is the last one there was.
        self._lock = threading.RLock()
        self._troubles: dict[str, tuple[SyncKind, str]] = {}
        self._waiting = Waiting()
        self._only_here = 0
        self._newer: tuple[str, ...] = ()
        self._notice = ""
        self._progress: tuple[int, int] | None = None
        self._heard_at: datetime | None = None
        self._is_read = False
        self.state = SyncState(kind=SyncKind.OFF)

    def set_trouble(self, part: str, error: Exception) -> None:
        """Say that the sender or receiver can't work."""
        with self._lock:
            kind = kind_of(error) if isinstance(error, HubError) else SyncKind.REFUSED
            self._troubles[part] = (kind, str(error))
            self._tell()

    def set_waiting(self, waiting: Waiting, only_here: int) -> None:
        with self._lock:
            self._waiting, self._only_here = waiting, only_here
            self._tell()

    def set_well(self, part: str) -> None:
        """Say that a part did its work."""
        with self._lock:
            self._troubles.pop(part, None)
            self._tell()

    def set_read(self, newer: tuple[str, ...], *, to_the_end: bool) -> None:
        """Say that something was read, and whether all logs were read `to_the_end` by now.

        `newer` are the names of teams that can't be read on.
        """
        with self._lock:
            self._troubles.pop(READ, None)
            self._newer, self._is_read = newer, to_the_end
            self._heard_at = datetime.now(UTC)
            self._tell()

    def set_kept(self, kept: Sequence[Kept]) -> None:
        """Say which changes the log did not take."""
        self.set_notice(" ".join(dict.fromkeys(_kept(each) for each in kept)))

    def set_notice(self, sentence: str) -> None:
        """Say once what the hub did not take; a later notice takes its place."""
        with self._lock:
            self._notice = sentence
            self._tell()

    def clear_notice(self, sentence: str) -> None:
        """Say a notice no more, if it is the last one."""
        with self._lock:
            if self._notice == sentence:
                self.set_notice("")

    def set_progress(self, progress: tuple[int, int] | None) -> None:
        with self._lock:
            self._progress = progress
            self._tell()

    def set_off(self) -> None:
        with self._lock:
            self._set(SyncState(kind=SyncKind.OFF))

    def _tell(self) -> None:
        kind, reason = self._kind()
        waiting = self._waiting
        since = waiting.since if waiting.count else self._heard_at
        self._set(
            SyncState(
                kind=kind,
                waiting=waiting.count,
                since=since,
                only_here=self._only_here,
                reason=reason,
                progress=self._progress,
                has_read=self._is_read,
            )
        )

    def _set(self, state: SyncState) -> None:
        if state != self.state:
            self.state = state
            self._on_state(state)

    def _kind(self) -> tuple[SyncKind, str]:
        for kind in _GRAVE:
            for found, reason in self._troubles.values():
                if found is kind:
                    return kind, reason
            if kind is SyncKind.NEEDS_NEWER and self._newer:
                return kind, _newer(self._newer)
        if self._progress is not None:
            return SyncKind.UPLOADING, self._notice
        if self._waiting.count or not self._is_read:
            return SyncKind.SENDING, self._notice
        return SyncKind.UP_TO_DATE, self._notice


def _newer(teams: tuple[str, ...]) -> str:
    names = ", ".join(teams)
    return (
        f"Changes of others to {names} come from a newer Facilitator and can’t be shown here. Your "
        "own are still shared. Update Facilitator on this laptop to see theirs."
    )


def _kept(kept: Kept) -> str:
    meeting = f"“{kept.title}”"
    if kept.file is not None:
        return (
            f"{meeting} was erased for everybody. What was not shared yet is in {kept.file}, which "
            "can be imported."
        )
    if kept.reason == "elsewhere":
        return (
            f"{meeting} is already shared with another team. The copy on this laptop stays as it "
            "is and is not shared."
        )
    is_large = kept.reason == "too large"
    why = "is too large to be shared" if is_large else "could not be read by the hub"
    return f"A change to {meeting} {why}. It stays on this laptop."
