"""The screen of a meeting: the strip of stages, the current stage, and the keys that work now."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facilitator.domain.boards import step_answering, step_showing
from facilitator.domain.chain.flow import Step, step_of, worked_on
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Answer, Item
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import Command, Where
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.arrivals import Arrivals
from facilitator.ui.meeting.privacy_guard import PrivacyGuard
from facilitator.ui.meeting.reminders.reminders import Reminders
from facilitator.ui.meeting.rhythm.stage_rhythm import StageRhythm
from facilitator.ui.meeting.stage_strip import StageStrip
from facilitator.ui.shell.main_window import Scalable
from facilitator.ui.stages.hints import with_room
from facilitator.ui.stages.kinds.registry import stage_widget
from facilitator.ui.stages.stage import Stage
from facilitator.ui.style.sides import is_mirrored
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.widgets.buttons import MenuButton
from facilitator.ui.widgets.hint_bar import HintBar, Lamp
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.undo import Reapplied

if TYPE_CHECKING:
    # Imported where it is used: with one screen there is none.
    from facilitator.ui.meeting.console.console import Console
    from facilitator.ui.meeting.console.room_state import RoomState

LEAST_WIDTH = 700
"""Pixels of a console that has bars on both sides; in a narrower one no words would fit between."""
LULL = 80
"""Milliseconds after a stage is shown: time to paint it, and for the next key."""


class MeetingScreen(QWidget):
    """The stages of one session; the widget of a stage is created shortly before it is shown."""

    said = Signal(str)
    left = Signal()
    not_today_requested = Signal()
    agreement_requested = Signal()
    parked_requested = Signal(str, int)
    """As a stage emits it."""
    group_requested = Signal(Where, QPoint)
    """The commands of a group are to be shown at a point of the screen."""
    attention_changed = Signal(Stage)
    """On this stage, which is shown, other items are shown or selected, or the focus moved."""
    turned = Signal()
    """Another stage, or another step of it, is shown."""

    def __init__(self, session: Session, metrics: Metrics, *, is_console: bool = False) -> None:
        super().__init__()
        self._is_console = is_console
        self._bars = (False, is_console)
        """Whether the left bar is shown, and whether this is the console."""
        self.session = session
        self._metrics = metrics
        self._stages: dict[str, Stage] = {}
        self._walking_back = False
        self.privacy = PrivacyGuard(self.said.emit)
        self.rhythm = StageRhythm(self)
        self.reminders = Reminders(self, self)
        self.strip = StageStrip(self)
        self.strip.end_margin = Space.M
        self.menu = MenuButton(self)
        self._beside: list[QWidget] = []
        self._beside_menu = QWidget(self)
        self._beside_row = QHBoxLayout(self._beside_menu)
        self._top = QHBoxLayout()
        self._top.setSpacing(0)
        self._top.addWidget(self.strip, 1)
        self._top.addWidget(self._beside_menu)
        self._top.addWidget(self.menu)
        self._stack = QStackedWidget(self)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self._stack, 1)
        self.console: Console | None = None
        self._room: tuple[RoomState, Callable[[], QWidget]] | None = None
        self._panels: list[tuple[str, Callable[[], QWidget]]] = []
        self._time: ClockText | None = None
        self.keys = HintBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addLayout(self._row, 1)
        column.addWidget(self.keys)
        self._arrivals = Arrivals(self)
        self._lull = single_shot(self, LULL, self._prepare_next)
        self.strip.stage_requested.connect(self._on_stage_requested)
        self.strip.clock_clicked.connect(partial(self.group_requested.emit, Where.CLOCK))
        about = partial(self.keys.command_requested.emit, catalog.ABOUT_MEETING)
        self.strip.meeting_clicked.connect(about)
        session.step_changed.connect(self._on_step_changed)
        session.changed.connect(self._on_changed)
        session.changed.connect(self._show_console)
        session.must_wait.connect(self._say_wait)
        session.refused.connect(self.said)
        self.set_metrics(metrics)
        self.set_console(is_console)
        self._on_step_changed()

    @property
    def below_strip(self) -> QWidget:
        """The part of the screen in which the stage is."""
        return self._stack

    @property
    def stage(self) -> Stage:
        """The widget of the stage that is shown."""
        return self._widget_of(self.session.step.stage)

    def _widget_of(self, script: StageScript) -> Stage:
        if script.id not in self._stages:
            made = stage_widget(self.session, script)
            made.said.connect(self.said)
            made.leave_requested.connect(self.left)
            made.hints_changed.connect(self._on_hints_changed)
            made.typing.connect(self.reminders.wait)
            made.item_requested.connect(self.show_item)
            made.onward_requested.connect(self._go_onward)
            made.people.clicked.connect(partial(self.group_requested.emit, Where.PEOPLE))
            made.not_today_requested.connect(self.not_today_requested)
            made.agreement_requested.connect(self.agreement_requested)
            made.parked_requested.connect(self.parked_requested)
            made.parts.parked.clicked.connect(
                partial(self.keys.command_requested.emit, catalog.PARKING_LOT)
            )
            made.command_requested.connect(self.keys.command_requested)
            made.set_apart(self._is_console, shows_turn=not self._bars[0])
            made.set_metrics(self._metrics)
            self._stages[script.id] = made
            self._stack.addWidget(made)
        return self._stages[script.id]

    def set_metrics(self, metrics: Metrics) -> None:
        """Apply the sizes of a window."""
        self._metrics = metrics
        self.strip.set_metrics(metrics)
        self.menu.set_metrics(metrics)
        for widget in self._beside:
            if isinstance(widget, Scalable):
                widget.set_metrics(metrics)
        self._end_strip()
        self.keys.set_metrics(metrics)
        if self.console is not None and self._is_console:
            self.console.set_metrics(metrics)
            self.console.refresh()
        for stage in self._stages.values():
            stage.set_metrics(metrics)
        if self._stages:
            self.rhythm.refresh()
        self._on_hints_changed()

    def set_console(self, is_console: bool) -> None:
        """Be the console beside the audience window, or the one window that the room sees."""
        self._is_console = is_console
        self._show_bars()
        self.keys.side_margin = Space.L if is_console else Space.XL
        self.keys.set_on_paper(is_console)
        if is_console and self.console is None:
            from facilitator.ui.meeting.console.console import Console

            self.console = Console(self.session, self._row, self)
            self.console.left.stage_requested.connect(self._on_stage_requested)
            self.console.left.menu.clicked.connect(self.menu.click)
            everyone = partial(self.group_requested.emit, Where.PEOPLE)
            self.console.left.turn.clicked.connect(everyone)
            self.rhythm.show_on(self.console.parts)
            self.reminders.show_on(self.console.right)
            self.console.right.reminder_clicked.connect(self.reminders.what_instead.go)
            for title, make in self._panels:
                self.console.left.add_section(make(), title)
            self._connect_console_to_room()
            if self._time is not None:
                self.console.timer.show_time(self._time)
        if self.console is None:
            return
        if is_console:
            self.console.set_metrics(self._metrics)
            self.console.refresh()
        self._show_bars()
        self._on_hints_changed()

    def _show_bars(self) -> None:
        """Show the stages above, or at the left of a console that has the width for it."""
        has_left = self._is_console and self.width() >= LEAST_WIDTH
        for part in (self.strip, self._beside_menu, self.menu):
            part.setVisible(not has_left)
        if self.console is not None:
            self.console.left.setVisible(has_left)
            self.console.right.setVisible(self._is_console)
        if (has_left, self._is_console) != self._bars:
            self._bars = (has_left, self._is_console)
            for stage in self._stages.values():
                stage.set_apart(self._is_console, shows_turn=not has_left)
            if self._stages:
                self.rhythm.refresh()
        self._end_strip()

    def _end_strip(self) -> None:
        """Keep the menu as far from the edge as all else; without a strip nothing is there."""
        edge = 0 if self.menu.isHidden() else self._metrics.px(Space.XL)
        apart = self._metrics.px(Space.S) if self._beside else 0
        # Qt mirrors what is in a row, but not its margins.
        for row, end in ((self._top, edge), (self._beside_row, apart)):
            row.setContentsMargins(*((end, 0, 0, 0) if is_mirrored(self) else (0, 0, end, 0)))
        self._fit_menu()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_bars()

    def _fit_menu(self) -> None:
        """Leave the room to the names of the stages where there is little."""
        beside = self._beside_menu.sizeHint().width()
        room = self.width() - self._metrics.px(Space.XL) - self.menu.full_width - beside
        self.menu.set_compact(self.strip.least_width > room)

    def watch_room(self, state: "RoomState", thumbnail: Callable[[], QWidget]) -> None:
        """Show on the console what the room sees; `thumbnail` creates the small picture of it."""
        self._room = (state, thumbnail)
        self._connect_console_to_room()

    def add_panel(self, title: str, make: Callable[[], QWidget]) -> None:
        """Add a section to the left bar of the console, made when there is a console."""
        self._panels.append((title, make))
        if self.console is not None:
            self.console.left.add_section(make(), title)

    def add_beside_menu(self, widget: QWidget) -> None:
        """Add a small widget between the stages and the menu, for when there is no console."""
        self._beside_row.addWidget(widget)
        if isinstance(widget, Scalable):
            widget.set_metrics(self._metrics)
        self._beside.append(widget)
        self._end_strip()

    def refit_strip(self) -> None:
        """Leave what is beside the menu the room that it needs now."""
        self._end_strip()

    def _connect_console_to_room(self) -> None:
        if self.console is not None and self._room is not None:
            state, thumbnail = self._room
            self.console.watch_room(state, thumbnail())

    def show_time(self, shown: ClockText) -> None:
        """Show the time of the current stage."""
        self._time = shown
        self.strip.set_time(shown)
        self._fit_menu()
        if self.console is not None:
            self.console.timer.show_time(shown)
        self.rhythm.show_time(shown)

    def set_saved(self, text: str, lamp: Lamp) -> None:
        self.keys.set_state(text, lamp)

    def commit_edits(self) -> bool:
        """Commit unfinished text in an editor or the entry line; return False when it can’t be."""
        kept = self.stage.leave()
        self.session.flush_pending()
        return kept

    def commands(self) -> Sequence[Command]:
        """Return what can be done on the current stage."""
        return self.stage.commands()

    def ways(self) -> list[Command]:
        """Return the commands that go to each of the other stages."""
        here = self.session.step.stage
        return [
            catalog.GO_TO_STAGE.bind(
                partial(self._on_stage_requested, index),
                name=tr("Go to “{stage}”", stage=stage.name),
            )
            for index, stage in enumerate(self.session.exercise.stages)
            if stage.id != here.id
        ]

    def may_leave(self) -> bool:
        """Return whether the stage can be left, its edits kept; if not, say why."""
        return self.privacy.may_leave(self.session, self.stage.board) and self.stage.leave()

    def go(self, by: int) -> None:
        """Go to the next step (by=1) or the previous one (by=-1); parts of a stage are steps."""
        if self.rhythm.walk(by) or not self.privacy.may_leave(self.session, self.stage.board):
            return
        with self.session.batch():
            if not self.stage.leave():
                return
            is_there = self.stage.walk(by) or self.session.go(by)
        if not is_there:
            ends = tr(
                "This is the last stage: {export} exports the plan, {leave} goes to all meetings.",
                export=catalog.EXPORT.key,
                leave=catalog.ALL_MEETINGS.key,
            )
            self.said.emit(ends if by > 0 else tr("This is the first stage."))

    def _go_onward(self, texts: Sequence[str]) -> None:
        """Go to the next step and take there what was typed for it."""
        before = self.stage
        with self.session.batch():
            self.go(1)
            if texts and self.stage is not before:
                self.stage.take_typed(texts)

    def go_stage(self, by: int) -> None:
        """Go to the next or previous stage, past the gaps that are left to discuss."""
        stages = self.session.exercise.stages
        at = self.session.exercise.index(self.session.step.stage) + by
        if not (0 <= at < len(stages) and self.privacy.may_leave(self.session, self.stage.board)):
            return
        with self.session.batch():
            if self.stage.leave():
                self.session.go_to_stage(stages[at])

    def undo(self) -> None:
        """Undo the last change on any stage, and say which it was."""
        stack = self.session.undo_stack
        if self.session.large.busy:
            self._say_wait()
            return
        if not self.stage.leave():
            return
        if not stack.canUndo():
            self.said.emit(tr("There is nothing to undo."))
            return
        said = tr("Undo: {change}", change=stack.undoText())
        self._walk(self.session.undo, said)

    def redo(self) -> None:
        """Redo what was undone last, and say what it was."""
        stack = self.session.undo_stack
        if self.session.large.busy:
            self._say_wait()
            return
        if not self.stage.leave():
            return
        if not stack.canRedo():
            self.said.emit(tr("There is nothing to redo."))
            return
        said = tr("Redo: {change}", change=stack.redoText())
        self._walk(self.session.redo, said)

    def _say_wait(self) -> None:
        if self.session.is_settling:
            self.said.emit(tr("Changes from another room are coming in. Try again in a moment."))
        else:
            self.said.emit(tr("Many cards are still being changed. Try again in a moment."))

    def _walk(self, undo_or_redo: Callable[[], Reapplied], said: str) -> None:
        """Undo or redo, and say so here: it is not announced as one more change."""
        gap, self._walking_back = self.session.step.gap, True
        try:
            reapplied = undo_or_redo()
        finally:
            self._walking_back = False
        if reapplied is Reapplied.REFUSED:
            return
        if reapplied is Reapplied.NOTHING:
            self.said.emit(tr("Somebody has changed it since."))
            return
        if reapplied is Reapplied.PART:
            rest = tr("Somebody has changed the rest since.")
            said = f"{said}. {rest}"
        if gap is not None and gap != self.session.step.gap:
            word = self.session.exercise.words.gap.one
            went = tr(
                "The {gap} was undone too; unfinished text under it returns when the {gap} does.",
                gap=word,
            )
            said = f"{said}. {went}"
        self.said.emit(said)

    def find_item(self, item_id: str) -> None:
        """Select an item where it is seen: on this stage, else on the nearest other one."""
        session, item = self.session, self.session.meeting.find(item_id)
        if item is not None:
            here = session.step.stage
            self._show_at(step_showing(session.meeting, session.exercise, here, item), item)

    def show_item(self, item_id: str) -> None:
        """Go to the stage on which an item was written and select it there.

        Of an answer that wants an action it is the one where actions are made.
        """
        session, item = self.session, self.session.meeting.find(item_id)
        if isinstance(item, Answer):
            self._show_at(step_answering(session.meeting, session.exercise, item), item)
        elif item is not None:
            self._show_at(step_of(session.meeting, session.exercise, item), item)

    def _show_at(self, step: Step, item: Item) -> None:
        goes = step.stage.id != self.session.step.stage.id
        if (
            goes and not self.privacy.may_leave(self.session, self.stage.board)
        ) or not self.stage.leave():
            return
        with self.session.batch():
            self.session.go_to_step(step)
            self.stage.show_item(item.id)

    def _on_stage_requested(self, index: int) -> None:
        if index == self.session.exercise.index(self.session.step.stage):
            # Else a discussion would begin again at its first gap.
            return
        if not self.privacy.may_leave(self.session, self.stage.board):
            return
        with self.session.batch():
            if self.stage.leave():
                self.session.go_to_stage(self.session.exercise.stages[index])

    def _on_step_changed(self) -> None:
        stage = self.stage
        # Qt would pass the focus of the old stage to the first column: that is no choice of a user.
        self.setFocus()
        self._stack.setCurrentWidget(stage)
        stage.enter()
        self._show_strip()
        self._show_console()
        self.rhythm.refresh()
        announce(self, f"{self.strip.accessibleName()}. {stage.spoken()}")
        self._on_hints_changed()
        self._lull.start()
        self.turned.emit()

    def _prepare_next(self) -> None:
        """Create the widget of the next stage while nobody waits for it."""
        scripts = self.session.exercise.stages
        following = self.session.exercise.index(self.session.step.stage) + 1
        if following < len(scripts):
            self._widget_of(scripts[following])

    def _on_changed(self, change: Change) -> None:
        self.stage.on_changed(change)
        of_others = self.session.is_of_others
        if not of_others:
            self.privacy.on_changed(change)
        if change.verb is Verb.PART:
            self.rhythm.refresh()
        if change.undoable:
            # The strip does not depend on bookmarks, which are saved with every card.
            self._show_strip()
        if of_others:
            # Each for itself would leave a screen reader no time for anything else.
            self._arrivals.count(change, of_another_room=self.session.is_of_another_room)
        elif not self._walking_back or change.verb is Verb.ROUND:
            # A turn that goes back with a card is not announced with the card.
            announce(self, self._announcement(change))

    def _announcement(self, change: Change) -> str:
        """Return what was done; of a single item that was moved also its new position."""
        said = phrases.announcement(change)
        if change.verb is Verb.MOVE and change.count == 1:
            position = self.stage.position_of_selected()
            return f"{said}, {position}" if position else said
        return said

    def _show_strip(self) -> None:
        details = self.session.meeting.details
        exercise = self.session.exercise
        aside = f"{details.team or details.title} · {dates.day(details.held_on, False)}"
        names = [stage.name for stage in exercise.stages]
        done = worked_on(self.session.meeting, exercise)
        ticks = [stage.id in done for stage in exercise.stages]
        self.strip.set_stages(names, ticks, exercise.index(self.session.step.stage), aside)
        self._fit_menu()

    def _show_console(self) -> None:
        if self.console is not None and self._is_console:
            self.console.refresh()

    def _on_hints_changed(self) -> None:
        stage = self._stack.currentWidget()
        if isinstance(stage, Stage):
            hints = stage.hints.now()
            self.keys.set_hints(with_room(hints) if self._is_console else hints)
            if stage is self._stages.get(self.session.step.stage.id):
                self.reminders.refresh()
            self.attention_changed.emit(stage)
