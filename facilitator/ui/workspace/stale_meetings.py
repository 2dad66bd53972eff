"""Meetings whose last changes don't fit a database that was replaced: kept as files."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.workspace.session import Session


class StaleMeetings(QObject):
    """Copies of the meetings that were not wholly saved when the database was closed."""

    said = Signal(str)
    """With a sentence that says what became of a meeting."""

    def __init__(self, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._data = data
        self._tasks = Tasks(self)
        self._held: dict[str, tuple[Meeting, Exercise]] = {}

    def hold(self, sessions: "Iterable[Session]", unsaved: "Sequence[Change]") -> None:
        """Copy the open meetings with unsaved changes, before their sessions are closed."""
        waiting = {change.meeting for change in unsaved}
        for session in sessions:
            if session.meeting.id in waiting:
                self._held[session.meeting.id] = (session.meeting.copy(), session.exercise)

    def keep_apart(self, meeting_id: str) -> None:
        """Export our copy of a meeting that is another one in the database there is now."""
        held = self._held.pop(meeting_id, None)
        if held is None:
            return
        # Only here: the first window must not wait for it.
        from facilitator.services.kept_meetings import keep

        meeting, exercise = held

        def failed(error: FacilitatorError) -> None:
            self.said.emit(str(error))

        def kept(file: Path) -> None:
            self.said.emit(
                tr(
                    "The last changes to “{title}” don’t fit what is there now: your version of "
                    "the meeting is kept in {file}.",
                    title=meeting.details.title,
                    file=str(file),
                )
            )

        task = self._tasks.run(lambda progress: keep(self._data, meeting, exercise, progress))
        task.on_success(kept).on_error(failed)
