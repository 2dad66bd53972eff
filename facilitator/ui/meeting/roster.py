"""The participants: edit the list of names at any time of a meeting."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.domain.change import Change
from facilitator.domain.facilitation import rounds
from facilitator.domain.people import people
from facilitator.domain.text import fold, says_something
from facilitator.errors import InputRefusedError
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.meeting.roster_sheet import RosterSheet
from facilitator.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from facilitator.ui.workspace.session import Session


class Roster(QObject):
    """The edits of the sheet, as changes of the current meeting."""

    def __init__(self, shell: MainWindow, screen: Callable[[], MeetingScreen | None]) -> None:
        """Create it; `screen` returns the screen of the current meeting."""
        super().__init__(shell)
        self._shell = shell
        self._screen = screen
        sheet = self.sheet = shell.add_sheet(RosterSheet(shell))
        self._session: Session | None = None
        self._begins = False
        self._meeting_id = ""
        self._from = self._to = 0
        """Index of the undo stack when the sheet opened, and after the last edit in it."""
        sheet.add_requested.connect(self._on_add_requested)
        sheet.rename_requested.connect(self._on_rename_requested)
        sheet.remove_requested.connect(self._on_remove_requested)
        sheet.move_requested.connect(self._on_move_requested)
        sheet.sign_requested.connect(self._on_sign_requested)
        sheet.undo_requested.connect(self._on_undo_requested)
        sheet.redo_requested.connect(self._on_redo_requested)
        sheet.closed.connect(self._on_closed)

    def ask(self, begins_rounds: bool) -> None:
        """Open or close the list; with `begins_rounds` a round begins when it is closed."""
        screen = self._screen()
        if screen is None:
            return
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        self._session = screen.session
        self._begins = begins_rounds
        self._from = self._to = self._session.undo_stack.index()
        before, self._meeting_id = self._meeting_id, self._session.meeting.id
        self._show()
        self.sheet.ask(is_new=before != self._meeting_id)

    @property
    def _people(self) -> list[str]:
        return list(self._session.meeting.details.participants) if self._session else []

    def _show(self, at: int | None = None) -> None:
        """Show the list as it is now, with the person at that index selected."""
        if self._session is not None:
            meeting = self._session.meeting
            whose = rounds.whose_turn(meeting) or ""
            there = set(map(fold, self._people))
            others = [name for name in rounds.people_in(meeting) if fold(name) not in there]
            self.sheet.name.field.set_completions(others)
            self.sheet.show_people(self._people, whose, at, begins=self._begins)
            not_here = self._session.step.stage.anonymous
            self.sheet.show_signed(meeting.details.signed, not_here=not_here)

    # Requests of the sheet

    def _on_add_requested(self, typed: str) -> None:
        before = self._people
        if not self._set_people([*before, *people(typed, before)]):
            return
        self.sheet.name.field.clear()
        fresh = len(self._people) - len(before)
        if fresh:
            self._show(len(self._people) - 1)
        elif typed.strip(",; "):
            self._say(tr("That name is already on the list."))

    def _on_rename_requested(self, at: int, typed: str) -> None:
        names = self._people
        # A comma in the name of one person is part of it.
        names[at] = typed if says_something(typed) else names[at]
        self._set_people(names)
        self._show(at)

    def _on_remove_requested(self, at: int) -> None:
        names = self._people
        name = names.pop(at)
        if self._set_people(names):
            self._show(at)
            self._say(
                tr(
                    "{name} was removed. {key} brings the name back.",
                    name=name,
                    key=catalog.UNDO.key,
                )
            )

    def _on_move_requested(self, at: int, by: int) -> None:
        names = self._people
        to = at + by
        if 0 <= to < len(names):
            names[at], names[to] = names[to], names[at]
            self._set_people(names)
            self._show(to)

    def _on_sign_requested(self) -> None:
        if self._session is not None:
            meeting = self._session.meeting
            self._do(rounds.sign_cards(meeting, not meeting.details.signed))
            self._show()

    def _on_undo_requested(self) -> None:
        """Undo what was done in this sheet, and nothing that was done before it opened."""
        screen = self._screen()
        if self._session is None or screen is None:
            return
        if self._session.undo_stack.index() > self._from:
            screen.undo()
        else:
            self._say(tr("There is nothing to undo here."))
        self._show()

    def _on_redo_requested(self) -> None:
        """Redo what was undone in this sheet, and nothing that was undone before it opened."""
        screen = self._screen()
        if self._session is None or screen is None:
            return
        if self._session.undo_stack.index() < self._to:
            screen.redo()
        else:
            self._say(tr("There is nothing to redo here."))
        self._show()

    def _on_closed(self) -> None:
        session, self._session = self._session, None
        if session is not None and self._begins and session.meeting.details.participants:
            session.execute(rounds.begin_rounds(session.meeting))

    # Changing the meeting

    def _set_people(self, names: Sequence[str]) -> bool:
        """Change the list; if a name is refused, say why and return False."""
        if self._session is None:
            return False
        try:
            self._do(rounds.set_participants(self._session.meeting, names))
        except InputRefusedError as refused:
            self._say(str(refused))
            return False
        return True

    def _do(self, change: Change) -> None:
        if self._session is not None and self._session.execute(change):
            self._to = self._session.undo_stack.index()

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)
