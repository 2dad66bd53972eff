"""Share what was here before: one meeting after the other, with progress, until somebody stops."""

import threading
from collections.abc import Iterable

from facilitator.storage.sharing.shared_store import SharedStore
from facilitator.storage.sharing.states import Membership


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
        """Upload what these teams have, also after the next start if that is not all by then."""
        wanted = tuple(teams)
        self._sharing.want_upload(wanted)
        self._add(wanted)

    def resume(self, membership: Membership) -> None:
        """Go on with what was not done when the program ended."""
        self._add(team.id for team in membership.teams if team.uploads)

    def stop(self) -> None:
        """Leave the rest where it is, until somebody begins again."""
        with self._lock:
            teams = tuple(self._teams)
            self._teams, self._left, self._total = [], {}, 0
        self._sharing.want_upload(teams, wanted=False)

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
            is_done = not remaining and team in self._teams
            if is_done:
                self._teams.remove(team)
            if not self._teams:
                self._left, self._total = {}, 0
        if is_done:
            self._sharing.want_upload([team], wanted=False).result()
        return True

    def _add(self, teams: Iterable[str]) -> None:
        with self._lock:
            self._teams += [team for team in teams if team not in self._teams]

    def _count(self, team: str) -> None:
        found = self._sharing.to_upload(team).result().containers
        with self._lock:
            if team in self._teams and team not in self._left:
                self._left[team] = found
                self._total += found
