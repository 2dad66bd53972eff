"""The field of a day: it shows the day it understands, and becomes that day when it is left."""

from datetime import date

from PySide6.QtWidgets import QWidget

from facilitator.ui.base import dates
from facilitator.ui.base.translate import tr
from facilitator.ui.widgets.field import Field


class DueField(Field):
    """A field in which a day is typed as people say it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._asked = ""
        """The day that is odd and known to be: the next Enter accepts it."""
        self.textChanged.connect(self._show_day)

    @property
    def day(self) -> date | None:
        """The day that is understood."""
        return dates.read(self.text()).day if self.typed else None

    @property
    def odd(self) -> str:
        """What is odd about the day, until the user has kept it; empty for nothing."""
        return self._odd if self.text() != self._asked else ""

    @property
    def _odd(self) -> str:
        return dates.doubt(dates.read(self.text())) if self.typed else ""

    def accept(self) -> None:
        """Take the day that is there as one that was accepted before."""
        self._asked = self.text()

    def settle(self) -> None:
        """Become the day that is understood."""
        day = self.day
        if day is not None:
            kept = self.text() == self._asked
            self.correct(dates.to_type(day))
            if kept:
                self._asked = self.text()
            self._show_day()

    def question(self) -> str:
        """Return what to ask about the day, "" for nothing; an odd one is asked about once."""
        reading = dates.read(self.text())
        if reading.day is None:
            return dates.not_a_day(self.text(), reading)
        odd = self.odd
        if odd:
            self._asked = self.text()
            return tr("{odd}. Correct it, or press Enter again to keep it.", odd=odd)
        return ""

    def _show_day(self) -> None:
        """Show the day that is understood after what is typed, unless that says it already."""
        day = self.day
        written = dates.day(day) if day is not None else ""
        is_said = not written or self.typed in (written, dates.to_type(day) if day else "")
        self.set_remark("" if is_said else tr("→ {day}", day=written), strong=True)
        described = ". ".join(filter(None, (written, self._odd)))
        self.setAccessibleDescription(described)
