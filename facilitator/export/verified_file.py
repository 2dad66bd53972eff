"""Put a file in place: whole and read back, or not at all."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from facilitator import durable
from facilitator.domain.text import printable
from facilitator.errors import ExportError


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file so that there is always either the old one or the whole new one.

    Raises ExportError when that fails; then nothing has changed at that place, but where the
    sentence says that the file is there.
    """
    try:
        target = Path(os.path.realpath(path))
        _check(path, target)
        part = _part_of(target)
        # A program that was killed leaves it behind.
        durable.remove(part)
        try:
            _write(part, data)
            if part.read_bytes() != data:
                raise _error(path, "what was read back differs from what was written")
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        raise _error(path, durable.reason(error)) from error
    except ValueError as error:
        raise _error(path, "its name holds characters that no file name can have") from error
    try:
        durable.sync_folder(target.parent)
    except OSError as error:
        raise _unconfirmed(path, durable.reason(error)) from error


def _part_of(target: Path) -> Path:
    """Return where a file is written first: one name each, short enough for every disk."""
    mark = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]
    return target.with_name(f".facilitator-{mark}.part")


def _check(path: Path, target: Path) -> None:
    """Refuse what os.replace would do wrongly, or only say in a number."""
    try:
        durable.check_file(target)
    except FileNotFoundError:
        if not target.parent.exists():
            raise _error(path, f"there is no folder {target.parent}") from None


def _write(part: Path, data: bytes) -> None:
    with part.open("xb") as file:
        file.write(data)
    durable.sync_file(part)


def _shown(path: Path) -> str:
    return printable(str(path))


def _unconfirmed(path: Path, reason: str) -> ExportError:
    return ExportError(
        f"The file {_shown(path)} was written and read back, but may not outlast a power cut "
        f"because {reason}; the meeting is safe, check the disk or choose another place."
    )


def _error(path: Path, reason: str) -> ExportError:
    return ExportError(
        f"The file {_shown(path)} could not be written because {reason}; the meeting is safe and "
        "nothing was half-written, choose another place."
    )
