"""The ground rules of a meeting under way: show them at any time, and change them.

They are kept for the next meetings of the team.
"""

from functools import partial

from PySide6.QtCore import QObject

from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.ground_rules import rules_or_proposed
from facilitator.domain.follow_up.templates import keep_ground_rules
from facilitator.errors import InputRefusedError
from facilitator.ui.meeting.rules.sheet import GroundRulesSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace


class GroundRules(QObject):
    """The feature behind the sheet of ground rules."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._session: Session | None = None
        self.sheet = shell.add_sheet(GroundRulesSheet(shell))
        self.sheet.change_requested.connect(self._on_change_requested)

    def ask(self) -> None:
        """Show the rules, or close the sheet."""
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        self._session = self._workspace.current
        if self._session is not None:
            meeting, exercise = self._session.meeting, self._session.exercise
            rules = meeting.details.ground_rules or "\n".join(rules_or_proposed(meeting, exercise))
            self.sheet.ask(rules)

    def _on_change_requested(self, rules: str) -> None:
        if self._session is None:
            return
        try:
            changed = self._session.execute(
                lifecycle.set_ground_rules(self._session.meeting, rules)
            )
        except InputRefusedError as error:
            self._shell.toast.say(str(error))
            return
        team_id = self._session.meeting.details.team_id
        if changed and team_id is not None:
            kept = self._workspace.teams.change_journal(
                team_id, partial(keep_ground_rules, rules=rules)
            )
            kept.on_error(lambda error: self._shell.toast.say(str(error)))
