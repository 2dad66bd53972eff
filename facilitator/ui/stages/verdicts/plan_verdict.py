"""A verdict on an action of the plan: the entry line asks for its words, which may stay away."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from facilitator.domain.chain.status import status_of
from facilitator.domain.follow_up.verdicts import judge, toggle
from facilitator.domain.records import Action, ActionKind, Side, Status
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.verdicts import asked as asking
from facilitator.ui.stages.verdicts.asked import Asked


class PlanContext(StageContext, Protocol):
    """A stage with the plan."""

    def remember_draft(self) -> None:
        """Note what is unfinished."""


class PlanVerdict:
    """The verdict that is given now, if one is; what was on the entry line comes back after it."""

    def __init__(self, stage: PlanContext) -> None:
        self._stage = stage
        self._action: str | None = None
        self.asked: Asked | None = None
        """What the entry line asks; None while no verdict is given."""
        self._put_by = ""

    @property
    def put_by(self) -> str:
        """What was on the entry line when it began to ask."""
        return self._put_by

    def choose(self, action: Action, status: Status) -> None:
        """Ask for the words of a verdict; the one that was given last is taken back."""
        stage, meeting = self._stage, self._stage.session.meeting
        if status_of(meeting, action) is status:
            stage.attempt(lambda: toggle(meeting, action, status, date.today()))
            return
        self._ask(action, Asked(status.value))

    def _ask(self, action: Action, asked: Asked, text: str = "") -> None:
        stage = self._stage
        if self.asked is None:
            self._put_by = stage.entry.text
        self._action, self.asked = action.id, asked
        stage.entry.set_text(text)
        self.show_prompt()
        stage.focus_entry()
        stage.remember_draft()

    def draft(self) -> tuple[str, ...]:
        """Return what is asked and the words so far; empty while nothing is."""
        if self.asked is None or self._action is None:
            return ()
        return (self._stage.entry.text, self._action, self.asked.value)

    def reset(self) -> None:
        """Ask nothing: the stage is entered again."""
        self.asked, self._action, self._put_by = None, None, ""

    def resume(self, fields: Sequence[str]) -> None:
        """Ask again what was asked when the stage, or the program, was left."""
        text, action_id, field = (*fields, "", "", "")[:3]
        action, asked = self._stage.session.meeting.get(Action, action_id), asking.read(field)
        if action is not None and asked is not None:
            self._ask(action, asked, text)

    def show_prompt(self) -> bool:
        """Show what is asked; False while nothing is."""
        stage = self._stage
        if self.asked is None:
            return False
        action = stage.session.meeting.get(Action, self._action)
        kind = action.kind if action is not None else ActionKind.DO
        name, prompt = asking.prompt(self.asked, stage.session.exercise, stage.script, kind)
        stage.entry.set_prompt(name, self.asked.tone, prompt)
        stage.entry.set_remark("")
        return True

    def give(self, text: str = "") -> bool:
        """Give the verdict, with words or without; False while none is asked for."""
        asked, meeting = self.asked, self._stage.session.meeting
        action = meeting.get(Action, self._action)
        if asked is None or asked.status is None:
            return False
        status = asked.status
        if action is not None:
            # A clock that was set back makes no verdict older than the meeting.
            day = max(date.today(), meeting.details.held_on)
            if not self._stage.attempt(lambda: judge(meeting, action, status, day, text)):
                return True
        self._finish()
        return True

    def cancel(self) -> bool:
        """Give no verdict; False while none is asked for."""
        if self.asked is None:
            return False
        self._finish()
        return True

    def keep(self) -> None:
        """Ask no longer about an action that is gone."""
        gone = self._action is not None and self._stage.session.meeting.find(self._action) is None
        if self.asked is not None and gone:
            self._finish()

    def _finish(self) -> None:
        stage, text = self._stage, self._put_by
        self.reset()
        stage.entry.set_text(text)
        stage.remember_draft()
        view = stage.panels[Side.LEFT].view
        if view.column.ids:
            view.setFocus()
