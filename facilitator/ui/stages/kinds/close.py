"""The plan on one screen: what is changed first, when the team meets again, and the export."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from facilitator.domain.boards.chain_boards import CloseBoard
from facilitator.domain.chain.verbs import judge
from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.records import Action, Side, Status
from facilitator.domain.room.entry import Entry
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.commands import CommandSpec, key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import Shape
from facilitator.ui.stages.stage import Stage
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.CLOSE)
class CloseStage(Stage):
    """The actions, and below them what is still open; Space chooses the first change."""

    shape = Shape(
        question=Type.QUESTION_SMALL, cards=(Type.PLAN, Type.PLAN), stacked=True, lists=True
    )

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = CloseHints(self)
        self._asked = ""
        """The day that is odd and known to be: the next Enter accepts it."""

    def enter(self) -> None:
        super().enter()
        for panel in self.panels.values():
            panel.view.column.show_start()

    def activate(self, side: Side) -> None:
        super().activate(side)
        self.parts.give_room(side)

    def show_prompt(self) -> None:
        self.parts.give_room(self.side)
        heading = self.script.heading(Side.LEFT)
        self.entry.set_prompt(heading.name, None, self._next_day or heading.prompt)

    @property
    def _next_day(self) -> str:
        """The day of the next meeting; empty while there is none."""
        day = self.session.meeting.details.next_on
        return dates.day(day) if day is not None else ""

    def typed(self) -> Entry:
        typed = super().typed()
        if typed.text or not self._next_day:
            return typed
        # The room doesn't see the chip.
        return replace(typed, prompt=f"{typed.name}: {self._next_day}")

    def on_text_changed(self) -> None:
        super().on_text_changed()
        text = self.entry.text
        reading = dates.read(text) if text.strip() else None
        state = ""
        if reading and reading.day:
            odd = dates.doubt(reading)
            state = tr("→ {day}", day=odd or dates.day(reading.day))
        self.entry.set_remark(state)

    def submit(self, text: str) -> None:
        """Take the day of the next meeting; one that is odd is asked about once."""
        typed = self.entry.text
        reading = dates.read(typed)
        odd = dates.doubt(reading)
        if reading.day is None:
            self.say(dates.not_a_day(typed, reading))
        elif odd and typed != self._asked:
            self._asked = typed
            self.say(tr("{odd}. Correct it, or press Enter again to keep it.", odd=odd))
        else:
            self._asked = ""
            self.session.execute(lifecycle.set_next(self.session.meeting, reading.day))
            self.entry.clear()
            self.say(tr("Next meeting: {day}.", day=dates.day(reading.day)))

    def submit_lines(self, texts: Sequence[str]) -> bool:
        """Put pasted lines on the entry line: a day is one line."""
        self.entry.set_text(" ".join(texts))
        return True

    def mark(self, item_id: str) -> None:
        action = self.session.meeting.get(Action, item_id)
        if action is not None:
            self.session.execute(lifecycle.choose_first(self.session.meeting, action))

    def tick(self, item_id: str) -> None:
        action = self.session.meeting.get(Action, item_id)
        if action is not None:
            self.attempt(lambda: judge(self.session.meeting, action, Status.DONE))

    def edit_item(self, side: Side, item_id: str) -> None:
        """Go to where the item was written: it is edited there."""
        self.item_requested.emit(item_id)


class CloseHints(StageHints):
    """What the keys do where the plan is on one screen."""

    def on_entry_line(self) -> list[Hint]:
        return [
            Hint(catalog.EXPORT, tr("export the plan as a PDF")),
            Hint(catalog.NEXT_MEETING, tr("set the next meeting"), 1, self.submit),
            Hint(catalog.TO_CARDS, self._to_actions(), 2, self.to_items),
            Hint(catalog.PREVIOUS_STEP, tr("back"), 3),
            Hint(catalog.ALL_MEETINGS, tr("all meetings"), 4, self._stage.entry.edit.escaped.emit),
        ]

    def _to_actions(self) -> str:
        meeting = self._stage.session.meeting
        chosen = meeting.get(Action, meeting.details.first) is not None
        return tr("actions") if chosen else tr("choose what to change first")

    def on_item(self) -> list[Hint]:
        if self._stage.side is Side.RIGHT:
            return [Hint(catalog.GO_TO_ITEM, tr("go to it")), self.back_to_entry()]
        return [
            Hint(catalog.CHANGE_FIRST, tr("change this first")),
            self._verdict(1, tr("done"), 2),
            self._verdict(2, tr("in progress"), 4),
            self._verdict(3, tr("dropped"), 5),
            Hint(catalog.GO_TO_ITEM, tr("go to it"), 3),
            Hint(catalog.EXPORT, tr("export PDF"), 1),
            self.back_to_entry(),
        ]

    def _verdict(self, number: int, does: str, rank: int) -> Hint:
        view = self._stage.panels[Side.LEFT].view
        run = partial(view.value_requested.emit, number)
        return Hint(catalog.VERDICT, does, rank, run, key_text(str(number)))

    def edit_command(self, side: Side) -> CommandSpec:
        return catalog.GO_TO_ITEM

    def mark_command(self, side: Side) -> CommandSpec | None:
        return catalog.CHANGE_FIRST if side is Side.LEFT else None

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        return None

    def value_names(self) -> Sequence[str]:
        return [phrases.verdict(status).capitalize() for status in CloseBoard.verdicts]
