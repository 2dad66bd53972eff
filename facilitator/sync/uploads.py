"""Share what was here before: one meeting after the other, with progress, until somebody stops."""

import threading
from collections.abc import Iterable

from facilitator.storage.sharing.shared_store import SharedStore


class Uploads:
    """The teams whose meetings are to be uploaded; may be asked from any thread."""

    def __init__(self, sharing: SharedStore) -> None:
        self._sharing = sharing
        self._lock = threading.Lock()
        self._teams: list[str] = []
        self._total = 0
        """Meetings and journals of all teams that are being uploaded, and of those that were."""
        self._left: dict[str, int] = {}

    def begin(self, teams: Iterable[str]) -> None:
        with self._lock:
            self._teams += [team for team in teams if team not in self._teams]

    def stop(self) -> None:
        with self._lock:
            self._teams, self._left, self._total = [], {}, 0

    @property
    def progress(self) -> tuple[int, int] | None:
        """Return how many of all meetings and journals wait or are sent; None without an upload."""
        with self._lock:
            return (self._total - sum(self._left.values()), self._total) if self._teams else None

    def step(self) -> bool:
        """Make one more meeting wait to be sent; return whether there was one or may be more.

        Raises StorageError.
        """
        with self._lock:
            teams = list(self._teams)
        for team in teams:
            if team not in self._left:
                self._count(team)
        if not teams:
            return False
        team = teams[0]
        remaining = self._sharing.upload_next(team).result() if self._left.get(team) else 0
        with self._lock:
            # Somebody may have stopped it, or begun with another team, meanwhile.
            if team in self._left:
                self._left[team] = remaining
            if not remaining and team in self._teams:
                self._teams.remove(team)
            if not self._teams:
                self._left, self._total = {}, 0
        return True

    def _count(self, team: str) -> None:
        found = self._sharing.to_upload(team).result().containers
        with self._lock:
            if team in self._teams and team not in self._left:
                self._left[team] = found
                self._total += found
