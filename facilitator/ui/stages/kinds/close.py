"""The plan on one screen: what is changed first, when the team meets again, and the export."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.boards.chain_boards import CloseBoard
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.records import Action, Side
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.said_days import read_day
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.CLOSE)
class CloseStage(Stage):
    """The actions on the left, what is still open on the right; Space chooses the first change."""

    text_types = (Type.PLAN, Type.PLAN)
    widths = (62, 38)
    question_type = Type.QUESTION_SMALL

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = CloseHints(self)
        self._first = self.band = Band(Tone.STRENGTH, self, largest=Type.CARD_BOLD)
        self.parts.place_above(self._first)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._first.set_metrics(metrics)

    def enter(self) -> None:
        super().enter()
        for panel in self.panels.values():
            panel.view.column.show_start()

    def show_prompt(self) -> None:
        details = self.session.meeting.details
        first = self.session.meeting.get(Action, details.first)
        caption = self.session.exercise.words.first
        remark = ""
        if details.next_on:
            remark = tr("Next meeting: {day}", day=dates.day(details.next_on))
        if first is not None:
            due = dates.day(first.due) if first.due else ""
            who = " · ".join(part for part in (first.owner, due) if part)
            said = tr("{caption} · {who}", caption=caption, who=who) if who else caption
            self._first.set(first.text, remark, (), said)
        else:
            asked = tr("Go to an action with ↑ and press Space")
            self._first.set(asked, remark, (), caption, asks=True)
        heading = self.script.heading(Side.LEFT)
        self.entry.set_prompt(heading.name, None, heading.prompt)

    def on_text_changed(self) -> None:
        super().on_text_changed()
        day = self._day()
        state = tr("→ {day}", day=dates.day(day)) if day else ""
        self.entry.set_remark(state)

    def _day(self) -> date | None:
        return read_day(self.entry.text) if self.entry.text.strip() else None

    def submit(self, text: str) -> None:
        """Take the day of the next meeting."""
        day = self._day()
        if day is None:
            typed = text.strip()
            self.say(tr("“{typed}” is no day I know: try “in 3 weeks” or a date.", typed=typed))
            return
        self.session.execute(lifecycle.set_next(self.session.meeting, day))
        self.entry.clear()
        self.say(tr("Next meeting: {day}.", day=dates.day(day)))

    def submit_lines(self, texts: Sequence[str]) -> bool:
        """Put pasted lines on the entry line: a day is one line."""
        self.entry.set_text(" ".join(texts))
        return True

    def mark(self, item_id: str) -> None:
        action = self.session.meeting.get(Action, item_id)
        if action is not None:
            self.session.execute(lifecycle.choose_first(self.session.meeting, action))

    def edit_item(self, side: Side, item_id: str) -> None:
        """Go to where the item was written: it is edited there."""
        self.item_requested.emit(item_id)


class CloseHints(StageHints):
    """What the keys do where the plan is on one screen."""

    def on_entry_line(self) -> list[Hint]:
        return [
            Hint("Ctrl E", tr("export the plan as PDF")),
            Hint("Enter", tr("set the next meeting"), 1),
            Hint("↑", tr("actions"), 2),
            Hint("PgUp", tr("back"), 3),
            Hint("Esc", tr("all meetings"), 4),
        ]

    def on_item(self) -> list[Hint]:
        if self._stage.side is Side.RIGHT:
            return [Hint("Enter", tr("go to it")), Hint("Esc", tr("back to the entry line"))]
        return [
            Hint("Space", tr("change this first")),
            Hint("1", tr("done"), 2),
            Hint("2", tr("in progress"), 4),
            Hint("3", tr("dropped"), 5),
            Hint("Enter", tr("go to it"), 3),
            Hint("Ctrl E", tr("export PDF"), 1),
            Hint("Esc", tr("back to the entry line")),
        ]

    def edit_name(self, side: Side) -> str:
        return tr("Go to it")

    def mark_name(self, side: Side) -> str:
        return tr("Change this first") if side is Side.LEFT else ""

    def shift_name(self, side: Side, to: Side) -> str:
        return ""

    def value_names(self) -> Sequence[str]:
        return [phrases.verdict(status).capitalize() for status in CloseBoard.verdicts]
