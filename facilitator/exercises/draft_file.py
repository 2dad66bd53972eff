"""The unsaved changes of an exercise, kept in a small file beside it until they are saved."""

import json
from contextlib import suppress
from pathlib import Path

from facilitator import durable, file_reader
from facilitator.exercises.blanks import Table
from facilitator.exercises.draft import LISTS
from facilitator.own_files import EXERCISE_DRAFT
from facilitator.parsed_text import parse_json

NEW = "_new"
"""In the place of an id: an exercise that was never saved."""


def read_draft(folder: Path, name: str) -> Table | None:
    """Return the tables that were not saved; None where there are none that can be read."""
    try:
        data = file_reader.read(_file(folder, name), EXERCISE_DRAFT.largest)
        found = parse_json(data)
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and _is_whole(found) else None


def _is_whole(tables: Table) -> bool:
    """Return whether every part is there that the form of an exercise relies on."""
    parts = [tables.get(name, []) for name in LISTS]
    listed = all(isinstance(part, list) and all(map(_has_id, part)) for part in parts)
    others = [tables.get("words", {}), tables.get("opening", {})]
    if not listed or not all(isinstance(each, dict) for each in others):
        return False
    return len(tables.get("columns", ())) == 2 and bool(tables.get("stages"))


def _has_id(table: object) -> bool:
    return isinstance(table, dict) and isinstance(table.get("id"), str)


def write_draft(folder: Path, name: str, tables: Table) -> None:
    """Replace the file as a whole. Raises OSError when it cannot be written."""
    durable.make_folders(folder)
    content = json.dumps(tables, indent=1).encode() + b"\n"
    durable.replace_own(_file(folder, name), content, EXERCISE_DRAFT.largest)


def forget_draft(folder: Path, name: str) -> None:
    """Remove the file: the changes are saved, or were given up."""
    with suppress(OSError):
        durable.remove(_file(folder, name))


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.draft.json"
