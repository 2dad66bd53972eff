"""What the exercise asks about a gap, answered on a sheet while the gap is spoken of."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from facilitator.domain.answers import about_gap
from facilitator.domain.answers.answers import answers_to
from facilitator.domain.chain.chain import gap_above, is_hidden
from facilitator.domain.chain.verbs import edit_text, remove
from facilitator.domain.change import Change
from facilitator.domain.exercise import Tone
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Card, Theme
from facilitator.domain.text import shortened
from facilitator.domain.vote import tally
from facilitator.errors import InputRefusedError
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.about_gap.sheet import AboutGapSheet
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session


class Screen(Protocol):
    """The screen of a meeting, as far as these questions need it."""

    session: Session

    @property
    def stage(self) -> Stage:
        """The stage that is shown."""

    def undo(self) -> None:
        """Undo the last change, and say which it was."""

    def redo(self) -> None:
        """Redo what was undone last, and say what it was."""


def gap_at_hand(stage: Stage) -> Card | Theme | None:
    """Return the gap that is discussed, else the card or theme that is selected, if it is one."""
    meeting, selected = stage.session.meeting, stage.selected_item()
    gap: Card | Theme | None
    if stage.board.gap_id is not None:
        gap = meeting.get(Theme, stage.board.gap_id) or meeting.get(Card, stage.board.gap_id)
    elif isinstance(selected, Card | Theme):
        gap = selected
    else:
        gap = gap_above(meeting, selected)
    if gap is None or is_hidden(gap):
        return None
    is_discussed = stage.board.gap_id is not None
    column = stage.session.exercise.column_of(Tone.GAP).id
    return gap if is_discussed or gap.column == column else None


class AboutGap(QObject):
    """The feature behind the sheet: it turns what is typed there into changes of the meeting."""

    def __init__(self, shell: MainWindow, screen: Callable[[], Screen | None]) -> None:
        """Create it; `screen` returns the screen of the current meeting."""
        super().__init__(shell)
        self._shell = shell
        self._screen = screen
        self._gap = ""
        self._from = self._to = 0
        """Index of the undo stack when the sheet opened, and after the last change in it."""
        sheet = self.sheet = shell.add_sheet(AboutGapSheet(shell, self._tell, self._tell_steps))
        sheet.step_edited.connect(self._on_step_edited)
        sheet.step_removed.connect(self._on_step_removed)
        sheet.step_moved.connect(self._on_step_moved)
        sheet.step_placed.connect(self._on_step_placed)
        sheet.undo_requested.connect(self._on_undo_requested)
        sheet.redo_requested.connect(self._on_redo_requested)

    def ask(self) -> None:
        """Open the sheet for the gap at hand, or close it."""
        screen = self._screen()
        if screen is None:
            return
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        stage, exercise = screen.stage, screen.session.exercise
        gap = gap_at_hand(stage)
        if tally.current(screen.session.meeting) is not None:
            self._say(tr("End the vote first."))
        elif gap is None:
            self._say(tr("Select {a_gap} first.", a_gap=exercise.words.gap.with_article))
        elif stage.leave():
            self._gap = gap.id
            self._from = self._to = screen.session.undo_stack.index()
            fields = about_gap.asked_about_gaps(exercise)
            self.sheet.ask(exercise.words.gap.one, gap.text, fields)
            self._show()
            self.sheet.open()

    def _show(self, at: str | None = None) -> None:
        screen, gap = self._screen(), self._found()
        if screen is None or gap is None:
            return
        meeting, exercise = screen.session.meeting, screen.session.exercise
        told = {
            asked.id: {each.id: each.text for each in answers_to(meeting, asked.id, gap.id)}
            for asked in about_gap.asked_about_gaps(exercise)
        }
        self.sheet.show_told(told, at)

    def _found(self) -> Card | Theme | None:
        screen = self._screen()
        if screen is None:
            return None
        meeting = screen.session.meeting
        return meeting.get(Theme, self._gap) or meeting.get(Card, self._gap)

    # What the sheet asks for

    def _tell(self, field: str, text: str) -> bool:
        screen, gap = self._screen(), self._found()
        asked = screen.session.exercise.field_of(field) if screen is not None else None
        if screen is None or gap is None or asked is None:
            return True
        return self._do(lambda meeting: about_gap.tell(meeting, asked, gap, text))

    def _tell_steps(self, field: str, texts: Sequence[str]) -> bool:
        screen, gap = self._screen(), self._found()
        asked = screen.session.exercise.field_of(field) if screen is not None else None
        if screen is None or gap is None or asked is None:
            return True
        is_kept = self._do(lambda meeting: about_gap.tell_steps(meeting, asked, gap, texts))
        steps = answers_to(screen.session.meeting, field, gap.id)
        self._show(steps[-1].id if steps else None)
        return is_kept

    def _on_step_edited(self, step_id: str, text: str) -> None:
        step = self._step(step_id)
        if step is not None:
            self._do(lambda meeting: edit_text(meeting, step, text))
            self._show(step_id)

    def _on_step_removed(self, step_id: str) -> None:
        step = self._step(step_id)
        if step is not None and self._do(lambda meeting: remove(meeting, [step])):
            text, key = shortened(step.text, 60), catalog.UNDO.key
            self._say(tr("Removed “{text}”. {key} brings it back.", text=text, key=key))
            self._show()

    def _on_step_moved(self, step_id: str, by: int) -> None:
        step = self._step(step_id)
        if step is not None:
            self._do(lambda meeting: about_gap.move_step(meeting, step, by))
            self._show(step_id)

    def _on_step_placed(self, step_id: str, index: int) -> None:
        step = self._step(step_id)
        if step is not None:
            self._do(lambda meeting: about_gap.place_step(meeting, step, index))
            self._show(step_id)

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

    def _step(self, step_id: str) -> Answer | None:
        screen = self._screen()
        return screen.session.meeting.get(Answer, step_id) if screen is not None else None

    def _do(self, make: Callable[[Meeting], Change]) -> bool:
        """Make a change and execute it; if it is refused, say why and return False."""
        screen = self._screen()
        if screen is None:
            return True
        try:
            if screen.session.execute(make(screen.session.meeting)):
                self._to = screen.session.undo_stack.index()
        except InputRefusedError as refused:
            self._say(str(refused))
            return False
        return True

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)
