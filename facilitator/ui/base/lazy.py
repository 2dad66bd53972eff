"""What is made when it is first needed: the first window must not wait for it."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """A value that its first use makes."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self.made: T | None = None
        """The value, once it was made."""

    def __call__(self) -> T:
        """Return the value; make it if nobody has asked for it before."""
        if self.made is None:
            self.made = self._make()
        return self.made
