"""What was deleted in a field: it comes back before anything else is undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from facilitator.ui.base.graphemes import graphemes

_MOST = 100
"""Steps that are kept of one field."""


class TextHistory:
    """The texts that a field had before words were deleted, replaced or pasted.

    Typing is no step of its own: what was typed is never taken away by an undo that was meant for
    the meeting. Nor is the correction of a slip, within a word that goes on being typed.
    """

    def __init__(self, read: Callable[[], str], write: Callable[[str, int], None]) -> None:
        """Begin a history; `write` sets the text, and the cursor after so many characters."""
        self._read, self._write = read, write
        self._now = read()
        self._undo: list[str] = []
        self._redo: list[str] = []
        self._run = False
        """Whether the last step is of signs deleted one after the other."""
        self._unseen = self._typing = False
        self.is_stepping = False
        """Whether the text is just being set by undo or redo."""

    @property
    def can_undo(self) -> bool:
        """Whether something can be brought back."""
        return _rest(self._undo, self._now)

    @property
    def can_redo(self) -> bool:
        """Whether what was brought back can be deleted again."""
        return _rest(self._redo, self._now)

    def undo(self) -> None:
        """Bring back what was deleted last."""
        if self.can_undo:
            self._step(self._undo, self._redo)

    def redo(self) -> None:
        """Delete again what was brought back last."""
        if self.can_redo:
            self._step(self._redo, self._undo)

    def _step(self, back: list[str], forth: list[str]) -> None:
        text = back.pop()
        forth.append(self._now)
        start, removed, _ = difference(text, self._now)
        with self.unseen():
            self.is_stepping = True
            self._write(text, start + len(removed))
            self.is_stepping = False
        self._run = False

    def forget_redo(self) -> None:
        """Forget what was brought back: what is undone next is not of this field."""
        self._redo.clear()

    def forget(self) -> None:
        """Begin again: the program has set another text."""
        self._now = self._read()
        self._undo.clear()
        self._redo.clear()
        self._run = False

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Make no step of what changes meanwhile."""
        before, self._unseen = self._unseen, True
        yield
        self._unseen, self._now = before, self._read()

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Make one step of all that changes meanwhile, such as words that are moved."""
        self._unseen = True
        yield
        self._unseen = False
        self.follow()

    @contextmanager
    def typing(self) -> Iterator[None]:
        """Take what comes meanwhile for typed, even if it is more than one sign."""
        self._typing = True
        yield
        self._typing = False

    def follow(self) -> None:
        """Note how the text of the field has changed."""
        before, now = self._now, self._read()
        if self._unseen or now == before:
            return
        self._now = now
        self._redo.clear()
        _, removed, added = difference(before, now)
        if not removed and (self._typing or _is_sign(added)):
            if self._run and _is_slip(self._undo[-1], before):
                self._undo.pop()
            self._run = False
            return
        one_by_one = not added and _is_sign(removed)
        if not (one_by_one and self._run):
            self._undo = [*self._undo[1 - _MOST :], before]
        self._run = one_by_one


def difference(before: str, after: str) -> tuple[int, str, str]:
    """Return where two texts begin to differ, and what each has there that the other has not."""
    if after.startswith(before):
        return len(before), "", after[len(before) :]
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    most = shorter - start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return start, before[start : len(before) - end], after[start : len(after) - end]


def _is_sign(text: str) -> bool:
    return len(text) == 1 or len(graphemes(text)) == 1


def _is_slip(before: str, after: str) -> bool:
    """Return whether what was deleted leaves the beginning of the one word that it was part of."""
    start, removed, _ = difference(before, after)
    return bool(before[:start].split(" ")[-1].strip()) and not any(map(str.isspace, removed))


def _rest(texts: list[str], now: str) -> bool:
    """Drop the last texts that are there already; return whether others are left."""
    while texts and texts[-1] == now:
        texts.pop()
    return bool(texts)
