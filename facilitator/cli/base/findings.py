"""What a command finds when it examines something, one line each."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one thing that was examined; as text it is one line."""

    level: Level
    about: str
    said: str

    def __str__(self) -> str:
        return f"{self.level:7}  {self.about + ':':13} {' '.join(self.said.split())}"
