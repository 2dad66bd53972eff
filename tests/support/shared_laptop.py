"""Laptops of an organisation without a window: what people do there, and sharing, step by step."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType

from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up import teams
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Clock, Record
from facilitator.domain.refusals import RefusedError
from facilitator.domain.shared_log.entry import Key
from facilitator.storage.sharing.states import Membership, NotNowError
from facilitator.storage.store import Store
from facilitator.sync.hub_errors import HubError
from facilitator.sync.joining import join
from facilitator.sync.sync import Sync
from facilitator.sync.token_store import TokenStore
from tests.support.held_together import in_its_team
from tests.support.random_meetings import Deed

PATIENCE = 60.0
_MOST_ROUNDS = 200
State = dict[Key, Record]


class Laptop:
    """A data folder with its store; it shares when `syncs` is called, or from `shares` on."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.keys = TokenStore(folder, uses_ring=False)
        self.store = Store(folder)
        self._line: _Line | None = None
        self._sync: Sync | None = None
        self.store.start()

    def __enter__(self) -> "Laptop":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def membership(self) -> Membership:
        found = self.store.sharing.membership().result()
        assert found is not None, f"{self.name} shares with nobody"
        return found

    @property
    def waiting(self) -> int:
        """How many changes the hub does not have yet, as far as the laptop knows."""
        return self.store.sharing.state().result().waiting

    def close(self) -> None:
        self.rests()
        self.hangs_up()
        assert self.store.close(PATIENCE), self.store.unsaved

    def reopens(self) -> None:
        """Start the program again."""
        self.close()
        self.store = Store(self.folder)
        self.store.start()

    def joins(self, invitation: str) -> None:
        """Join an organisation, and share all that its teams have here already."""
        join(invitation, self.name, self.store, self.keys)
        self.uploads()

    def uploads(self) -> None:
        for team in self.membership.teams:
            if team.writes:
                while self.store.sharing.upload_next(team.id).result():
                    pass

    # What people do.

    def commit(self, change: Change) -> None:
        """Save a change; it is on disk when this returns."""
        if change.edits:
            self.store.commit(change).result()

    def does(self, meeting: str, do: Callable[[Meeting], Change]) -> Change:
        """Do something in a meeting as it is here now."""
        change = do(self.meeting(meeting))
        self.commit(change)
        return change

    def tries(self, meeting: str, deed: Deed, exercise: Exercise) -> None:
        """Do anything that a meeting of chance may bring; what is refused is not done."""
        try:
            self.commit(in_its_team(deed.change(self.meeting(meeting), exercise)))
        except RefusedError:
            return

    def meeting(self, known: str) -> Meeting:
        return self.store.load(known).result()

    def containers(self, team: str) -> list[Meeting]:
        """The meetings and the journal of a team that are not in the trash."""
        return list(self.store.containers([team]).result().found)

    def meetings(self, *names: str) -> dict[str, State]:
        """What is there of these teams, by meeting; of all it shares without names."""
        wanted = [teams.id_for(name) for name in names] or [t.id for t in self.membership.teams]
        found = self.store.containers(wanted).result()
        known = [*(each.id for each in found.found), *found.gone]
        return {each: shared_state(self.meeting(each)) for each in known}

    # The sharing.

    def syncs(self) -> int:
        """Share by hand until there is nothing more to share; return how many rounds it took."""
        for number in range(_MOST_ROUNDS):
            if not self.sends() + self.receives() + self.lays():
                return number
        raise AssertionError(f"{self.name} never comes to rest")

    def sends(self) -> int:
        return self._connected().sender.send()

    def receives(self) -> int:
        """Read on in the logs; return for how many meetings, or 1 if there may be more."""
        receiver = self._connected().receiver
        try:
            more = receiver.receive(0.0)
        except NotNowError:
            # The log is another one now, and what came of the old one is laid on first.
            return 1
        receiver.refresh()
        return len(receiver.take_meetings()) or int(more)

    def lays(self) -> int:
        """Lay on what arrived; return how many meetings that were."""
        known = self.store.sharing.to_lay().result()
        for meeting in known:
            self.store.sharing.lay(meeting).result()
        return len(known)

    def hangs_up(self) -> None:
        """Forget the connections to the hub, as a program that ends."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def shares(self) -> Sync:
        """Share from now on as the program does, on threads of its own."""
        self._sync = Sync(self.store, self.keys)
        self._sync.start()
        return self._sync

    def rests(self) -> None:
        """End what `shares` began."""
        if self._sync is not None:
            assert self._sync.stop(PATIENCE)
            self._sync = None

    # Copies of its data folder.

    def copied(self, to: Path) -> Path:
        """Copy the data folder as it is now; the program is started again for it."""
        self.close()
        shutil.copytree(self.folder, to)
        self.store = Store(self.folder)
        self.store.start()
        return to

    def is_replaced_by(self, copy: Path) -> None:
        """Put an older copy of the data folder in its place, as from a backup of the computer."""
        self.close()
        shutil.rmtree(self.folder)
        shutil.copytree(copy, self.folder)
        self.store = Store(self.folder)
        self.store.start()

    def _connected(self) -> "_Line":
        if self._line is None:
            self._line = _Line(self)
        return self._line


class _Line:
    """What sharing does, step by step, with both connections of a laptop to its hub."""

    def __init__(self, laptop: Laptop) -> None:
        self._sync = Sync(laptop.store, laptop.keys)
        lines = self._sync._ready()
        assert lines is not None
        self._lines, self.sender, self.receiver = lines, lines.sender, lines.receiver

    def close(self) -> None:
        assert self._sync.stop()
        self._lines.drop()


def shared_state(meeting: Meeting) -> State:
    """Return what all laptops have in common of a meeting: not where a room is in it, or its time.

    Neither what a room sees: the cards that were written in private are revealed before.
    """
    found: State = {}
    for record in meeting.records():
        if not isinstance(record, Bookmark | Clock):
            found[type(record), record.id] = record
    return found


def differences(one: dict[str, State], other: dict[str, State]) -> list[str]:
    """Return what of two laptops is not the same, in words for whoever reads a failed test."""
    found = [f"only one has the meeting {each}" for each in one.keys() ^ other.keys()]
    for known in one.keys() & other.keys():
        here, there = one[known], other[known]
        found += [
            f"{known}: {here.get(key)} ≠ {there.get(key)}"
            for key in here.keys() | there.keys()
            if here.get(key) != there.get(key)
        ]
    return found


def all_sync(laptops: Iterable[Laptop]) -> None:
    """Sync all of them, round after round, until nobody has anything that another lacks."""
    known = list(laptops)
    for _ in range(_MOST_ROUNDS):
        if not sum(laptop.syncs() for laptop in known):
            return
    raise AssertionError("they never come to rest")


def eventually(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something holds."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, f"never: {what}"
        sleep(0.01)


def syncs_when_it_can(laptop: Laptop, seconds: float = PATIENCE) -> None:
    """Sync as soon as the hub is there again."""
    end = monotonic() + seconds
    while True:
        try:
            laptop.syncs()
        except HubError:
            assert monotonic() < end, "the hub never came back"
            sleep(0.05)
        else:
            return
