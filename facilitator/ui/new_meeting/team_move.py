"""A shared meeting for another team: it moves there, or that team gets a copy of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.domain.facilitation import trash
from facilitator.domain.facilitation.lifecycle import for_team, import_meeting
from facilitator.domain.follow_up.teams import find, resolved
from facilitator.domain.text import clean_line, shortened
from facilitator.errors import FacilitatorError
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.records import Details
    from facilitator.ui.shell.question_sheet import QuestionSheet
    from facilitator.ui.workspace.session import Session

_LONGEST_NAME = 60
"""Characters of a name in a sentence."""


class TeamMove(QObject):
    """Shared meetings that are to be of another team.

    Each team has a log of its own, and other laptops may go on writing in that of this one. So a
    move is two things that hold in any order of what arrives: the other team gets a meeting with
    all that this one has, and this one goes to the trash.
    """

    def __init__(self, workspace: Workspace, shell: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shell = shell
        self._sheet = Lazy(self._make_sheet)
        self._answers: list[Callable[[], object]] = []

    def _make_sheet(self) -> "QuestionSheet":
        from facilitator.ui.shell.question_sheet import QuestionSheet

        sheet = self._shell.add_sheet(QuestionSheet(self._shell, "", ("", "", "")))
        sheet.answered.connect(lambda number: self._answers[number]())
        return sheet

    def is_needed(self, details: "Details", name: str) -> bool:
        """Return whether a meeting is shared, and a name is not one of its team."""
        if details.team_id is None or self._workspace.shared_work.team_of(details) is None:
            return False
        known = self._workspace.teams.known
        found = find(name, known)
        return found is None or found.id != resolved(details.team_id, known)

    def ask(self, session: "Session", name: str) -> None:
        """Ask whether the meeting moves to the team of that name, which may be a new one."""
        team = _short(self._workspace.teams.name_of(session.meeting.details))
        if not name.strip():
            self._shell.toast.say(
                tr(
                    "Meetings of “{team}” are shared, so this one stays with a team. Everything "
                    "else was saved.",
                    team=team,
                )
            )
            return
        other = _short(clean_line(name))
        self._answers = [partial(self.move, session, name), partial(self.copy, session, name), _end]
        self._sheet().ask_with(
            tr("Move to “{other}”?", other=other),
            tr(
                "“{other}” gets this meeting with everything in it and follows up its actions. In "
                "“{team}” it goes to the trash on every laptop, and can be restored there for 30 "
                "days.",
                other=other,
                team=team,
            ),
            (tr("Move it"), tr("Make a copy"), tr("Leave it in “{team}”", team=team)),
        )

    def move(self, session: "Session", name: str) -> None:
        """Go on with a meeting of the other team; this one goes to the trash."""
        twin = self._committed(session, name)
        if twin is None:
            return
        # First the other one is there: whatever happens in between, nothing is lost.
        session.apply(trash.discard(session.meeting, datetime.now(UTC)))
        workspace = self._workspace
        if workspace.current is session:
            workspace.open(twin, session.exercise)
        said = tr(
            "“{title}” is now a meeting of “{team}”.",
            title=_short(twin.details.title),
            team=_short(twin.details.team),
        )
        undo = partial(self._take_back, session, twin)
        self._shell.toast.say(said, [(tr("Undo"), undo)])

    def _take_back(self, session: "Session", twin: "Meeting") -> None:
        """Restore the meeting that moved; the one of the other team goes to the trash."""
        workspace = self._workspace
        if not workspace.ensure_available():
            return
        moved = workspace.sessions.find(twin.id)
        kept = workspace.sessions.find(session.meeting.id)
        if moved is None or kept is not session:
            self._shell.toast.say(
                tr(
                    "It can’t be undone here any more; both meetings are still there, one in the "
                    "trash."
                )
            )
            return
        session.apply(trash.restore(session.meeting))
        moved.apply(trash.discard(moved.meeting, datetime.now(UTC)))
        if workspace.current is moved:
            workspace.show(session)
        said = tr(
            "“{title}” is back in “{team}”; the one of “{other}” is in the trash.",
            title=_short(session.meeting.details.title),
            team=_short(workspace.teams.name_of(session.meeting.details)),
            other=_short(twin.details.team),
        )
        self._shell.toast.say(said)

    def copy(self, session: "Session", name: str) -> None:
        """Begin a meeting of the other team with all that this one has."""
        twin = self._committed(session, name)
        if twin is None:
            return
        self._shell.toast.say(
            tr(
                "“{title}” was copied to “{name}”; later changes here don’t reach the copy.",
                title=_short(twin.details.title),
                name=_short(twin.details.team),
            )
        )

    def _committed(self, session: "Session", name: str) -> "Meeting | None":
        """Return the meeting of the other team, which is saved; None if that was refused."""
        workspace = self._workspace
        if not workspace.ensure_available():
            return None
        try:
            team_id = workspace.teams.register(name)
            refusal = workspace.shared_work.only_reads_team(team_id)
            if refusal:
                raise FacilitatorError(refusal)
        except FacilitatorError as error:
            self._shell.toast.say(str(error))
            return None
        twin = for_team(session.meeting, clean_line(name), team_id)
        workspace.store.commit(import_meeting(twin.records()))
        return twin


def _short(name: str) -> str:
    return shortened(name, _LONGEST_NAME)


def _end() -> None:
    """Leave the meeting where it is."""
