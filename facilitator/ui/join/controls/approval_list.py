"""What waits for the facilitator's approval, from the list to what becomes of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from facilitator.join.join_file import Proposal
from facilitator.ui.base.translate import tr
from facilitator.ui.join.controls.approval_sheet import ApprovalSheet
from facilitator.ui.join.controls.proposal_text import ShownProposal, shown_proposal
from facilitator.ui.join.inbox.proposals import is_named
from facilitator.ui.join.joining import Joining
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.session import Session


class ApprovalList(QObject):
    """The sheet of approvals, in step with what waits."""

    def __init__(
        self, joining: Joining, shell: MainWindow, session: Callable[[], Session | None]
    ) -> None:
        super().__init__(shell)
        self._joining = joining
        self._shell = shell
        self._session = session
        sheet = self.sheet = shell.add_sheet(ApprovalSheet(shell))
        sheet.approved.connect(self._on_approved)
        sheet.declined.connect(joining.decline)
        joining.proposals_changed.connect(self._refresh)
        shell.console_changed.connect(self._refresh)

    def show(self) -> None:
        """Open the sheet, where anything waits; go on to the next where it is open."""
        self._refresh()
        if self.sheet.isVisible():
            self.sheet.show_next()
        elif self._shown():
            self.sheet.open()
        else:
            self._shell.toast.say(tr("Nothing waits for your approval."))

    def _refresh(self) -> None:
        self.sheet.show_proposals(self._shown(), is_console=self._shell.is_console)

    def _shown(self) -> list[ShownProposal]:
        session = self._session()
        if session is None:
            return []
        meeting, exercise = session.meeting, session.exercise
        return [
            shown_proposal(each.id, each.contribution, self._name_on(each), meeting, exercise)
            for each in self._joining.proposals
        ]

    def _name_on(self, proposal: Proposal) -> str:
        """Return who is named on a proposal; empty where the meeting would keep no name either."""
        if not is_named(proposal.contribution):
            return ""
        return self._joining.name_of(proposal.device) or proposal.name

    def _on_approved(self, proposal_id: str, text: str) -> None:
        why = self._joining.approve(proposal_id, text)
        if why:
            self._shell.toast.say(why)
