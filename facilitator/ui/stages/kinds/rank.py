"""Putting gaps in order, by hand or by a vote, and like cards into themes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.records import Side
from facilitator.domain.vote import tally
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.column_style import ColumnStyle
from facilitator.ui.stages import hints
from facilitator.ui.stages.item_cards import ItemCards
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.vote_counter import VoteCounter
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.hint_bar import Hint


@shows(Kind.RANK)
class RankStage(Stage):
    """Gaps in rank order on the left, the cards of the selected theme on the right."""

    widths = (11, 9)

    def above(self) -> Sequence[QWidget]:
        self._counting = VoteCounter(self)
        self.band = self._counting.band
        return (self._counting.band,)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._counting.band.set_metrics(metrics)

    def look(self, side: Side) -> ColumnStyle:
        look = super().look(side)
        if side is Side.RIGHT:
            return look
        return ColumnStyle(title=look.title, empty=look.empty, tone=Tone.GAP)

    def enter(self) -> None:
        super().enter()
        self.focus_words()

    def focus_words(self) -> None:
        """While the room votes one goes on where hands are counted, unless a card is edited."""
        edited = any(panel.view.editor is not None for panel in self.panels.values())
        gaps = self.panels[Side.LEFT].view
        if self._counting.ballot is not None and gaps.column.ids and not edited:
            gaps.setFocus()
        else:
            super().focus_words()

    def select(self, side: Side, item_id: str | None) -> None:
        self._counting.rest()
        super().select(side, item_id)

    def show_prompt(self) -> None:
        self._counting.show()
        # Nobody spreads dots over gaps that can't be seen: they have the whole width.
        self.panels[Side.RIGHT].setVisible(self._counting.ballot is None)
        super().show_prompt()

    def face_maker(self, side: Side, faces: ItemCards) -> Callable[[str], CardContent]:
        face_of = super().face_maker(side, faces)
        if side is Side.RIGHT:
            return face_of
        if self._counting.ballot is None:
            return self._counting.faces(face_of)
        # While the room votes, its lines are for gaps.
        return self._counting.faces(lambda key: replace(face_of(key), chips=()))

    def _ranks(self) -> Mapping[str, int]:
        return tally.places(self.session.meeting, self.session.exercise)

    def value(self, number: int) -> None:
        if self._counting.ballot is not None:
            self._counting.take_digit(number)
        else:
            super().value(number)

    def value_names(self) -> Sequence[str]:
        return () if self._counting.ballot is not None else super().value_names()

    def entry_hints(self) -> list[Hint]:
        if self.marked:
            return super().entry_hints()
        if self._counting.ballot is not None:
            return self._counting.entry_hints()
        return [
            Hint("↑", tr("cards: mark, put in order")),
            Hint("Enter", tr("add"), 5),
            Hint("Ctrl D", tr("vote with dots"), 6),
            Hint("PgDn", self.next_hint()),
        ]

    def item_hints(self) -> list[Hint]:
        if self._counting.ballot is not None:
            return self._counting.item_hints()
        return [
            Hint("Alt ↑↓", tr("put in order")),
            Hint("Space", tr("mark like cards")),
            Hint("A–Z Enter", tr("name the theme"), 3),
            Hint("Ctrl T", tr("put with…"), 7),
            Hint("Ctrl L", tr("like cards"), 8),
            Hint("Ctrl Shift G", tr("split"), 6),
            Hint("Ctrl D", tr("vote with dots"), 9),
            Hint("Enter", tr("edit"), 4),
            Hint("Del", tr("remove"), 5),
            *hints.values(self, typing=False),
            Hint("PgDn", self.next_hint(), 1),
        ]

    def shift_name(self, side: Side, to: Side) -> str:
        if side is to:
            return ""
        return tr("Into the theme") if to is Side.RIGHT else tr("Out of the theme")
