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
        self._added = self._elsewhere = 0
        self._soon = single_shot(self, TOGETHER, self._tell)

    def count(self, change: Change, *, of_another_room: bool) -> None:
        """Count what a change of others has added, here or in another room."""
        if of_another_room:
            self._elsewhere += len(change.added)
        else:
            self._added += len(change.added)
        if (self._added or self._elsewhere) and not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        added, elsewhere = self._added, self._elsewhere
        self._added = self._elsewhere = 0
        said = [tr("{n} new from the room.", n=added)] if added else []
        if elsewhere:
            said.append(tr("{n} new from another room.", n=elsewhere))
        announce(self._where, " ".join(said))
