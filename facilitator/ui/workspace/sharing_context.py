"""What sharing with an organisation asks of the workspace it is a part of."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance

if TYPE_CHECKING:
    from facilitator.errors import FacilitatorError
    from facilitator.exercises.exercise_library import Library
    from facilitator.storage.store import Store
    from facilitator.ui.workspace.open_sessions import OpenSessions
    from facilitator.ui.workspace.session import Session
    from facilitator.ui.workspace.store_service import StoreService
    from facilitator.ui.workspace.teams import Teams


class SharingContext(Protocol):
    """A workspace, as far as sharing needs one."""

    data: Path
    sessions: "OpenSessions"
    store_service: "StoreService"
    teams: "Teams"
    exercise_library: "Library"

    @property
    def session_opened(self) -> SignalInstance:
        """Emitted with a Session that was not open before."""

    @property
    def store_closing(self) -> SignalInstance:
        """Emitted before the database is closed for a while."""

    @property
    def store(self) -> "Store":
        """The store there is now."""

    @property
    def current(self) -> "Session | None":
        """The meeting that is open."""

    def leave(self) -> None:
        """Leave the current meeting."""

    def commit_edits(self) -> bool:
        """Commit unfinished text wherever it is."""

    def report_error(self, error: "FacilitatorError") -> None:
        """Report an error that is not a bug to the user."""
