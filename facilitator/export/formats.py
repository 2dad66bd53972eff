"""The formats of an export, and the writer of each."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from facilitator import durable, file_faults
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import with_clock_stopped
from facilitator.domain.meeting import Meeting
from facilitator.domain.text import printable
from facilitator.errors import ExportError
from facilitator.export import phrases
from facilitator.export.paper import Paper
from facilitator.progress import Progress, no_progress, part_of

__all__ = ["Exported", "Format", "Paper", "export_meeting", "suggested_name"]

LONGEST_NAME = 120
"""Bytes of a file name in UTF-8, with its ending."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.I)


class Format(StrEnum):
    """A format; its value is also the ending of the file's name."""

    PDF = "pdf"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: how many characters the fonts lacked, and in which texts."""

    path: Path
    pages: int | None
    unprintable: int
    unprintable_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    data: bytes
    pages: int | None = None
    unprintable: int = 0
    unprintable_in: tuple[str, ...] = ()


def export_meeting(
    meeting: Meeting,
    exercise: Exercise,
    fmt: Format,
    path: Path,
    *,
    today: date,
    paper: Paper = Paper.A4,
    day_text: phrases.DayText = phrases.day_in_english,
    progress: Progress = no_progress,
) -> Exported:
    """Write a meeting to a file, whole and read back. Raises ExportError.

    When `progress` stops it, nothing has changed at that place.
    """
    written = _WRITERS[fmt](meeting, exercise, today, paper, day_text, part_of(progress, 0, 99))
    put_in_place(path, written.data)
    return Exported(path, written.pages, written.unprintable, written.unprintable_in)


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file so that there is always either the old one or the whole new one.

    Raises ExportError when that fails; then nothing has changed at that place, but where the
    sentence says that the file is there.
    """
    try:
        durable.replace(path, data, is_private=False, is_read_back=True)
    except durable.UnconfirmedError as error:
        raise _unconfirmed(path, file_faults.reason(error)) from error
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


def suggested_name(meeting: Meeting, fmt: Format) -> str:
    """Return a name that every file system accepts: the title, the day, the ending."""
    details = meeting.details
    ending = f" {details.held_on.isoformat()}.{fmt}"
    title = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", details.title))
    visible = "".join(c for c in title if c.isprintable() or c.isspace())
    words = " ".join(visible.split())
    room = LONGEST_NAME - len(ending.encode())
    short = words.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore").strip(" .-")
    if _RESERVED.match(short):
        short = f"{phrases.FILE_FALLBACK} {short}"[: LONGEST_NAME // 2]
    return (short or phrases.FILE_FALLBACK) + ending


def _pdf(
    meeting: Meeting,
    exercise: Exercise,
    today: date,
    paper: Paper,
    day_text: phrases.DayText,
    progress: Progress,
) -> _Written:
    # Imported here because reportlab takes longer to load than the rest of an export.
    from facilitator.export.pdf import render_pdf
    from facilitator.export.report import build_report

    report = build_report(meeting, exercise, today, day_text)
    rendered = render_pdf(report, paper, progress)
    lacking = rendered.unprintable
    return _Written(rendered.data, rendered.pages, lacking.count, lacking.texts)


def _json(
    meeting: Meeting,
    exercise: Exercise,
    today: date,
    paper: Paper,
    day_text: phrases.DayText,
    progress: Progress,
) -> _Written:
    from facilitator.export.json_format import dumps

    return _Written(dumps(with_clock_stopped(meeting, datetime.now(UTC)), exercise).encode())


_WRITERS: dict[
    Format, Callable[[Meeting, Exercise, date, Paper, phrases.DayText, Progress], _Written]
] = {
    Format.PDF: _pdf,
    Format.JSON: _json,
}
