"""What others add is told to a screen reader now and then, all of it in one sentence."""

from PySide6.QtCore import QObject

from facilitator.domain.change import Change
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr

TOGETHER = 4_000
"""Milliseconds in which what comes is told together, counted from the first."""


class Arrivals(QObject):
    """A count of what others have added since that was told last; without their words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._where = parent
        self._added = 0
        self._soon = single_shot(self, TOGETHER, self._tell)

    def count(self, change: Change) -> None:
        """Count what a change of others has added."""
        self._added += len(change.added)
        if self._added and not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        added, self._added = self._added, 0
        announce(self._where, tr("{n} new from the room.", n=added))
