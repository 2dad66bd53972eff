"""Files that an export writes: their names, and how one gets whole into its place."""

import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from facilitator import durable, file_faults
from facilitator.domain.text import printable
from facilitator.errors import ExportError
from facilitator.export import phrases
from facilitator.export.needed import library_needed
from facilitator.export.read_back.checks import Check, check_of
from facilitator.progress import Progress, no_progress

LONGEST_NAME = 120
"""Bytes of a file name in UTF-8, with its ending."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.I)


class EmptyExportError(ExportError):
    """An error: there is nothing yet that could be written."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: how many characters the fonts lacked, and in which texts.

    The first few of these are `unprintable_characters`; text.unprintable says their names.

    `left_out` counts what has no place in such a file, such as actions without a day in a calendar.
    """

    path: Path
    pages: int | None
    unprintable: int
    unprintable_in: tuple[str, ...] = ()
    left_out: int = 0
    unprintable_characters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file, and what is told of it; see `Exported`."""

    data: bytes
    pages: int | None = None
    unprintable: int = 0
    unprintable_in: tuple[str, ...] = ()
    left_out: int = 0
    unprintable_characters: tuple[str, ...] = ()
    check: Check | None = None
    """Reads the file before it gets its place; without it, what reads any file of its kind."""

    def at(self, path: Path) -> Exported:
        """Return what is told once it is in its place."""
        return Exported(
            path,
            self.pages,
            self.unprintable,
            self.unprintable_in,
            self.left_out,
            self.unprintable_characters,
        )


def export_to(path: Path, written: Written, progress: Progress = no_progress) -> Exported:
    """Put what was written in its place, and return what is told of it.

    Raises ExportError; when `progress` stops it, nothing has changed at that place.
    """
    check = written.check or check_of(written.data, written.pages)
    put_in_place(path, written.data, check, progress)
    return written.at(path)


def put_in_place(
    path: Path, data: bytes, check: Check | None = None, progress: Progress = no_progress
) -> None:
    """Write a file so that there is always either the old one or the whole new one.

    It is read back before it gets its name. Raises ExportError when that fails; then nothing has
    changed at that place, but where the sentence says that the file is there.
    """
    reads = check or check_of(data)
    try:
        with library_needed():
            durable.replace(
                path,
                data,
                is_private=False,
                is_read_back=True,
                check=lambda part: reads(part, progress),
            )
    except durable.UnconfirmedError as error:
        raise _unconfirmed(path, file_faults.reason(error)) from error
    except (FileNotFoundError, FileExistsError) as error:
        # The part that is written first has one name for each file.
        is_there = os.path.isdir(path.parent)  # noqa: PTH112 - Path.is_dir may raise
        beside = "another program is writing the same file"
        raise _error(path, beside if is_there else "its folder does not exist") from error
    except OSError as error:
        raise _error(path, file_faults.reason(error)) from error
    except ValueError as error:
        raise _error(path, "its name has characters that a file name can’t have") from error


def _shown(path: Path) -> str:
    return printable(str(path))


def _unconfirmed(path: Path, reason: str) -> ExportError:
    return ExportError(
        f"The file {_shown(path)} was written and read back, but might not survive a power cut "
        f"because {reason}; the meeting is safe. Check the disk or choose another place."
    )


def _error(path: Path, reason: str) -> ExportError:
    return ExportError(
        f"The file {_shown(path)} could not be written because {reason}; the meeting is safe and "
        f"no partial file was left behind. Choose another place."
    )


def file_name(words: str, day: date, ending: str) -> str:
    """Return a name of these words and the day that every file system accepts."""
    end = f" {day.isoformat()}.{ending}"
    title = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", words))
    visible = "".join(c for c in title if c.isprintable() or c.isspace())
    kept = " ".join(visible.split())
    room = LONGEST_NAME - len(end.encode())
    short = kept.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore").strip(" .-")
    if is_reserved(short):
        short = f"{phrases.FILE_FALLBACK} {short}"[: LONGEST_NAME // 2]
    return (short or phrases.FILE_FALLBACK) + end


def is_reserved(name: str) -> bool:
    """Return whether Windows keeps a name for itself, whatever its ending."""
    return _RESERVED.match(name) is not None
