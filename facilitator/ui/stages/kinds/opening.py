"""The slide that a meeting opens with: whoever types there begins the next stage."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.room.opening import room_opening
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.timers import later
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import Shape
from facilitator.ui.stages.opening import opening_text
from facilitator.ui.stages.opening.opening_slide import OpeningSlide
from facilitator.ui.stages.stage import Stage
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.OPENING)
class OpeningStage(Stage):
    """The slide in place of the columns. Nothing is written on the entry line: it goes on."""

    shape = Shape(opens=True)

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.slide = OpeningSlide(self)
        self.hints = OpeningHints(self)
        self.parts.place_above(self.slide, 1)
        self.parts.fold_columns(True)
        for panel in self.panels.values():
            panel.hide()
        self.slide.ticked.connect(self.value)
        self.slide.typed.connect(self._on_typed_on_slide)
        self.slide.focus_changed.connect(self.on_focus_changed)
        self.entry.edit.installEventFilter(self)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.slide.set_metrics(metrics)

    def refresh(self, change: Change | None = None, reset: bool = False) -> None:
        super().refresh(change, reset)
        session = self.session
        self.slide.show_opening(room_opening(session.meeting, session.exercise, self.script))

    def show_prompt(self) -> None:
        exercise = self.session.exercise
        following = exercise.stages[exercise.index(self.script) + 1 :]
        name = following[0].name if following else self.script.name
        self.entry.set_prompt(tr("Begin"), None, tr("Type to begin with “{stage}”", stage=name))

    def spoken(self) -> str:
        shown = self.slide.shown
        return opening_text.spoken(shown) if shown is not None else super().spoken()

    def switch_side(self) -> None:
        """Do nothing: there are no columns."""

    # Going on

    def draft(self) -> tuple[str, ...]:
        return ()

    def on_text_changed(self) -> None:
        """Go on with what was typed: it is the beginning of something on the next stage."""
        self.entry_actions.forget_escape()
        text = self.entry.text
        if text:
            self._go_on([text])

    def submit(self, text: str) -> None:
        self._go_on([text])

    def submit_nothing(self) -> None:
        self._go_on([])

    def submit_lines(self, texts: Sequence[str]) -> bool:
        self._go_on(texts)
        return True

    def _go_on(self, texts: Sequence[str]) -> None:
        self.onward_requested.emit(list(texts))
        if self.session.step.stage.id != self.script.id:
            # Not within the key that is being handled: the editor still works on its text.
            later(self, 0, self.entry.clear)

    # Who is here

    def on_changed(self, change: Change) -> None:
        super().on_changed(change)
        if change.verb in (Verb.TICK, Verb.UNTICK):
            # Once it was said what was ticked.
            later(self, 0, self._say_who_is_missing)

    def _say_who_is_missing(self) -> None:
        shown = self.slide.shown
        if shown is not None and shown.missing:
            announce(self, opening_text.reminder(shown))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the digits tick who is here while nothing is being composed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            number = _digit(event)
            if 1 <= number <= len(self.board.values()) and not self.entry.text:
                if not event.isAutoRepeat():
                    self.value(number)
                return True
        return super().eventFilter(watched, event)

    def _on_typed_on_slide(self, event: QKeyEvent) -> None:
        self.focus_entry()
        QApplication.sendEvent(self.entry.edit, event.clone())


def _digit(event: QKeyEvent) -> int:
    """Return the digit that a key types without any other, 0 for none."""
    others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_digit = Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9
    return event.key() - Qt.Key.Key_0 if is_digit and not others else 0


class OpeningHints(StageHints):
    """What the keys do on the slide."""

    def on_entry_line(self) -> list[Hint]:
        count = min(9, len(self._stage.board.values()))
        people = f"1–{count}" if count > 1 else "1"
        who = Hint.of_range(catalog.WHO_IS_HERE, people, tr("who is here"), 1)
        return [
            Hint(catalog.BEGIN_STAGES, tr("begin"), run=self.submit),
            *([who] if count else []),
            Hint(catalog.NEXT_STEP, self.next_step(), 3),
            Hint(catalog.GROUND_RULES, tr("ground rules"), 2),
            Hint(catalog.NOTES, tr("what to say"), 4),
        ]
