"""What the facilitator does about people who join: the panel, the sheets and the commands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.domain.contributions.own import Own
from facilitator.domain.facilitation import privacy
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.join.controls.join_state import JoinState
from facilitator.ui.join.controls.one_window_code import OneWindowCode
from facilitator.ui.join.controls.questions import Questions
from facilitator.ui.join.joining import Joining, JoiningState
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported when they are first opened.
    from facilitator.ui.join.controls.approval_list import ApprovalList
    from facilitator.ui.join.controls.check_sheet import CheckSheet
    from facilitator.ui.join.controls.hidden_cards import HiddenCards
    from facilitator.ui.join.controls.join_panel import JoinPanel, JoinPill
    from facilitator.ui.join.controls.people_sheet import PeopleSheet


class JoinControls(QObject):
    """The facilitator's side of Joining. The room never reads here who asks, only how many."""

    def __init__(self, joining: Joining, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._joining = joining
        self._workspace = workspace
        self._shell = shell
        self._panel: JoinPanel | None = None
        self._pill: JoinPill | None = None
        self._code = OneWindowCode(joining, shell)
        self.people = Lazy(self._make_people)
        self.approvals = Lazy(self._make_approvals)
        self.hidden_cards = Lazy(self._make_hidden_cards)
        self.checks = Lazy(self._make_checks)
        self._questions = Lazy(lambda: Questions(joining, shell, self.show_people))
        # One contribution can change several of these at once.
        for changed in (
            joining.state_changed,
            joining.people_changed,
            joining.proposals_changed,
            joining.invitation_changed,
        ):
            changed.connect(self.refresh)
        joining.removed.connect(self._on_removed)
        shell.console_changed.connect(self.refresh)

    # What is so

    @property
    def is_on(self) -> bool:
        return self._joining.is_on

    @property
    def is_open(self) -> bool:
        return self._joining.state is JoiningState.ON

    @property
    def state(self) -> JoinState:
        """All of it as the facilitator sees it now."""
        joining, invitation = self._joining, self._joining.invitation
        return JoinState(
            is_on=joining.is_on,
            is_closed=joining.state is JoiningState.CLOSED,
            address=invitation.address if invitation else "",
            is_only_here=invitation is not None and invitation.is_only_here,
            people=joining.people,
            waiting=len(joining.proposals),
            is_on_wall=joining.is_on_wall,
            is_small=joining.is_small,
            admits_all=joining.admits_all,
            moderates=joining.moderates,
            nobody_came=joining.nobody_came,
            is_console=self._shell.is_console,
        )

    @property
    def _session(self) -> Session | None:
        return self._workspace.current

    # What is shown

    def show_on(self, panel: "JoinPanel | None", pill: "JoinPill | None") -> None:
        """Show it on the console's panel and in the strip of the meeting that is shown."""
        self._panel, self._pill = panel or self._panel, pill or self._pill
        self.refresh()

    def leave(self) -> None:
        """Forget the widgets of a meeting that is not shown any more."""
        self._panel = self._pill = None

    def refresh(self) -> None:
        """Show everything as it is now."""
        state = self.state
        if self._panel is not None:
            self._panel.show_state(state)
        if self._pill is not None:
            self._pill.show_state(state)
        self._refresh_people(state)

    def _refresh_people(self, state: JoinState) -> None:
        people = self.people.made
        if people is not None and people.isVisible():
            people.show_state(state, hidden_cards=self.any_hidden())

    def any_hidden(self) -> bool:
        """Return whether there are hidden cards, and only the facilitator reads this window."""
        session = self._session
        return (
            session is not None
            and self._shell.is_console
            and privacy.count_hidden(session.meeting) > 0
        )

    # Commands

    def begin(self) -> None:
        """Let people join; where they may already, show who is in."""
        if self.is_open:
            self.show_people()
            return
        if self._shell.sheet is not None:
            self._shell.sheet.close_sheet()
        self._code.start()

    def admit_next(self) -> None:
        """Let in the one who has asked longest."""
        asking = self.state.asking
        if asking:
            self.admit(asking[0].id)
        else:
            self._say(tr("Nobody asks to come in."))

    def admit(self, device: str) -> None:
        """Let in one who asks."""
        name = self._joining.name_of(device)
        self._joining.admit(device)
        announce(self._shell, tr("{name} is in.", name=name))

    def admit_all(self) -> None:
        """Let in all who ask now."""
        count = len(self.state.asking)
        if not count:
            self._say(tr("Nobody asks to come in."))
            return
        self._joining.admit_everyone()
        self._say(counted(count, tr("One more is in."), tr("{n} more are in.")))

    def step_code(self) -> None:
        """Show the code large, small in the corner, or not at all: the next of these."""
        self._code.step()

    def show_people(self) -> None:
        """Show who asks and who is in; close that where it is shown."""
        sheet = self.people()
        if sheet.isVisible():
            sheet.close_sheet()
            return
        sheet.show_state(self.state, hidden_cards=self.any_hidden())
        sheet.open()

    def show_proposals(self) -> None:
        """Show what waits for approval."""
        self.approvals().show()

    def toggle_moderation(self) -> None:
        """Look at everything first, or no longer."""
        self._set_moderates(not self._joining.moderates)

    def _set_moderates(self, on: bool) -> None:
        self._joining.set_moderates(on)
        if not on:
            said = tr("What people write goes on the wall at once.")
        elif self._shell.is_console:
            said = tr(
                "What people write waits for you first: {key} shows it.", key=catalog.PROPOSALS.key
            )
        else:
            said = tr(
                "What people write waits for you first. To read it before the room does, connect a "
                "second screen."
            )
        self._say(said)

    def show_hidden_cards(self) -> None:
        """List the hidden cards, so that one can be removed; on the console alone."""
        self.hidden_cards().show()

    def next_address(self) -> None:
        """Put another address of this computer in the code."""
        before = self.state.address
        self._joining.next_address()
        if self.state.address == before:
            self._say(tr("This computer has no other address."))

    def turn_code(self) -> None:
        """Make a new code; those who are in stay."""
        self._joining.turn_code()
        self._say(tr("New code. The old one lets nobody in; those who are in stay."))

    def ask_stop(self) -> None:
        """Ask whether those who are in stay, and stop."""
        self._questions().ask_stop(is_open=self.is_open, inside=len(self.state.inside))

    def show_checks(self) -> None:
        """Show what to check when phones can't connect."""
        self.checks().ask(self.state.address)

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)

    # What happens

    def _on_removed(self, name: str, own: Own) -> None:
        session = self._session
        if session is None:
            return
        left = sum(session.meeting.find(item) is not None for item in own.items)
        self._questions().ask_withdraw(name if self._shell.is_console else "", own, left)

    # The sheets

    def _make_people(self) -> "PeopleSheet":
        from facilitator.ui.join.controls.people_sheet import PeopleSheet

        sheet = self._shell.add_sheet(PeopleSheet(self._shell))
        sheet.admit_requested.connect(self.admit)
        sheet.remove_requested.connect(self._on_remove_requested)
        sheet.admission_chosen.connect(self._joining.set_admits_all)
        sheet.moderation_chosen.connect(self._set_moderates)
        sheet.command_requested.connect(self._shell.run_command)
        return sheet

    def _on_remove_requested(self, device: str) -> None:
        self._questions().ask_remove(device, self._joining.name_of(device))

    def _make_approvals(self) -> "ApprovalList":
        from facilitator.ui.join.controls.approval_list import ApprovalList

        return ApprovalList(self._joining, self._shell, lambda: self._session)

    def _make_checks(self) -> "CheckSheet":
        from facilitator.ui.join.controls.check_sheet import CheckSheet

        return self._shell.add_sheet(CheckSheet(self._shell))

    def _make_hidden_cards(self) -> "HiddenCards":
        from facilitator.ui.join.controls.hidden_cards import HiddenCards

        return HiddenCards(self._shell, lambda: self._session)
