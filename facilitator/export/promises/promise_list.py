"""The promises of a team as a document: what every way to print or copy them is made from.

All texts are plain. What was said of a promise is told in a word, never the words of an excuse:
those don't stand beside a name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.records import Status
from facilitator.export import phrases
from facilitator.export.promises import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """A promise; `gap` is the one it came from, `team` is empty where all are one's.

    `due` is the day by which it is to be done as it was last set. `kind` says that somebody is to
    be asked, thanked or told; it is empty where something is to be done.
    """

    text: str
    owner: str
    due: date | None
    is_late: bool
    status: Status
    gap: str
    team: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseGroup:
    """Promises under one heading, in their order."""

    heading: str
    lines: tuple[PromiseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseList:
    """Groups of promises as they are on the day `today`.

    `apart` tells that every group is one to be handed out, so that it begins a page.
    """

    title: str
    today: date
    groups: tuple[PromiseGroup, ...]
    day_text: phrases.DayText
    apart: bool = False

    @property
    def lines(self) -> list[PromiseLine]:
        return [line for group in self.groups for line in group.lines]

    def due(self, line: PromiseLine) -> str:
        """Return the day of a promise, with its year where that is another; empty for none."""
        day = line.due
        return self.day_text(day, True, day.year != self.today.year) if day else ""


def details_of(line: PromiseLine) -> Sequence[str]:
    """Return what is told of a promise in small, besides whose it is and by when."""
    said = [line.team, line.kind, sentences.because_of(line.gap) if line.gap else ""]
    status = phrases.STATUS[line.status]
    said.append(phrases.late(status) if line.is_late else status)
    return [each for each in said if each]
