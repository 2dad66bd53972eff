"""The meetings that are open and shared: what arrives is laid on in their sessions."""

import logging
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError
from facilitator.ui.base.translate import tr
from facilitator.ui.workspace.closed_meetings import ClosedMeetings
from facilitator.ui.workspace.erased_meetings import ErasedMeetings

if TYPE_CHECKING:
    # Imported when something is shared: without an organisation nothing of it is needed.
    from facilitator.domain.records import Details
    from facilitator.domain.shared_log.entry import Integrated
    from facilitator.storage.store import Store
    from facilitator.ui.workspace.session import Session
    from facilitator.ui.workspace.shared_meeting import SharedMeeting

_log = logging.getLogger(__name__)


class SharedMeetings(QObject):
    """Open meetings take what arrives themselves; what is closed is left to the store."""

    changed = Signal()
    """One of them was changed on another laptop."""
    conflicts_changed = Signal()
    """A value of one of them was lost."""
    details_changed = Signal(object)
    """With a session whose meeting may be one of another team."""
    said = Signal(str)
    """With a sentence for who sits here."""

    def __init__(self, closed: ClosedMeetings, erased: ErasedMeetings, parent: QObject) -> None:
        super().__init__(parent)
        self._closed = closed
        self._erased = erased
        self._open: dict[str, SharedMeeting] = {}

    @property
    def is_busy(self) -> bool:
        """Whether one of them is taking what arrived, or is about to."""
        return any(each.is_busy for each in self._open.values())

    def add(self, session: "Session", store: "Store") -> None:
        """Let a session take what arrives from now on, and what has arrived."""
        from facilitator.ui.workspace.shared_meeting import SharedMeeting

        meeting = session.meeting.id
        shared = self._open[meeting] = SharedMeeting(session, store)
        session.destroyed.connect(partial(self._forget, meeting, shared))
        shared.laid.connect(self._on_laid)
        shared.erased.connect(partial(self._on_erased, session))
        shared.failed.connect(_note)
        shared.details_changed.connect(partial(self._on_details_changed, session))
        self._closed.leave_out(meeting)
        if self._closed.may_be_behind(meeting):
            shared.compare()
        else:
            shared.take()

    def end(self) -> None:
        """Let no session take anything more: the store is closed, or shares nothing."""
        ended, self._open = self._open, {}
        for shared in ended.values():
            shared.end()

    def take(self, meetings: Iterable[str]) -> None:
        """Lay on what arrived for these; for those that are not open, the store does."""
        closed = []
        for meeting in sorted(meetings):
            if meeting in self._open:
                self._open[meeting].take()
            else:
                closed.append(meeting)
        self._closed.add(closed)

    def compare(self, meeting: str) -> None:
        """Let the session of a meeting take over what is on the disk, if it is open."""
        if meeting in self._open:
            self._open[meeting].compare()

    def _forget(self, meeting: str, shared: "SharedMeeting") -> None:
        if self._open.get(meeting) is shared:
            del self._open[meeting]
            # What it did not take any more.
            self._closed.add([meeting])

    def _on_details_changed(self, session: "Session", before: "Details") -> None:
        """Follow a meeting that becomes one of another team, or goes to the trash elsewhere."""
        self.details_changed.emit(session)
        details = session.meeting.details
        is_news = session.is_of_another_room and before.discarded_at is None
        if is_news and details.discarded_at is not None:
            self.said.emit(
                tr(
                    "“{title}” was moved to the trash on another laptop. It stays open here; to "
                    "keep it, restore it from the trash.",
                    title=details.title,
                )
            )

    def _on_laid(self, found: "Integrated") -> None:
        if found.lost:
            self.conflicts_changed.emit()
        if found.change:
            self.changed.emit()

    def _on_erased(self, session: "Session", by: str) -> None:
        """Close a meeting that was erased for everybody, and let the store erase it."""
        meeting = session.meeting.id
        self._open.pop(meeting, None)
        self._erased.close(session, by)
        self._closed.add([meeting])


def _note(error: FacilitatorError) -> None:
    # What arrived is in the database, and is laid on with what comes next.
    _log.warning("what arrived could not be laid on: %s", error)
