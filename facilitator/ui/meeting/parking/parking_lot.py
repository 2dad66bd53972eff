"""Park what comes up at the wrong moment, and decide at the end what becomes of it."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from facilitator.domain.chain import verbs
from facilitator.domain.chain.chain import is_withheld
from facilitator.domain.change import Change
from facilitator.domain.exercise import Kind
from facilitator.domain.follow_up import parking_lot
from facilitator.domain.records import Action, Item, Outcome, Parked, Side
from facilitator.domain.room.room_view import is_private
from facilitator.domain.text import says_something, shortened
from facilitator.errors import InputRefusedError
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.meeting.parking.sheet import ParkedItem, ParkingSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session

_OUTCOMES = {2: Outcome.NEXT, 3: Outcome.DROPPED}
"""What the keys on an item say; 1 makes an action of it."""


class Screen(Protocol):
    """The screen of a meeting, as far as parking asks anything of it."""

    session: Session

    @property
    def stage(self) -> Stage:
        """The stage that is shown."""

    def may_leave(self) -> bool:
        """Return whether the stage can be left; if not, say why."""

    def undo(self) -> None:
        """Undo the last change, and say which it was."""

    def redo(self) -> None:
        """Redo what was undone last, and say what it was."""


class ParkingLot(QObject):
    """The commands that park something and list what is parked, as changes of the meeting."""

    def __init__(self, shell: MainWindow, screen: Callable[[], Screen | None]) -> None:
        """Create it; `screen` returns the screen of the current meeting."""
        super().__init__(shell)
        self._shell = shell
        self._screen = screen
        self._from = self._to = 0
        """Index of the undo stack when the sheet opened, and after the last edit in it."""
        sheet = self.sheet = shell.add_sheet(ParkingSheet(shell))
        sheet.add_requested.connect(self._on_add_requested)
        sheet.edit_requested.connect(self._on_edit_requested)
        sheet.remove_requested.connect(self._on_remove_requested)
        sheet.move_requested.connect(self._on_move_requested)
        sheet.settle_requested.connect(self.settle)
        sheet.undo_requested.connect(self._on_undo_requested)
        sheet.redo_requested.connect(self._on_redo_requested)

    # Parking

    def park(self) -> None:
        """Park the selected items, which stay where they are, else the sentence being written."""
        screen = self._screen()
        if screen is None or not screen.stage.leave():
            return
        stage = screen.stage
        side = stage.focused_side()
        sentence = stage.sentence()
        if side is not None:
            self._park_items(stage, stage.items_in_hand(side))
        elif not says_something(sentence):
            stage.say(tr("Type a sentence or select a card to park it."))
        elif is_private(stage.session.meeting, stage.script):
            stage.say(tr("What you write in private can’t be parked: everyone reads that list."))
        elif self._park(stage, [sentence]):
            stage.clear_sentence()

    def _park_items(self, stage: Stage, items: Sequence[Item]) -> None:
        meeting = stage.session.meeting
        known = [item for item in items if not is_withheld(meeting, item)]
        if items and not known:
            stage.say(tr("A hidden card can’t be parked before it is revealed."))
        elif self._park(stage, [item.text for item in known if not isinstance(item, Parked)]):
            stage.set_marked(frozenset())

    def _park(self, stage: Stage, texts: Sequence[str]) -> bool:
        meeting, where = stage.session.meeting, stage.script.id
        if not stage.attempt(lambda: parking_lot.park(meeting, where, texts)):
            return False
        stage.session.flush_pending()
        parked = tr("Parked: “{text}”.", text=shortened(texts[0], 60))
        many = tr("{n} items parked.")
        lists = tr("{key} lists what is parked.", key=catalog.PARKING_LOT.key)
        stage.say(f"{counted(len(texts), parked, many)} {lists}")
        return True

    # The list

    def show(self, at: str | None = None) -> None:
        """Open the list of what is parked, or close it; `at` is the id of what is selected."""
        screen = self._screen()
        if screen is None or not screen.stage.leave():
            return
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        self._from = self._to = screen.session.undo_stack.index()
        self._show(at)
        self.sheet.open()

    def _show(self, at: str | None = None) -> None:
        screen = self._screen()
        if screen is None:
            return
        meeting = screen.session.meeting
        items = [
            ParkedItem(
                id=each.id,
                text=each.text,
                outcome=each.outcome,
                has_action=meeting.child_count(Action, each.id) > 0,
            )
            for each in meeting.all(Parked)
        ]
        self.sheet.show_items(items, at)

    def settle(self, item_id: str, number: int) -> None:
        """Say what becomes of something parked, by the number of its key; said twice, take back."""
        screen, parked = self._screen(), self._parked(item_id)
        if screen is None or parked is None:
            return
        outcome = _OUTCOMES.get(number)
        if outcome is None:
            self._make_action(screen, parked)
            return
        meeting = screen.session.meeting
        wanted = None if parked.outcome is outcome else outcome
        if self._do(lambda: parking_lot.settle(meeting, parked, wanted)):
            self._say(_settled(parked.text, wanted))
        self._show(item_id)

    def _make_action(self, screen: Screen, parked: Parked) -> None:
        """Go to where people commit, with the words of something parked in the form."""
        session = screen.session
        stages = session.exercise.stages
        script = next((each for each in stages if each.kind is Kind.COMMIT), None)
        if script is None:
            self._say(tr("This exercise has no stage for actions."))
            return
        if self.sheet.isVisible():
            self.sheet.close_sheet()
        if not screen.may_leave():
            return
        with session.batch():
            if parked.outcome is not None:
                session.execute(parking_lot.settle(session.meeting, parked, None))
            session.go_to_stage(script)
            stage = screen.stage
            stage.activate(Side.RIGHT)
            stage.select(Side.LEFT, parked.id)
            stage.refresh()
            stage.focus_entry()
        self._say(tr("Who does it, and by when?"))

    # Requests of the sheet

    def _on_add_requested(self, typed: str) -> None:
        screen = self._screen()
        if screen is None:
            return
        meeting, where = screen.session.meeting, screen.session.step.stage.id
        if self._do(lambda: parking_lot.park(meeting, where, [typed])):
            self.sheet.text.field.clear()
            self._show(meeting.all(Parked)[-1].id)

    def _on_edit_requested(self, item_id: str, text: str) -> None:
        screen, parked = self._screen(), self._parked(item_id)
        if screen is not None and parked is not None:
            meeting = screen.session.meeting
            self._do(lambda: verbs.edit_text(meeting, parked, text))
            self._show(item_id)

    def _on_remove_requested(self, item_id: str) -> None:
        screen, parked = self._screen(), self._parked(item_id)
        if screen is None or parked is None:
            return
        meeting = screen.session.meeting
        if self._do(lambda: verbs.remove(meeting, [parked])):
            text, key = shortened(parked.text, 60), catalog.UNDO.key
            self._say(tr("Removed “{text}”. {key} brings it back.", text=text, key=key))
            self._show()

    def _on_move_requested(self, item_id: str, by: int) -> None:
        screen, parked = self._screen(), self._parked(item_id)
        if screen is not None and parked is not None:
            meeting = screen.session.meeting
            self._do(lambda: parking_lot.move(meeting, parked, by))
            self._show(item_id)

    def _on_undo_requested(self) -> None:
        """Undo what was done in this sheet, and nothing that was done before it opened."""
        screen = self._screen()
        if screen is not None and screen.session.undo_stack.index() > self._from:
            screen.undo()
        else:
            self._say(tr("There is nothing to undo here."))
        self._show()

    def _on_redo_requested(self) -> None:
        """Redo what was undone in this sheet, and nothing that was undone before it opened."""
        screen = self._screen()
        if screen is not None and screen.session.undo_stack.index() < self._to:
            screen.redo()
        else:
            self._say(tr("There is nothing to redo here."))
        self._show()

    # Changing the meeting

    def _parked(self, item_id: str) -> Parked | None:
        screen = self._screen()
        return screen.session.meeting.get(Parked, item_id) if screen is not None else None

    def _do(self, make: Callable[[], Change]) -> bool:
        """Make a change and execute it; if it is refused, say why and return False."""
        screen = self._screen()
        if screen is None:
            return False
        try:
            is_done = screen.session.execute(make())
        except InputRefusedError as refused:
            self._say(str(refused))
            return False
        self._to = screen.session.undo_stack.index()
        return is_done

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)


def _settled(text: str, outcome: Outcome | None) -> str:
    """Return what becomes of something parked, and how to take that back."""
    words = shortened(text, 60)
    said = {
        Outcome.NEXT: tr("It comes up at the next meeting: “{text}”.", text=words),
        Outcome.DROPPED: tr("Dropped: “{text}”.", text=words),
        None: tr("Parked again: “{text}”.", text=words),
    }[outcome]
    return tr("{said} {key} undoes it.", said=said, key=catalog.UNDO.key)
