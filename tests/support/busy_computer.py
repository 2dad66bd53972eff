"""What a busy computer takes from a program, so that no test counts it as the program's own."""

from contextlib import suppress
from pathlib import Path


def starved() -> float:
    """Milliseconds that this program's threads were ready and other programs had the processors.

    Waiting for the disk or a lock is none of it. Zero where the system does not tell.
    """
    waited = 0
    for thread in Path("/proc/self/task").glob("*/schedstat"):
        # A thread may end meanwhile.
        with suppress(OSError, ValueError, IndexError):
            waited += int(thread.read_text().split()[1])
    return waited / 1e6
