"""A stage on which gaps are spoken of, and can be given a number."""

from collections.abc import Sequence

from facilitator.domain.chain.chain import gap_above
from facilitator.domain.change import Change
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Card, Theme
from facilitator.domain.vote import tally
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.numbers.number_question import NumberQuestion
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session


class GapStage(Stage):
    """A stage whose entry line can ask for the number on a gap, in place of the next item."""

    def __init__(self, session: Session, script: StageScript) -> None:
        self.number = NumberQuestion(self)
        super().__init__(session, script)

    def gap_at_hand(self) -> Card | Theme | None:
        """Return the gap that is discussed, else the one that is selected or has what is."""
        meeting = self.session.meeting
        if self.board.gap_id is not None:
            return meeting.get(Theme, self.board.gap_id) or meeting.get(Card, self.board.gap_id)
        return gap_above(meeting, self.selected_item())

    def ask_number(self) -> None:
        gap = self.gap_at_hand()
        if tally.current(self.session.meeting) is not None:
            self.say(tr("End the vote first, then give a number."))
        elif gap is None:
            word = self.session.exercise.words.gap
            self.say(tr("Select {a_gap} first.", a_gap=word.with_article))
        else:
            self.number.ask(gap)

    def enter(self) -> None:
        asked = self.session.draft_of(self._number_key)
        self.number.reset()
        super().enter()
        self.number.resume(asked)

    def leave(self) -> bool:
        return self.number.finish() and super().leave()

    def show_prompt(self) -> None:
        if not self.number.show_prompt():
            super().show_prompt()

    def on_text_changed(self) -> None:
        super().on_text_changed()
        self.number.show_prompt()

    def submit(self, text: str) -> None:
        if not self.number.submit(text):
            super().submit(text)

    def submit_nothing(self) -> None:
        if not self.number.submit(""):
            super().submit_nothing()

    def submit_lines(self, texts: Sequence[str]) -> bool:
        if self.number.asks:
            self.entry.set_text(" ".join(texts))
            return True
        return super().submit_lines(texts)

    def cancel(self) -> bool:
        return self.number.cancel() or super().cancel()

    def draft(self) -> tuple[str, ...]:
        if not self.number.asks:
            return super().draft()
        text = self.number.put_by
        return (text, self.side.value, self.selection.left or "") if text else ()

    def remember_draft(self) -> None:
        super().remember_draft()
        self.session.remember_draft(self._number_key, self.number.draft())

    @property
    def _number_key(self) -> str:
        """Under what a number that is being typed is kept."""
        return f"{self.script.id}/number"

    def on_changed(self, change: Change) -> None:
        super().on_changed(change)
        self.number.keep()
