"""What a window shows first, and the command that starts the program again."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Start:
    """A start; `exercise`, `title`, `minutes` and `team` are for a new meeting.

    `meeting` (a full id) is for one to open.
    """

    action: Literal["home", "new", "open"]
    exercise: str | None = None
    title: str | None = None
    minutes: int | None = None
    meeting: str | None = None
    team: str | None = None


def command_line(data: Path, start: Start) -> list[str]:
    """Return the command that starts this program again, on a data folder, at home or a meeting."""
    own = len(sys.argv) - 1
    program = sys.orig_argv[: len(sys.orig_argv) - own]
    line = [sys.executable, *program[1:], "--data", str(data)]
    return [*line, "open", start.meeting] if start.meeting else line
