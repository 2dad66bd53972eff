"""What this laptop shares with its organisation: sent and taken while the window is open."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    # Imported when something is shared: without an organisation nothing of it is needed.
    from facilitator.domain.change import Change
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.records import Details
    from facilitator.domain.shared_log.entry import Integrated
    from facilitator.storage.sharing.states import Conflict, Kept, Membership, SharedTeam
    from facilitator.storage.store import Elsewhere, Store
    from facilitator.sync.sync_state import SyncState
    from facilitator.ui.workspace.session import Session
    from facilitator.ui.workspace.shared_meeting import SharedMeeting
    from facilitator.ui.workspace.workspace import Workspace

STOP_SECONDS = 2.0
"""How long the window waits for the threads of sharing to end when it closes."""
AGAIN = 200
"""Milliseconds until the store is asked once more to lay on what it could not."""
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

_log = logging.getLogger(__name__)


class SharedWork(QObject):
    """The part that a window has in an organisation; without one it does nothing.

    Everything that arrives is laid on here: in an open meeting by its session, in others by the
    store. So nothing is laid on behind the back of who has a meeting open.
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
    _kept = Signal(object)

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.make_sync: MakeSync = _new_sync
        """Makes what talks to the hub, for a data folder and its store."""
        self._tasks = Tasks(self)
        self._sync: Sharing | None = None
        self._store: Store | None = None
        """The store that is shared from; a later one is another."""
        self.membership: Membership | None = None
        self.state: SyncState | None = None
        self._open: dict[str, SharedMeeting] = {}
        self._to_lay: dict[str, None] = {}
        """The meetings with something to lay on that are not open, in the order they came."""
        self._laying = ""
        self._laid: set[str] = set()
        """What the store has laid on: read before that, a meeting would be an old one."""
        self._elsewhere: Elsewhere | None = None
        """The rescue file in which the store went on, when it did."""
        self._is_reading = False
        """Whether the membership is being read."""
        self._exercises: dict[str, Exercise] = {}
        """Those of erased meetings that were open."""
        self._erased: dict[str, tuple[str, str]] = {}
        """Titles of meetings that were open and are being erased, and who erased them."""
        self._kept_meetings: set[str] = set()
        """Erased ones of which a file has what was changed here."""
        self._lay_soon = single_shot(self, AGAIN, self._lay_next)
        self._changed_soon = single_shot(self, TOGETHER, self.meetings_changed)
        queued = Qt.ConnectionType.QueuedConnection
        self._state_told.connect(self._on_state_told, queued)
        self._arrived.connect(self._on_arrived, queued)
        self._kept.connect(self._on_kept, queued)
        workspace.session_opened.connect(self._on_session_opened)
        workspace.store_closing.connect(lambda: self.stop(0.0))
        workspace.store_service.reopened.connect(self.start)
        workspace.store_service.changed.connect(self._follow_rescue)

    @property
    def is_on(self) -> bool:
        """Whether this laptop shares with an organisation now."""
        return self._sync is not None

    @property
    def is_laying(self) -> bool:
        """Whether something that arrived is not part of its meeting yet, as far as is known."""
        return bool(
            self._laying or self._to_lay or any(each.is_busy for each in self._open.values())
        )

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
        store.sharing.keep = self._keep
        store.sharing.on_kept = self._kept.emit
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
        self._to_lay.clear()
        if sync is not None:
            sync.stop(seconds)
            self.state = None
            self.state_changed.emit()

    def restart(self) -> None:
        """Begin once more: this laptop has joined an organisation, or has left it."""
        self.stop(STOP_SECONDS)
        self._set_membership(None)
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
        if _without_places(membership) == _without_places(before):
            return
        for session in self._workspace.sessions:
            self._tell_session(session)
        self.membership_changed.emit()

    def team_of(self, details: "Details") -> "SharedTeam | None":
        """Return the shared team that a meeting or a journal belongs to; None if it has none."""
        return self.team(details.team_id or details.id)

    def team(self, team_id: str | None) -> "SharedTeam | None":
        """Return the shared team that a local team is now; None if that is not shared."""
        if self.membership is None or team_id is None:
            return None
        from facilitator.domain.follow_up.teams import resolved

        now = resolved(team_id, self._workspace.teams.known)
        return next((team for team in self.membership.teams if team.id == now), None)

    def only_reads(self, details: "Details") -> str:
        """Return why a meeting or journal can't be changed on this laptop; empty when it can."""
        return self.only_reads_team(details.team_id or details.id)

    def only_reads_team(self, team_id: str | None) -> str:
        """Return why nothing of a team can be changed on this laptop; empty when it can."""
        team = self.team(team_id)
        if team is None or team.writes:
            return ""
        return tr("This laptop can only read {team}, so nothing was changed.", team=team.name)

    def _tell_session(self, session: "Session") -> None:
        """Let a session know whether its meeting can be changed here."""
        details = session.meeting.details
        team = self.team_of(details)
        session.set_only_reads(self.only_reads(details), team.name if team is not None else "")

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
        for meeting in sorted(meetings):
            shared = self._open.get(meeting)
            if shared is not None:
                shared.take()
            else:
                self._to_lay[meeting] = None
        self._lay_next()

    def _lay_next(self) -> None:
        """Let the store lay on one meeting after the other: what is asked meanwhile is answered."""
        if self._laying or self._store is None or not self._to_lay:
            return
        meeting = self._laying = next(iter(self._to_lay))
        del self._to_lay[meeting]
        self._laid.add(meeting)

        def laid(change: "Change | None") -> None:
            if (erased := self._erased.pop(meeting, None)) and meeting not in self._kept_meetings:
                self.said.emit(_erased_sentence(*erased))
            self._tell_changed()

        def failed(error: FacilitatorError) -> None:
            from facilitator.storage.sharing.states import NotNowError

            if isinstance(error, NotNowError) and self._store is not None:
                self._to_lay[meeting] = None
                self._lay_soon.start()
            else:
                self._on_not_laid(error)

        def done() -> None:
            self._laying = ""
            if not self._lay_soon.isActive():
                self._lay_next()

        laying = self._tasks.follow(self._store.sharing.lay(meeting))
        laying.on_success(laid).on_error(failed).on_done(done)

    def _on_not_laid(self, error: FacilitatorError) -> None:
        # It is in the database, and is laid on with what comes next.
        _log.warning("what arrived could not be laid on: %s", error)

    def _tell_changed(self) -> None:
        # Not put off by each that follows: else a busy day would tell nothing.
        if not self._changed_soon.isActive():
            self._changed_soon.start()

    # Meetings that are open

    def _on_session_opened(self, session: "Session") -> None:
        if self._store is None or self.membership is None:
            return
        from facilitator.ui.workspace.shared_meeting import SharedMeeting

        meeting = session.meeting.id
        self._tell_session(session)
        shared = self._open[meeting] = SharedMeeting(session, self._store)
        session.destroyed.connect(partial(self._forget, meeting, shared))
        shared.laid.connect(partial(self._on_laid, session))
        shared.erased.connect(partial(self._on_erased, session))
        shared.failed.connect(self._on_not_laid)
        session.changed.connect(partial(self._follow_details, session))
        if meeting in self._laid or meeting == self._laying:
            shared.compare()
        else:
            shared.take()
        self._to_lay.pop(meeting, None)

    def _forget(self, meeting: str, shared: "SharedMeeting") -> None:
        if self._open.get(meeting) is shared:
            del self._open[meeting]

    def _follow_details(self, session: "Session", change: "Change") -> None:
        """Follow a meeting that becomes one of another team, or goes to the trash elsewhere."""
        edit = next((e for e in change.edits if type(e.after).__name__ == "Details"), None)
        if edit is None:
            return
        self._tell_session(session)
        was_discarded = getattr(edit.before, "discarded_at", None) is not None
        details = session.meeting.details
        is_news = session.is_of_another_room and not was_discarded
        if is_news and details.discarded_at is not None:
            self.said.emit(
                tr(
                    "“{title}” was moved to the trash on another laptop. It stays open here; to "
                    "keep it, restore it from the trash.",
                    title=details.title,
                )
            )

    def _on_laid(self, session: "Session", found: "Integrated") -> None:
        if found.lost:
            self.conflicts_changed.emit()
        if found.change:
            self._tell_changed()

    def _on_erased(self, session: "Session", by: str) -> None:
        """Close a meeting that was erased for everybody, and let the store erase it.

        That keeps what was changed here, also what is still being typed.
        """
        workspace = self._workspace
        meeting, title = session.meeting.id, session.meeting.details.title
        if workspace.current is session:
            workspace.commit_edits()
            workspace.leave()
        session.flush_pending()
        self._open.pop(meeting, None)
        self._exercises[meeting] = session.exercise
        self._erased[meeting] = (title, by)
        workspace.sessions.drop(meeting)
        self._to_lay[meeting] = None
        self._lay_next()

    def _keep(self, meeting: "Meeting") -> Path:
        """Write an erased meeting with one's own changes into a file; on the writer's thread."""
        from facilitator.ui.workspace.kept_meetings import keep

        exercise = self._exercises.get(meeting.id)
        if exercise is None:
            exercise = self._workspace.exercise_library.of_meeting(meeting)
        return keep(self._workspace.data, meeting, exercise)

    def _on_kept(self, kept: "Kept") -> None:
        self._kept_meetings.add(kept.meeting)
        self.said.emit(
            tr(
                "“{title}” was erased for everybody. What you changed since is in {file}, which "
                "you can import.",
                title=kept.title,
                file=str(kept.file),
            )
        )

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


def _without_places(membership: "Membership | None") -> "Membership | None":
    """Return a membership without how far the logs were read, which is another all the time."""
    if membership is None:
        return None
    teams = (replace(team, cursor=0, cursor_entry="", head=0) for team in membership.teams)
    return replace(membership, teams=tuple(teams))


def _erased_sentence(title: str, by: str) -> str:
    if by:
        return tr("“{title}” was erased for everybody by {name}.", title=title, name=by)
    return tr("“{title}” was erased for everybody.", title=title)


def _new_sync(
    data: Path,
    store: "Store",
    on_state: "Callable[[SyncState], None]",
    on_arrived: "Callable[[frozenset[str]], None]",
) -> Sharing:
    from facilitator.sync.sync import Sync
    from facilitator.sync.token_store import TokenStore

    return Sync(store, TokenStore(data), on_state, on_arrived)
