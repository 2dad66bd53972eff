"""Bringing in a meeting from the JSON file of an export, the same with and without a window."""

from pathlib import Path

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark
from facilitator.errors import InputRefusedError
from facilitator.exercises.library import Library
from facilitator.export.interchange import dumps, loads
from facilitator.progress import Progress, unseen
from facilitator.storage.store import Store


def meeting_in(
    file: Path, library: Library, progress: Progress = unseen
) -> tuple[Meeting, Exercise]:
    """The meeting in a file, and its exercise. Raises InputRefusedError and ExerciseError."""
    meeting = loads(_read(file), progress)
    return meeting, library.get(meeting.details.exercise)


def known_as(meeting: Meeting, exercise: Exercise, store: Store) -> Meeting | None:
    """The same meeting as it stands here, None when it is new; waits for the store.

    Raises InputRefusedError when it is here and says something else, and StorageError.
    """
    if not store.exists(meeting.id).result():
        return None
    there = store.load(meeting.id).result()
    if not _same(meeting, there, exercise):
        raise InputRefusedError(
            f"The meeting “{meeting.details.title}” is already here and differs from this file; it "
            "was left untouched, so export it first if you want to compare the two."
        )
    return there


def already_here(meeting: Meeting) -> str:
    """The sentence for a file whose meeting is here as it stands in the file."""
    return f"The meeting “{meeting.details.title}” is already here; nothing was changed."


def _same(one: Meeting, other: Meeting, exercise: Exercise) -> bool:
    """Whether two meetings say the same; where they were left open is no difference."""
    said = [record for record in one.records() if not isinstance(record, Bookmark)]
    placed = Meeting.from_records([*said, other.bookmark])
    return dumps(placed, exercise) == dumps(other, exercise)


def _read(file: Path) -> bytes:
    try:
        if file.is_file():
            return file.read_bytes()
        reason = "it is a folder" if file.is_dir() else "no such file"
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "no name a file can have").lower()
    shown = str(file).encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    raise InputRefusedError(
        f"{shown} cannot be read ({reason}); nothing was taken in, "
        "so choose a JSON file that Facilitator exported."
    )
