"""One gap at a time: its excuses, and how each came about."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from facilitator.domain.chain.chain import gaps
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.records import Origin, Side
from facilitator.domain.text import shortened
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import tr
from facilitator.ui.stages import hints
from facilitator.ui.stages.item_cards import item_text
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.hint_bar import Hint


@shows(Kind.DISCUSS)
class DiscussStage(Stage):
    """The gap under discussion stands large above the columns."""

    links = ("excuse", "origin")

    def above(self) -> Sequence[QWidget]:
        self._gap = self.band = Band(Tone.GAP, self)
        return (self._gap,)

    @property
    def question_type(self) -> Type:
        return Type.QUESTION_SMALL

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._gap.set_metrics(metrics)

    def enter(self) -> None:
        super().enter()
        self.panels[Side.LEFT].view.column.show_end()

    def show_prompt(self) -> None:
        self._show_gap()
        heading = self.script.heading(self.side)
        parent = self.board.parent(self.side, self.selection)
        prompt = heading.prompt
        if self.side is Side.RIGHT and isinstance(parent, Origin):
            prompt = tr("And why: “{text}”?", text=shortened(parent.text, 40))
        elif self.side is Side.RIGHT and parent is not None:
            prompt = f"{heading.prompt} “{bidi_isolate(shortened(parent.text, 40))}”"
        self.entry.set_prompt(heading.name, None, prompt)

    def _show_gap(self) -> None:
        order = gaps(self.session.meeting, self.session.exercise)
        gap = next((gap for gap in order if gap.id == self.board.gap_id), None)
        self._gap.setVisible(gap is not None)
        if gap is None:
            self._gap.set("", "", ())
            return
        word = self.session.exercise.words.gap.one
        number = order.index(gap) + 1
        remark = tr("{gap} {n} of {total}", gap=word, n=number, total=len(order))
        self._gap.set(item_text(gap), remark, gap.labels)

    def more_entry_hints(self) -> list[Hint]:
        shown = [Hint("Ctrl PgDn", tr("next stage"), 6)]
        if isinstance(self.board.parent(self.side, self.selection), Origin):
            return [Hint("Ctrl ↑", tr("another one beside it"), 2), *shown]
        excuse = self.session.exercise.words.excuse.one
        shown.append(Hint("Ctrl ↑↓", tr("which {excuse}", excuse=excuse), 3))
        return [*shown, *hints.values(self, typing=True)]

    def next_hint(self) -> str:
        order = gaps(self.session.meeting, self.session.exercise)
        if order and order[-1].id != self.board.gap_id:
            return tr("next {gap}", gap=self.session.exercise.words.gap.one)
        return super().next_hint()

    def item_hints(self) -> list[Hint]:
        deeper = tr("deeper, back") if self.side is Side.RIGHT else tr("explains the one above")
        return [
            Hint("Enter", tr("edit")),
            Hint("Del", tr("remove"), 2),
            Hint("Alt ↑↓", tr("move"), 3),
            Hint("Alt ←→", deeper, 4),
            *hints.values(self, typing=False),
            Hint("Esc", tr("back to the entry line"), 1),
        ]

    def spoken(self) -> str:
        return f"{super().spoken()} {self._gap.accessibleName()}"

    def shift_name(self, side: Side, to: Side) -> str:
        if side is Side.RIGHT:
            return tr("One why deeper") if to is Side.RIGHT else tr("One why back")
        return tr("Explains the one above") if to is Side.RIGHT else ""
