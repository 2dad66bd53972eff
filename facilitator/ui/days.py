"""Days as the user's locale writes them."""

import re
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from facilitator.ui.text import tr


def day(value: date, with_weekday: bool = True) -> str:
    """A day as the user's locale orders it: "Fri 27 Nov", "Fri Nov 27"."""
    locale = QLocale()
    pattern = "MMM d" if _month_first(locale) else "d MMM"
    if value.year != date.today().year:
        pattern += " yyyy"
    if with_weekday:
        pattern = "ddd " + pattern
    return locale.toString(QDate(value.year, value.month, value.day), pattern)


def moment(value: datetime, *, seconds: bool = False) -> str:
    """A moment with an offset as it is said here and now: "today, 10:15", "Fri 27 Nov, 10:15".

    With `seconds` it is told from others of the same minute: "today, 10:15:30".
    """
    local = value.astimezone()
    pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    if seconds:
        pattern = re.sub(r"(\W?)mm", r"\1mm\1ss", pattern)
    time = QLocale().toString(QTime(local.hour, local.minute, local.second), pattern)
    said = {date.today(): tr("today"), date.today() - timedelta(days=1): tr("yesterday")}
    return tr("{day}, {time}", day=said.get(local.date(), day(local.date())), time=time)


def _month_first(locale: QLocale) -> bool:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return "d" in pattern and "M" in pattern and pattern.index("M") < pattern.index("d")
