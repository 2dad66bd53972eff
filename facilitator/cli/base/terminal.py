"""What commands show on a terminal: progress on stderr while they work, and counts in words."""

import codecs
import signal
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from time import monotonic
from types import FrameType

from facilitator.progress import Progress, Stopped

PATIENCE = 0.5
"""Seconds of work that pass before the line is shown."""
_BETWEEN = 0.1
"""Seconds from one update of the line to the next."""


_SPELLED_OUT = "facilitator.spelled_out"


def spell_out(stream: TextIOWrapper) -> None:
    """Let a stream spell out what its encoding lacks in letters that it has: Zoe for Zoë."""
    codecs.register_error(_SPELLED_OUT, _spelled_out)
    stream.reconfigure(errors=_SPELLED_OUT)


def _spelled_out(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # Few terminals need it.
    from anyascii import anyascii

    lacking = error.object[error.start : error.end]
    return "".join(anyascii(c) or _without_letters(c) for c in lacking), error.end


def _without_letters(character: str) -> str:
    """Return what stands for a character that no letters spell; a mark or a sign may be nothing."""
    nothing = unicodedata.category(character) in ("Mn", "Me", "Cf")
    return "" if nothing else "?"


def counted(number: int, what: str) -> str:
    """Return a number with its noun: "1 meeting", "3 strategies"."""
    many = f"{what[:-1]}ies" if what.endswith("gy") else f"{what}s"
    return f"{number} {what if number == 1 else many}"


@contextmanager
def shown(what: str) -> Iterator[Progress]:
    """Show `what` and how far it is, on a terminal only; Ctrl+C stops the work where it can be.

    A second Ctrl+C interrupts it wherever it is. Raises Stopped.
    """
    line = _Line(what, sys.stderr.isatty() if sys.stderr else False)
    before = signal.signal(signal.SIGINT, line.stop)
    try:
        yield line.tell
    finally:
        signal.signal(signal.SIGINT, before)
        line.clear()


class _Line:
    def __init__(self, what: str, visible: bool) -> None:
        self._what = what
        self._visible = visible
        self._stopped = False
        self._width = 0
        self._next = monotonic() + PATIENCE

    def stop(self, number: int, frame: FrameType | None) -> None:
        if self._stopped:
            raise KeyboardInterrupt
        self._stopped = True

    def tell(self, done: int, total: int) -> None:
        if self._stopped:
            raise Stopped
        now = monotonic()
        if self._visible and now >= self._next:
            self._next = now + _BETWEEN
            self._write(f"{self._what} {100 * min(done, total) // max(total, 1)} % (Ctrl+C stops)")

    def clear(self) -> None:
        if self._width:
            self._write("")
            self._write("", "\r")

    def _write(self, text: str, end: str = "") -> None:
        encoding = sys.stderr.encoding or "utf-8"
        text = text.encode(encoding, sys.stderr.errors or "strict").decode(encoding)
        # Spaces over what was longer: not every terminal can erase.
        print(f"\r{text:<{self._width}}", end=end, file=sys.stderr, flush=True)
        self._width = len(text)
