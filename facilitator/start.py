"""What the window is to show when the program starts."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Start:
    """`exercise` and `title` are for a new meeting, `meeting` (a full id) for one to open."""

    action: Literal["home", "new", "open"]
    exercise: str | None = None
    title: str | None = None
    meeting: str | None = None
