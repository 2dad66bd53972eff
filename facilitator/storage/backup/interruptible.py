"""Make a long SQLite statement interruptible."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from facilitator.progress import Stopped

_STEPS = 5_000
"""Steps of SQLite's machine from one call to the next: well under a millisecond."""


@contextmanager
def interruptible(raw: sqlite3.Connection, tick: Callable[[], None]) -> Iterator[None]:
    """Call `tick` often while SQLite works; Stopped from it ends that work and is raised here."""
    stopped: list[Stopped] = []

    def look() -> int:
        try:
            tick()
        except Stopped as wish:
            # SQLite calls: what is raised in here would only be swallowed.
            stopped.append(wish)
        return len(stopped)

    raw.set_progress_handler(look, _STEPS)
    try:
        yield
    except sqlite3.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        raw.set_progress_handler(None, 0)
