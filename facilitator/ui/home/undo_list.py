"""What was done on the home screen since the start and can be undone there."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Done:
    """Something that was done to a meeting, or to many under one key, and how it is undone."""

    key: str
    undo: Callable[[], None]


class UndoList:
    """What can be undone, the last of it first. It is undone once."""

    def __init__(self) -> None:
        self._done: list[_Done] = []

    def add(self, key: str, undo: Callable[[], None]) -> None:
        """Add what was just done; the key is the id of its meeting, or another that is like it."""
        self._done.append(_Done(key, undo))

    def undo_last(self) -> bool:
        """Undo what was done last; False when there is nothing to undo."""
        if not self._done:
            return False
        self._done.pop().undo()
        return True

    def forget(self, key: str) -> None:
        """Let what was done under this key stay as it is."""
        self._done = [done for done in self._done if done.key != key]

    def clear(self) -> None:
        """Forget everything: the database may hold other meetings now."""
        self._done.clear()
