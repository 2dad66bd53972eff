"""What to do instead: strategies for each excuse, beside the team's own strengths."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from facilitator.domain.chain.verbs import add_strategies
from facilitator.domain.exercise import Heading, Kind, Tone, Word
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.facilitation.privacy import shown_ids
from facilitator.domain.records import Card, Excuse, Origin, Side, Theme
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.answer_stage import AnswerStage
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import BandShape, Shape
from facilitator.ui.stages.widgets.strengths_strip import StrengthsStrip
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session

SHOWN = StrengthsStrip.SHOWN


@shows(Kind.STRATEGIES)
class StrategiesStage(AnswerStage):
    """One excuse after the other, and the strategies that replace it."""

    shape = Shape(
        cards=(Type.PLAN, Type.PLAN),
        lists=True,
        band=BandShape(tone=None, text=Type.CARD_BOLD, steps=True),
    )

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = StrategiesHints(self)
        self._first_strength = 0
        self.strip = StrengthsStrip(self)
        self.strip.chosen.connect(self._use_strength)
        self.strip.more_requested.connect(self.more_strengths)
        self.parts.place_below(self.strip)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.strip.set_metrics(metrics)

    def show_prompt(self) -> None:
        super().show_prompt()
        self._show_strengths()
        heading = self._heading()
        prompt = heading.prompt
        if self.side is Side.RIGHT and self.selection.left:
            words = self.session.exercise.words
            prompt = f"{words.instead_of} “{bidi_isolate(shortened(self.context_text(), 44))}”…"
            if self._strength is not None:
                prompt = f"{phrases.building_on(shortened(self._strength.text, 44))}…"
            prompt = prompt[:1].upper() + prompt[1:]
        elif isinstance(parent := self.board.parent(self.side, self.selection), Excuse | Origin):
            prompt = f"{prompt} “{bidi_isolate(shortened(parent.text, 40))}”"
        self.entry.set_prompt(heading.name, None, prompt)

    def _heading(self) -> Heading:
        """Return what the entry line writes: beside an origin one more of these."""
        if self.side is Side.LEFT and self._strength is not None:
            prompt = self.session.exercise.column_of(Tone.STRENGTH).prompt
            return replace(self.script.left, name=tr("Strength"), prompt=prompt)
        is_origin = self.session.meeting.get(Origin, self.selection.left) is not None
        if self.side is Side.LEFT and is_origin:
            for script in self.session.exercise.stages:
                if script.kind is Kind.DISCUSS:
                    return script.right
        return self.script.heading(self.side)

    @property
    def _strength(self) -> Card | Theme | None:
        """The strength that is answered; None while it is an excuse or an origin."""
        meeting, left = self.session.meeting, self.selection.left
        return meeting.get(Card, left) or meeting.get(Theme, left)

    def more_strengths(self) -> None:
        """Show the next few strengths, and after the last the first again."""
        total = self.strength_count()
        following = self._first_strength + SHOWN
        self._first_strength = following if following < total else 0
        self._show_strengths()

    def strength_count(self) -> int:
        """Return how many strengths may be shown."""
        column = self.session.exercise.column_of(Tone.STRENGTH)
        return len(shown_ids(self.session.meeting, column.id))

    def _shown_strengths(self) -> list[Card]:
        meeting, column = self.session.meeting, self.session.exercise.column_of(Tone.STRENGTH)
        ids = shown_ids(meeting, column.id)[self._first_strength :][:SHOWN]
        return [card for card in (meeting.get(Card, key) for key in ids) if card is not None]

    def _show_strengths(self) -> None:
        total = self.strength_count()
        if self._first_strength >= total:
            self._first_strength = 0
        title = self.session.exercise.column_of(Tone.STRENGTH).title
        texts = [card.text for card in self._shown_strengths()]
        self.strip.set_strengths(title, texts, self._first_strength, total)

    def value(self, number: int) -> None:
        self._use_strength(number)

    def _use_strength(self, number: int) -> None:
        """Make strength `number` of those shown a strategy; any other number shows more of them."""
        cards = self._shown_strengths()
        if not 1 <= number <= len(cards):
            self.more_strengths()
            return
        if self.selection.left is None:
            excuse = self.session.exercise.words.excuse.one
            self.say(tr("A strength replaces an {excuse}: there is none yet.", excuse=excuse))
            return
        text, excuse_id = cards[number - 1].text, self.selection.left
        self.attempt(lambda: add_strategies(self.session.meeting, excuse_id, [text]))

    def commands(self) -> Sequence[Command]:
        strengths = [
            catalog.TAKE_STRENGTH.bind(
                partial(self.value, number), about=card.text, keys=(f"Alt+{number}",)
            )
            for number, card in enumerate(self._shown_strengths(), start=1)
        ]
        more = catalog.MORE_STRENGTHS.bind(
            self.more_strengths, works=lambda: self.strength_count() > SHOWN
        )
        return [*super().commands(), *strengths, more]


class StrategiesHints(StageHints):
    """What the keys do where excuses are answered."""

    def __init__(self, stage: StrategiesStage) -> None:
        super().__init__(stage)
        self._strategies = stage

    def side_word(self, side: Side) -> Word:
        words = self._stage.session.exercise.words
        return words.excuse if side is Side.LEFT else words.strategy

    def more_on_entry_line(self) -> list[Hint]:
        words = self._stage.session.exercise.words
        hints = self.which(words.excuse.one, 1)
        total = self._strategies.strength_count()
        if total:
            keys = f"Alt+1–{min(SHOWN, total)}" if total > 1 else "Alt+1"
            hints.append(Hint.of_range(catalog.TAKE_STRENGTH, keys, tr("use a strength"), 3))
        if total > SHOWN:
            hints.append(Hint(catalog.MORE_STRENGTHS, tr("more strengths"), 4))
        return hints
