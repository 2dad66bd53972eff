"""What who leads the meeting may ask now: on the console, or quietly where there is none.

The room's own window never shows it, and nothing has to be answered.
"""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from facilitator.domain.chain.chain import gap_text
from facilitator.domain.chain.what_instead import MANY
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation.weak_words import weak_wording
from facilitator.domain.records import Action, Side, Strategy
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.reminders.reminder_line import ReminderLine
from facilitator.ui.meeting.reminders.what_instead import Walked, WhatInstead
from facilitator.ui.stages.stage import Stage

LULL = 400
"""Milliseconds without a key after which words that are being typed are looked at."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A question and why it may be asked; both empty where there is nothing to ask.

    `leads` says that a key goes somewhere because of it, `is_back` that it goes back.
    """

    question: str = ""
    why: str = ""
    leads: bool = False
    is_back: bool = False


_NOTHING = Reminder()


class ConsoleBox(Protocol):
    """The place on the console where it is shown."""

    def show_reminder(self, question: str, why: str, *, leads: bool) -> None:
        """Show it, or what the console asks by itself."""


class Reminders(QObject):
    """What may be asked of the words at hand, and of a gap with many excuses."""

    def __init__(self, screen: Walked, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self.what_instead = WhatInstead(screen)
        self._console: ConsoleBox | None = None
        self.lines: dict[Stage, ReminderLine] = {}
        """The line of each stage on which something was asked."""
        self.shown = _NOTHING
        self._lull = single_shot(self, LULL, self.refresh)

    def show_on(self, console: ConsoleBox) -> None:
        """Show it on the console, too."""
        self._console = console

    def wait(self) -> None:
        """Look at what is typed once there is a lull: half a word says nothing."""
        self._lull.start()

    def refresh(self) -> None:
        """Show what may be asked now."""
        stage = self._screen.stage
        self.what_instead.look()
        found = self._found(stage)
        is_new = found != self.shown and found != _NOTHING
        self.shown = found
        if self._console is not None:
            question, why = (found.question, _with_key(found)) if stage.apart else ("", "")
            self._console.show_reminder(question, why, leads=found.leads)
        self._show_line(stage, _NOTHING if stage.apart else found)
        if is_new:
            announce(stage, f"{found.why} {found.question}")

    def decline(self) -> None:
        """Ask it for this gap no longer."""
        self.what_instead.decline()
        self.refresh()

    def _show_line(self, stage: Stage, found: Reminder) -> None:
        line = self.lines.get(stage)
        if line is None and found != _NOTHING:
            line = self.lines[stage] = self._line(stage)
            stage.parts.place_above_entry(line)
        if line is not None:
            go, back, no = line.buttons
            keys = [back] if found.is_back else [go, no] if found.leads else []
            line.set_metrics(stage.metrics)
            line.show_reminder(f"{found.why} {found.question}".strip(), keys)

    def _line(self, stage: Stage) -> ReminderLine:
        line = ReminderLine(stage)
        line.add_key(catalog.WHAT_INSTEAD, tr("there and back")).clicked.connect(
            self.what_instead.go
        )
        line.add_key(catalog.WHAT_INSTEAD, tr("go back")).clicked.connect(self.what_instead.go)
        line.add_key(catalog.NOT_INSTEAD, tr("not now")).clicked.connect(self.decline)
        return line

    def _found(self, stage: Stage) -> Reminder:
        exercise = self._screen.session.exercise
        words, is_back = words_at_hand(stage), self.what_instead.came_from is not None
        if weak_wording(words, exercise.weak):
            question = exercise.weak_hint or tr("What would make it happen by itself?")
            why = tr("“{text}” only reminds or trains.", text=shortened(words, 60))
            return Reminder(question, why, leads=is_back, is_back=is_back)
        if self.what_instead.came_from is not None:
            meeting = self._screen.session.meeting
            # One that was hidden again meanwhile has no words.
            text = gap_text(meeting, meeting.find(self.what_instead.came_from.gap))
            back = tr("Back to “{gap}”", gap=shortened(text, 60)) if text else tr("Back")
            return Reminder(back, "", leads=True, is_back=True)
        excuses = self.what_instead.due()
        if not excuses:
            return _NOTHING
        named = {"excuses": exercise.words.excuse.many, "strategy": exercise.words.strategy.one}
        why = (
            tr("Five {excuses} and no {strategy} yet.", **named)
            if len(excuses) == MANY
            else tr("{n} {excuses} and no {strategy} yet.", n=len(excuses), **named)
        )
        return Reminder(tr("What instead?"), why, leads=True)


def _with_key(found: Reminder) -> str:
    if not found.leads:
        return found.why
    key = catalog.WHAT_INSTEAD.key
    does = (
        tr("{key} goes back.", key=key) if found.is_back else tr("{key}: there and back.", key=key)
    )
    return f"{found.why} {does}".strip()


def words_at_hand(stage: Stage) -> str:
    """Return the strategy or action that is being worded, else the one that is selected."""
    if stage.script.kind not in (Kind.STRATEGIES, Kind.COMMIT):
        return ""
    editor = stage.editor.current
    item = stage.selected_item()
    if editor is not None:
        return editor.toPlainText() if isinstance(item, Strategy | Action) else ""
    writes = stage.side is Side.RIGHT or stage.script.kind is Kind.COMMIT
    typed = stage.sentence() if writes else ""
    if typed.strip():
        return typed
    if isinstance(item, Strategy | Action):
        return item.text
    # Where actions are made of a strategy, its words are offered.
    left = stage.session.meeting.get(Strategy, stage.selection.left)
    return left.text if left is not None else ""
