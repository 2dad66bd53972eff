"""An organisation as its sheets see it: a desk in memory, and a sync that does nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from facilitator.domain.follow_up.teams import id_for
from facilitator.errors import InputRefusedError
from facilitator.services.sharing.shared_teams import Matching, claim, read_matching
from facilitator.storage.sharing.states import Membership, SharedTeam
from facilitator.storage.store import Store
from facilitator.sync.sync_state import SyncKind, SyncState
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.organisation.values import Administration, Laptop, TeamRight, ToShare
from tests.support.window import Room

INVITATION = f"https://127.0.0.1:8443/#{'a1' * 16}.{'b2' * 24}"
HOTELS = "Corner Hotels"
NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


class StillSync:
    """In place of what talks to a hub: it notes what it is asked for."""

    def __init__(self, on_state: Callable[[SyncState], None]) -> None:
        self.tell = on_state
        self.uploaded: list[str] = []
        self.retries = 0
        self.is_running = False

    def start(self) -> None:
        self.is_running = True
        self.tell(SyncState(kind=SyncKind.UP_TO_DATE, since=NOW))

    def stop(self, timeout: float = 0.0) -> bool:
        self.is_running = False
        return True

    def retry(self) -> None:
        self.retries += 1

    def upload(self, teams: Iterable[str]) -> None:
        self.uploaded += teams
        self.tell(SyncState(kind=SyncKind.UPLOADING, progress=(2, 8)))

    def stop_upload(self) -> None:
        self.tell(SyncState(kind=SyncKind.UP_TO_DATE, since=NOW))


class DeskInMemory:
    """The hub and what is counted of this laptop; joining and leaving are those of the store."""

    def __init__(
        self, store: Store, *teams: str, role: str = "member", writes: bool = True
    ) -> None:
        self._store = store
        self._role = role
        self._teams = tuple(SharedTeam(id=id_for(name), name=name, writes=writes) for name in teams)
        self.not_shared = ToShare()
        self.refusal = ""
        """Why the hub refuses whatever is asked next."""
        self.asked: list[tuple[object, ...]] = []
        self.teams = {team.id: team.name for team in self._teams}
        self.laptops: list[Laptop] = []

    def _take(self, *asked: object) -> None:
        if self.refusal:
            refusal, self.refusal = self.refusal, ""
            raise InputRefusedError(refusal)
        self.asked.append(asked)

    def usual_name(self) -> str:
        return "front-desk-7"

    def join(self, invitation: str, name: str) -> Membership:
        self._take("join", invitation, name)
        membership = Membership(
            hub="https://127.0.0.1:8443",
            organisation="org",
            organisation_name=HOTELS,
            device="own",
            site="own",
            name=name,
            role=self._role,
            teams=self._teams,
            joined_at=NOW,
        )
        self._store.sharing.join(membership).result()
        return membership

    def leave(self) -> bool:
        self._take("leave")
        self._store.sharing.leave().result()
        return True

    def to_share(self) -> ToShare:
        return self.not_shared

    def matching(self) -> Matching:
        return read_matching(self._store, self._teams)

    def claim(self, team: str, own: str) -> None:
        self._take("claim", team, own)
        shared = next(each for each in self._teams if each.id == team)
        claim(self._store, shared, own, date(2026, 11, 27))

    def administration(self) -> Administration:
        self._take("administration")
        return Administration(teams=dict(self.teams), laptops=tuple(self.laptops), invitations=1)

    def add_team(self, name: str) -> None:
        self._take("add team", name)
        self.teams[id_for(name)] = name

    def invite(self, role: str, teams: Sequence[TeamRight]) -> str:
        self._take("invite", role, tuple(teams))
        return INVITATION

    def set_rights(self, laptop: str, role: str, teams: Sequence[TeamRight]) -> None:
        self._take("rights", laptop, role, tuple(teams))

    def withdraw(self, laptop: str) -> None:
        self._take("withdraw", laptop)
        self.laptops = [each for each in self.laptops if each.id != laptop]

    def erase(self, team: str, meeting: str) -> None:
        self._take("erase", team, meeting)


class Office:
    """A window on a laptop that an organisation has invited."""

    def __init__(self, room: Room, *teams: str, role: str = "member", writes: bool = True) -> None:
        self.room = room
        store = room.controller.workspace.store
        self.desk = DeskInMemory(store, *teams, role=role, writes=writes)
        self.parts = room.controller.organisation
        self.parts.desk = Lazy(lambda: self.desk)
        self.sync: StillSync | None = None
        self.work = room.controller.workspace.shared_work
        self.work.make_sync = self._make_sync

    def _make_sync(
        self,
        data: Path,
        store: Store,
        on_state: Callable[[SyncState], None],
        on_arrived: Callable[[frozenset[str]], None],
    ) -> StillSync:
        self.sync = StillSync(on_state)
        return self.sync

    def joins(self) -> None:
        """Join by the sheet, and wait until the sheet of what is shared is open."""
        room, sharing = self.room, self.parts.sharing()
        self.parts.ask()
        room.types(INVITATION)
        room.presses("Enter")
        room.until(lambda: sharing.sheet.made is not None and sharing.sheet().isVisible())
        room.until(lambda: self.work.state is not None)

    def is_told(self, state: SyncState) -> None:
        """Let the sync tell a state, and wait until it is known."""
        assert self.sync is not None
        self.sync.tell(state)
        self.room.until(lambda: self.work.state == state)

    def closes_sheets(self) -> None:
        self.room.presses("Esc")
        self.room.until(lambda: self.room.window.sheet is None)
