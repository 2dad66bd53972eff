"""Import a meeting from the JSON file of an export, the same with and without a window."""

from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path

from facilitator import file_faults, file_reader
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import second, under_new_id, with_clock_stopped
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Clock, Details
from facilitator.domain.text import fold, printable
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_document.refusals import LARGEST, too_large
from facilitator.export.json_format import dumps, loads
from facilitator.progress import Progress, no_progress, part_of
from facilitator.services.team_history import join_team
from facilitator.storage.protected_files import is_own_file
from facilitator.storage.store import Store
from facilitator.storage.trash import MeetingStatus


def read_meeting_file(
    file: Path, data: Path, library: Library, progress: Progress = no_progress
) -> tuple[Meeting, Exercise]:
    """Return the meeting or journal in a file, and its exercise; the program's own are refused.

    A journal follows none: it comes with any. Raises InputRefusedError and ExerciseError.
    """
    content = _read(file, data, part_of(progress, 0, 10))
    meeting = loads(content, part_of(progress, 10, 100))
    is_journal = meeting.team is not None
    return meeting, library.default if is_journal else library.of_meeting(meeting)


class ImportPlan(Enum):
    """A plan for the meeting of a file: import it, restore it from the trash, or nothing."""

    NEW = "new"
    BACK = "back"
    """It is in the trash, just as it is in the file."""
    HERE = "here"


class DiffersError(InputRefusedError):
    """An error: the meeting of a file is here and differs; worded for the command line."""

    def __init__(self, meeting: Meeting, *, discarded: bool) -> None:
        self.title = meeting.details.title
        self.discarded = discarded
        """Whether it is in the trash."""
        copy = "“import --as-copy” imports the file as a second meeting"
        if discarded:
            super().__init__(
                f"The meeting “{self.title}” is in the trash and differs from this file; it was "
                f"left there untouched. “facilitator trash --restore {meeting.id}” restores it, "
                f"and {copy}."
            )
        else:
            super().__init__(
                f"The meeting “{self.title}” is already here and differs from this file; it was "
                f"left untouched. If you want it too, {copy}."
            )


def plan_import(
    meeting: Meeting, exercise: Exercise, store: Store, *, as_copy: bool = False
) -> tuple[ImportPlan, Meeting]:
    """Return what there is to do, and the meeting as it is here; waits for the store.

    With `as_copy` one that is here comes in as a second meeting. One that is new here is of a
    team that is known here, or begins one; after it was erased for everybody it is another
    meeting, for no log takes the old one any more. Raises DiffersError when it is here and says
    something else, and StorageError.
    """
    here = store.status(meeting.id).result()
    if here is MeetingStatus.MISSING:
        if store.sharing.is_erased(meeting.id).result():
            meeting = under_new_id(meeting)
        return ImportPlan.NEW, join_team(with_clock_stopped(meeting), store, date.today())
    if as_copy:
        return ImportPlan.NEW, join_team(second(meeting), store, date.today())
    there = store.load(meeting.id).result()
    discarded = here is MeetingStatus.DISCARDED
    if not _same(meeting, there, exercise):
        raise DiffersError(meeting, discarded=discarded)
    return ImportPlan.BACK if discarded else ImportPlan.HERE, there


def import_message(what: ImportPlan, meeting: Meeting) -> str:
    """Return the sentence that says what was done about the meeting of a file."""
    title = meeting.details.title
    if what is ImportPlan.NEW:
        return f"Imported “{title}” as {meeting.id}."
    if what is ImportPlan.BACK:
        return f"The meeting “{title}” was in the trash and is restored as it was."
    return f"The meeting “{title}” is already here; nothing was changed."


def _same(one: Meeting, other: Meeting, exercise: Exercise) -> bool:
    """Return whether two meetings hold the same, wherever and whenever they were left open."""
    left_out = (Details, Bookmark, Clock)
    said = [record for record in one.records() if not isinstance(record, left_out)]
    clock = [other.clock] if other.clock else []
    details = one.details
    if fold(details.team) == fold(other.details.team):
        # The same team has an id of its own on each computer, and had none before.
        details = replace(details, team_id=other.details.team_id)
    placed = Meeting.from_records([details, *said, other.bookmark, *clock])
    return dumps(placed, exercise) == dumps(other, exercise)


def _read(file: Path, data: Path, progress: Progress) -> bytes:
    try:
        if is_own_file(file, data):
            # To open the database and close it again would give away SQLite's lock on it.
            reason = "it is one of Facilitator’s own files"
        else:
            return file_reader.read(file, LARGEST, progress)
    except file_faults.TooLargeError:
        raise too_large() from None
    except FileNotFoundError:
        reason = "no such file"
    except OSError as error:
        reason = file_faults.reason(error)
    except ValueError:
        reason = "a file can’t have that name"
    shown = printable(str(file))
    raise InputRefusedError(
        f"{shown} cannot be read ({reason}); nothing was imported. Choose a JSON file that "
        f"Facilitator exported."
    )
