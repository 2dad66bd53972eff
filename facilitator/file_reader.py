"""Read any file without waiting, and no more of it than was allowed."""

import os
from pathlib import Path
from typing import BinaryIO

from facilitator.file_faults import TooLargeError, check_odd
from facilitator.progress import Progress, no_progress

_CHUNK = 1 << 20
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Flags with which opening never waits, and never makes a terminal ours."""


def open_file(file: Path, largest: int | None = None, *, buffered: bool = True) -> BinaryIO:
    """Open a file of at most `largest` bytes to read it.

    Raises OSError: IsADirectoryError for a folder, OddFileError for what else is no file.
    """
    # Looked at first, since to open a device may already do something; and again, since it may
    # have been replaced in between.
    check_odd(file.stat(), largest)
    handle = os.open(file, os.O_RDONLY | _AT_ONCE)
    try:
        check_odd(os.fstat(handle), largest)
        return os.fdopen(handle, "rb", -1 if buffered else 0)
    except BaseException:
        os.close(handle)
        raise


def read(file: Path, largest: int, progress: Progress = no_progress) -> bytes:
    """Return what a file of at most so many bytes holds; a larger one costs no memory.

    One that grows, or holds more than it says, is read as far as that. `progress` counts bytes.
    Raises OSError, and ValueError for a name that no file can have.
    """
    pieces, so_far = list[bytes](), 0
    with open_file(file, largest) as opened:
        size = os.fstat(opened.fileno()).st_size
        while so_far <= largest:
            piece = opened.read(min(_CHUNK, largest + 1 - so_far))
            if not piece:
                break
            pieces.append(piece)
            so_far += len(piece)
            progress(so_far, max(size, so_far))
    if so_far > largest:
        raise TooLargeError(largest)
    return b"".join(pieces)


def read_start(file: Path, count: int) -> bytes:
    """Return the first bytes of a file, at most so many. Raises OSError."""
    with open_file(file) as opened:
        # Some files of the system say that there is nothing to be read just now.
        return opened.read(count) or b""


def sha256_of(file: Path, progress: Progress = no_progress) -> str:
    """Return the SHA-256 of a file in hex; `progress` counts bytes. Raises OSError."""
    from hashlib import sha256

    digest = sha256()
    with open_file(file) as opened:
        size = os.fstat(opened.fileno()).st_size
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            progress(opened.tell(), size)
    return digest.hexdigest()
