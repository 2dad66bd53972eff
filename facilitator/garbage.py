"""When Python looks for garbage that refers to itself; a meeting holds none."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 10_000
"""Values, to look through which once takes longer than a key may wait."""

_lock = threading.Lock()
_users = 0
_was_on = False


@contextmanager
def without_collecting() -> Iterator[None]:
    """While a hundred thousand values are made, look for no garbage among them.

    That halts every thread for as long as it takes to go through all of them, again and again.
    """
    global _users, _was_on
    with _lock:
        if not _users:
            _was_on = gc.isenabled()
            gc.disable()
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if not _users and _was_on:
                if len(gc.get_objects(generation=0)) > _MANY:
                    # What was made stays: it is never looked through, not even once.
                    gc.freeze()
                gc.enable()
