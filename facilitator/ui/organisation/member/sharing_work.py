"""What this laptop shares with an organisation: joining, the first upload, leaving."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.domain.text import shortened
from facilitator.errors import FacilitatorError
from facilitator.services.sharing.shared_teams import Matching, OwnTeam
from facilitator.services.text_match import best_matches
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import TaskQueue, Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.organisation.desk import Desk
from facilitator.ui.organisation.member.join_sheet import JoinSheet
from facilitator.ui.organisation.member.match_sheet import MatchSheet
from facilitator.ui.organisation.member.sharing_facts import (
    NextStep,
    Step,
    facts_of,
    is_reading,
    next_step,
    percent_of,
)
from facilitator.ui.organisation.member.sharing_sheet import SharingSheet
from facilitator.ui.organisation.values import ADMINISTRATOR, LocalTeam, ToShare
from facilitator.ui.organisation.words import LONGEST_NAME
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.question_sheet import QuestionSheet
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitator.storage.sharing.states import Membership
    from facilitator.ui.shell.busy import Busy

NEW = "new"
"""What is chosen for a team that is none of this laptop's; no team has that id."""


class Sharing(QObject):
    """The sheets of what is shared, and what they ask for."""

    administration_requested = Signal()

    def __init__(
        self, workspace: Workspace, shell: MainWindow, working: "Lazy[Busy]", desk: Desk
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._working = working
        self._desk = desk
        self._work = workspace.shared_work
        self._tasks = Tasks(self)
        self._queue = TaskQueue(Tasks(self))
        """What is done at the hub and in the store, one after the other."""
        self._to_share: ToShare | None = None
        self.join_sheet = Lazy(self._make_join_sheet)
        self.sheet = Lazy(self._make_sheet)
        self.match_sheet = Lazy(self._make_match_sheet)
        self.picker = Lazy(self._make_picker)
        self.question = Lazy(self._make_question)
        self._matched = ""
        """The id of the team for which one of this laptop is chosen."""
        self._own: dict[str, OwnTeam] = {}
        self._is_uploading = False
        """Whether somebody wanted to share what is here, and that is neither done nor stopped."""
        self._is_counted = True
        """Whether `_to_share` was counted once it was known what the others have."""
        self._work.state_changed.connect(self._on_state_changed)
        self._work.meetings_changed.connect(self._on_meetings_changed)
        self._work.membership_changed.connect(self._on_membership_changed)

    # Made when first needed

    def _make_join_sheet(self) -> JoinSheet:
        sheet = self._shell.add_sheet(JoinSheet(self._shell))
        sheet.join_requested.connect(self.join)
        return sheet

    def _make_sheet(self) -> SharingSheet:
        sheet = self._shell.add_sheet(SharingSheet(self._shell))
        sheet.next_requested.connect(self._do_next)
        sheet.manage_requested.connect(self.administration_requested)
        sheet.leave_requested.connect(self._ask_to_leave)
        return sheet

    def _make_match_sheet(self) -> MatchSheet:
        sheet = self._shell.add_sheet(MatchSheet(self._shell))
        sheet.choice_requested.connect(self._choose_own)
        sheet.confirmed.connect(self._claim)
        return sheet

    def _make_picker(self) -> PickerSheet:
        nothing = tr("No team of this laptop has that name.")
        picker = PickerSheet(self._shell, tr("Which team is it?"), tr("part of a name"), nothing)
        self._shell.add_sheet(picker)
        picker.chosen.connect(self._on_own_chosen)
        picker.closed.connect(self.match_sheet().open)
        return picker

    def _make_question(self) -> QuestionSheet:
        answers = (tr("Keep sharing"), tr("Leave"))
        sheet = self._shell.add_sheet(QuestionSheet(self._shell, tr("Leave?"), answers))
        sheet.answered.connect(self._on_leave_answered)
        return sheet

    # Opening

    @property
    def membership(self) -> "Membership | None":
        """The membership of this laptop; None where it shares with nobody."""
        return self._work.membership

    def ask(self) -> None:
        """Open the sheet of what is shared, or the way into an organisation."""
        if not self._workspace.ensure_available():
            return
        if self.membership is None:
            self.join_sheet().ask(self._desk.usual_name())
            return
        self._show_state()
        self.sheet().set_busy(False)
        self.sheet().open()
        self._count()

    def finish(self) -> None:
        """Stop what is asked for: the window closes."""
        self._queue.clear()
        self._tasks.finish()

    # Joining

    def join(self, invitation: str, name: str) -> None:
        """Use an invitation, and show what there is to be shared."""
        sheet = self.join_sheet()
        sheet.set_busy(True)

        def refused(error: FacilitatorError) -> None:
            sheet.set_busy(False)
            sheet.refuse(str(error))
            sheet.invitation.setFocus()

        task = self._queue.run(lambda progress: self._desk.join(invitation, name))
        self._working().watch(task, tr("Asking the hub…"), cancellable=False)
        task.on_success(self._on_joined).on_error(refused)

    def _on_joined(self, membership: "Membership") -> None:
        self.join_sheet().set_busy(False)
        self.join_sheet().clear()
        self.join_sheet().close_sheet()
        self._work.restart()
        task = self._queue.run(lambda progress: self._desk.matching())
        task.on_success(self._match).on_error(self._workspace.report_error)

    def _match(self, found: Matching) -> None:
        """Ask which team of this laptop is which, where that is not clear by the names."""
        if not found.unmatched or not found.own:
            self.ask_soon()
            return
        self._own = {team.id: team for team in found.own}
        names = {team.id: team.name for team in found.unmatched}
        guessed = {team.id: _local(team.guess) for team in found.unmatched if team.guess}
        self.match_sheet().ask(names, guessed)

    def _choose_own(self, team: str) -> None:
        self._matched = team
        names = {NEW: tr("It is new here"), **{each.id: each.name for each in self._own.values()}}

        def search(words: str) -> "Sequence[Found]":
            return [(key, self._content(key, names[key])) for key in best_matches(words, names)]

        self.match_sheet().hide_for()
        self.picker().ask(search)

    def _content(self, key: str, name: str) -> CardContent:
        own = self._own.get(key)
        meetings = counted(own.meetings, tr("{n} meeting"), tr("{n} meetings")) if own else ""
        text = shortened(name, LONGEST_NAME)
        return CardContent(text=text, aside=meetings, stripe=Stripe.NONE)

    def _on_own_chosen(self, key: str) -> None:
        own = self._own.get(key)
        self.match_sheet().choose(self._matched, _local(own) if own is not None else None)

    def _claim(self) -> None:
        chosen = {team: own.id for team, own in self.match_sheet().chosen.items()}
        self.match_sheet().close_sheet()

        def claim(_: object) -> None:
            for team, own in chosen.items():
                self._desk.claim(team, own)

        task = self._queue.run(claim)
        task.on_success(lambda _: self._on_claimed()).on_error(self._workspace.report_error)

    def _on_claimed(self) -> None:
        self._workspace.chosen_team.refresh()
        self.ask_soon()

    def ask_soon(self) -> None:
        """Open the sheet of what is shared, as soon as the membership is known here."""
        if self.membership is not None:
            self.ask()
        else:
            self._is_asked = True

    _is_asked = False

    def _on_membership_changed(self) -> None:
        if self._is_asked and self.membership is not None:
            self._is_asked = False
            self.ask()
        self._show_state()

    # What is shared

    def _count(self) -> None:
        """Count what is not shared yet, and show it."""
        is_early = self._is_reading

        def show(found: ToShare) -> None:
            if is_early and not self._is_reading:
                # All was read meanwhile.
                self._count()
                return
            self._to_share, self._is_counted = found, not is_early
            self._is_uploading = self._is_uploading and bool(found.containers)
            self._show_state()

        if self.membership is not None:
            task = self._tasks.run(lambda progress: self._desk.to_share())
            task.on_success(show).on_error(self._workspace.report_error)

    def _show_state(self) -> None:
        membership, made = self.membership, self.sheet.made
        if made is None and membership is None:
            return
        sheet = self.sheet()
        if membership is None:
            if sheet.isVisible():
                sheet.close_sheet()
            return
        title = tr(
            "Sharing with {name}", name=shortened(membership.organisation_name, LONGEST_NAME)
        )
        state = self._work.state
        step = self._step
        sheet.show_facts(title, facts_of(membership, state, self._to_share), step.text)
        sheet.say(step.sentence)
        sheet.show_progress(percent_of(state))
        sheet.rename(sheet.manage, _manage(membership))

    @property
    def _step(self) -> NextStep:
        return next_step(
            self._work.state,
            self._to_share,
            is_uploading=self._is_uploading,
            is_reading=self._is_reading or not self._is_counted,
        )

    @property
    def _is_reading(self) -> bool:
        """Whether it is not known yet what of this laptop the others have already."""
        return is_reading(self._work.state) or self._work.is_laying

    def _on_state_changed(self) -> None:
        state = self._work.state
        if self._is_uploading and percent_of(state) is None:
            # Few meetings are shared at once, without a step between.
            self._count()
        elif not self._is_counted and not self._is_reading:
            self._count()
        if self.sheet.made is not None:
            self._show_state()

    def _on_meetings_changed(self) -> None:
        """Count once more while that is shown: what has come may have been here already."""
        if self.sheet.made is not None and self.sheet().isVisible():
            self._count()

    def _do_next(self) -> None:
        does: dict[Step, Callable[[], object]] = {
            Step.STOP: self._stop,
            Step.JOIN: self._join_again,
            Step.UPLOAD: self.upload,
            Step.NOW: self._share_now,
        }
        does[self._step.key]()

    def _share_now(self) -> None:
        self._work.share_now()
        self._count()

    def _join_again(self) -> None:
        membership, state = self.membership, self._work.state
        self.sheet().hide_for()
        name = membership.name if membership is not None else ""
        self.join_sheet().ask(name, state.reason if state is not None else "")

    def upload(self) -> None:
        """Share what is not shared yet, in steps; it can be stopped and goes on later."""
        self._is_uploading = True
        self._work.upload()
        self._show_state()

    def _stop(self) -> None:
        self._is_uploading = False
        self._work.stop_upload()
        self._count()

    # Leaving

    def _ask_to_leave(self) -> None:
        membership = self.membership
        if membership is None:
            return
        name = shortened(membership.organisation_name, LONGEST_NAME)
        self.sheet().hide_for()
        self.question().title.setText(tr("Leave {name}?", name=name))
        self.question().ask(
            tr(
                "Everything stays on this laptop, and nothing is shared any further. What was "
                "shared already stays with the others. To come back, this laptop needs a new "
                "invitation."
            )
        )

    def _on_leave_answered(self, answer: int) -> None:
        if answer != 1:
            return
        wait = self._work.stop_soon()

        def leave(_: object) -> bool:
            wait()
            return self._desk.leave()

        task = self._queue.run(leave)
        self._working().watch(task, tr("Leaving…"), cancellable=False)
        task.on_success(self._on_left).on_error(self._workspace.report_error)
        task.on_done(self._work.restart)

    def _on_left(self, is_known: bool) -> None:
        self._to_share = None
        said = tr("This laptop shares nothing any more. Everything is still here.")
        if not is_known:
            said = tr(
                "This laptop shares nothing any more. The hub can’t be reached: an administrator "
                "can withdraw the laptop there."
            )
        self._shell.toast.say(said)


def _local(team: OwnTeam) -> LocalTeam:
    return LocalTeam(team.id, team.name, team.meetings)


def _manage(membership: "Membership") -> str:
    return tr("Manage the organization…") if membership.role == ADMINISTRATOR else ""
