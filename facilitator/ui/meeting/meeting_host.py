"""The current meeting in the window: its screen, its commands, and the sheets that it opens."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, install
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.main_window import MainWindow, ScreenCommands
from facilitator.ui.timer.clock_commands import ClockAction
from facilitator.ui.widgets.hint_bar import Lamp
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.change import Change
    from facilitator.ui.meeting.agreement.agreement import Agreement
    from facilitator.ui.meeting.beside.beside import BesideTheLast
    from facilitator.ui.meeting.beside.last_labels import LastLabels
    from facilitator.ui.meeting.checks.checks import Checks
    from facilitator.ui.meeting.commands import MeetingRequests
    from facilitator.ui.meeting.conflicts.conflicts import Conflicts
    from facilitator.ui.meeting.heard.heard_before import HeardBefore
    from facilitator.ui.meeting.meeting_screen import MeetingScreen
    from facilitator.ui.meeting.not_today.not_today import NotToday
    from facilitator.ui.meeting.overview_sheet import OverviewSheet
    from facilitator.ui.meeting.parking.parking_lot import ParkingLot
    from facilitator.ui.meeting.put_with import PutWith
    from facilitator.ui.meeting.roster import Roster
    from facilitator.ui.meeting.roti.worth_it import WorthIt
    from facilitator.ui.meeting.rules.ground_rules import GroundRules
    from facilitator.ui.meeting.similar_cards import SimilarCards
    from facilitator.ui.meeting.vote import Voting
    from facilitator.ui.stages.about_gap.about_gap import AboutGap
    from facilitator.ui.stages.stage import Stage
    from facilitator.ui.timer.clock_text import ClockText
    from facilitator.ui.workspace.session import Session
    from facilitator.ui.workspace.sharing_text import SharingText


class MeetingHost(QObject):
    """The host of the current meeting, which is shown on a new screen each time it is opened."""

    screen_shown = Signal(object)
    """With the MeetingScreen of the meeting that is current now."""
    screen_closed = Signal()
    leave_requested = Signal()
    """The user wants to go to the home screen."""
    details_requested = Signal()
    notes_requested = Signal()
    """What the facilitator says on this stage is to be shown."""
    clock_requested = Signal(ClockAction)
    """Something is to be done with the meeting's clock."""
    sharing_requested = Signal()
    """How sharing is was clicked: more about it is to be shown."""
    overview_toggled = Signal(bool)
    """The overview of all cards is shown, or hidden again."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self.screen: MeetingScreen | None = None
        self._sharing: SharingText | None = None
        self.devices_in: Callable[[], int] = lambda: 0
        """Return how many people are in with their own devices now."""
        self.overview = Lazy(self._make_overview)
        self.put_with = Lazy(self._make_put_with)
        self.similar_cards = Lazy(self._make_similar_cards)
        self.roster = Lazy(self._make_roster)
        self.voting = Lazy(self._make_voting)
        self.not_today = Lazy(self._make_not_today)
        self.agreement = Lazy(self._make_agreement)
        self.parking = Lazy(self._make_parking)
        self.worth_it = Lazy(self._make_worth_it)
        self.ground_rules = Lazy(self._make_ground_rules)
        self.heard = Lazy(self._make_heard)
        self.beside = Lazy(self._make_beside)
        self.about_gap = Lazy(self._make_about_gap)
        self.last_labels = Lazy(self._make_last_labels)
        self.checks = Lazy(self._make_checks)
        self.conflicts = Lazy(self._make_conflicts)
        workspace.current_changed.connect(self._on_current_changed)
        workspace.session_opened.connect(self._on_session_opened)
        workspace.store_service.changed.connect(self._show_saved)
        workspace.commit_with(self.commit_edits)
        shell.console_changed.connect(self._on_console_changed)
        shell.metrics_changed.connect(self._place_toast)

    # The screen

    def _on_current_changed(self) -> None:
        session = self._workspace.current
        if session is not None:
            self._show(session)
        else:
            self._shell.show_home()
            self._drop()
            self._shell.show_title()

    def _show(self, session: "Session") -> None:
        from facilitator.ui.meeting.commands import in_meeting
        from facilitator.ui.meeting.meeting_screen import MeetingScreen

        shell = self._shell
        shell.clear()
        self._drop()
        screen = self.screen = MeetingScreen(session, shell.metrics, is_console=shell.is_console)
        requests = self._requests()

        def before() -> Sequence[Command]:
            return in_meeting(screen, requests)

        commands = ScreenCommands(before=before, after=self._ways_back, last=screen.ways)
        shell.add_screen(screen, commands, apply_metrics=False)
        # Qt would give the old focus to the first column, and so make that column active.
        shell.setFocus()
        shell.show_screen(screen)
        self._place_toast()
        session.changed.connect(self._on_changed)
        session.step_changed.connect(shell.toast.hide)
        screen.said.connect(shell.toast.say)
        screen.not_today_requested.connect(requests.not_today)
        screen.agreement_requested.connect(lambda: self.agreement().ask())
        screen.parked_requested.connect(self._on_parked_requested)
        screen.left.connect(self.leave_requested)
        screen.group_requested.connect(shell.show_group)
        screen.keys.opens_state = self._sharing is not None
        screen.keys.state_clicked.connect(self.sharing_requested)
        install(screen, before())
        shell.show_title(session.meeting.details.title)
        self.heard().follow(session)
        screen.attention_changed.connect(self.heard().look)
        if session.exercise.counts_labels:
            self.last_labels().follow(session)
            screen.attention_changed.connect(self.last_labels().look)
        screen.stage.focus_words()
        self._show_saved()
        self.show_conflicts()
        self.screen_shown.emit(screen)

    def _drop(self) -> None:
        if self.screen is None:
            return
        screen, self.screen = self.screen, None
        # The session outlives its screen and is shown again.
        screen.session.changed.disconnect(self._on_changed)
        screen.session.step_changed.disconnect(self._shell.toast.hide)
        self._shell.toast.place_at_top_of(self._shell.stack)
        self._shell.remove_screen(screen)
        self.heard().follow(None)
        if self.last_labels.made is not None:
            self.last_labels.made.follow(None)
        self.screen_closed.emit()

    def show_time(self, shown: "ClockText") -> None:
        """Show the time of the stage as it is now."""
        if self.screen is not None:
            self.screen.show_time(shown)

    def refresh(self) -> None:
        """Show the stage as it is today: other actions are late."""
        if self.screen is not None:
            self.screen.stage.refresh()

    def show_again(self) -> bool:
        """Come back to the meeting from another screen; return False when none is open."""
        if self.screen is None:
            return False
        self._shell.show_screen(self.screen)
        self.screen.stage.focus_entry()
        return True

    def find_item(self, item_id: str) -> None:
        """Show the meeting at an item that was searched for."""
        from facilitator.domain.records import Parked

        if self.screen is not None:
            self._shell.show_screen(self.screen)
            if self.screen.session.meeting.get(Parked, item_id) is not None:
                self.parking().show(item_id)
                return
            self.screen.find_item(item_id)

    def commit_edits(self) -> bool:
        """Commit unfinished text of the meeting; return False when that is not possible."""
        return self.screen is None or self.screen.commit_edits()

    @property
    def shown(self) -> bool:
        """Whether the meeting itself is shown, not a screen over it."""
        return self.screen is not None and self._shell.screen_shown is self.screen

    def _current_stage(self) -> "Stage | None":
        return self.screen.stage if self.screen is not None else None

    def _current_screen(self) -> "MeetingScreen | None":
        return self.screen

    def _on_changed(self, change: "Change") -> None:
        """Hide what was said about the change before; one of others says nothing about that."""
        from facilitator.domain.change import Verb

        if self.screen is None:
            return
        session = self.screen.session
        if change.undoable and not session.is_of_others:
            self._shell.toast.hide()
        if change.verb is Verb.DETAILS or session.is_of_another_room:
            self._shell.show_title(session.meeting.details.title)

    def _on_parked_requested(self, item_id: str, number: int) -> None:
        if number:
            self.parking().settle(item_id, number)
        else:
            self.parking().show(item_id)

    def _on_console_changed(self) -> None:
        if self.screen is not None:
            self.screen.set_console(self._shell.is_console)

    def _place_toast(self) -> None:
        console = self.screen.console if self.screen is not None else None
        if console is not None and self._shell.is_console:
            self._shell.toast.place_at_bottom_of(console.left)
        elif (screen := self.screen) is not None:
            self._shell.toast.place_at_top_of(screen.below_strip, lambda: screen.stage.question)
        else:
            self._shell.toast.place_at_top_of(self._shell.stack)

    # Saved or not

    def _on_session_opened(self, session: "Session") -> None:
        session.changed.connect(self._show_saved)
        session.commit_queued.connect(self._show_saved)

    def _show_saved(self) -> None:
        if self.screen is None:
            return
        service = self._workspace.store_service
        if service.trouble:
            self.screen.set_saved(tr("Not saved yet"), Lamp.TROUBLE)
        elif service.store.is_saving or self.screen.session.has_uncommitted:
            self.screen.set_saved(tr("Saving…"), Lamp.WAITING)
        elif service.elsewhere:
            self.screen.set_saved(tr("Saved elsewhere"), Lamp.TROUBLE)
        else:
            self.screen.set_saved(*self._saved_and_shared())

    def _saved_and_shared(self) -> tuple[str, Lamp]:
        shared = self._sharing
        if shared is None:
            return tr("Saved"), Lamp.SAVED
        text = tr("Saved · {shared}", shared=shared.text)
        return text, Lamp.TROUBLE if shared.is_trouble else Lamp.SAVED

    def show_conflicts(self) -> None:
        """Show what was changed in two places, where the meeting is shared."""
        if self._workspace.shared_work.membership is not None:
            self.conflicts().show_meeting()

    def show_sharing(self, sharing: "SharingText | None") -> None:
        """Show how sharing with the organisation is; None where nothing is shared."""
        self._sharing = sharing
        if self.screen is not None:
            self.screen.keys.opens_state = sharing is not None
        self._show_saved()

    # Commands

    def _requests(self) -> "MeetingRequests":
        from facilitator.ui.meeting.commands import HeardRequests, MeetingRequests

        return MeetingRequests(
            target=lambda: self.put_with().ask(),
            similar=lambda: self.similar_cards().ask(),
            vote=lambda: self.voting().ask(),
            not_today=lambda: self.not_today().ask(),
            park=lambda: self.parking().park(),
            parking_lot=lambda: self.parking().show(),
            worth_it=lambda: self.worth_it().ask(),
            heard=HeardRequests(
                confirm=lambda: self.heard().confirm(),
                dismiss=lambda: self.heard().dismiss(),
                any_suggested=lambda: self.heard().any_suggested(),
                life=lambda: self.heard().show_life(),
                kind=lambda: self.heard().ask_kind(),
            ),
            checks=lambda: self.checks().ask(),
            notes=self.notes_requested.emit,
            rules=lambda: self.ground_rules().ask(),
            conflicts=lambda: self.conflicts().ask(),
            any_conflicts=lambda: self.conflicts.made is not None and self.conflicts.made.found,
            overview=self.show_overview,
            about_gap=lambda: self.about_gap().ask(),
            beside=lambda: self.beside().ask(),
            details=self.details_requested.emit,
            roster=lambda begins_rounds: self.roster().ask(begins_rounds),
            time=self.clock_requested.emit,
        )

    def _ways_back(self) -> Sequence[Command]:
        return [catalog.ALL_MEETINGS.bind(self.leave_requested.emit)]

    def show_overview(self) -> None:
        """Show all cards of the stage; the words of an open editor are kept first."""
        if self.screen is not None and self.screen.stage.leave():
            self.overview().show_view(self.screen.stage.room.view())

    # Made when first needed

    def _make_ground_rules(self) -> "GroundRules":
        from facilitator.ui.meeting.rules.ground_rules import GroundRules

        return GroundRules(self._workspace, self._shell)

    def _make_overview(self) -> "OverviewSheet":
        from facilitator.ui.meeting.overview_sheet import OverviewSheet

        sheet = self._shell.add_sheet(OverviewSheet(self._shell))
        sheet.opened.connect(lambda: self.overview_toggled.emit(True))
        sheet.hidden.connect(lambda: self.overview_toggled.emit(False))
        return sheet

    def _make_put_with(self) -> "PutWith":
        from facilitator.ui.meeting.put_with import PutWith

        return PutWith(self._shell, self._current_screen)

    def _make_similar_cards(self) -> "SimilarCards":
        from facilitator.ui.meeting.similar_cards import SimilarCards

        return SimilarCards(self._shell, self._current_screen)

    def _make_roster(self) -> "Roster":
        from facilitator.ui.meeting.roster import Roster

        return Roster(self._shell, self._current_screen)

    def _make_voting(self) -> "Voting":
        from facilitator.ui.meeting.vote import Voting

        return Voting(
            self._shell,
            self._current_screen,
            lambda: self.devices_in(),
            lambda details: self._workspace.shared_work.team_of(details) is not None,
        )

    def _make_not_today(self) -> "NotToday":
        from facilitator.ui.meeting.not_today.not_today import NotToday

        return NotToday(self._shell, self._current_stage)

    def _make_heard(self) -> "HeardBefore":
        from facilitator.ui.meeting.heard.heard_before import HeardBefore

        return HeardBefore(self._workspace, self._shell, self._current_stage)

    def _make_beside(self) -> "BesideTheLast":
        from facilitator.ui.meeting.beside.beside import BesideTheLast

        return BesideTheLast(self._workspace, self._shell, self._current_stage)

    def _make_about_gap(self) -> "AboutGap":
        from facilitator.ui.stages.about_gap.about_gap import AboutGap

        return AboutGap(self._shell, self._current_screen)

    def _make_last_labels(self) -> "LastLabels":
        from facilitator.ui.meeting.beside.last_labels import LastLabels

        return LastLabels(self._workspace, self._shell)

    def _make_checks(self) -> "Checks":
        from facilitator.ui.meeting.checks.checks import Checks

        return Checks(self._shell, self._current_stage)

    def _make_conflicts(self) -> "Conflicts":
        from facilitator.ui.meeting.conflicts.conflicts import Conflicts

        return Conflicts(self._workspace, self._shell, self._current_screen)

    def _make_agreement(self) -> "Agreement":
        from facilitator.ui.meeting.agreement.agreement import Agreement

        return Agreement(self._shell, lambda: self.screen.stage if self.screen else None)

    def _make_parking(self) -> "ParkingLot":
        from facilitator.ui.meeting.parking.parking_lot import ParkingLot

        return ParkingLot(self._shell, self._current_screen)

    def _make_worth_it(self) -> "WorthIt":
        from facilitator.ui.meeting.roti.worth_it import WorthIt

        teams = self._workspace.teams
        return WorthIt(self._shell, teams, lambda: self.screen.stage if self.screen else None)

    def finish(self) -> None:
        """Stop what still works: the program ends."""
        if self.heard.made is not None:
            self.heard.made.finish()
        if self.beside.made is not None:
            self.beside.made.finish()
        if self.last_labels.made is not None:
            self.last_labels.made.finish()
        if self.similar_cards.made is not None:
            self.similar_cards.made.finish()
