"""How often something may be asked for: some at once, then one every so many seconds."""

import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable

_MOST_KNOWN = 20_000


class AtOnce:
    """What is under way for each key, such as a device, and how much of it may be."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way: Counter[Hashable] = Counter()

    def __len__(self) -> int:
        """Return of how many keys something is under way."""
        return len(self._under_way)

    def begin(self, key: Hashable) -> bool:
        """Return whether one more may be under way, which then is until `end`."""
        if self._under_way[key] >= self._most:
            return False
        self._under_way[key] += 1
        return True

    def end(self, key: Hashable) -> None:
        self._under_way[key] -= 1
        if not self._under_way[key]:
            del self._under_way[key]


class Rate:
    """A budget for each key, such as a device or an address; one that rests is full again.

    The seconds come from a clock that never goes back.
    """

    def __init__(
        self, at_once: int, seconds_each: float, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once, self._seconds_each, self._seconds = at_once, seconds_each, seconds
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()
        """When the budget of a key will be full again; those that are used lately come last."""

    def take(self, key: Hashable, count: int = 1) -> int:
        """Take some from the budget of a key. Return 0, or in how many seconds they are there."""
        now = self._seconds()
        full_at = max(now, self._full_at.get(key, now)) + count * self._seconds_each
        lacking = full_at - now - self._at_once * self._seconds_each
        # What sums of floats lack must not cost another round trip.
        if lacking > 1e-6:
            return math.ceil(lacking)
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        while len(self._full_at) > _MOST_KNOWN:
            self._full_at.popitem(last=False)
        return 0

    def lacks(self, key: Hashable) -> int:
        """Return 0, or in how many seconds there will be one to take; takes none."""
        now = self._seconds()
        lacking = self._full_at.get(key, now) - now - (self._at_once - 1) * self._seconds_each
        return math.ceil(lacking) if lacking > 1e-6 else 0
