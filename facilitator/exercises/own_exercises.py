"""The user's own exercises on disk: save one, delete one, import one, share one."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from facilitator import durable, file_faults
from facilitator.domain.exercise import Exercise
from facilitator.errors import ExerciseError
from facilitator.exercises.blanks import Table
from facilitator.exercises.loader import LARGEST, parse_exercise, read_text
from facilitator.exercises.refusals import refusal
from facilitator.exercises.writer import toml_of
from facilitator.paths import resources


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file that was to be imported: `differs` from the one of the same id here.

    One that differs was not imported, unless it was to replace that: `replaced` is its text.
    """

    exercise: Exercise
    was_here: bool = False
    differs: bool = False
    replaced: str = ""


def own_file(folder: Path, exercise_id: str) -> Path:
    """Return where an exercise of the user's own is kept."""
    return folder / f"{exercise_id}.toml"


def save_exercise(folder: Path, tables: Table) -> Exercise:
    """Write an exercise, whole or not at all, in the place of what was there of its id.

    Raises ExerciseError when it is wrong, or has the id of one that comes with the program.
    """
    text = toml_of(tables)
    exercise = parse_exercise(text, f"{tables.get('id', '')}.toml")
    _write(folder, exercise, text)
    return exercise


def delete_exercise(folder: Path, exercise_id: str) -> str:
    """Delete an exercise of the user's own; return its text. Raises ExerciseError."""
    file = own_file(folder, exercise_id)
    text = read_text(file, file.name)
    try:
        durable.remove(file)
    except OSError as error:
        raise _not(file.name, "deleted", error) from error
    return text


def restore_exercise(folder: Path, text: str) -> Exercise:
    """Write a deleted exercise again, just as it was. Raises ExerciseError."""
    exercise = parse_exercise(text, "exercise.toml", is_renamed=True)
    _write(folder, exercise, text)
    return exercise


def import_exercise(folder: Path, file: Path, *, replaces: bool = False) -> Imported:
    """Import an exercise from a file of any name; `replaces` one of ours that has its id.

    Raises ExerciseError when it is wrong.
    """
    text = read_text(file, file.name)
    exercise = parse_exercise(text, file.name, is_renamed=True)
    there = own_file(folder, exercise.id)
    _check_is_free(exercise.id, file.name)
    known = ""
    if there.exists():
        # One that can't be read is another one.
        with suppress(ExerciseError):
            known = read_text(there, there.name)
        if not replaces:
            return Imported(exercise, was_here=True, differs=known != text)
    _write(folder, exercise, text)
    return Imported(exercise, replaced=known)


def share_exercise(exercise: Exercise, file: Path) -> None:
    """Write an exercise to a file that others can import, read back. Raises ExerciseError."""
    try:
        data = exercise.toml.encode()
        durable.replace(file, data, is_private=False, is_read_back=True)
    except durable.UnconfirmedError:
        return
    except (OSError, ValueError) as error:
        raise _not(file.name, "written", error) from error


def _write(folder: Path, exercise: Exercise, text: str) -> None:
    file = own_file(folder, exercise.id)
    _check_is_free(exercise.id, file.name)
    data = text.encode()
    if len(data) > LARGEST:
        right = f"an exercise file can have up to {LARGEST // 1024} KiB"
        raise refusal(file.name, f"the file is too large: {right}")
    try:
        durable.make_folders(folder)
        durable.set_odd_aside(file)
        durable.replace(file, data, is_read_back=True)
    except durable.UnconfirmedError:
        # It is there; only a power cut in this moment could undo that.
        return
    except (OSError, ValueError) as error:
        raise _not(file.name, "saved", error) from error


def _check_is_free(exercise_id: str, name: str) -> None:
    if (resources() / "exercises" / f"{exercise_id}.toml").exists():
        problem = f"id is “{exercise_id}”, the id of a built-in exercise; choose another"
        raise refusal(name, problem)


def _not(name: str, what: str, error: Exception) -> ExerciseError:
    reason = (
        file_faults.reason(error) if isinstance(error, OSError) else "no file can have its name"
    )
    return ExerciseError(f"{name} was not {what} ({reason}). Your meetings are safe; try again.")
