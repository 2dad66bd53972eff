"""A question of the exercise is answered, and of each answer it is said what is true of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QKeyEvent

from facilitator.domain.answers.answers import agreed_answers
from facilitator.domain.boards import Selection
from facilitator.domain.boards.answers import AnswersBoard
from facilitator.domain.change import Change
from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Side
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, CommandSpec, key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.answers.choice_bar import ChoiceBar
from facilitator.ui.stages.answers.offered import (
    hints_on_offered,
    is_edit_key,
    keep_command,
    keep_offered,
    offered_at,
)
from facilitator.ui.stages.hints import LONGEST_LABEL, StageHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import Shape
from facilitator.ui.stages.stage import Stage
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.ANSWERS)
class AnswersStage(Stage):
    """The answers to one question, in one column; they are gone through one by one."""

    shape = Shape()

    def __init__(self, session: Session, script: StageScript) -> None:
        self.choices: ChoiceBar | None = None
        super().__init__(session, script)
        self.hints = AnswersHints(self)
        self.panels[Side.RIGHT].hide()
        self.panels[Side.LEFT].view.key_filter = self._edits_by_key
        if self.board.values():
            self.choices = ChoiceBar(self.board.values(), self)
            self.choices.chosen.connect(self.value)
            self.choices.escaped.connect(self.focus_entry)
            self.choices.typed.connect(self._on_typed)
            self.choices.focus_moved.connect(self.update_hints)
            self.parts.place_below(self.choices)

    @property
    def answers(self) -> AnswersBoard:
        """The board, which knows what waits for a word."""
        assert isinstance(self.board, AnswersBoard)
        return self.board

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        if self.choices is not None:
            self.choices.set_metrics(metrics)

    def refresh(self, change: Change | None = None, reset: bool = False) -> None:
        board = self.session.board()
        if not board.holds(Side.LEFT, self.selection, self.selection.left):
            self.select_at(Selection(board.first_open(Side.LEFT, self.selection)))
        super().refresh(change, reset)

    def show_prompt(self) -> None:
        heading, asked = self.script.heading(Side.LEFT), self.answers.asked
        prompt = asked.prompt if asked is not None else heading.prompt
        if asked is not None and not asked.many and self._said:
            prompt = tr("What you write here replaces it")
        self.entry.set_prompt(heading.name, None, prompt)
        self._show_choices()

    def select(self, side: Side, item_id: str | None) -> None:
        super().select(side, item_id)
        self._show_choices()

    def _show_choices(self) -> None:
        """Show what can be said of the selected answer, once there is one."""
        given = self.answers.given_at(self.selection)
        if self.choices is not None:
            self.choices.setVisible(given is not None)
            self.choices.show_choice(given.choice if given is not None else "")

    @property
    def _said(self) -> bool:
        return bool(agreed_answers(self.session.meeting, self.script.field))

    def submit_lines(self, texts: Sequence[str]) -> bool:
        asked = self.answers.asked
        replaces = asked is not None and not asked.many and self._said
        is_added = super().submit_lines(texts)
        if is_added and replaces:
            self.say(tr("Replaced. {key} brings the answer before it back.", key=catalog.UNDO.key))
        return is_added

    def submit_nothing(self) -> None:
        """Keep what is selected from last time: Enter on the empty line."""
        self.keep(self.selection.left)

    def keep(self, item_id: str | None) -> None:
        """Keep an answer from last time, and go to the next that waits for a word."""
        if keep_offered(self, item_id) and not self._is_chosen_too(item_id):
            self._go_on()

    def _is_chosen_too(self, item_id: str | None) -> bool:
        """Return whether an answer that was kept still waits for a choice."""
        given = self.answers.given_at(Selection(item_id))
        return given is not None and self.answers.is_waiting(given)

    def _go_on(self) -> None:
        following = self.answers.next_waiting(self.selection)
        if following is not None and following != self.selection.left:
            self.select(Side.LEFT, following)

    def tick(self, item_id: str) -> None:
        self.keep(item_id)

    def mark(self, item_id: str) -> None:
        self.keep(item_id)

    def edit_item(self, side: Side, item_id: str) -> None:
        if offered_at(self.session, item_id) is not None:
            self.keep(item_id)
        else:
            super().edit_item(side, item_id)

    def _on_typed(self, text: str) -> None:
        """Go on with a sentence where a letter was typed on a choice; a digit chooses there too."""
        number = int(text) if text.isdecimal() else 0
        if 1 <= number <= len(self.board.values()):
            self.value(number)
            return
        self.focus_entry()
        self.type_into_entry(text)

    def _edits_by_key(self, event: QKeyEvent) -> bool:
        """Edit also what is from last time."""
        chosen = self.selection.left
        if chosen is None or not is_edit_key(event):
            return False
        super().edit_item(Side.LEFT, chosen)
        self.update_hints()
        return True

    def value(self, number: int) -> None:
        before = self.answers.given_at(self.selection)
        super().value(number)
        after = self.answers.given_at(self.selection)
        if after is not None and after != before and not self.answers.is_waiting(after):
            self._go_on()
        self._show_choices()

    def item_above_entry(self, side: Side, ids: Sequence[str]) -> str:
        """Return the answer that waits for a word, where one is selected."""
        given = self.answers.given_at(self.selection)
        if given is not None and given.id in ids and self.answers.is_waiting(given):
            return given.id
        return super().item_above_entry(side, ids)


class AnswersHints(StageHints):
    """What the keys do where a question is answered."""

    def __init__(self, stage: AnswersStage) -> None:
        super().__init__(stage)
        self._answers = stage

    def side_name(self, side: Side) -> str:
        return tr("answers")

    def on_entry_line(self) -> list[Hint]:
        stage = self._answers
        selected = stage.selection.left
        if stage.choices is not None and stage.choices.has_focus:
            return [*self.labels(typing=False), self.back_to_entry()]
        shown = [Hint(catalog.ADD, self._adds(), run=self.submit)]
        if offered_at(stage.session, selected) is not None and not stage.entry.text.strip():
            shown = [Hint(catalog.KEEP_BROUGHT, tr("keep it"), run=partial(stage.keep, selected))]
        if selected is not None:
            shown += [
                *self.labels(typing=True),
                Hint(catalog.TO_CARDS, self.side_name(Side.LEFT), 4, self.to_items),
            ]
        return [
            *shown,
            Hint(catalog.NEXT_STEP, self.next_step()),
            *self._overview(),
            Hint(catalog.NOTES, tr("what to say"), 6),
        ]

    def _adds(self) -> str:
        asked = self._answers.answers.asked
        replaces = asked is not None and not asked.many and self._answers.selection.left is not None
        return tr("replace it") if replaces else tr("add")

    def on_item(self) -> list[Hint]:
        stage = self._answers
        selected = stage.selection.left
        shown = [Hint(catalog.EDIT, tr("edit"), 2), Hint(catalog.REMOVE, tr("remove"), 3)]
        if offered_at(stage.session, selected) is not None:
            shown = [
                *hints_on_offered(partial(stage.keep, selected)),
                Hint(catalog.EDIT, tr("edit"), 4, self._edit, key_text("F2")),
            ]
        move = Hint.of_range(catalog.MOVE_UP, "Alt+Up/Down", tr("move"), 5)
        many = len(stage.board.ids(Side.LEFT, stage.selection)) > 1
        return [
            *self.labels(typing=False),
            *shown,
            *([move] if many else []),
            self.back_to_entry(1),
        ]

    def _edit(self) -> None:
        if (left := self._answers.selection.left) is not None:
            self._answers.panels[Side.LEFT].view.edit_item(left)

    def labels(self, *, typing: bool) -> list[Hint]:
        """Return the keys of the choices, with Alt while typing."""
        spec = catalog.CHOOSE_TYPING if typing else catalog.CHOOSE_ANSWER
        return [
            Hint(
                spec,
                shortened(text, LONGEST_LABEL),
                2 + number,
                partial(self._stage.value, number),
                key_text(f"Alt+{number}" if typing else f"{number}"),
            )
            for number, text in enumerate(self._stage.board.values(), start=1)
        ]

    def mark_command(self, side: Side) -> CommandSpec | None:
        return None

    def more_commands(self, side: Side) -> Sequence[Command]:
        stage = self._answers
        selected = stage.selection.left
        offered = offered_at(stage.session, selected)
        return [keep_command(partial(stage.keep, selected), lambda: offered is not None)]

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        return None
