"""What an exercise may be called, and the sentence about a file that cannot be used."""

import re

from facilitator.domain.text import clean_line
from facilitator.errors import ExerciseError

ID = re.compile(r"[a-z0-9-]{1,60}")
LINE = 200
"""Characters of a text that has no tighter limit of its own."""


def refusal(file: str, problem: str, line: int | None = None) -> ExerciseError:
    """Return the error for a file that cannot be used, whatever is wrong with it, and where."""
    name = clean_line(file[:LINE])
    where = f"{name}, line {line}" if line is not None else name
    return ExerciseError(
        f"{where}: {problem}. Your meetings are safe; correct the file and try again."
    )
