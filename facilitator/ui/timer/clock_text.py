"""How the time of a stage is told: in figures, in a few words, and aloud."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QLocale

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import timing
from facilitator.domain.meeting import Meeting
from facilitator.ui.base.translate import counted, number, tr


class Going(Enum):
    """Whether the clock goes on."""

    STANDS = auto()
    RUNS = auto()
    PAUSED = auto()


@dataclass(frozen=True, slots=True)
class ClockText:
    """The time of the stage at hand, in seconds.

    `left` is negative when it takes longer than planned; `drift` is by how much the meeting will
    end early, negative when late.
    """

    left: int
    planned: int
    drift: int
    going: Going
    nearly_over: bool

    @classmethod
    def of(cls, meeting: Meeting, exercise: Exercise, now: datetime) -> "ClockText":
        stage = exercise.stage(meeting.bookmark.stage).id
        going = Going.PAUSED if timing.is_paused(meeting) else Going.STANDS
        return cls(
            left=timing.left(meeting, exercise, stage, now),
            planned=timing.planned(meeting, exercise)[stage],
            drift=timing.drift(meeting, exercise, now),
            going=Going.RUNS if timing.is_running(meeting) else going,
            nearly_over=timing.is_warning(meeting, exercise, stage, now),
        )

    @property
    def is_over(self) -> bool:
        return self.left < 0

    @property
    def figures(self) -> str:
        """ "3:12", or "+0:45" when it is over."""
        minutes, seconds = divmod(abs(self.left), timing.MINUTE)
        locale = QLocale()
        padded = locale.toString(seconds).rjust(2, locale.zeroDigit())
        return f"{'+' if self.is_over else ''}{number(minutes)}:{padded}"

    @property
    def short(self) -> str:
        """The figures, and a word where they alone would say too little: "1:36 left"."""
        if self.going is Going.PAUSED:
            return tr("{time} · paused", time=self.figures)
        if self.is_over:
            return tr("{time} over", time=self.figures)
        return tr("{time} left", time=self.figures) if self.nearly_over else self.figures

    @property
    def words(self) -> str:
        """What stands below the figures: "of 8 min · 2 min ahead"."""
        parts = (self._warning, self._whole, self._drift)
        return " · ".join(part for part in parts if part)

    @property
    def _whole(self) -> str:
        return tr("of {n} min", n=timing.minutes_of(self.planned))

    @property
    def state(self) -> str:
        """A line of its own while the clock is paused."""
        return tr("Paused · F9 goes on") if self.going is Going.PAUSED else ""

    @property
    def _warning(self) -> str:
        if self.is_over:
            return tr("over")
        return self.minutes_left if self.nearly_over else ""

    @property
    def minutes_left(self) -> str:
        """The whole minutes that are left, begun ones counted: "2 min left"."""
        return tr("{n} min left", n=timing.minutes_of(self.left))

    @property
    def _drift(self) -> str:
        minutes = abs(self.drift) // timing.MINUTE
        if not minutes:
            return ""
        return tr("{n} min ahead", n=minutes) if self.drift > 0 else tr("{n} min behind", n=minutes)

    @property
    def spoken(self) -> str:
        """For who does not see it; another sentence once a minute."""
        over = counted(-self.left // timing.MINUTE, tr("{n} minute over"), tr("{n} minutes over"))
        if self.left > -timing.MINUTE:
            over = tr("over")
        left = over if self.is_over else self.minutes_left
        return ", ".join(part for part in (left, self._whole, self._drift, self.state) if part)
