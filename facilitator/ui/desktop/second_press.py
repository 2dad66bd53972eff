"""A key that is pressed twice for something that must not happen by accident."""

from collections.abc import Callable
from enum import Enum, auto
from time import monotonic

from PySide6.QtGui import QKeyEvent

FASTEST = 20
"""Milliseconds between a release and a press that no finger is fast enough for."""
READ_FIRST = 0.4
"""Seconds before a second press counts: nobody has read a question sooner."""
READ_AND_RELEASED = 0.8
"""The same for a shortcut, which can't tell the first repeat of a held key from a second press."""
FORGET_AFTER = 5.0
"""Seconds after which the question has gone from the screen, and is asked again."""


class HeldKey:
    """A key that may be held down: X11 then tells of releases and presses, one after the other.

    Qt takes them for repeats only when it finds both at once; their time tells in any case.
    """

    def __init__(self) -> None:
        self._released_at: int | None = None

    def release(self, event: QKeyEvent) -> None:
        """Note that the key was released, as far as is known."""
        # A platform that knows no times has none to compare.
        self._released_at = event.timestamp() or None

    def repeats(self, event: QKeyEvent) -> bool:
        """Return whether a press comes from the keyboard and not from a finger."""
        released = self._released_at
        follows = released is not None and event.timestamp() - released < FASTEST
        return event.isAutoRepeat() or follows


class Press(Enum):
    """What a press of the key means."""

    ASK = auto()
    IGNORE = auto()
    """One of several in a row: they were all meant for something else, or for nothing."""
    CONFIRM = auto()


class SecondPress:
    """A question that a key asks, and answers when it is pressed again with time to read."""

    def __init__(
        self, now: Callable[[], float] = monotonic, read_first: float = READ_FIRST
    ) -> None:
        """`now` returns seconds that never go back."""
        self._now = now
        self._read_first = read_first
        self._asked_at: float | None = None
        self._pressed_at = 0.0

    @property
    def is_ready(self) -> bool:
        """Whether the next press confirms."""
        return self.is_asked and self._now() - self._pressed_at >= self._read_first

    @property
    def is_asked(self) -> bool:
        """Whether the question is on the screen."""
        return self._asked_at is not None and self._now() - self._asked_at < FORGET_AFTER

    def press(self) -> Press:
        """Return what this press means."""
        is_asked, is_ready = self.is_asked, self.is_ready
        self._pressed_at = self._now()
        if is_ready:
            self._asked_at = None
            return Press.CONFIRM
        if is_asked:
            return Press.IGNORE
        self._asked_at = self._pressed_at
        return Press.ASK

    def forget(self) -> None:
        """Forget the question: something else was done since."""
        self._asked_at = None
