"""Files that are whole, on the disk and their owner's alone."""

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path

from facilitator.progress import Progress, unseen

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF})
_CHUNK = 1 << 20
_REASONS = {
    errno.EACCES: "reading or writing there is not allowed, or another program has the file open",
    errno.EPERM: "writing there is not allowed",
    errno.EROFS: "that place is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk space you may use is full",
    errno.EFBIG: "the file is too large for that place",
    errno.EIO: "the disk reports a fault",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "part of its path is a file and not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.EEXIST: "a file stands in its place",
}


def make(file: Path) -> None:
    """An empty new file that only its owner can read. Raises OSError, also when it is there."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def write(file: Path, data: bytes) -> None:
    """A new file with that content, on the disk. Raises OSError, also when it is there."""
    make(file)
    with file.open("r+b") as target:
        target.write(data)
        target.flush()
        _sync(target.fileno())


def put(file: Path, data: bytes) -> None:
    """That content in a file, new or in the old one's place; never a part of it. Raises OSError."""
    # Always the same name: one that was left behind by a kill is written over.
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        write(part, data)
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def copy(source: Path, target: Path, progress: Progress = unseen) -> str:
    """A new file with the content of another, on the disk; returns its SHA-256 in hex.

    `progress` is told bytes. Raises OSError, also when the target is there.
    """
    digest = hashlib.sha256()
    with source.open("rb") as read:
        size = os.fstat(read.fileno()).st_size
        make(target)
        with target.open("r+b") as written:
            while chunk := read.read(_CHUNK):
                digest.update(chunk)
                written.write(chunk)
                progress(written.tell(), size)
            written.flush()
            _sync(written.fileno())
    return digest.hexdigest()


def sha256_of(file: Path, progress: Progress = unseen) -> str:
    """The SHA-256 of a file in hex; `progress` is told bytes. Raises OSError."""
    digest = hashlib.sha256()
    with file.open("rb") as read:
        size = os.fstat(read.fileno()).st_size
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            progress(read.tell(), size)
    return digest.hexdigest()


def sync_file(file: Path) -> None:
    """Wait until what was written to a file is on the disk. Raises OSError."""
    with file.open("r+b") as written:
        _sync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until new and changed names in a folder are on the disk. Raises OSError.

    A system that cannot sync folders keeps names by itself.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno in _NO_FOLDER_SYNC:
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def make_folders(folder: Path) -> None:
    """A folder with its parents, its owner's alone, unless it is there. Raises OSError.

    What is in a folder outlasts a power cut only when the folder's own name does.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)


def reason(error: OSError) -> str:
    """Why a file or folder could not be used, as part of a sentence."""
    said = (error.strerror or type(error).__name__).lower()
    return _REASONS.get(error.errno or 0, said)


def _sync(handle: int) -> None:
    try:
        import fcntl
    except ImportError:
        os.fsync(handle)
        return
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(handle)
        return
    try:
        # macOS: fsync alone leaves the data in the cache of the disk.
        fcntl.fcntl(handle, full)
    except OSError:
        os.fsync(handle)
