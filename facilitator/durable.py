"""Write files that are whole, on the disk and private to the user."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from facilitator.file_faults import RefusedError, check_file
from facilitator.file_reader import open_file, read
from facilitator.file_rights import keep_rights
from facilitator.progress import Progress, no_progress
from facilitator.sparse_file import copy_data

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF})
_CHUNK = 1 << 20
_OURS, _ANYONE = 0o600, 0o666
"""Modes of new files; the user's mask takes away from them."""
DIFFERS = "what was read back differs from what was written"
_BUSY = "it is being written at this moment, by another program or this one"


class UnconfirmedError(OSError):
    """An error: a file is in its place, but a power cut may take it away again."""


def set_odd_aside(file: Path, largest: int | None = None) -> Path | None:
    """Give another name to what is in a file's place and is none: a pipe, a folder, a dead link.

    With `largest` also to a file that has more bytes, or that we may not read: it may be somebody
    else's. Returns that name, None when there was nothing to do. Raises OSError.
    """
    try:
        file.lstat()
    except FileNotFoundError:
        return None
    with suppress(OSError):
        found = file.stat()
        fits = largest is None or (found.st_size <= largest and os.access(file, os.R_OK))
        if stat.S_ISREG(found.st_mode) and fits:
            return None
    return set_aside(file)


def set_aside(file: Path) -> Path:
    """Give a file another name, which is returned. Raises OSError."""
    return file.rename(
        free_name(file.with_name(f"{file.name}.aside-{time_in_name(datetime.now(UTC))}"))
    )


def time_in_name(moment: datetime) -> str:
    """Return a moment in UTC as the names of files have it."""
    return moment.strftime("%Y%m%dT%H%M%SZ")


def numbered(name: Path, ending: str = "") -> Iterator[Path]:
    """Yield a name, then the same with -2, -3 and so on, each before the ending."""
    yield name.with_name(f"{name.name}{ending}")
    yield from (name.with_name(f"{name.name}-{number}{ending}") for number in count(2))


def free_name(name: Path, ending: str = "") -> Path:
    """Return the first of these names that nothing has."""
    return next(each for each in numbered(name, ending) if not os.path.lexists(each))


def remove(file: Path) -> None:
    """Remove a file of ours that may be there; what is no file is set aside. Raises OSError."""
    set_odd_aside(file)
    file.unlink(missing_ok=True)


def make(file: Path, mode: int = _OURS) -> None:
    """Make an empty new file, private unless `mode` opens it. Raises OSError, also if it exists."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode))


def write(file: Path, data: bytes, mode: int = _OURS) -> None:
    """Write a new file, which is on the disk then. Raises OSError, also if it exists.

    `mode` opens it to others, as far as the user's mask allows. No half of a file stays.
    """
    with _made(file, mode) as target:
        target.write(data)


def replace(
    file: Path,
    data: bytes,
    *,
    is_private: bool = True,
    is_read_back: bool = False,
    check: Callable[[Path], None] | None = None,
) -> None:
    """Write a file, new or in the place of an old one, whole or not at all.

    Links are followed, and the new file gets the owner, mode and attributes of the old one. Where
    there is none, it is private to the user, or else as open as the user's mask allows. `check`
    may read the new file before it gets its name; when it raises, nothing has changed.

    Raises UnconfirmedError when the file is in place but a power cut may undo that, another
    OSError when nothing changed, and ValueError for a name that no file can have. One of two that
    write the same file at once is refused.
    """
    target = _replaceable(file)
    mode = _OURS if is_private or target.exists() else _ANYONE
    part = part_of(target)
    with _part_made(part, mode) as made:
        made.write(data)
        made.flush()
        _sync(made.fileno())
        if is_read_back and read(part, len(data) + 1) != data:
            raise RefusedError(DIFFERS)
        if check:
            check(part)
        if os.name == "nt":
            # What is open can't be renamed there.
            made.close()
        put_in_place(part, target)


@contextmanager
def _part_made(part: Path, mode: int) -> Iterator[BinaryIO]:
    """Open a new file for what goes into another's place; it is removed if that failed.

    Nobody else takes it away meanwhile.
    """
    if os.path.lexists(part):
        # A program that was killed leaves it behind, and one that still writes holds it.
        set_odd_aside(part)
        with suppress(FileNotFoundError), part.open("rb") as left:
            _hold(left.fileno())
            remove(part)
    try:
        make(part, mode)
    except FileExistsError:
        raise RefusedError(_BUSY) from None
    with part.open("r+b") as made:
        _hold(made.fileno())
        if not _is_same(made.fileno(), part):
            raise RefusedError(_BUSY)
        try:
            yield made
        except BaseException:
            with suppress(OSError):
                made.close()
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def _hold(handle: int) -> None:
    """Hold a file until it is closed, where the disk can do so. Raises RefusedError."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RefusedError(_BUSY) from None
    except OSError:
        # Not every disk knows locks.
        return


