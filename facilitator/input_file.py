"""Reading a file that a user hands in: looked at before it is opened, and never waited for."""

import os
import stat
from pathlib import Path

from facilitator.progress import Progress, unseen

_PIECE = 1 << 20
_LOOKING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_KINDS = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a pipe and not a file"),
    (stat.S_ISSOCK, "it is a socket and not a file"),
    (stat.S_ISCHR, "it is a device and not a file"),
    (stat.S_ISBLK, "it is a device and not a file"),
)


class NotAFileError(Exception):
    """What stands there is no file with an end; the text says what it is."""


class TooLargeError(Exception):
    """A file has more bytes than were asked for at most."""


def read_input(file: Path, largest: int, progress: Progress = unseen) -> bytes:
    """Return all that a file holds, at most `largest` bytes; a larger one costs no memory.

    A file that grows, or holds more than it says, is read as far as that. `progress` is told
    bytes. Raises TooLargeError, NotAFileError, OSError and, for a name no file can have,
    ValueError.
    """
    data = read_head(file, largest, progress, refuses_more=True)
    if len(data) > largest:
        raise TooLargeError
    return data


def read_head(
    file: Path, most: int, progress: Progress = unseen, *, refuses_more: bool = False
) -> bytes:
    """Return the first bytes of a file, as many as `most`; raises like read_input.

    With `refuses_more` one that says it holds more raises TooLargeError, and of one that holds
    more than it says one byte more comes back.
    """
    # Before it is opened: that alone would wake who waits at a pipe, or move a tape.
    _check(file.stat())
    descriptor = os.open(file, _LOOKING | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    try:
        # And after: another may stand there by now.
        size = _check(os.fstat(descriptor))
        if refuses_more and size > most:
            raise TooLargeError
        wanted = most + refuses_more
        pieces: list[bytes] = []
        so_far = 0
        while so_far < wanted:
            piece = os.read(descriptor, min(_PIECE, wanted - so_far))
            if not piece:
                break
            pieces.append(piece)
            so_far += len(piece)
            progress(so_far, max(size, so_far))
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def _check(seen: os.stat_result) -> int:
    """Return the size of a file. Raises NotAFileError for anything else."""
    if not stat.S_ISREG(seen.st_mode):
        raise NotAFileError(
            next((said for is_it, said in _KINDS if is_it(seen.st_mode)), "no file")
        )
    return seen.st_size
