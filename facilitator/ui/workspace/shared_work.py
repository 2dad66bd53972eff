"""What this laptop shares with its organisation: sent and taken while the window is open."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.workspace.closed_meetings import ClosedMeetings
from facilitator.ui.workspace.erased_meetings import ErasedMeetings
from facilitator.ui.workspace.shared_meetings import SharedMeetings
from facilitator.ui.workspace.shared_rights import Rights, refusal_of, shared_team, without_places

if TYPE_CHECKING:
    # Imported when something is shared: without an organisation nothing of it is needed.
    from facilitator.domain.records import Details
    from facilitator.storage.sharing.states import Conflict, Membership, SharedTeam
    from facilitator.storage.store import Elsewhere, Store
    from facilitator.sync.sync_state import SyncState
    from facilitator.ui.workspace.session import Session
    from facilitator.ui.workspace.sharing_context import SharingContext

STOP_SECONDS = 2.0
"""How long the window waits for the threads of sharing to end when it closes."""
TOGETHER = 400
"""Milliseconds in which meetings that change elsewhere are told as one."""


class Sharing(Protocol):
    """What talks to the hub on threads of its own; see facilitator.sync."""

    def start(self) -> None: ...

    def stop(self, timeout: float) -> bool: ...

    def retry(self) -> None: ...

    def upload(self, teams: Iterable[str]) -> None: ...

    def stop_upload(self) -> None: ...


MakeSync = Callable[
    [Path, "Store", "Callable[[SyncState], None]", "Callable[[frozenset[str]], None]"], Sharing
]


class SharedWork(QObject):
    """The part that a window has in an organisation; without one it does nothing.

    Everything that arrives is laid on here: in an open meeting by its session, in others by the
    store.
    """

    membership_changed = Signal()
    """This laptop has joined, left, or reads and writes other teams now."""
    state_changed = Signal()
    """`state` is another now."""
    meetings_changed = Signal()
    """Meetings or journals were changed on other laptops; told now and then."""
    conflicts_changed = Signal()
    """Somewhere a value was lost, or what was lost was settled."""
    said = Signal(str)
    """With a sentence for who sits here."""

    _state_told = Signal(object)
    _arrived = Signal(object)
    _fitted = Signal(str)

    def __init__(self, workspace: "SharingContext", parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.make_sync: MakeSync = _new_sync
        """Makes what talks to the hub, for a data folder and its store."""
        self._tasks = Tasks(self)
        self._sync: Sharing | None = None
        self._store: Store | None = None
        """The store that is shared from; a later one is another."""
        self.membership: Membership | None = None
        self.state: SyncState | None = None
        self._closed = ClosedMeetings(self)
        self._erased = ErasedMeetings(workspace, self)
        self._meetings = SharedMeetings(self._closed, self._erased, self)
        self._elsewhere: Elsewhere | None = None
        """The rescue file in which the store went on, when it did."""
        self._is_reading = False
        """Whether the membership is being read."""
        self._changed_soon = single_shot(self, TOGETHER, self.meetings_changed)
        queued = Qt.ConnectionType.QueuedConnection
        self._state_told.connect(self._on_state_told, queued)
        self._arrived.connect(self._on_arrived, queued)
        self._fitted.connect(self._on_fitted, queued)
        self._erased.said.connect(self.said)
        self._meetings.said.connect(self.said)
        self._meetings.changed.connect(self._tell_changed)
        self._meetings.conflicts_changed.connect(self.conflicts_changed)
        self._meetings.details_changed.connect(self._tell_session)
        self._closed.set_aside.connect(self.said)
        self._closed.laid.connect(self._on_closed_laid)
        workspace.session_opened.connect(self._on_session_opened)
        workspace.store_closing.connect(lambda: self.stop(0.0))
        workspace.store_service.reopened.connect(self.start)
        workspace.store_service.changed.connect(self._follow_rescue)

    @property
    def is_on(self) -> bool:
        """Whether this laptop shares with an organisation now."""
        return self._sync is not None

    @property
    def written_teams(self) -> tuple[str, ...]:
        """The names of the teams whose meetings can be held here and are shared."""
        teams = self.membership.teams if self.membership is not None else ()
        return tuple(team.name for team in teams if team.writes)

    @property
    def is_laying(self) -> bool:
        """Whether something that arrived is not part of its meeting yet, as far as is known."""
        return self._closed.is_busy or self._meetings.is_busy

    # Beginning and ending

    def start(self) -> None:
        """Share from now on, if this laptop belongs to an organisation."""
        store = self._workspace.store
        if store.closed or self._sync is not None:
            return
        self._tasks.follow(store.sharing.membership()).on_success(
            partial(self._begin, store)
        ).on_error(self._on_unread)

    def _on_unread(self, error: FacilitatorError) -> None:
        """Do nothing: why the meetings can't be read is told by who shows them."""

    def _begin(self, store: "Store", membership: "Membership | None") -> None:
        if store is not self._workspace.store or store.closed or self._sync is not None:
            return
        self._set_membership(membership)
        if membership is None:
            return
        self._store = store
        self._closed.begin(store)
        self._erased.begin(store)
        store.sharing.on_fitted = self._fitted.emit
        self._sync = self.make_sync(
            self._workspace.data, store, self._state_told.emit, self._arrived.emit
        )
        for session in self._workspace.sessions:
            self._on_session_opened(session)
        # What was left to lay on the last time is told as arrived.
        self._sync.start()

    def _follow_rescue(self) -> None:
        """Begin once more when the store goes on in another file: it may share nothing."""
        elsewhere = self._workspace.store.elsewhere
        if elsewhere is not self._elsewhere:
            self._elsewhere = elsewhere
            if elsewhere is not None and self.is_on:
                self.restart()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Stop sharing until start() is called; wait at most that long for what is being sent."""
        sync, self._sync = self._sync, None
        self._store = None
        self._closed.end()
        self._meetings.end()
        if sync is not None:
            sync.stop(seconds)
            self.state = None
            self.state_changed.emit()

    def stop_soon(self) -> Callable[[], object]:
        """Stop sharing; return a function for another thread that waits until that is done."""
        sync = self._sync
        self.stop(0.0)
        return _at_once if sync is None else partial(sync.stop, STOP_SECONDS)

    def restart(self) -> None:
        """Begin once more: this laptop has joined an organisation, or has left it."""
        was_on = self.is_on
        wait = self.stop_soon()
        self._set_membership(None)
        if was_on:
            # Two of them on one store would send and take the same.
            self._tasks.run(lambda progress: wait()).on_done(self.start)
        else:
            self.start()

    def share_now(self) -> None:
        """Send what waits and look for what is new at once."""
        if self._sync is not None:
            self._sync.retry()

    def upload(self) -> None:
        """Share what the teams that this laptop writes have here already, in steps."""
        if self._sync is not None and self.membership is not None:
            self._sync.upload([team.id for team in self.membership.teams if team.writes])

    def stop_upload(self) -> None:
        """Leave the rest for later: upload() goes on where it was."""
        if self._sync is not None:
            self._sync.stop_upload()

    # What this laptop may do

    def refresh_membership(self) -> None:
        """Read once more what this laptop may read and write."""
        if self._store is None or self._is_reading:
            return

        def read() -> None:
            self._is_reading = False

        self._is_reading = True
        reading = self._tasks.follow(self._store.sharing.membership())
        reading.on_success(self._set_membership).on_error(self._on_unread).on_ended(read)

    def _set_membership(self, membership: "Membership | None") -> None:
        before, self.membership = self.membership, membership
        if without_places(membership) == without_places(before):
            return
        for session in self._workspace.sessions:
            self._tell_session(session)
        self.membership_changed.emit()

    def team_of(self, details: "Details") -> "SharedTeam | None":
        """Return the shared team that a meeting or a journal belongs to; None if it has none."""
        return self.team(details.team_id or details.id)

    def team(self, team_id: str | None) -> "SharedTeam | None":
        """Return the shared team that a local team is now; None if that is not shared."""
        if self.membership is None:
            return None
        return shared_team(self.membership, team_id, self._workspace.teams.known)

    def rights(self) -> Rights:
        """Return what this laptop may change now, to be asked on any thread."""
        known = self._workspace.teams.known if self.membership is not None else {}
        return Rights(self.membership, known)

    def only_reads(self, details: "Details") -> str:
        """Return why a meeting or journal can't be changed on this laptop; empty when it can."""
        return self.only_reads_team(details.team_id or details.id)

    def only_reads_team(self, team_id: str | None) -> str:
        """Return why nothing of a team can be changed on this laptop; empty when it can."""
        return refusal_of(self.team(team_id))

    def _on_session_opened(self, session: "Session") -> None:
        if self._store is not None and self.membership is not None:
            self._tell_session(session)
            self._meetings.add(session, self._store)

    def _tell_session(self, session: "Session") -> None:
        """Let a session know whether its meeting can be changed here."""
        details = session.meeting.details
        team = self.team_of(details)
        session.set_only_reads(refusal_of(team), team.name if team is not None else "")

    # What arrives

    def _on_state_told(self, state: "SyncState") -> None:
        if self._sync is None:
            return
        self.state = state
        self.refresh_membership()
        self.state_changed.emit()

    def _on_arrived(self, meetings: frozenset[str]) -> None:
        if self._store is None:
            return
        self._meetings.take(meetings)

    def _on_fitted(self, meeting: str) -> None:
        """Take over what a change was laid on of which its maker did not know."""
        self._meetings.compare(meeting)
        self._tell_changed()

    def _on_closed_laid(self, meeting: str) -> None:
        self._erased.tell(meeting)
        self._tell_changed()

    def _tell_changed(self) -> None:
        # Not put off by each that follows: else a busy day would tell nothing.
        if not self._changed_soon.isActive():
            self._changed_soon.start()

    # Conflicts

    def conflicts(self, meeting: str | None) -> "Future[list[Conflict]]":
        """Return what was lost and can still be taken, in a meeting or in all."""
        if self._store is None:
            nothing: Future[list[Conflict]] = Future()
            nothing.set_result([])
            return nothing
        return self._store.sharing.conflicts(meeting)

    def settle(self, conflict: int) -> None:
        """Offer a lost value no more."""
        if self._store is not None:
            settling = self._tasks.follow(self._store.sharing.settle(conflict))
            settling.on_success(lambda _: self.conflicts_changed.emit())
            settling.on_error(self._workspace.report_error)


def _at_once() -> None:
    """Wait for nothing: nothing was being shared."""


def _new_sync(
    data: Path,
    store: "Store",
    on_state: "Callable[[SyncState], None]",
    on_arrived: "Callable[[frozenset[str]], None]",
) -> Sharing:
    from facilitator.sync.sync import Sync
    from facilitator.sync.token_store import TokenStore

    return Sync(store, TokenStore(data), on_state, on_arrived)
