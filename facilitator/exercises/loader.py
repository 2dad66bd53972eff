"""Load an exercise file, whole or not at all."""

from dataclasses import replace
from pathlib import Path

from facilitator import file_faults, file_reader
from facilitator.domain.exercise import Exercise, Stage
from facilitator.exercises.faults import TOML_WORDS, place_of, problem_of
from facilitator.exercises.file_format import check_format
from facilitator.exercises.lines import line_of
from facilitator.exercises.refusals import refusal
from facilitator.exercises.tables import ExerciseTable, StageTable
from facilitator.own_files import EXERCISE
from facilitator.parsed_text import Fault, parse_toml
from facilitator.typed_reader import typed

LARGEST = EXERCISE.largest
"""Bytes of an exercise file."""


def load_stage(path: Path) -> Stage:
    """Read the file of a stage that the program itself puts into a meeting; not one of a board."""
    text = file_reader.read(path, LARGEST).decode()
    return typed(parse_toml(text), StageTable, words=TOML_WORDS).stage()


def load_exercise(path: Path, named: str = "") -> Exercise:
    """Read a UTF-8 TOML file whose stem is the exercise's id; `named` is what the user typed.

    Raises ExerciseError, naming file, line, key and what would be right.
    """
    name = named or path.name or str(path)
    return parse_exercise(read_text(path, name), name)


def read_text(path: Path, name: str) -> str:
    """Read the text of an exercise file, whatever it says. Raises ExerciseError, naming `name`."""
    try:
        data = file_reader.read_start(path, LARGEST + 1)
    except FileNotFoundError:
        problem = "there is no such file"
        raise refusal(name, problem) from None
    except OSError as error:
        raise refusal(name, f"the file cannot be read ({file_faults.reason(error)})") from error
    if len(data) > LARGEST:
        right = f"an exercise file can have up to {LARGEST // 1024} KiB"
        raise refusal(name, f"the file is too large: {right}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        raise refusal(name, problem) from error


def parse_exercise(text: str, name: str, *, is_renamed: bool = False) -> Exercise:
    """Read a TOML text; `name` is its file's name, whose stem is the exercise's id.

    A file that `is_renamed` may have any name: it will get that of its id. Raises ExerciseError,
    naming file, line, key and what would be right.
    """
    stem = Path(name).stem
    try:
        data = parse_toml(text)
        check_format(data, TOML_WORDS)
        exercise = typed(data, ExerciseTable, words=TOML_WORDS).exercise()
        if exercise.id != stem and not is_renamed:
            raise Fault("id", exercise.id, f"“{stem}”, like the file's name without .toml")
    except Fault as fault:
        line = line_of(text, place_of(fault)) if fault.path or fault.known else None
        raise refusal(name, problem_of(fault), line) from None
    return replace(exercise, toml=text)


def exercise_of(tables: object) -> Exercise:
    """Return the exercise that the tables of a file of the newest format are. Raises Fault."""
    return typed(tables, ExerciseTable, words=TOML_WORDS).exercise()
