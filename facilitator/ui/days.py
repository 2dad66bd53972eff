"""Days as the user's locale writes them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale


def day(value: date, with_weekday: bool = True) -> str:
    """A day as the user's locale orders it: "Fri 27 Nov", "Fri Nov 27"."""
    locale = QLocale()
    pattern = "MMM d" if _month_first(locale) else "d MMM"
    if value.year != date.today().year:
        pattern += " yyyy"
    if with_weekday:
        pattern = "ddd " + pattern
    return locale.toString(QDate(value.year, value.month, value.day), pattern)


def _month_first(locale: QLocale) -> bool:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return "d" in pattern and "M" in pattern and pattern.index("M") < pattern.index("d")
