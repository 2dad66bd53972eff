"""Decide when Python collects garbage that refers to itself; a meeting holds none."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 10_000
"""Values, to look through which once takes longer than a key may wait."""

_lock = threading.Lock()
_users = 0
_was_on = False
_by_hand = False
_kept_much = False


def collect_by_hand() -> None:
    """Turn the automatic collector off: from now on only collect_due() and collect_all() collect.

    Python collects on whichever thread happens to allocate. A worker that does so may destroy what
    belongs to Qt: it then waits for Qt with the interpreter, and the window for the interpreter
    with Qt.
    """
    global _by_hand
    with _lock:
        _by_hand = True
        gc.disable()


def collect_automatically() -> None:
    """Turn the automatic collector on again."""
    global _by_hand
    with _lock:
        _by_hand = False
        if not _users:
            gc.enable()


def collect_due() -> None:
    """Collect the generations that Python itself would collect by now, on the calling thread."""
    with _lock:
        if _users:
            return
    generations = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, most) in enumerate(generations) if count > most]
    if due:
        gc.collect(due[-1])


@contextmanager
def without_collecting() -> Iterator[None]:
    """Turn garbage collection off while a hundred thousand values are made.

    That halts every thread for as long as it takes to go through all of them, again and again.
    """
    global _users, _was_on, _kept_much
    with _lock:
        if not _users:
            _was_on = gc.isenabled() or _by_hand
            gc.disable()
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if not _users and _was_on:
                # Counted, not listed: a list of a million values halts every thread as well.
                if gc.get_count()[0] > _MANY:
                    # What was made stays: it is not looked through until collect_all().
                    gc.freeze()
                    _kept_much = True
                if not _by_hand:
                    gc.enable()


def collect_all() -> bool:
    """Look through all there is once, if something large was made that is never looked through.

    A meeting that was let go of is garbage with all that showed it, and would stay for ever. It
    halts every thread for up to half a second, so it is for those few moments alone. False while
    many values are being made: then it is to be asked for again.
    """
    with _lock:
        if _users:
            return False
        many = _kept_much
    if many:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    return True
