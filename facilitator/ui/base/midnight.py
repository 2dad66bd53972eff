"""Tells when the day is another one: what was said of today is then said of yesterday."""

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

LOOK = 60_000
"""Milliseconds between two looks: a computer that slept, or whose clock was set, tells nobody."""


class Midnight(QObject):
    """Looks at the calendar now and then."""

    passed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._day = date.today()
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK)
        self._looks.timeout.connect(self._look)
        self._looks.start()

    def _look(self) -> None:
        before, self._day = self._day, date.today()
        if self._day != before:
            self.passed.emit()
