"""One gap at a time: its excuses and their origins."""

from dataclasses import replace
from functools import partial

from facilitator.domain.answers.about_gap import asked_about_gaps, told_about
from facilitator.domain.answers.answers import check, check_of
from facilitator.domain.answers.checks import after, said_in
from facilitator.domain.chain.chain import gaps
from facilitator.domain.exercise import Kind, Tone, Word
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Card, Origin, Side, Theme
from facilitator.domain.room.room_view import discussed_gap
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.checks.check_row import CheckRow
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.gap_stage import GapStage
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import BandShape, Shape
from facilitator.ui.stages.numbers.number_question import NumberQuestion
from facilitator.ui.stages.widgets.band_text import band_text
from facilitator.ui.stages.widgets.bands import BandText
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.DISCUSS)
class DiscussStage(GapStage):
    """The gap under discussion, large; excuses on the left, origins on the right."""

    shape = Shape(
        question=Type.QUESTION_SMALL,
        gives_width=True,
        band=BandShape(tone=Tone.GAP, text=Type.GAP),
    )

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = DiscussHints(self, self.number)
        if self.band is not None:
            self.band.details_pressed.connect(partial(self.request, catalog.ABOUT_GAP))
        self.checks = CheckRow(self)
        self.checks.clicked.connect(self._on_check_clicked)
        self.parts.place_below_band(self.checks)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.checks.set_metrics(metrics)

    def _on_check_clicked(self, check_id: str) -> None:
        """Answer a check with what comes after its answer."""
        meeting, gap = self.session.meeting, self.gap_at_hand()
        asked = self.session.exercise.check_of(check_id)
        if gap is None or asked is None:
            return
        known = check_of(meeting, asked, gap)
        said = after(said_in(known) if known is not None else None)
        if self.attempt(lambda: check(meeting, asked, gap, said)):
            word = phrases.check_word(said) if said is not None else tr("not answered")
            announce(self, tr("{check}: {answer}", check=asked.name, answer=word))

    def enter(self) -> None:
        super().enter()
        self.panels[Side.LEFT].view.column.show_end()

    def shown_band(self) -> BandText | None:
        """Return what is written on the band; the checks of the gap itself are below it."""
        band = discussed_gap(self.board)
        checks = band.checks if band is not None else ()
        self.checks.show_checks([each for each in checks if not each.of])
        if band is None:
            return None
        of_cards = tuple(each for each in checks if each.of)
        shown = band_text(replace(band, checks=of_cards), self.session.exercise.words)
        return replace(shown, details=(*shown.details, *self._left_to_tell()))

    def _left_to_tell(self) -> list[str]:
        """Return what else may be told of the gap, on one line that a click answers."""
        exercise, gap = self.session.exercise, self.gap_at_hand()
        # In a deep room a line of it would cost an answer.
        if gap is None or self.metrics.is_crowded:
            return []
        told = {each.name for each in told_about(self.session.meeting, exercise, gap)}
        missing = [each.name for each in asked_about_gaps(exercise) if each.name not in told]
        return [f"+ {' · '.join(missing)}"] if missing else []

    def show_prompt(self) -> None:
        if self.number.asks:
            super().show_prompt()
            return
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

    def __init__(self, stage: StageContext, number: NumberQuestion) -> None:
        super().__init__(stage)
        self._number = number

    def side_word(self, side: Side) -> Word:
        words = self._stage.session.exercise.words
        return words.excuse if side is Side.LEFT else words.origin

    def on_entry_line(self) -> list[Hint]:
        return self._number.hints() or super().on_entry_line()

    def more_on_entry_line(self) -> list[Hint]:
        stage = self._stage
        part = self.next_part()
        shown = [
            *([Hint(catalog.NEXT_PART, part, 1)] if part and self._is_in_parts else []),
            Hint(catalog.NEXT_STAGE, tr("next stage"), 6),
            Hint(catalog.NUMBER, tr("how many?"), 7),
            *self.about_gap(6 if self._is_told else 1),
            *self.checks(2),
        ]
        if isinstance(stage.board.parent(stage.side, stage.selection), Origin):
            return [Hint(catalog.PREVIOUS_ITEM, tr("another reason for it"), 2), *shown]
        excuse = stage.session.exercise.words.excuse.one
        return [*shown, *self.which(excuse, 3), *self.labels(typing=True)]

    @property
    def _is_told(self) -> bool:
        """Whether anything was told about the gap under discussion."""
        stage = self._stage
        meeting, exercise = stage.session.meeting, stage.session.exercise
        known = stage.board.gap_id
        gap = meeting.get(Theme, known) or meeting.get(Card, known)
        return gap is not None and bool(told_about(meeting, exercise, gap))

    def next_step(self) -> str:
        stage = self._stage
        order = gaps(stage.session.meeting, stage.session.exercise)
        if order and order[-1].id != stage.board.gap_id:
            return tr("next {gap}", gap=stage.session.exercise.words.gap.one)
        return tr("next stage")

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
