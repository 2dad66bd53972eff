"""Progress of long work, and the way to stop it."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called on the thread of the work with what is done and all there is to do, in one unit.

It may raise Stopped.
"""

_WHOLE = 1000


class Stopped(Exception):  # noqa: N818 - no error: the user thought better of it
    """A wish of the user: the work ends, and all is as it was before it began."""


def no_progress(done: int, total: int) -> None:
    """Ignore the progress."""


def part_of(progress: Progress, first: int, last: int) -> Progress:
    """Return the progress of one step, which is the whole from `first` to `last` percent."""

    def report(done: int, total: int) -> None:
        way = min(done, total) / total if total > 0 else 1.0
        progress(round((first + (last - first) * way) * _WHOLE / 100), _WHOLE)

    return report
