"""Share this laptop's meetings with the others of its organisation, on threads of its own."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from facilitator.storage.sharing.states import NotNowError
from facilitator.storage.store import Store
from facilitator.sync.access import Access
from facilitator.sync.arrivals.arrivals import AGAIN_SECONDS, Arrivals
from facilitator.sync.hub_client import LONGEST_WAIT, Hub
from facilitator.sync.hub_errors import stopped
from facilitator.sync.receiver import Receiver
from facilitator.sync.sender import Sender
from facilitator.sync.status import READ, SEND, Status
from facilitator.sync.sync_state import SyncState
from facilitator.sync.token_store import TokenStore
from facilitator.sync.uploads import Uploads
from facilitator.sync.worker import Worker

STOP_SECONDS = 2.0
_LOOK_SECONDS = 3_600.0
"""From one look whether a new key is due to the next."""
_MOST_ROUNDS = 100_000

_log = logging.getLogger(__name__)

OnState = Callable[[SyncState], None]
OnArrived = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The two connections to the hub, and who uses them."""

    access: Access
    sending: Hub
    reading: Hub
    sender: Sender
    receiver: Receiver

    def close(self) -> None:
        self.sending.close()
        self.reading.close()

    def drop(self) -> None:
        self.sending.drop()
        self.reading.drop()