def _is_same(handle: int, file: Path) -> bool:
    """Return whether an open file still has that name."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(handle), file.lstat())
    return False


def replace_own(file: Path, data: bytes, largest: int) -> None:
    """Write one of the program's own files as `replace` does, but refuse nothing in its place.

    What is no file there, or has more than `largest` bytes, is set aside.
    """
    set_odd_aside(file, largest)
    replace(file, data)


def put_in_place(part: Path, target: Path) -> None:
    """Rename a finished file to `target`, with the rights of the file that it replaces.

    Its content must be on the disk. Raises UnconfirmedError when it was renamed but a power cut
    may undo that, and another OSError when it was not.
    """
    keep_rights(target, part)
    part.replace(target)
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise UnconfirmedError(error.errno, error.strerror) from error


def part_of(target: Path) -> Path:
    """Return where a file is written first: one name each, short enough for every disk."""
    # Only here: the first window reads a file before it is shown, and writes none.
    from hashlib import sha256

    mark = sha256(os.fsencode(target.name)).hexdigest()[:16]
    return target.with_name(f".facilitator-{mark}.part")


def _replaceable(file: Path) -> Path:
    """Return the file that any links lead to. Raises OSError if it must not be replaced."""
    target = Path(os.path.realpath(file))
    try:
        check_file(target)
    except FileNotFoundError:
        if not target.parent.exists():
            raise RefusedError(f"there is no folder {target.parent}") from None
        return target
    if not os.access(target, os.W_OK):
        # Its folder alone would let it be replaced.
        raise RefusedError("it is read-only")
    return target


def copy(source: Path, target: Path, progress: Progress = no_progress) -> str:
    """Copy a file to a new one, which is on the disk then; return its SHA-256 in hex.

    `progress` counts bytes. Raises OSError, also when the target is there; no half of a copy stays.
    """
    # Only here: the first window reads a file before it is shown, and has none to verify.
    from hashlib import sha256

    digest = sha256()
    with open_file(source) as opened, _made(target, _OURS) as written:
        size = os.fstat(opened.fileno()).st_size
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            written.write(chunk)
            progress(written.tell(), size)
    return digest.hexdigest()


def copy_open(source: BinaryIO, target: Path) -> None:
    """Copy an open file, with its holes, to a new one, which is on the disk then.

    Raises OSError, also when the target is there; no half of a copy stays.
    """
    with _made(target, _OURS) as written:
        copy_data(source, written)


@contextmanager
def _made(file: Path, mode: int) -> Iterator[BinaryIO]:
    """Open a new file to write it; afterwards it is on the disk, or removed if that failed."""
    make(file, mode)
    try:
        with file.open("r+b") as opened:
            yield opened
            opened.flush()
            _sync(opened.fileno())
    except BaseException:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        raise


def append(opened: BinaryIO, data: bytes) -> None:
    """Write at the end of a file that is open without a buffer; it is on the disk then.

    Raises OSError; a part of it may be written then.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[opened.write(rest) :]
    _sync(opened.fileno())


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
    """Make a folder and its parents, private to the user, unless they exist. Raises OSError.

    What is in a folder outlasts a power cut only when the folder's own name does.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)


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
