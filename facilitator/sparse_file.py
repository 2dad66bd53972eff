"""Files with holes: stretches that read as zeros and take no room on the disk."""

import errno
import os
from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 20


def copy_data(source: BinaryIO, target: BinaryIO) -> None:
    """Copy a file into an empty one; what takes no room in it takes none there. Raises OSError."""
    for start, end in _stretches(source):
        source.seek(start)
        target.seek(start)
        while start < end and (chunk := source.read(min(_CHUNK, end - start))):
            target.write(chunk)
            start += len(chunk)
    target.truncate(os.fstat(source.fileno()).st_size)


def end_of_data(source: BinaryIO) -> int:
    """Return where in a file only a hole follows, if any does: it reads as zeros without end."""
    return max((end for _, end in _stretches(source)), default=0)


def _stretches(source: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield where a file holds data, from and to; all of it where the disk does not tell."""
    handle = source.fileno()
    size, at = os.fstat(handle).st_size, 0
    while at < size:
        try:
            start = os.lseek(handle, at, os.SEEK_DATA)
            at = os.lseek(handle, start, os.SEEK_HOLE)
        except (AttributeError, OSError) as error:
            if getattr(error, "errno", None) != errno.ENXIO:
                yield at, size
            return
        yield start, at
