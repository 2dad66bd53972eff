"""Send what waits on this laptop: in its order, in pieces, as often as it takes."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facilitator.domain.moments import moment_of
from facilitator.storage.sharing.shared_store import SharedStore
from facilitator.storage.sharing.states import Kept
from facilitator.sync.access import Access
from facilitator.sync.answers import Pushed
from facilitator.sync.hub_client import MOST_ENTRIES, Hub
from facilitator.sync.hub_errors import HubError, Trouble, odd_answer

LARGEST_BODY = (4 << 20) - 4_096
LARGEST_ENTRY = 1 << 20
NOT_YOURS = "not yours"
TOO_LARGE = "too large"
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the hub does not have yet: how many changes, and when the first was made."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Packed:
    known: str
    team: str
    body: bytes


class Sender:
    """Sends the entries that wait, over a connection of its own.

    Nothing is taken off the outbox here: an entry is in the log once it came back from there. So
    the answer may be lost at any moment; what is sent twice counts once.
    """

    def __init__(self, sharing: SharedStore, hub: Hub, access: Access) -> None:
        self._sharing = sharing
        self._hub = hub
        self._access = access
        self._lock = threading.Lock()
        self._placed: dict[str, tuple[str, int]] = {}
        """Entries that the hub has and that have not come back yet: their teams and places."""
        self._read: dict[str, int] = {}
        """Up to which place the logs of teams were read."""
        self._restored = 0
        """How often a log turned out to be another one."""
        self._skipped: set[str] = set()
        """Entries that the hub did not even look at; they are tried again after the next start."""
        self._answered: set[str] = set()
        """Entries that the hub has taken since send() began: what waits still is not sent again."""
        self._denied: set[str] = set()
        """Entries of teams that this laptop may not write, until it may do something else."""
        self._largest, self._most = LARGEST_BODY, MOST_ENTRIES
        self._kept: list[Kept] = []

    def send(self) -> int:
        """Send all that waits and return how many entries that were. Raises HubError, StorageError.

        Also when what waits has become more meanwhile.
        """
        # A hub that was restored may give places that were read before it was: only who reads
        # learns that, so until then the same entries would be sent over and over.
        self._answered = set()
        sent = 0
        before: list[str] = []
        while batch := self._batch():
            ids = [each.known for each in batch]
            if ids == before:
                # Their places are behind what was read: the hub was restored, and its log has to
                # be read first.
                break
            before = ids
            sent += self._push(batch)
        return sent

    def waiting(self) -> Waiting:
        """Return what the hub does not have yet. Raises StorageError."""
        fresh = self._fresh()
        state = self._sharing.state().result()
        with self._lock:
            count = max(0, state.waiting - len(self._placed) - len(self._skipped))
        first = moment_of(fresh[0]["at"]) if fresh else state.since
        return Waiting(max(count, len(fresh)), first)

    def take_kept(self) -> list[Kept]:
        """Return what the log did not take since this was asked last."""
        kept, self._kept = self._kept, []
        return kept

    def note_log(self, team: str, read: int, head: int) -> None:
        """Note that the log of a team was read up to a place, and where it ends.

        What should have come back by now and did not is sent again: the hub was restored, and has
        lost it. From any thread.
        """
        with self._lock:
            self._restored += read < self._read.get(team, 0)
            self._read[team] = read
            self._placed = {
                known: (of, seq)
                for known, (of, seq) in self._placed.items()
                if of != team or read < seq <= head
            }

    def forget_denied(self) -> None:
        """Send again what this laptop was not allowed to: it may be now."""
        self._denied = set()

    def _fresh(self) -> list[dict[str, Any]]:
        """Return entries that were not sent yet, the oldest first."""
        with self._lock:
            aside = self._skipped | self._denied | self._answered | self._placed.keys()
        # Those that were sent are among the oldest, as long as they have not come back.
        most, size = self._most + len(aside), LARGEST_BODY * (1 + len(aside) // MOST_ENTRIES)
        found = self._sharing.waiting(most, size).result()
        return [entry for entry in found if entry["id"] not in aside]

    def _batch(self) -> list[_Packed]:
        packed: list[_Packed] = []
        size = 0
        unfit: dict[str, str] = {}
        for entry in self._fresh():
            try:
                body = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
            except (ValueError, RecursionError):
                unfit[entry["id"]] = UNREADABLE
                continue
            if len(body) > LARGEST_ENTRY:
                unfit[entry["id"]] = TOO_LARGE
                continue
            size += len(body) + 1
            if packed and (size > self._largest or len(packed) >= self._most):
                break
            packed.append(_Packed(entry["id"], entry["team"], body))
        if unfit:
            self._refuse(unfit)
        return packed

    def _push(self, batch: Sequence[_Packed]) -> int:
        entries = [each.body for each in batch]
        restored = self._restored
        try:
            pushed = self._access.ask(self._hub, lambda: self._hub.push(entries))
        except HubError as error:
            self._make_smaller(batch, error)
            return 0
        self._note(batch, pushed, restored)
        return len(pushed.placed)

    def _make_smaller(self, batch: Sequence[_Packed], error: HubError) -> None:
        """Send less at once where a piece was too much for the hub, or for a proxy before it.

        Raises the error where that is no way.
        """
        if error.trouble not in (Trouble.TOO_LARGE, Trouble.REFUSED):
            raise error
        if len(batch) > 1:
            self._most = (len(batch) + 1) // 2
        elif error.trouble is Trouble.TOO_LARGE:
            self._refuse({batch[0].known: TOO_LARGE})
        else:
            # What is wrong with it is not known, so nothing is said of it that would stay.
            self._skipped.add(batch[0].known)
            self._most = MOST_ENTRIES
            raise error

    def _note(self, batch: Sequence[_Packed], pushed: Pushed, restored: int) -> None:
        teams = {each.known: each.team for each in batch}
        placed = {known: seq for known, seq in pushed.placed.items() if known in teams}
        refused = {
            known: why for known, why in pushed.refused.items() if known in teams.keys() - placed
        }
        if not placed and not refused:
            raise odd_answer(self._hub.host)
        self._answered |= placed.keys()
        with self._lock:
            for known, seq in placed.items():
                # It may have come back before the answer, or be lost again.
                if seq > self._read.get(teams[known], 0) and restored == self._restored:
                    self._placed[known] = (teams[known], seq)
        self._most = min(MOST_ENTRIES, self._most * 2)
        denied = {known for known, why in refused.items() if why == NOT_YOURS}
        if final := {known: why for known, why in refused.items() if known not in denied}:
            self._refuse(final)
        if denied:
            # It waits, for it may be allowed again; the hub says of which teams that is so.
            self._denied |= denied
            self._access.refresh(self._hub)

    def _refuse(self, reasons: Mapping[str, str]) -> None:
        """Set aside here what the log does not take, so that it keeps nothing behind it waiting."""
        self._kept += self._sharing.refused(dict(reasons)).result()
