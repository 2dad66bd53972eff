"""What may be wrong with a file, as an error and as part of a sentence.

A pipe or a device in a file's place is refused, since reading it could wait for ever.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_PROBE = 1 << 16
"""Bytes that are written to learn why there is no room: more than SQLite asks for at once."""
_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"), (1, "bytes"))
_REASONS = {
    errno.EACCES: "you don’t have permission, or another program has the file open",
    errno.EPERM: "you don’t have permission to write there",
    errno.EROFS: "that place is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "the file is too large for that place",
    errno.EIO: "the disk reports an error",
    errno.ENOENT: "it does not exist",
    errno.ENOTDIR: "part of its path is a file and not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.EEXIST: "there is a file in its place",
    errno.ENOTCONN: "the drive is not connected",
    errno.ESTALE: "the drive is not connected",
}
_ODD = (
    (stat.S_ISFIFO, "it is a pipe and not a file"),
    (stat.S_ISSOCK, "it is a socket and not a file"),
    (stat.S_ISCHR, "it is a device and not a file"),
    (stat.S_ISBLK, "it is a device and not a file"),
)


class RefusedError(OSError):
    """An error of ours about a file; `strerror` says what is wrong, as part of a sentence."""

    def __init__(self, what: str) -> None:
        super().__init__(errno.EINVAL, what)


class OddFileError(RefusedError):
    """An error: what has a file's name is no file, or too large; `strerror` says what it is."""


class TooLargeError(OddFileError):
    """An error: a file has more bytes than were allowed."""

    def __init__(self, largest: int) -> None:
        size, unit = next((unit for unit in _UNITS if largest >= unit[0]), _UNITS[-1])
        super().__init__(f"it has more than {largest / size:,.0f} {unit}")


def check_file(file: Path, largest: int | None = None) -> None:
    """Raise OSError where there is no file that can be read; it is only looked at."""
    check_odd(file.stat(), largest)


def check_odd(found: os.stat_result, largest: int | None) -> None:
    """Raise OSError for what is no file of at most so many bytes, as `stat` found it."""
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    for is_one, what in _ODD:
        if is_one(found.st_mode):
            raise OddFileError(what)
    if largest is not None and found.st_size > largest:
        raise TooLargeError(largest)


def reason(error: OSError) -> str:
    """Return why a file or folder could not be used, as part of a sentence."""
    said = error.strerror or type(error).__name__
    if isinstance(error, RefusedError):
        return said
    return _REASONS.get(error.errno or 0, said.lower())


def why_no_room(folder: Path) -> int:
    """Return the code with which a folder refuses a little more data, 0 when it takes it.

    Where a library hides what the system said, this is how to tell a quota from a fault.
    """
    from uuid import uuid4

    probe = folder / f".probe-{uuid4().hex}"
    try:
        handle = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        try:
            _write_at(handle, bytes(_PROBE))
        finally:
            os.close(handle)
    except OSError as error:
        return error.errno or errno.EIO
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return 0


def _write_at(handle: int, data: bytes) -> None:
    """Write as SQLite does, so that what is refused to it is refused here."""
    # Windows knows only the other one.
    write_some = getattr(os, "pwrite", None)
    at = 0
    while at < len(data):
        rest = data[at:]
        at += write_some(handle, rest, at) if write_some else os.write(handle, rest)
