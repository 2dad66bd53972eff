"""One gap at a time: its excuses and their origins."""

from facilitator.domain.chain.chain import gaps
from facilitator.domain.exercise import Kind, Tone, Word
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Origin, Side
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import BandShape, Shape
from facilitator.ui.stages.stage import Stage
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.DISCUSS)
class DiscussStage(Stage):
    """The gap under discussion, large; excuses on the left, origins on the right."""

    shape = Shape(
        question=Type.QUESTION_SMALL,
        gives_width=True,
        band=BandShape(tone=Tone.GAP, text=Type.GAP),
    )

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = DiscussHints(self)

    def enter(self) -> None:
        super().enter()
        self.panels[Side.LEFT].view.column.show_end()

    def show_prompt(self) -> None:
        heading = self.script.heading(self.side)
        parent = self.board.parent(self.side, self.selection)
        prompt = heading.prompt
        if self.side is Side.RIGHT and isinstance(parent, Origin):
            prompt = tr("And why is that? “{text}”", text=shortened(parent.text, 40))
        elif self.side is Side.RIGHT and parent is not None:
            prompt = f"{heading.prompt} “{bidi_isolate(shortened(parent.text, 40))}”"
        self.entry.set_prompt(heading.name, None, prompt)

    def spoken(self) -> str:
        gap = self.band.accessibleName() if self.band is not None else ""
        return f"{super().spoken()} {gap}"


class DiscussHints(StageHints):
    """What the keys do where a gap is discussed."""

    def side_word(self, side: Side) -> Word:
        words = self._stage.session.exercise.words
        return words.excuse if side is Side.LEFT else words.origin

    def more_on_entry_line(self) -> list[Hint]:
        stage = self._stage
        shown = [Hint(catalog.NEXT_STAGE, tr("next stage"), 6)]
        if isinstance(stage.board.parent(stage.side, stage.selection), Origin):
            return [Hint(catalog.PREVIOUS_ITEM, tr("another reason for it"), 2), *shown]
        excuse = stage.session.exercise.words.excuse.one
        return [*shown, *self.which(excuse, 3), *self.labels(typing=True)]

    def next_step(self) -> str:
        stage = self._stage
        order = gaps(stage.session.meeting, stage.session.exercise)
        if order and order[-1].id != stage.board.gap_id:
            return tr("next {gap}", gap=stage.session.exercise.words.gap.one)
        return super().next_step()

    def on_item(self) -> list[Hint]:
        return [
            Hint(catalog.EDIT, tr("edit")),
            Hint(catalog.REMOVE, tr("remove"), 2),
            *self._ways_to_move(),
            *self.labels(typing=False),
            self.back_to_entry(1),
        ]

    def _ways_to_move(self) -> list[Hint]:
        """Return the keys that move what is selected: one alone has nowhere to go."""
        stage = self._stage
        ids = stage.board.ids(stage.side, stage.selection)
        if len(ids) < 2:
            return []
        move = Hint.of_range(catalog.MOVE_UP, "Alt+Up/Down", tr("move"), 3)
        if stage.side is Side.RIGHT:
            deeper = Hint.of_range(catalog.WHY_DEEPER, "Alt+Left/Right", tr("deeper, back"), 4)
            return [move, deeper]
        if stage.selection.left == ids[0]:
            return [move]
        return [move, Hint(catalog.EXPLAIN_ABOVE, tr("explains the one above"), 4)]

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        if side is Side.RIGHT:
            return catalog.WHY_DEEPER if to is Side.RIGHT else catalog.WHY_BACK
        return catalog.EXPLAIN_ABOVE if to is Side.RIGHT else None
