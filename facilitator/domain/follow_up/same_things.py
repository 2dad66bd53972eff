"""Which things are one and the same, by the pairs of which people have said so."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class SameThings(Generic[K]):
    """Things in groups: those that a pair joins are in one, over however many pairs."""

    def __init__(self, pairs: Iterable[tuple[K, K]] = ()) -> None:
        self._above: dict[K, K] = {}
        for one, other in pairs:
            self.join(one, other)

    def join(self, one: K, other: K) -> None:
        """Put all that is the same as one and all that is the same as the other in one group."""
        first, second = self.first(one), self.first(other)
        if first != second:
            self._above[first] = second

    def first(self, thing: K) -> K:
        """Return the thing that stands for all that are the same as this one."""
        above = self._above
        while (leader := above.get(thing)) is not None:
            if (next_one := above.get(leader)) is not None:
                # Long ways are shortened, for they are gone again and again.
                above[thing] = next_one
            thing = leader
        return thing

    def groups(self, things: Iterable[K]) -> list[list[K]]:
        """Return things in their groups, each thing once; both in the order of the first."""
        found: dict[K, list[K]] = {}
        for thing in dict.fromkeys(things):
            found.setdefault(self.first(thing), []).append(thing)
        return list(found.values())
