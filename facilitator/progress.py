"""How far a long piece of work is, told to whoever shows it; the one who is told may stop it."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called on the thread of the work with what is done and all there is to do, in one unit.

It may raise Stopped.
"""


class Stopped(Exception):  # noqa: N818 - no error: the user thought better of it
    """The work ends here; all is as it was before it began."""


def unseen(done: int, total: int) -> None:
    """Nobody looks."""
