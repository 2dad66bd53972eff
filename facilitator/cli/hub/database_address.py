"""Where the hub's database is, as an administrator says it."""

import argparse
from collections.abc import Callable
from pathlib import Path

from facilitator.errors import InputRefusedError

DATABASE = "FACILITATOR_HUB_DATABASE"
DATABASE_FILE = "FACILITATOR_HUB_DATABASE_FILE"


def read_database_url(options: argparse.Namespace, variable: Callable[[str], str | None]) -> str:
    """Return the address of the database; from a file or a variable, `ps` does not show it.

    Raises InputRefusedError.
    """
    if options.database is not None:
        return str(options.database)
    name = options.database_file or variable(DATABASE_FILE)
    if name is not None:
        return read_line(Path(name), "address of the database")
    if found := variable(DATABASE):
        return found
    raise InputRefusedError(
        f"Which database? Give --database URL or --database-file FILE, or set {DATABASE}."
    )


def read_line(file: Path, what: str) -> str:
    """Return the one line of a file. Raises InputRefusedError."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "not text"
        raise InputRefusedError(
            f"The file {file} with the {what} can’t be read ({why.lower()})."
        ) from error
    words = [line.strip() for line in lines if line.strip()]
    if len(words) != 1:
        raise InputRefusedError(f"The file {file} should have one line, with the {what}.")
    return words[0]