class Sync:
    """Sends what waits and reads what came, from start() until stop().

    `on_state` is called with each new state, `on_arrived` with the ids of meetings for which
    something arrived that is not part of them yet, both on threads of this object. Without
    `on_arrived` it is laid on here. A laptop that shares with nobody has the state OFF, and the
    threads end at once.
    """

    def __init__(
        self,
        store: Store,
        keys: TokenStore,
        on_state: OnState = lambda state: None,
        on_arrived: OnArrived | None = None,
    ) -> None:
        self._sharing = store.sharing
        self._keys = keys
        self._status = Status(on_state)
        self._on_arrived = on_arrived
        self._uploads = Uploads(store.sharing)
        self._made = threading.Lock()
        self._lines: _Lines | None = None
        self._is_stopping = False
        self._arrivals = Arrivals(store.sharing, self._status.set_notice, self._status.clear_notice)
        self._knows_rest = False
        """Whether what was left to lay on the last time is known."""
        self._sender = self._worker("sync send", SEND, self._send, lambda line: line.sending)
        self._reader = self._worker("sync read", READ, self._read, lambda line: line.reading)

    @property
    def state(self) -> SyncState:
        return self._status.state

    def start(self) -> None:
        """Begin to share; a second time is a bug."""
        self._sharing.on_waiting = self.nudge
        self._sender.start()
        self._reader.start()

    def stop(self, timeout: float = STOP_SECONDS) -> bool:
        """End, also in the middle of a request; return whether both threads have ended."""
        self._sharing.on_waiting = None
        self._end()
        end = monotonic() + timeout
        workers = [each for each in (self._sender, self._reader) if each.ident is not None]
        for worker in workers:
            worker.join(max(0.0, end - monotonic()))
        return not any(worker.is_alive() for worker in workers)

    def nudge(self) -> None:
        """Look at what waits now: something was done here, or laid on. Returns at once."""
        self._sender.nudge()

    def retry(self) -> None:
        """Ask the hub now, whatever was wrong: somebody wants to know."""
        self._sender.nudge(is_urgent=True)
        self._reader.nudge(is_urgent=True)

    def upload(self, teams: Iterable[str]) -> None:
        """Share what these teams have here already, in steps, until that is done or stopped."""
        self._uploads.begin(teams)
        self.nudge()

    def stop_upload(self) -> None:
        """Leave the rest of what is being uploaded where it is; upload() goes on with it."""
        self._uploads.stop()
        self._status.set_progress(None)

    def once(self) -> SyncState:
        """Send and read all there is on this thread, without start(), and return the state.

        Raises HubError and StorageError.
        """
        try:
            if (lines := self._ready()) is None:
                return self.state
            for _ in range(_MOST_ROUNDS):
                sent = self._send_all(lines)
                if not self._read_once(lines, 0.0) and not sent and not self._upload_more():
                    break
            self._note_waiting(lines.sender)
            return self.state
        finally:
            self._end()
            if self._lines is not None:
                self._lines.drop()

    def _worker(
        self, name: str, part: str, step: Callable[[], float | None], hub: Callable[[_Lines], Hub]
    ) -> Worker:
        return Worker(
            name,
            step,
            lambda error: self._status.set_trouble(part, error),
            lambda: "" if self._lines is None else hub(self._lines).peer,
            lambda: None if self._lines is None else hub(self._lines).drop(),
        )

    def _end(self) -> None:
        with self._made:
            self._is_stopping = True
            lines = self._lines
        self._sender.stop()
        self._reader.stop()
        if lines is not None:
            lines.close()

    def _ready(self) -> _Lines | None:
        """Return the connections, made by who needs them first; None without an organisation."""
        with self._made:
            if self._lines is None:
                membership = self._sharing.membership().result()
                if membership is None:
                    self._status.set_off()
                    self._sender.stop()
                    self._reader.stop()
                    return None
                self._uploads.resume(membership)
                access = Access(self._sharing, self._keys, membership)
                sending, reading = access.open_hub(), access.open_hub()
                sender = Sender(self._sharing, sending, access)
                receiver = Receiver(
                    self._sharing, reading, access, sender.note_log, sender.forget_denied
                )
                self._lines = _Lines(access, sending, reading, sender, receiver)
            if self._is_stopping:
                raise stopped()
            return self._lines

    def _send(self) -> float | None:
        if (lines := self._ready()) is None:
            return None
        self._note_waiting(lines.sender)
        sent = self._send_all(lines)
        lines.access.rotate_if_due(lines.sending)
        self._status.set_well(SEND)
        self._note_waiting(lines.sender)
        if sent:
            self._reader.nudge()
        # First what others have: most of what is here may be in the log already.
        return 0.0 if lines.receiver.is_at_end and self._upload_more() else _LOOK_SECONDS

    def _send_all(self, lines: _Lines) -> int:
        sender = lines.sender
        try:
            return sender.send()
        finally:
            if kept := sender.take_kept():
                self._status.set_kept(kept)

    def _note_waiting(self, sender: Sender) -> None:
        self._status.set_waiting(sender.waiting(), self._sharing.state().result().only_here)

    def _upload_more(self) -> bool:
        """Make one more meeting wait; return whether there may be others."""
        has_more = self._uploads.step()
        self._status.set_progress(self._uploads.progress)
        return has_more

    def _read(self) -> float | None:
        if (lines := self._ready()) is None:
            return None
        try:
            self._read_once(lines, self._arrivals.rest(LONGEST_WAIT))
        except NotNowError:
            # The log is another one, and what came of the old one is not laid on yet.
            return AGAIN_SECONDS
        return 0.0

    def _read_once(self, lines: _Lines, wait: float) -> bool:
        """Read what came, and lay it on; return whether there may be more at once."""
        if not self._knows_rest:
            self._knows_rest = True
            self._take(frozenset(self._sharing.to_lay().result()))
        try:
            has_more = lines.receiver.receive(wait)
        finally:
            meetings = lines.receiver.take_meetings()
            self._take(meetings)
        lines.receiver.refresh()
        self._status.set_read(lines.receiver.newer, to_the_end=lines.receiver.is_at_end)
        # Something may have come back, or wait again; or the network is back.
        self._sender.nudge()
        return has_more or bool(meetings)

    def _take(self, meetings: frozenset[str]) -> None:
        if self._on_arrived is None:
            self._arrivals.lay(meetings)
        elif meetings:
            self._on_arrived(meetings)
