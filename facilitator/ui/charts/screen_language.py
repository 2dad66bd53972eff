"""The language of charts on the screen: that of the user, with the days of the locale."""

from datetime import date

from PySide6.QtCore import QLocale, Qt

from facilitator.export.charts.language import Language
from facilitator.ui.base import dates
from facilitator.ui.base.translate import tr


def screen_language() -> Language:
    """Return the language that the user reads now."""
    locale = QLocale()

    def number(value: float, decimals: int) -> str:
        return locale.toString(float(value), "f", decimals)

    leftwards = locale.textDirection() is Qt.LayoutDirection.RightToLeft
    return Language(tr=tr, day=_day, number=number, leads_to="←" if leftwards else "→")


def _day(day: date, with_year: bool) -> str:
    return dates.day(day, False, with_year)
