"""The command that writes all that a hub has of an organisation to JSON files."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from facilitator import file_faults
from facilitator.cli.base.terminal import counted
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.text import shortened
from facilitator.errors import ExerciseError, ExportError, FacilitatorError, InputRefusedError
from facilitator.exercises.exercise_library import Library
from facilitator.export.files import file_name
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.services.log_replay import replay
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.people import Organisation
from facilitator.storage.shared_log.log_body import unpack_entry

_TEAM_FILE = "team.json"


def export(store: HubStore, organisation: Organisation, folder: Path) -> Iterator[str]:
    """Write each meeting to a file, in a folder for each team.

    What the team said between meetings, its journal, is in `team.json` there. Raises
    ExportError if some could not be written.
    """
    _check_empty(folder)
    library, failed = Library(), 0
    for team, entries in store.export(organisation.id):
        meetings = replay(unpack_entry(entry) for entry in entries)
        if not meetings:
            yield f"{team.name}: nothing was shared yet."
            continue
        files = _new_folder(folder / f"{_folder_name(team.name)} {team.id[:8]}")
        written = 0
        for meeting in meetings:
            try:
                _write(meeting, library, files)
                written += 1
            except FacilitatorError as error:
                failed += 1
                yield f"“{shortened(meeting.details.title)}” was not written. {error}"
        yield f"{team.name}: {counted(written, 'file')}."
    yield "“facilitator import” takes each file; of a team, team.json first."
    if failed:
        raise ExportError(f"{counted(failed, 'file')} could not be written, as said above.")


def _write(meeting: Meeting, library: Library, folder: Path) -> None:
    details = meeting.details
    path = folder / file_name(details.title, details.held_on, Format.JSON)
    if details.id == details.team_id:
        # A local team that became this one has a journal too.
        path = folder / _TEAM_FILE
    if path.exists():
        # Its name on disks that tell neither A from a, nor ways to write ä.
        path = path.with_stem(f"{path.stem} {details.id}")
    options = Options(today=date.today())
    export_meeting(meeting, _exercise_of(meeting, library), Format.JSON, path, options)


def _exercise_of(meeting: Meeting, library: Library) -> Exercise:
    """Return the exercise of a meeting; another one if it is not here: the file needs none."""
    if meeting.team is None:
        with suppress(ExerciseError):
            return library.of_meeting(meeting)
    return library.default


def _new_folder(folder: Path) -> Path:
    """Make a folder and return it. Raises InputRefusedError."""
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise InputRefusedError(
            f"The folder {folder} can’t be created ({file_faults.reason(error)})."
        ) from error
    return folder


def _folder_name(team: str) -> str:
    return file_name(team, date.min, "json").removesuffix(f" {date.min.isoformat()}.json")


def _check_empty(folder: Path) -> None:
    """Make sure that nothing is mixed with files of another day. Raises InputRefusedError."""
    try:
        is_new = not folder.exists() or not any(folder.iterdir())
    except OSError as error:
        raise InputRefusedError(
            f"The folder {folder} can’t be used ({file_faults.reason(error)}); nothing was done."
        ) from error
    if not is_new:
        raise InputRefusedError(
            f"The folder {folder} has files in it; nothing was done. Choose a new one."
        )
