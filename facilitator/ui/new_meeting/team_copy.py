"""A shared meeting stays with its team; another team gets a copy of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.domain.follow_up.teams import find, resolved
from facilitator.domain.text import shortened
from facilitator.errors import FacilitatorError
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.domain.records import Details
    from facilitator.ui.workspace.session import Session

_LONGEST_NAME = 60
"""Characters of a name in a sentence."""


class TeamCopy(QObject):
    """Copies of shared meetings for teams that the meetings themselves can't move to.

    Each team has a log of its own, and other laptops may go on writing in that of this one.
    """

    def __init__(self, workspace: Workspace, shell: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shell = shell

    def is_needed(self, details: "Details", name: str) -> bool:
        """Return whether a meeting is shared, and a name is not one of its team."""
        if details.team_id is None or self._workspace.shared_work.team_of(details) is None:
            return False
        known = self._workspace.teams.known
        found = find(name, known)
        return found is None or found.id != resolved(details.team_id, known)

    def offer(self, session: "Session", name: str) -> None:
        """Say that the meeting stays with its team, and offer a copy for the one of that name."""
        team = self._workspace.teams.name_of(session.meeting.details)
        said = tr(
            "Meetings of “{team}” are shared and stay with that team. Everything else was saved.",
            team=shortened(team, _LONGEST_NAME),
        )
        if not name.strip():
            self._shell.toast.say(said)
            return
        label = tr("Make a copy for “{name}”", name=shortened(name, _LONGEST_NAME))
        self._shell.toast.say(said, [(label, partial(self.copy, session, name))])

    def copy(self, session: "Session", name: str) -> None:
        """Begin a meeting of the team of that name with all that this one has."""
        from dataclasses import replace

        from facilitator.domain.facilitation.lifecycle import import_meeting, second
        from facilitator.domain.meeting import Meeting
        from facilitator.domain.text import clean_line

        workspace = self._workspace
        if not workspace.ensure_available():
            return
        try:
            team_id = workspace.teams.register(name)
            refusal = workspace.shared_work.only_reads_team(team_id)
            if refusal:
                raise FacilitatorError(refusal)
        except FacilitatorError as error:
            self._shell.toast.say(str(error))
            return
        twin = second(session.meeting)
        heading = replace(
            twin.details,
            title=session.meeting.details.title,
            team=clean_line(name),
            team_id=team_id,
        )
        records = twin.records()
        of_team = Meeting.from_records(heading if r is twin.details else r for r in records)
        workspace.store.commit(import_meeting(of_team.records()))
        self._shell.toast.say(
            tr(
                "“{title}” was copied to “{name}”; later changes here don’t reach the copy.",
                title=shortened(heading.title, _LONGEST_NAME),
                name=shortened(heading.team, _LONGEST_NAME),
            )
        )
