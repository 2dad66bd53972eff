"""What an administrator does: add teams, invite and withdraw laptops, erase for everybody."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator.domain.text import shortened
from facilitator.errors import FacilitatorError
from facilitator.services.text_match import best_matches
from facilitator.ui.base import dates
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Task, TaskQueue, Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.organisation.administrator.administration_sheet import AdministrationSheet
from facilitator.ui.organisation.administrator.erasable import ErasableMeeting, read_erasable
from facilitator.ui.organisation.administrator.rights_sheet import RightsSheet
from facilitator.ui.organisation.administrator.small_sheets import (
    EraseSheet,
    InvitationSheet,
    NewTeamSheet,
)
from facilitator.ui.organisation.desk import Desk
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.organisation.values import Administration, Laptop, TeamRight
from facilitator.ui.organisation.words import LONGEST_NAME
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.question_sheet import QuestionSheet
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitator.ui.shell.busy import Busy

T = TypeVar("T")

LOOK_AGAIN = 5_000
"""Milliseconds from one answer of the hub until it is asked again, while the list is open."""
BACKUP_DAYS = 31 * 13
"""Days after which no laptop that is used has a backup of before: one a month, for a year."""


class AdministrationWork(QObject):
    """The sheets of an administrator, and what they ask of the hub."""

    erased = Signal(str)
    """A meeting was erased for everybody, by its id."""

    def __init__(
        self, workspace: Workspace, shell: MainWindow, working: "Lazy[Busy]", desk: Desk
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._working = working
        self._desk = desk
        self._tasks = Tasks(self)
        self._queue = TaskQueue(Tasks(self))
        self._reading: Task[Administration] | None = None
        self._is_unread = False
        """Whether the hub did not answer when it was asked last what there is."""
        self._again = single_shot(self, LOOK_AGAIN, self._look_again)
        self._known = Administration(teams={}, laptops=())
        self._changed: Laptop | None = None
        """The laptop that gets other rights; None for an invitation."""
        self._meetings: Mapping[str, ErasableMeeting] = {}
        self._chosen = ""
        self.sheet = Lazy(self._make_sheet)
        self.rights = Lazy(self._make_rights)
        self.new_team = Lazy(self._make_new_team)
        self.invitation = Lazy(self._make_invitation)
        self.withdrawal = Lazy(self._make_withdrawal)
        self.picker = Lazy(self._make_picker)
        self.erasing = Lazy(self._make_erasing)

    # Made when first needed

    def _make_sheet(self) -> AdministrationSheet:
        sheet = self._shell.add_sheet(AdministrationSheet(self._shell))
        sheet.opened.connect(self.refresh)
        sheet.hidden.connect(self._again.stop)
        sheet.invite_requested.connect(self._ask_whom)
        sheet.team_requested.connect(lambda: self.new_team().ask())
        sheet.erase_requested.connect(self._choose_meeting)
        sheet.change_requested.connect(self._ask_rights)
        sheet.withdraw_requested.connect(self._ask_withdrawal)
        return sheet

    def _make_rights(self) -> RightsSheet:
        sheet = self._shell.add_sheet(RightsSheet(self._shell))
        sheet.confirmed.connect(self._on_rights)
        sheet.closed.connect(self._back)
        return sheet

    def _make_new_team(self) -> NewTeamSheet:
        sheet = self._shell.add_sheet(NewTeamSheet(self._shell))
        sheet.accepted.connect(self._add_team)
        sheet.closed.connect(self._back)
        return sheet

    def _make_invitation(self) -> InvitationSheet:
        sheet = self._shell.add_sheet(InvitationSheet(self._shell))
        sheet.copied.connect(lambda: self._shell.toast.say(tr("The invitation is copied.")))
        sheet.closed.connect(self._back)
        return sheet

    def _make_withdrawal(self) -> QuestionSheet:
        answers = (tr("Keep its access"), tr("Withdraw its access"))
        sheet = self._shell.add_sheet(QuestionSheet(self._shell, tr("Withdraw?"), answers))
        sheet.answered.connect(self._on_withdrawal_answered)
        sheet.closed.connect(self._back)
        return sheet

    def _make_picker(self) -> PickerSheet:
        nothing = tr("No meeting of a shared team has these words in its title.")
        title, prompt = tr("Which meeting is to be erased?"), tr("part of a title")
        picker = self._shell.add_sheet(PickerSheet(self._shell, title, prompt, nothing))
        picker.chosen.connect(self._ask_to_erase)
        picker.closed.connect(self._back)
        return picker

    def _make_erasing(self) -> EraseSheet:
        sheet = self._shell.add_sheet(EraseSheet(self._shell))
        sheet.accepted.connect(lambda typed: self._erase())
        sheet.closed.connect(self._back)
        return sheet

    # The list

    @property
    def _name(self) -> str:
        membership = self._workspace.shared_work.membership
        return membership.organisation_name if membership is not None else ""

    def ask(self) -> None:
        """Open the sheet, and ask the hub what there is."""
        self.sheet().show_reading()
        self.sheet().refuse("")
        self.sheet().open()

    def refresh(self) -> None:
        """Ask the hub what there is now; the last answer is shown."""
        if self._reading is not None:
            self._reading.forget()
        self._reading = self._tasks.run(lambda progress: self._desk.administration())
        self._reading.on_ended(self._on_read).on_success(self._show).on_error(self._on_unread)

    def _on_read(self) -> None:
        self._reading = None
        if self.sheet().isVisible():
            # Other laptops join and leave while somebody looks.
            self._again.start()

    def _on_unread(self, error: FacilitatorError) -> None:
        self._is_unread = True
        self.sheet().say("")
        self.sheet().refuse(str(error))

    def _show(self, found: Administration) -> None:
        if self._is_unread:
            self.sheet().refuse("")
        if found != self._known or self._is_unread or not found.laptops:
            self.sheet().show_organisation(self._name, found)
        self._known, self._is_unread = found, False

    def _look_again(self) -> None:
        if self.sheet().isVisible() and self._reading is None:
            self.refresh()

    def _back(self) -> None:
        """Show the list again after one of the small sheets."""
        if self._shell.sheet is None and not self._is_going_on:
            self.sheet().open()

    _is_going_on = False
    """Whether the sheet that closes makes room for the next one."""

    def finish(self) -> None:
        """Stop asking: the window closes."""
        self._queue.clear()
        self._tasks.finish()

    def _ask_hub(
        self, sheet: FormSheet | None, work: Callable[[], T], then: Callable[[T], object]
    ) -> Task[T]:
        """Ask the hub for something; what goes wrong is said on the sheet."""
        if sheet is not None:
            sheet.set_busy(True)

        def done(found: T) -> None:
            if sheet is not None:
                sheet.set_busy(False)
            then(found)

        def refused(error: FacilitatorError) -> None:
            shown = sheet if sheet is not None else self.sheet()
            shown.set_busy(False)
            shown.refuse(str(error))
            shown.start()

        task = self._queue.run(lambda progress: work())
        self._working().watch(task, tr("Asking the hub…"), cancellable=False)
        return task.on_success(done).on_error(refused)

    # Teams and laptops

    def _add_team(self, name: str) -> None:
        def added(_: None) -> None:
            self.new_team().close_sheet()
            self._shell.toast.say(tr("The team {name} was added.", name=shortened(name, 40)))
            self.refresh()

        self._ask_hub(self.new_team(), partial(self._desk.add_team, name), added)

    def _ask_whom(self) -> None:
        if not self._known.teams:
            self.sheet().refuse(tr("Add a team first: an invitation is for teams."))
            return
        self._changed = None
        self.rights().ask(tr("Invite a laptop"), tr("Make the invitation"), self._known.teams)

    def _ask_rights(self, laptop: str) -> None:
        found = next((each for each in self._known.laptops if each.id == laptop), None)
        if found is not None:
            self._changed = found
            title = tr("{name}: role and teams", name=shortened(found.name, 40))
            teams = self._known.teams
            self.rights().ask(title, tr("Save"), teams, found.role, found.teams)

    def _on_rights(self, role: str, teams: "Sequence[TeamRight]") -> None:
        laptop = self._changed
        if laptop is None:
            invite = partial(self._desk.invite, role, teams)
            self._ask_hub(self.rights(), invite, self._on_invited)
            return

        def changed(_: None) -> None:
            self.rights().close_sheet()
            self._shell.toast.say(tr("{name}: saved.", name=shortened(laptop.name, 40)))
            self.refresh()

        change = partial(self._desk.set_rights, laptop.id, role, teams)
        self._ask_hub(self.rights(), change, changed)

    def _on_invited(self, invitation: str) -> None:
        self._close_for_next(self.rights())
        self.invitation().ask(
            invitation,
            tr(
                "Send it to the person at that laptop, in a way that nobody else reads. It lets "
                "one laptop in, and works until this time tomorrow. It is not shown again."
            ),
        )
        self.refresh()

    def _close_for_next(self, sheet: FormSheet | PickerSheet) -> None:
        self._is_going_on = True
        sheet.close_sheet()
        self._is_going_on = False

    def _ask_withdrawal(self, laptop: str) -> None:
        found = next((each for each in self._known.laptops if each.id == laptop), None)
        if found is None:
            return
        self._changed = found
        name = shortened(found.name, LONGEST_NAME)
        self.withdrawal().title.setText(tr("Withdraw the access of {name}?", name=name))
        self.withdrawal().ask(
            tr(
                "From this moment on it gets nothing new and can send nothing. What it has already "
                "stays on it: if it was stolen, its disk can be read unless it is encrypted. "
                "With a new invitation it can come back."
            )
        )

    def _on_withdrawal_answered(self, answer: int) -> None:
        laptop = self._changed
        if answer != 1 or laptop is None:
            return

        def done(_: None) -> None:
            name = shortened(laptop.name, 40)
            self._shell.toast.say(tr("{name} has no access any more.", name=name))
            self.refresh()

        self._ask_hub(None, partial(self._desk.withdraw, laptop.id), done)

    # Erasing a meeting

    def _choose_meeting(self) -> None:
        membership = self._workspace.shared_work.membership
        if membership is None:
            return
        store = self._workspace.store
        task = self._tasks.run(lambda progress: read_erasable(store, membership.teams))
        task.on_success(self._show_meetings).on_error(self._workspace.report_error)

    def _show_meetings(self, found: Mapping[str, ErasableMeeting]) -> None:
        self._meetings = found
        titles = {key: meeting.title for key, meeting in found.items()}

        def search(words: str) -> "Sequence[Found]":
            return [(key, _content(found[key])) for key in best_matches(words, titles)]

        if found:
            self.picker().ask(search)
        else:
            self.sheet().refuse(tr("This laptop has no meeting of a shared team."))

    def _ask_to_erase(self, meeting: str) -> None:
        found = self._meetings[meeting]
        self._chosen = meeting
        last = dates.day(date.today() + timedelta(days=BACKUP_DAYS), False, True)
        self.erasing().ask(
            tr(
                "“{title}” of {team}, {day}: its words are erased at the hub and on every laptop "
                "as soon as it is online. This can’t be undone. Backups that laptops made before "
                "still have them, the last one until {last} on a laptop that is used every month; "
                "dumps of the hub have them until those of today are deleted there. Files that "
                "somebody exported stay.",
                title=shortened(found.title, LONGEST_NAME),
                team=shortened(found.team, LONGEST_NAME),
                day=dates.day(found.held_on),
                last=last,
            )
        )

    def _erase(self) -> None:
        found = self._meetings[self._chosen]

        def done(_: None) -> None:
            self.erasing().close_sheet()
            title = shortened(found.title, 40)
            self._shell.toast.say(tr("“{title}” is erased for everybody.", title=title))
            self._workspace.shared_work.share_now()
            self.erased.emit(self._chosen)

        erase = partial(self._desk.erase, found.team_id, self._chosen)
        self._ask_hub(self.erasing(), erase, done)


def _content(meeting: ErasableMeeting) -> CardContent:
    return CardContent(
        text=shortened(meeting.title, LONGEST_NAME),
        detail=" · ".join((meeting.team, dates.day(meeting.held_on))),
        stripe=Stripe.NONE,
    )
