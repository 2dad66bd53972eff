"""Meetings that somebody erased for everybody: they close, and what was changed here is kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.sharing.states import Kept
    from facilitator.storage.store import Store
    from facilitator.ui.workspace.session import Session
    from facilitator.ui.workspace.sharing_context import SharingContext


class ErasedMeetings(QObject):
    """The end of meetings that were open, and the files of those that are kept."""

    said = Signal(str)
    """With a sentence that says what became of a meeting."""

    _kept = Signal(object)

    def __init__(self, workspace: "SharingContext", parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._exercises: dict[str, Exercise] = {}
        """Those of meetings that were open."""
        self._erased_by: dict[str, tuple[str, str]] = {}
        """The titles of meetings that were open and are being erased, and who erased them."""
        self._in_files: set[str] = set()
        """Those of which a file has what was changed here."""
        self._kept.connect(self._on_kept, Qt.ConnectionType.QueuedConnection)

    def begin(self, store: "Store") -> None:
        """Keep from now on what the store erases with changes that nobody else has."""
        store.sharing.keep = self._keep
        store.sharing.on_kept = self._kept.emit

    def close(self, session: "Session", by: str) -> None:
        """Close a meeting that the store is to erase then.

        What is being typed is saved first: it is kept with all else.
        """
        workspace, meeting = self._workspace, session.meeting
        self._erased_by[meeting.id] = (meeting.details.title, by)
        self._exercises[meeting.id] = session.exercise
        if workspace.current is session:
            workspace.commit_edits()
            workspace.leave()
        session.flush_pending()
        workspace.sessions.drop(meeting.id)

    def tell(self, meeting: str) -> None:
        """Say that a meeting was erased that was open until then."""
        erased = self._erased_by.pop(meeting, None)
        if erased is not None and meeting not in self._in_files:
            self.said.emit(_sentence(*erased))

    def _keep(self, meeting: "Meeting") -> Path:
        """Write an erased meeting with one's own changes into a file; on the writer's thread."""
        from facilitator.services.kept_meetings import keep

        exercise = self._exercises.get(meeting.id)
        if exercise is None:
            exercise = self._workspace.exercise_library.of_meeting(meeting)
        return keep(self._workspace.data, meeting, exercise)

    def _on_kept(self, kept: "Kept") -> None:
        self._in_files.add(kept.meeting)
        self.said.emit(
            tr(
                "“{title}” was erased for everybody. What you changed since is in {file}, which "
                "you can import.",
                title=kept.title,
                file=str(kept.file),
            )
        )


def _sentence(title: str, by: str) -> str:
    if by:
        return tr("“{title}” was erased for everybody by {name}.", title=title, name=by)
    return tr("“{title}” was erased for everybody.", title=title)
