"""A signal at midnight, when "today" on the screen becomes "yesterday"."""

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

LOOK = 60_000
"""Milliseconds between two checks: no event tells that a computer slept or its clock was set."""


class Midnight(QObject):
    """A check of the date once a minute."""

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
