"""The time of a stage as text: in figures, in a few words, and for screen readers."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale

from facilitator.domain.facilitation import timing
from facilitator.domain.room.room_clock import Going, RoomClock
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, number, tr


def figures_of(left: int) -> str:
    """Return seconds that are left as "3:12", or "+0:45" when they are below 0."""
    minutes, seconds = divmod(abs(left), timing.MINUTE)
    locale = QLocale()
    padded = locale.toString(seconds).rjust(2, locale.zeroDigit())
    return f"{'+' if left < 0 else ''}{number(minutes)}:{padded}"


@dataclass(frozen=True, slots=True)
class ClockText:
    """The time of the current stage, in words."""

    clock: RoomClock

    @property
    def is_over(self) -> bool:
        return self.clock.left < 0

    @property
    def figures(self) -> str:
        """The time left, as "3:12", or "+0:45" when it is over."""
        return figures_of(self.clock.left)

    @property
    def is_stopped(self) -> bool:
        """Whether the figures stand still, and so must not look like those that run."""
        return self.clock.going is not Going.RUNS

    @property
    def is_alarming(self) -> bool:
        """Whether time is running out: the figures are on a colored pill."""
        return self.clock.nearly_over and not self.is_stopped

    @property
    def short(self) -> str:
        """The figures, with a word where they alone are not enough: "1:36 left"."""
        if self.clock.going is Going.PAUSED:
            return tr("{time} · paused", time=self.figures)
        if self.is_stopped:
            return tr("{time} · stopped", time=self.figures)
        if self.is_over:
            return tr("{time} over", time=self.figures)
        return tr("{time} left", time=self.figures) if self.clock.nearly_over else self.figures

    @property
    def words(self) -> str:
        """The line below the figures: "of 8 min · 2 min ahead"."""
        parts = (self._warning, self._whole, self._drift)
        return " · ".join(part for part in parts if part)

    @property
    def _whole(self) -> str:
        return tr("of {n} min", n=timing.minutes_of(self.clock.planned))

    @property
    def state(self) -> str:
        """A line of its own while the clock does not run."""
        key = catalog.START_OR_PAUSE.key
        if self.clock.going is Going.PAUSED:
            return tr("Paused · {key} resumes", key=key)
        return tr("Stopped · {key} starts it", key=key) if self.is_stopped else ""

    @property
    def _warning(self) -> str:
        if self.is_over:
            return tr("over")
        return self.minutes_left if self.clock.nearly_over else ""

    @property
    def minutes_left(self) -> str:
        """The minutes that are left, rounded up: "2 min left"."""
        return tr("{n} min left", n=timing.minutes_of(self.clock.left))

    @property
    def _drift(self) -> str:
        minutes = abs(self.clock.drift) // timing.MINUTE
        if not minutes:
            return ""
        return (
            tr("{n} min ahead", n=minutes)
            if self.clock.drift > 0
            else tr("{n} min behind", n=minutes)
        )

    @property
    def spoken(self) -> str:
        """The text for a screen reader; it changes once a minute."""
        over = counted(
            -self.clock.left // timing.MINUTE, tr("{n} minute over"), tr("{n} minutes over")
        )
        if self.clock.left > -timing.MINUTE:
            over = tr("over")
        left = over if self.is_over else self.minutes_left
        return ", ".join(part for part in (left, self._whole, self._drift, self.state) if part)
