"""The number on a gap: the entry line asks for it, and what was on it comes back afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from facilitator.domain.follow_up.gap_numbers import last_before, number_on, set_number, take_away
from facilitator.domain.records import Card, Side, Theme
from facilitator.domain.written_numbers import read_number
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.translate import number, tr
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.numbers import number_text
from facilitator.ui.widgets.hint_bar import Hint

Gap = Card | Theme


class NumberedContext(StageContext, Protocol):
    """A stage on which a gap can be given a number."""

    @property
    def has_aside(self) -> bool:
        """Whether unfinished text waits for the entry line to be free."""

    def remember_draft(self) -> None:
        """Note what is unfinished."""

    def show_prompt(self) -> None:
        """Show what the entry line writes now."""

    def update_hints(self) -> None:
        """Tell that other keys may work now."""


class NumberQuestion:
    """The gap whose number is asked for now, if one is."""

    def __init__(self, stage: NumberedContext) -> None:
        self._stage = stage
        self._gap: str | None = None
        self._put_by = ""
        self._came_from: Side | None = None

    @property
    def asks(self) -> bool:
        """Whether the entry line asks for a number now."""
        return self._gap is not None

    @property
    def put_by(self) -> str:
        """What was on the entry line when it began to ask."""
        return self._put_by

    def ask(self, gap: Gap) -> None:
        """Ask for the number on a gap; the one that it has can be changed or deleted."""
        if not self.finish():
            return
        self._came_from = self._stage.focused_side()
        known = number_on(self._stage.session.meeting, gap)
        self._ask(gap, number(known) if known is not None else "")
        self._stage.entry.edit.selectAll()

    def _ask(self, gap: Gap, text: str) -> None:
        stage = self._stage
        if stage.has_aside:
            # What waits for the name of a theme comes back first.
            stage.set_marked(frozenset())
        self._put_by, self._gap = stage.entry.text, gap.id
        stage.entry.set_text(text)
        self.show_prompt()
        stage.focus_entry()
        stage.remember_draft()
        stage.update_hints()

    def draft(self) -> tuple[str, ...]:
        """Return what is typed so far and the gap; empty while nothing is asked."""
        return (self._stage.entry.text, self._gap) if self._gap is not None else ()

    def reset(self) -> None:
        """Ask nothing: the stage is entered again."""
        self._gap, self._put_by = None, ""

    def resume(self, fields: Sequence[str]) -> None:
        """Ask again what was asked when the stage, or the program, was left."""
        text, gap_id = (*fields, "", "")[:2]
        gap = self._find(gap_id)
        if gap is not None:
            self._ask(gap, text)

    def show_prompt(self) -> bool:
        """Show what is asked; False while nothing is."""
        stage, gap = self._stage, self._find(self._gap)
        if gap is None:
            return False
        words = stage.session.exercise.words
        about = gap.text if stage.board.gap_id != gap.id else ""
        before = last_before(stage.session.meeting, gap)
        stage.entry.set_prompt(tr("Number"), None, number_text.question(words, about, before))
        stage.entry.set_remark(number_text.understood(stage.entry.text, words))
        return True

    def submit(self, text: str) -> bool:
        """Keep the number, or without a text take the one away that was there; False if not asked.

        What is no number stays on the line, and it is said why.
        """
        stage, gap = self._stage, self._find(self._gap)
        if gap is None:
            return False
        meeting = stage.session.meeting
        if not text.strip():
            if stage.attempt(lambda: take_away(meeting, gap)):
                stage.say(tr("Number removed. {key} undoes that.", key=catalog.UNDO.key))
            self._end()
            return True
        value = read_number(text)
        if not isinstance(value, int):
            stage.say(number_text.problem(value, text))
            return True
        if stage.attempt(lambda: set_number(meeting, gap, value, date.today())):
            said = phrases.amount(value, stage.session.exercise.words)
            stage.say(tr("{amount}: noted. {key} undoes that.", amount=said, key=catalog.UNDO.key))
        self._end()
        return True

    def cancel(self) -> bool:
        """Leave the number as it was; False while none is asked for."""
        if self._gap is None:
            return False
        self._end()
        return True

    def finish(self) -> bool:
        """Keep what is typed; False, saying why, when it is no number."""
        if self._gap is None:
            return True
        text = self._stage.entry.text
        if not text.strip():
            return self.cancel()
        self.submit(text)
        return self._gap is None

    def keep(self) -> None:
        """Ask no longer about a gap that is gone."""
        if self._gap is not None and self._find(self._gap) is None:
            self._end()

    def hints(self) -> list[Hint]:
        """Return the keys that work while a number is asked for; none while it is not."""
        if self._gap is None:
            return []
        return [
            Hint(catalog.ADD, tr("keep the number"), run=self._stage.entry.edit.submit),
            Hint(catalog.BACK, tr("cancel"), 1, self.cancel),
        ]

    def _find(self, gap_id: str | None) -> Gap | None:
        item = self._stage.session.meeting.find(gap_id)
        return item if isinstance(item, Card | Theme) else None

    def _end(self) -> None:
        stage, text, side = self._stage, self._put_by, self._came_from
        self.reset()
        stage.entry.set_remark("")
        stage.entry.set_text(text)
        stage.remember_draft()
        stage.show_prompt()
        if side is not None and stage.panels[side].view.column.ids:
            stage.panels[side].view.setFocus()
        stage.update_hints()
