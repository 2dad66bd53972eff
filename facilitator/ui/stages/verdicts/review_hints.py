"""What the keys of the review do, by name."""

from functools import partial
from typing import Protocol

from facilitator.domain.exercise import Word
from facilitator.domain.records import EarlierAction, Side, Verdict
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.verdicts.asked import Asked
from facilitator.ui.stages.verdicts.due_box import DueBox
from facilitator.ui.widgets.hint_bar import Hint


class ReviewContext(StageContext, Protocol):
    """A review, as far as its keys depend on it."""

    @property
    def asked(self) -> Asked | None: ...
    @property
    def due(self) -> DueBox: ...
    @property
    def action(self) -> EarlierAction | None: ...
    @property
    def verdict(self) -> Verdict | None: ...

    def submit_nothing(self) -> None:
        """Take Enter on an empty line."""

    def switch_side(self) -> None:
        """Show all promises, or one again; after an excuse ask for the other thing."""

    def cancel(self) -> bool:
        """Take back the choice of a verdict."""

    def ask_again(self) -> None:
        """Ask whether the gap was met again."""

    def walk(self, by: int) -> bool:
        """Go to the next promise, or to the one before."""


class ReviewHints(StageHints):
    """What the keys do where it is said what became of promises."""

    def __init__(self, stage: ReviewContext) -> None:
        super().__init__(stage)
        self._review = stage

    def side_word(self, side: Side) -> Word | None:
        return None

    def value_names(self) -> list[str]:
        return []

    def edit_command(self, side: Side) -> CommandSpec:
        return catalog.GO_TO_ITEM if side is Side.LEFT else catalog.EDIT

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        return None

    def on_entry_line(self) -> list[Hint]:
        if self._review.action is None:
            return [
                Hint(catalog.NEXT_STEP, self.next_step()),
                Hint(catalog.NOTES, tr("what to say"), 6),
            ]
        asked = self._review.asked
        if asked is None:
            return [
                Hint.of_range(catalog.GIVE_VERDICT, "1–4", tr("say what became of it")),
                self._next(),
                *self._noticed(),
                *self._again(),
                *self._number(),
                Hint(catalog.ALL_PROMISES, tr("all promises"), 3, self._review.switch_side),
                Hint(catalog.NEXT_STAGE, tr("next stage"), 4),
                Hint(catalog.NOTES, tr("what to say"), 6),
            ]
        return [*self._typing(asked), self._next(3)]

    def _typing(self, asked: Asked) -> list[Hint]:
        if asked.is_below_excuse:
            other = (
                tr("how did it get this way?")
                if asked is Asked.STRATEGY
                else tr("what would make it possible?")
            )
            typed = bool(self._review.entry.text.strip())
            enter = tr("add it") if typed else tr("go on to the next promise")
            return [
                Hint(catalog.SAVE_VERDICT, enter, run=self.submit),
                Hint(catalog.ALL_PROMISES, other, 1, self._review.switch_side),
            ]
        if asked is Asked.AGAIN:
            return [
                Hint.of_range(catalog.SAY_AGAIN, "Y/N", tr("yes, no")),
                Hint(catalog.CANCEL_VERDICT, tr("skip it"), 2, self._review.cancel),
            ]
        if asked is Asked.NUMBER:
            typed = bool(self._review.entry.text.strip())
            enter = tr("keep the number") if typed else tr("skip it")
            return [Hint(catalog.SAVE_VERDICT, enter, run=self.submit)]
        day = self._review.due.field
        saves = {
            Asked.PROGRESS: tr("save it") if day.hasFocus() else tr("then: by when now?"),
            Asked.EXCUSE: tr("save it, then: what would make it possible?"),
        }
        run = day.submit if day.hasFocus() else self.submit
        return [
            Hint(catalog.SAVE_VERDICT, saves.get(asked, tr("save it")), run=run),
            Hint(catalog.CANCEL_VERDICT, tr("another verdict"), 2, self._review.cancel),
            *self._noticed(),
        ]

    def _noticed(self) -> list[Hint]:
        """Return the keys that say whether it was noticed, where something was said."""
        asked = self._review.asked
        if asked is None and self._review.verdict is None:
            return []
        does = tr("was it noticed? yes, no, can’t tell")
        return [Hint.of_range(catalog.WAS_NOTICED, "Alt+1–3", does, 5)]

    def _again(self) -> list[Hint]:
        """Return the key that asks if the gap was met again, where the exercise asks that."""
        action, words = self._review.action, self._review.session.exercise.words
        known = action is not None and (action.gap or action.gap_id) and words.again
        asks = f"{words.again[:1].lower()}{words.again[1:]}"
        return [Hint(catalog.SAY_AGAIN, asks, 4, self._review.ask_again)] if known else []

    def _number(self) -> list[Hint]:
        """Return the key of the number on the gap, where it is known what a promise came from."""
        action = self._review.action
        known = action is not None and (action.gap or action.gap_id)
        return [Hint(catalog.NUMBER, tr("how many now?"), 4)] if known else []

    def _next(self, rank: int = 1) -> Hint:
        does, run = tr("next promise"), partial(self._review.walk, 1)
        action, board = self._review.action, self._review.board
        ids = board.ids(Side.LEFT, self._review.selection)
        if action is not None and ids and ids[-1] == action.id:
            return Hint(catalog.NEXT_STEP, self.next_step(), rank)
        return Hint(catalog.NEXT_STEP, does, rank, run)

    def on_item(self) -> list[Hint]:
        verdicts = Hint.of_range(catalog.GIVE_VERDICT, "1–4", tr("say what became of it"))
        if self._stage.side is Side.LEFT:
            open_it = Hint(catalog.GO_TO_ITEM, tr("go to it"))
            return [open_it, verdicts, Hint(catalog.LEAVE_ITEM, tr("back"), 1, self.leave_item)]
        edit, remove, *others = super().on_item()
        return [edit, remove, verdicts, *others]
