"""What another store took over but can't write: its meeting is kept as a file to bring in."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.workspace.session import Session


class StaleMeetings(QObject):
    """Holds the meetings that are not wholly saved, as they were in the window."""

    said = Signal(str)
    """What became of a meeting, in one sentence."""

    def __init__(self, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._data = data
        self._later = Later(self)
        self._held: dict[str, tuple[Meeting, Exercise]] = {}

    def hold(self, sessions: "Iterable[Session]", unsaved: "Sequence[Change]") -> None:
        """Before the sessions are dropped: what of them is not on disk may not fit what comes."""
        waiting = {change.meeting for change in unsaved}
        for session in sessions:
            if session.meeting.id in waiting:
                self._held[session.meeting.id] = (session.meeting.copy(), session.exercise)

    def keep_apart(self, meeting_id: str) -> None:
        """The meeting is another one in the database that there is now: keep ours as a file."""
        held = self._held.pop(meeting_id, None)
        if held is None:
            return
        meeting, exercise = held

        def failed(error: FacilitatorError) -> None:
            self.said.emit(str(error))

        def kept(file: Path) -> None:
            self.said.emit(
                tr(
                    "The last changes of “{title}” don’t fit what is there now: the meeting as you "
                    "had it is kept in {file}.",
                    title=meeting.details.title,
                    file=str(file),
                )
            )

        writing = ThreadPoolExecutor(1, thread_name_prefix="keeping apart")
        self._later.when(writing.submit(_written, self._data, meeting, exercise), kept, failed)
        writing.shutdown(wait=False)


def _written(data: Path, meeting: "Meeting", exercise: "Exercise") -> Path:
    """The file; raises FacilitatorError."""
    from facilitator.export.formats import Format, export_meeting, suggested_name

    now = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    file = data / f"kept-{now}-{suggested_name(meeting, Format.JSON)}"
    export_meeting(meeting, exercise, Format.JSON, file, today=date.today())
    return file
