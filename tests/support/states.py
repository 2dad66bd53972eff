"""What a store reports of its saving, to be waited for."""

import threading
from collections.abc import Callable

from facilitator.storage.store import SaveState


class States:
    """What the store reports, and a way to wait for a certain report."""

    def __init__(self) -> None:
        self.seen: list[SaveState] = []
        self._changed = threading.Condition()

    def __call__(self, state: SaveState) -> None:
        with self._changed:
            self.seen.append(state)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[SaveState], bool]) -> SaveState:
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(wanted, self.seen)), timeout=10)
            return next(filter(wanted, self.seen))
