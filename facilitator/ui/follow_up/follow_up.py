"""The promises of a team between its meetings: what is open, and what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from facilitator.domain.follow_up.journal import came_from
from facilitator.domain.follow_up.register import ActionChain, ActionEntry, SaidVerdict, counts
from facilitator.domain.follow_up.registers import RegisterEntry, register_labels
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Status
from facilitator.domain.text import shortened
from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.follow_up.follow_up_screen import FollowUpScreen
from facilitator.ui.follow_up.judgments import Judgments
from facilitator.ui.follow_up.promise_rows import (
    RegisterRow,
    Row,
    Shown,
    register_rows,
    rows_of,
)
from facilitator.ui.follow_up.verdict_changes import VerdictChanges
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

LONGEST_TEAM = 40
AT_ONCE = 2_000
"""Promises that are filtered and grouped while the key waits; of more, their rows come later."""
LOOK_AFTER = 120
"""Milliseconds on a promise after which it is looked up what it came from."""


class FollowUp(QObject):
    """The section of the promises."""

    place_chosen = Signal(str, str)
    """Ids of a meeting and of the action in it."""
    left = Signal()
    read = Signal()
    """The promises were read, and are on the screen."""
    listed = Signal()
    """Promises were read, or what is shown of them is other now."""
    week_sheet_requested = Signal(object, str)
    list_requested = Signal(object, str, bool)
    """With the entries that are shown, the name of the team, and whether they are by owner."""
    copy_requested = Signal(object)

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._tasks = Tasks(self)
        self._reader = Tasks(self)
        self._entries: list[ActionEntry] = []
        self._registers: list[RegisterEntry] = []
        self._is_read = False
        self._reading = 0
        """The number of the last read: what an earlier one brings is old by then."""
        self._shown = Shown()
        self._listing: Task[list[Row]] | None = None
        """What makes the rows of what is wanted now, where there are very many."""
        self._stays_narrowed = False
        """Whether only some are to be shown when the screen is shown next."""
        self._chains: dict[tuple[str, str], ActionChain] = {}
        """What promises came from that were looked at since the list was opened."""
        self._look_due = single_shot(self, LOOK_AFTER, self._look_up_chain)
        self.screen = FollowUpScreen()
        self.screen.chain_of = self._chain_of
        self.verdicts = VerdictChanges(workspace, self)
        self.judgments = Judgments(self.screen, self.verdicts, shell)
        workspace.chosen_team.changed.connect(self._on_team_chosen)
        workspace.store_closing.connect(self._forget)
        workspace.commit_with(self.judgments.may_leave)
        self._wire()

    def _wire(self) -> None:
        screen = self.screen
        screen.opened.connect(self._on_opened)
        screen.list.selection_changed.connect(self._look_due.start)
        screen.order_switched.connect(self._on_order_switched)
        screen.settled_switched.connect(self._on_settled_switched)
        screen.filter_changed.connect(self._on_filter_changed)
        screen.escaped.connect(self._on_escaped)
        screen.week_sheet_requested.connect(self._on_week_sheet_requested)
        screen.list_requested.connect(self._on_list_requested)
        screen.copy_requested.connect(self._on_copy_requested)
        self.judgments.given.connect(self._on_given)
        self.judgments.next_requested.connect(self._show)
        self.verdicts.changed.connect(self.refresh)
        self.verdicts.refused.connect(self._on_refused)

    # The list

    def enter(self) -> None:
        """Show what is promised now, and give the keyboard to the list."""
        if not self._stays_narrowed and self._shown.only is not None:
            self._shown = replace(self._shown, only=None)
        self._stays_narrowed = False
        self._begin()

    def go_through(self, entries: Collection[ActionEntry]) -> None:
        """Show only these actions; if another screen is shown, as soon as this one is."""
        self.screen.filter.field.clear()
        only = frozenset(entry.key for entry in entries)
        self._shown = replace(self._shown, only=only, words="")
        if not self._is_read:
            # They are shown while the others are being read.
            self._entries, self._is_read = list(entries), True
        if self._shell.screen_shown is self.screen:
            self._begin()
        else:
            self._stays_narrowed = True

    def _begin(self) -> None:
        self._chains.clear()
        self.judgments.stop()
        self._show()
        if self.is_narrowed:
            self.screen.list.select_first()
        self.screen.focus_list()
        self.refresh()

    def refresh(self) -> None:
        """Read the promises once more."""
        store = self._workspace.store
        if store.closed:
            return
        self._reading += 1
        number, chosen = self._reading, self._workspace.chosen_team.id
        team_ids = [chosen] if chosen is not None else None
        shown, today = self._now, date.today()
        asked = store.actions(team_ids, only_open=not shown.settled_too)

        def listed(progress: Progress) -> tuple[list[ActionEntry], list[Row]]:
            entries = asked.result()
            # Here, where no key waits for it: there may be very many.
            return entries, rows_of(entries, shown, today)

        def show(found: tuple[list[ActionEntry], list[Row]]) -> None:
            if number != self._reading:
                return
            entries, rows = found
            if entries or shown.settled_too:
                self._entries, self._is_read = entries, True
                self._show(rows if shown == self._now else None)
                self.read.emit()
            else:
                # Then it is told how much was done.
                every = self._tasks.follow(store.actions(team_ids))
                every.on_success(show_all).on_error(self._say)

        def show_all(entries: list[ActionEntry]) -> None:
            if number == self._reading:
                self._entries, self._is_read = entries, True
                self._show()
                self.read.emit()

        def show_registers(entries: list[RegisterEntry]) -> None:
            if number == self._reading and entries != self._registers:
                self._registers = entries
                self._show()

        self._reader.run(listed).on_success(show).on_error(self._say)
        labels = register_labels(self._workspace.exercise_library.all())
        found = self._tasks.follow(store.register_entries(labels, team_ids))
        found.on_success(show_registers).on_error(self._say)

    def _look_up_chain(self) -> None:
        """Read what the selected promise came from: with all of them it would take too long."""
        row, store = self.screen.list.selected, self._workspace.store
        if row is None or not row.entry.here or self._chain_of(row.entry) or store.closed:
            return
        key = row.entry.key

        def show(meeting: Meeting) -> None:
            self._chains[key] = came_from(meeting, key[1])
            self.screen.show_detail()

        # The meeting may be gone by now: then so is the promise, with the next reading.
        self._tasks.follow(store.load(key[0])).on_success(show).on_error(lambda error: None)

    def _chain_of(self, entry: ActionEntry) -> ActionChain | None:
        return entry.chain or self._chains.get(entry.key)

    @property
    def entries(self) -> Sequence[ActionEntry]:
        """The promises that are shown, in no order of their own."""
        return self._now.of(self._entries)

    @property
    def every_entry(self) -> Sequence[ActionEntry]:
        """All promises of the team, the same list until something of them changes."""
        return self._entries

    @property
    def is_narrowed(self) -> bool:
        """Whether only some are shown, to go through them one after the other."""
        return self._shown.only is not None

    @property
    def _now(self) -> Shown:
        return replace(self._shown, team_id=self._workspace.chosen_team.id)

    def _show(self, promises: list[Row] | None = None) -> None:
        """Show what is known now; `promises` are its rows where they were made already."""
        team = shortened(self._team_name, LONGEST_TEAM)
        title = tr("Promises of {team}", team=team) if team else tr("Promises")
        title = tr("This week’s promises") if self.is_narrowed else title
        self.screen.show_title(title, narrowed=self.is_narrowed)
        self.screen.show_switches(
            by_owner=self._shown.by_owner, settled_too=self._shown.settled_too
        )
        if promises is None:
            promises = rows_of(self._entries, self._now, date.today())
        rows = [*promises, *register_rows(self._registers, self._now)]
        if self._is_read:
            self.screen.show_tools(bool(self._entries or self._registers))
        self.screen.show_rows(rows, self._nothing() if self._is_read else "")
        self.listed.emit()

    def _show_soon(self) -> None:
        """Show what is wanted now; no key waits for the rows of very many promises."""
        if self._listing is not None:
            self._listing.forget()
            self._listing = None
        if len(self._entries) <= AT_ONCE:
            self._show()
            return
        entries, shown, today = self._entries, self._now, date.today()

        def show(rows: list[Row]) -> None:
            if entries is self._entries and shown == self._now:
                self._show(rows)

        self._listing = self._reader.run(lambda progress: rows_of(entries, shown, today))
        self._listing.on_success(show)

    def _nothing(self) -> str:
        """Return why no promise is shown."""
        if self._shown.words:
            return tr("Nothing matches. {key} clears the filter.", key="Esc")
        total, done = len(self._entries), counts(self._entries)[Status.DONE]
        if not total:
            return tr(
                "Nothing is promised yet.\n\nWhat your meetings decide appears here: who does it, "
                "and by when."
            )
        return tr("Nothing is open. {done} of {total} done.", done=done, total=total)

    def _on_team_chosen(self) -> None:
        if self._shell.screen_shown is self.screen:
            self._is_read = False
            self.refresh()
        else:
            self._forget()

    def _forget(self) -> None:
        """Forget what was read: another team is chosen, or the database may be another one."""
        # What is being read is of that team or database.
        self._reading += 1
        self._entries, self._registers, self._is_read = [], [], False
        self._chains.clear()

    def _on_order_switched(self) -> None:
        self._shown = replace(self._shown, by_owner=not self._shown.by_owner)
        self._show_soon()

    def _on_settled_switched(self) -> None:
        self._shown = replace(self._shown, settled_too=not self._shown.settled_too)
        self._show()
        self.refresh()

    def _on_filter_changed(self, words: str) -> None:
        self._shown = replace(self._shown, words=words)
        self._show_soon()

    def _on_escaped(self) -> None:
        if self._shown.words:
            self.screen.filter.field.clear()
        elif self._shown.only is not None:
            self._shown = replace(self._shown, only=None)
            self._show_soon()
        else:
            self.left.emit()

    def _on_opened(self) -> None:
        row = self.screen.list.current
        if isinstance(row, RegisterRow):
            self.place_chosen.emit(*row.entry.last.key)
        elif row is None:
            return
        elif row.entry.here:
            self.place_chosen.emit(*row.entry.key)
        else:
            self._shell.toast.say(tr("That meeting is not on this computer."))

    # Verdicts

    def _on_given(self, entry: ActionEntry, said: SaidVerdict) -> None:
        """Show a verdict at once; what the database makes of it follows."""
        # What is being read does not know of it yet.
        self._reading += 1
        due, verdicts = said.due or entry.due, (*entry.verdicts, said)
        now = replace(entry, status=said.status, due=due, verdicts=verdicts)
        self._entries = [now if each.key == entry.key else each for each in self._entries]

    def _on_refused(self, error: FacilitatorError) -> None:
        """Say why a verdict was not given, and show again what is true."""
        self._say(error)
        self.refresh()

    def _say(self, error: FacilitatorError) -> None:
        self._shell.toast.say(str(error))

    # What leaves the screen

    @property
    def _team_name(self) -> str:
        """The team of all that is listed; empty where several teams, or none, have part in it."""
        chosen = self._workspace.chosen_team
        teams = {entry.team for entry in self._entries} | {found.team for found in self._registers}
        return chosen.shown_name if teams <= {chosen.shown_name} else chosen.name

    def _on_week_sheet_requested(self) -> None:
        self.week_sheet_requested.emit(list(self.entries), self._team_name)

    def _on_list_requested(self) -> None:
        self.list_requested.emit(list(self.entries), self._team_name, self._shown.by_owner)

    def _on_copy_requested(self, everything: bool) -> None:
        row = self.screen.list.selected
        if everything:
            self.copy_requested.emit(list(self.entries))
        elif row is not None:
            self.copy_requested.emit([row.entry])

    def finish(self) -> None:
        """Stop what is being read: the program ends."""
        self._reader.finish()
        self._tasks.finish()
