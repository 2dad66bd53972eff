"""Gaps are put in order, by hand or by a vote, and similar cards are grouped in themes."""

from collections.abc import Sequence

from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Side
from facilitator.domain.room.room_view import shown_sides
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import CommandSpec, key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.gap_stage import GapStage
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import BandShape, Shape
from facilitator.ui.stages.numbers.number_question import NumberQuestion
from facilitator.ui.stages.vote_counter import VoteCounter
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.RANK)
class RankStage(GapStage):
    """Gaps in rank order on the left, the cards of the selected theme on the right."""

    shape = Shape(gives_width=True, band=BandShape(tone=Tone.GAP, text=Type.CARD_BOLD))

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self._counter = VoteCounter(self)
        self.hints = RankHints(self, self._counter, self.number)

    def enter(self) -> None:
        super().enter()
        self.focus_words()

    def focus_words(self) -> None:
        """Focus the gaps during a vote, where hands are counted, unless a card is edited."""
        gaps = self.panels[Side.LEFT].view
        if self._counter.ballot is not None and gaps.column.ids and not self.editor.current:
            gaps.setFocus()
        else:
            super().focus_words()

    def select(self, side: Side, item_id: str | None) -> None:
        self._counter.finish_number()
        super().select(side, item_id)

    def show_prompt(self) -> None:
        has_right = Side.RIGHT in shown_sides(self.board, self.side)
        self.panels[Side.RIGHT].setVisible(has_right)
        if not has_right and self.side is Side.RIGHT:
            self.activate(Side.LEFT)
        counts = self._counter.ballot is not None
        self.panels[Side.LEFT].view.click_counter = self._counter.step if counts else None
        super().show_prompt()

    def value(self, number: int) -> None:
        if self._counter.ballot is not None:
            self._counter.take_digit(number)
        else:
            super().value(number)


class RankHints(StageHints):
    """What the keys do where gaps are put in order, and while a vote is counted."""

    def __init__(self, stage: StageContext, counter: VoteCounter, number: NumberQuestion) -> None:
        super().__init__(stage)
        self._counter = counter
        self._number = number

    def value_names(self) -> Sequence[str]:
        return () if self._counter.ballot is not None else super().value_names()

    def on_entry_line(self) -> list[Hint]:
        if self._number.asks:
            return self._number.hints()
        if self._stage.marked:
            return super().on_entry_line()
        if self._counter.ballot is not None:
            return self._vote_on_entry_line()
        return [
            Hint(catalog.TO_CARDS, tr("cards: mark, put in order"), run=self.to_items),
            Hint(catalog.ADD, tr("add"), 5, self.submit),
            *self.first_part(5),
            Hint(catalog.VOTE, tr("vote with dots"), 6),
            *self.beside_last(7),
            Hint(catalog.NEXT_STEP, self.next_step()),
        ]

    def on_item(self) -> list[Hint]:
        if self._counter.ballot is not None:
            return self._vote_on_item()
        return [
            Hint.of_range(catalog.MOVE_UP, "Alt+Up/Down", tr("put in order")),
            Hint(catalog.MARK, tr("mark similar cards")),
            Hint(catalog.TYPE, tr("name the theme"), 3, self._stage.focus_entry),
            Hint(catalog.PUT_WITH, tr("add to…"), 7),
            Hint(catalog.SIMILAR, tr("similar cards"), 8),
            Hint(catalog.SPLIT, tr("split"), 6),
            Hint(catalog.VOTE, tr("vote with dots"), 9),
            Hint(catalog.NUMBER, tr("how many?"), 10),
            *self.about_gap(9),
            *self.checks(4),
            Hint(catalog.EDIT, tr("edit"), 4),
            Hint(catalog.REMOVE, tr("remove"), 5),
            *self.labels(typing=False),
            Hint(catalog.NEXT_STEP, self.next_step(), 1),
        ]

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        if side is to:
            return None
        return catalog.INTO_THEME if to is Side.RIGHT else catalog.OUT_OF_THEME

    def _vote_on_entry_line(self) -> list[Hint]:
        """Return the keys that work while a sentence is typed during a vote."""
        return [
            Hint(catalog.TO_CARDS, tr("count the dots"), run=self.to_items),
            Hint(catalog.VOTE, tr("end the vote")),
            Hint(catalog.ADD, tr("add"), 5, self.submit),
            Hint(catalog.DOTS_TYPING, tr("dots"), 4),
            Hint(catalog.NEXT_STEP, self.next_step(), 3),
        ]

    def _vote_on_item(self) -> list[Hint]:
        """Return the keys that work on a gap during a vote."""
        enter = Hint(catalog.EDIT, tr("edit"), 2)
        if self._counter.on_gaps:
            enter = Hint(catalog.NEXT_GAP, tr("the next one"), 2, self._counter.select_next)
        return [
            Hint(catalog.COUNT_DOTS, tr("dots")),
            Hint(catalog.ONE_DOT, tr("one more, one less"), 3),
            Hint(
                catalog.LAST_DIGIT, tr("delete the last digit"), 5, self._counter.remove_last_digit
            ),
            enter,
            Hint(catalog.VOTE, tr("end the vote")),
            Hint(catalog.EDIT, tr("edit"), 6, key=key_text("F2")),
            self.back_to_entry(4),
        ]
