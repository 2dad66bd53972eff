"""Ask the checks of the gap that is selected or discussed, and keep what is answered."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from facilitator.domain.answers.answers import check, check_of
from facilitator.domain.answers.checks import said_in
from facilitator.domain.chain.chain import gap_above, gap_numbers
from facilitator.domain.change import Change
from facilitator.domain.exercise import CheckQuestion
from facilitator.domain.records import Card, Check, Theme
from facilitator.domain.vote import tally
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.checks.sheet import ChecksSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage

Gap = Card | Theme


class Checks(QObject):
    """The command for the gap at hand; each answer is kept at once, and can be undone."""

    def __init__(self, shell: MainWindow, stage: Callable[[], Stage | None]) -> None:
        """Create it; `stage` returns the stage of the current meeting that is shown."""
        super().__init__(shell)
        self._current = stage
        self._stage: Stage | None = None
        self._gap = ""
        self._from = self._to = 0
        """Index of the undo stack when the sheet opened, and after the last change in it."""
        sheet = self.sheet = shell.add_sheet(ChecksSheet(shell))
        sheet.answered.connect(self._on_answered)
        sheet.undo_requested.connect(self._on_undo_requested)
        sheet.redo_requested.connect(self._on_redo_requested)
        sheet.hidden.connect(self._on_hidden)

    def ask(self) -> None:
        """Open the sheet for the gap at hand; without one say how to come by it."""
        stage = self._current()
        if stage is None or not stage.leave():
            return
        exercise, gap = stage.session.exercise, checked_gap(stage)
        if not exercise.checks:
            stage.say(tr("This exercise has no checks."))
        elif tally.current(stage.session.meeting) is not None:
            stage.say(tr("End the vote first, then answer the checks."))
        elif gap is None:
            word = exercise.words.gap
            stage.say(tr("Select {a_gap} first.", a_gap=word.with_article))
        else:
            self._stage, self._gap = stage, gap.id
            self._from = self._to = stage.session.undo_stack.index()
            stage.session.changed.connect(self._on_changed)
            answers = [(asked, self._said(stage, asked, gap)) for asked in exercise.checks]
            self.sheet.ask(gap.text, answers)

    def _said(self, stage: Stage, asked: CheckQuestion, gap: Gap) -> Check | None:
        known = check_of(stage.session.meeting, asked, gap)
        return said_in(known) if known is not None else None

    def _on_answered(self, check_id: str, value: str) -> None:
        stage, gap = self._stage, self._find()
        asked = stage.session.exercise.check_of(check_id) if stage is not None else None
        if stage is None or gap is None or asked is None:
            return
        said = Check(value) if value else None
        if said is self._said(stage, asked, gap):
            return
        if stage.attempt(lambda: check(stage.session.meeting, asked, gap, said)):
            self._to = stage.session.undo_stack.index()

    def _on_changed(self, change: Change) -> None:
        """Show what others have answered, and what was undone; close without the gap."""
        stage, gap = self._stage, self._find()
        if stage is None:
            return
        if gap is None:
            self.sheet.close_sheet()
            return
        checks = stage.session.exercise.checks
        self.sheet.show_answers([self._said(stage, asked, gap) for asked in checks])

    def _on_undo_requested(self) -> None:
        """Undo what was answered in this sheet, and nothing that was done before it opened."""
        stage = self._stage
        if stage is not None and stage.session.undo_stack.index() > self._from:
            stage.session.undo()

    def _on_redo_requested(self) -> None:
        """Redo what was undone in this sheet, and nothing that was undone before it opened."""
        stage = self._stage
        if stage is not None and stage.session.undo_stack.index() < self._to:
            stage.session.redo()

    def _on_hidden(self) -> None:
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.session.changed.disconnect(self._on_changed)

    def _find(self) -> Gap | None:
        item = self._stage.session.meeting.find(self._gap) if self._stage is not None else None
        return item if isinstance(item, Card | Theme) else None


def checked_gap(stage: Stage) -> Gap | None:
    """Return the gap that is discussed, else the one that is selected or has what is."""
    meeting = stage.session.meeting
    discussed = meeting.get(Theme, stage.board.gap_id) or meeting.get(Card, stage.board.gap_id)
    if discussed is not None:
        return discussed
    item = stage.selected_item()
    gap = item if isinstance(item, Card | Theme) else gap_above(meeting, item)
    top = gap_above(meeting, gap)
    known = gap_numbers(meeting, stage.session.exercise)
    # A card of a theme has checks of its own.
    return gap if top is not None and top.id in known else None
