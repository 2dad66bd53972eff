"""Putting gaps in order, and like cards into themes."""

from collections.abc import Mapping

from facilitator.domain.chain import gap_numbers
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.records import Side
from facilitator.ui.stages import hints
from facilitator.ui.stages.registry import shows
from facilitator.ui.stages.stage import Stage
from facilitator.ui.text import tr
from facilitator.ui.widgets.column_panel import PanelLook
from facilitator.ui.widgets.key_line import Hint


@shows(Kind.RANK)
class RankStage(Stage):
    """Gaps in rank order on the left, the cards of the selected theme on the right."""

    widths = (11, 9)

    def look(self, side: Side) -> PanelLook:
        look = super().look(side)
        if side is Side.RIGHT:
            return look
        return PanelLook(title=look.title, empty=look.empty, tone=Tone.GAP)

    def _ranks(self) -> Mapping[str, int]:
        return gap_numbers(self.session.meeting, self.session.exercise)

    def entry_hints(self) -> list[Hint]:
        if self.marked:
            return super().entry_hints()
        return [
            Hint("↑", tr("cards: mark, put in order")),
            Hint("Enter", tr("add"), 5),
            Hint("PgDn", self.next_hint()),
        ]

    def item_hints(self) -> list[Hint]:
        return [
            Hint("Alt ↑↓", tr("put in order")),
            Hint("Space", tr("mark like cards")),
            Hint("A–Z Enter", tr("name the theme"), 3),
            Hint("Ctrl T", tr("put with…"), 7),
            Hint("Ctrl L", tr("like cards"), 8),
            Hint("Ctrl Shift G", tr("split"), 6),
            Hint("Enter", tr("edit"), 4),
            Hint("Del", tr("remove"), 5),
            *hints.values(self, typing=False),
            Hint("PgDn", self.next_hint(), 1),
        ]

    def shift_name(self, side: Side, to: Side) -> str:
        if side is to:
            return ""
        return tr("Into the theme") if to is Side.RIGHT else tr("Out of the theme")
