"""A laptop that shares, without any meetings: its outbox is in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

from facilitator.storage.sharing.states import Membership
from facilitator.sync.sync import Sync
from facilitator.sync.sync_state import SyncKind, SyncState
from facilitator.sync.token_store import TokenStore
from tests.support.outbox_in_memory import OutboxInMemory

PATIENCE = 20.0


def until(is_so: Callable[[], bool], what: object = "") -> None:
    """Wait until something is so, as a busy machine may take its time."""
    end = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < end, what
        sleep(0.005)


@dataclass
class Laptop:
    """A laptop that joined, and the states that it told of."""

    sharing: OutboxInMemory
    keys: TokenStore
    membership: Membership
    states: list[SyncState] = field(default_factory=list)
    sync: Sync = field(init=False)

    def __post_init__(self) -> None:
        self.sync = self.new_sync()

    def new_sync(self) -> Sync:
        """As after a start of the program."""
        store: Any = SimpleNamespace(sharing=self.sharing)
        self.sync = Sync(store, self.keys, self.states.append)
        return self.sync

    def syncs_once(self) -> SyncState:
        return self.new_sync().once()

    def until_it_is(self, kind: SyncKind, waiting: int = 0) -> SyncState:
        until(lambda: (self.sync.state.kind, self.sync.state.waiting) == (kind, waiting))
        return self.sync.state


NewLaptop = Callable[..., Laptop]
