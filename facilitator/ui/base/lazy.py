"""A value that is created when it is first needed, so that the first window need not wait."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """A value that is created on first use."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self.made: T | None = None
        """The value; None until it is created."""

    def __call__(self) -> T:
        """Return the value; create it if this is the first use."""
        if self.made is None:
            self.made = self._make()
        return self.made
