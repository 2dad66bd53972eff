"""Load an exercise file, whole or not at all."""

import re
from pathlib import Path

from facilitator import file_faults, file_reader
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.text import clean_line, shortened
from facilitator.exercises.file_format import check_format
from facilitator.exercises.refusals import LINE, refusal
from facilitator.exercises.tables import ExerciseTable, StageTable
from facilitator.own_files import EXERCISE
from facilitator.parsed_text import Fault, joined, parse_toml
from facilitator.typed_reader import MISSING, Words, typed

LARGEST = EXERCISE.largest
"""Bytes of an exercise file."""

_TOML_WORDS = Words(
    table="a table of keys and values",
    tables="a list of tables, each headed [[{key}]]",
    null=False,
    quotes="“”",
)
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")


def load_stage(path: Path) -> Stage:
    """Read the file of a stage that the program itself puts into a meeting; not one of a board."""
    text = file_reader.read(path, LARGEST).decode()
    return typed(parse_toml(text), StageTable, words=_TOML_WORDS).stage()


def load_exercise(path: Path, named: str = "") -> Exercise:
    """Read a UTF-8 TOML file whose stem is the exercise's id; `named` is what the user typed.

    Raises ExerciseError, naming file, key and what would be right.
    """
    name = named or path.name or str(path)
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
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        raise refusal(name, problem) from error
    return parse_exercise(text, name)


def parse_exercise(text: str, name: str) -> Exercise:
    """Read a TOML text; `name` is its file's name, whose stem is the exercise's id.

    Raises ExerciseError, naming file, key and what would be right.
    """
    stem = Path(name).stem
    try:
        data = parse_toml(text)
        check_format(data, _TOML_WORDS)
        exercise = typed(data, ExerciseTable, words=_TOML_WORDS).exercise()
        if exercise.id != stem:
            raise Fault("id", exercise.id, f"“{stem}”, like the file's name without .toml")
    except Fault as fault:
        raise refusal(name, _problem(fault)) from None
    return exercise


def _problem(fault: Fault) -> str:
    """Return what is wrong and what would be right."""
    if fault.known:
        return _unknown_key(fault)
    if fault.problem:
        return f"{fault.path or 'the file'} {fault.problem}"
    found = "is missing" if fault.value is MISSING else f"is {_shown(fault.value)}"
    return f"{fault.path} {found} and should be {fault.right}"


def _unknown_key(fault: Fault) -> str:
    """Return the sentence about a key that nobody knows, with the one that was probably meant."""
    # Only here: most exercises are right.
    from difflib import get_close_matches

    key = fault.key
    close = get_close_matches(key[:LINE], fault.known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"the keys are {', '.join(fault.known)}"
    name = key if _PLAIN_KEY.fullmatch(key) else f"“{shortened(clean_line(key[:LINE]))}”"
    return f"{joined(fault.path, [name])} is not a known key ({hint})"


def _shown(value: object) -> str:
    """Return a value as its author would recognise it, short enough for a sentence."""
    if isinstance(value, str):
        text = clean_line(value[:LINE])
        return f"“{shortened(text)}”" if text else "blank"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) < 10**12 else "a very long number"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a table"
    return shortened(str(value))
