"""The ids of records that share a parent, in the order of their places."""

from bisect import bisect_left
from collections.abc import Sequence


class Siblings:
    """Kept in order while they come and go, one at a time."""

    def __init__(self) -> None:
        self._keys: list[tuple[int, str]] = []
        self._ids: list[str] = []
        self._shown: tuple[str, ...] | None = ()

    def __len__(self) -> int:
        return len(self._ids)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Siblings):
            return NotImplemented
        return self._keys == other._keys

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> "Siblings":
        twin = Siblings()
        twin._keys, twin._ids, twin._shown = self._keys[:], self._ids[:], self._shown
        return twin

    @property
    def ids(self) -> Sequence[str]:
        """The ids in order; the same value until one comes or goes."""
        if self._shown is None:
            self._shown = tuple(self._ids)
        return self._shown

    @property
    def last(self) -> str | None:
        return self._ids[-1] if self._ids else None

    def add(self, place: int, record_id: str) -> None:
        key = (place, record_id)
        if not self._keys or self._keys[-1] < key:
            self._keys.append(key)
            self._ids.append(record_id)
        else:
            at = bisect_left(self._keys, key)
            self._keys.insert(at, key)
            self._ids.insert(at, record_id)
        self._shown = None

    def drop(self, place: int, record_id: str) -> None:
        at = bisect_left(self._keys, (place, record_id))
        del self._keys[at], self._ids[at]
        self._shown = None
