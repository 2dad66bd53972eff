"""What was changed in two places: told in the meeting, and offered as long as it is open."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facilitator.domain.change import Change
from facilitator.domain.shared_log.take_lost import take_lost
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.meeting.conflicts.conflict_pill import ConflictLine, ConflictPill
from facilitator.ui.meeting.conflicts.conflict_text import ShownConflict, shown_conflict
from facilitator.ui.meeting.conflicts.sheet import ConflictSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.storage.sharing.states import Conflict
    from facilitator.ui.stages.stage import Stage
    from facilitator.ui.workspace.session import Session

SOON = 100
"""Milliseconds after a change in which the conflicts are read once more."""


class Screen(Protocol):
    """The screen of a meeting, as far as conflicts ask anything of it."""

    session: "Session"

    @property
    def stage(self) -> "Stage":
        """The stage that is shown."""

    def undo(self) -> None:
        """Undo the last change, and say which it was."""

    def add_panel(self, title: str, make: Callable[[], QWidget]) -> None:
        """Add a panel to the console."""

    def add_beside_menu(self, widget: QWidget) -> None:
        """Show a widget beside the menu."""

    def refit_strip(self) -> None:
        """Make room in the strip of stages."""


class Conflicts(QObject):
    """The pill, the line on the console and the sheet of the meeting that is shown."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        screen: Callable[[], Screen | None],
    ) -> None:
        """Create it; `screen` returns the screen of the current meeting."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._screen = screen
        self._tasks = Tasks(self)
        self._shown_on: Screen | None = None
        self._pill: ConflictPill | None = None
        self._line: ConflictLine | None = None
        self.found: Sequence[Conflict] = ()
        self._reading = 0
        """The number of the last read: what an earlier one brings is old by then."""
        self.sheet = Lazy(self._make_sheet)
        self._read_soon = single_shot(self, SOON, self.read)
        workspace.shared_work.conflicts_changed.connect(self.read)

    def show_meeting(self) -> None:
        """Follow the meeting that is shown now, if there is one."""
        self._shown_on = self._screen()
        self._pill = self._line = None
        self.found = ()
        if self._shown_on is not None:
            self._shown_on.session.changed.connect(self._on_changed)
            self.read()

    def _on_changed(self, change: Change) -> None:
        """Read them once more: a field that was changed since is no conflict any more."""
        if self.found and not self._read_soon.isActive():
            self._read_soon.start()

    def read(self) -> None:
        """Read what is open in the meeting that is shown."""
        screen, work = self._shown_on, self._workspace.shared_work
        if screen is None or screen is not self._screen():
            return
        self._reading += 1
        number = self._reading

        def show(found: "list[Conflict]") -> None:
            if number == self._reading and self._shown_on is screen:
                self._show(screen, found)

        reading = self._tasks.follow(work.conflicts(screen.session.meeting.id))
        # While they can't be read, what is shown stays.
        reading.on_success(show).on_error(lambda error: None)

    def _show(self, screen: Screen, found: "Sequence[Conflict]") -> None:
        is_more = len(found) > len(self.found)
        self.found = found
        if found and self._pill is None:
            self._add_to(screen)
        for part in (self._pill, self._line):
            if part is not None:
                part.show_count(len(found))
        if is_more:
            self._shell.toast.say(_news(len(found)))
        if self.sheet.made is not None:
            self.sheet.made.show_conflicts(self._in_words())

    def _add_to(self, screen: Screen) -> None:
        pill = self._pill = ConflictPill()
        pill.clicked.connect(lambda: self.ask())
        pill.width_changed.connect(screen.refit_strip)
        screen.add_beside_menu(pill)
        screen.add_panel("", self._make_line)

    def _make_line(self) -> QWidget:
        line = self._line = ConflictLine()
        line.clicked.connect(lambda: self.ask())
        line.show_count(len(self.found))
        return line

    def _make_sheet(self) -> ConflictSheet:
        sheet = self._shell.add_sheet(ConflictSheet(self._shell))
        sheet.taken.connect(self._on_taken)
        sheet.settled.connect(self._workspace.shared_work.settle)
        sheet.undo_requested.connect(self._on_undo_requested)
        return sheet

    def ask(self) -> None:
        """Show what was changed in two places; without any say so."""
        if self._shown_on is None or not self._shown_on.stage.leave():
            return
        if not self.found:
            self._shell.toast.say(tr("Nothing was changed in two places."))
            return
        self._shell.toast.hide()
        self.sheet().show_conflicts(self._in_words())
        self.sheet().open()

    def _in_words(self) -> list[ShownConflict]:
        screen = self._shown_on
        if screen is None:
            return []
        meeting, exercise = screen.session.meeting, screen.session.exercise
        return [shown_conflict(each, meeting, exercise) for each in self.found]

    def _on_taken(self, conflict_id: int) -> None:
        """Let the lost words hold: an edit that can be undone like any other."""
        screen = self._shown_on
        found = next((each for each in self.found if each.id == conflict_id), None)
        if screen is None or found is None:
            return
        session = screen.session
        session.execute(
            take_lost(session.meeting, found.kind, found.record, found.field, found.lost)
        )
        self.read()

    def _on_undo_requested(self) -> None:
        if self._shown_on is not None:
            self._shown_on.undo()
            self.read()


def _news(count: int) -> str:
    return counted(
        count,
        tr("{n} sentence was changed in two places. Nothing is lost: you can choose."),
        tr("{n} sentences were changed in two places. Nothing is lost: you can choose."),
    )
