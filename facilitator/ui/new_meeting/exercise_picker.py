"""The screen to choose an exercise, with what each is for and how long it takes."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.templates import TeamHabits
from facilitator.exercises.exercise_library import with_opening
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, install
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.new_meeting import held_before
from facilitator.ui.new_meeting.exercise_summary import ExerciseSummary
from facilitator.ui.new_meeting.own_links import OwnLinks
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import MenuButton
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.label import Label


class ExercisePicker(QWidget):
    """A list of exercises on the left, the summary of the selected one on the right."""

    chosen = Signal(str)
    """Id of an exercise."""
    left = Signal()
    make_requested = Signal()
    change_requested = Signal(str)
    share_requested = Signal(str)
    delete_requested = Signal(str)
    import_requested = Signal()
    undo_requested = Signal()
    """An exercise that was deleted is to come back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exercises: dict[str, Exercise] = {}
        self._own: frozenset[str] = frozenset()
        self.heading = QLabel(tr("Which exercise?"), self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self._habits: TeamHabits | None = None
        self.list = ChoiceList(self, Type.LEAD)
        self.gone = Label("", self)
        self.gone.setWordWrap(True)
        self.gone.hide()
        self.list.setAccessibleName(tr("Exercises"))
        self.sheet = ExerciseSummary(self)
        self.own = OwnLinks(self)
        self.keys = HintBar(self)
        self.menu = MenuButton(self)
        self.keys.set_hints(
            [
                Hint(catalog.CHOOSE, tr("choose")),
                Hint(catalog.ACCEPT, tr("choose this one"), run=self.list.activate),
                Hint(catalog.GUIDE, tr("the guide to it"), 2),
                Hint(catalog.MAKE_EXERCISE, tr("make your own"), 2),
                Hint(catalog.CHANGE_EXERCISE, tr("change it, or a copy of it"), 3),
                Hint(catalog.IMPORT_EXERCISE, tr("import one"), 4),
                Hint(catalog.BACK, tr("back"), 1, self.left.emit),
            ]
        )
        self._left = QVBoxLayout()
        self._left.addWidget(self.heading)
        self._left.addWidget(self.list, 100)
        self._left.addWidget(self.gone)
        self._left.addWidget(self.own)
        self._left.addStretch(1)
        self._halves = QHBoxLayout()
        self._halves.addLayout(self._left, 58)
        self._halves.addWidget(self.sheet, 42)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._halves, 1)
        column.addWidget(self.keys)
        self.list.selected.connect(self._show)
        self.list.activated.connect(self.chosen)
        self.list.escaped.connect(self.left)
        self.list.left_downwards.connect(self.own.focus_start)
        self.list.remove_requested.connect(self._request_delete)
        self.list.removes_by_backspace = False
        self.own.make.clicked.connect(self.make_requested)
        self.own.change.clicked.connect(self._request_change)
        self.own.share.clicked.connect(self._request_share)
        self.own.bring.clicked.connect(self.import_requested)
        self.own.delete.clicked.connect(self._request_delete)
        self.own.escaped.connect(self.left)
        self._commands = [
            catalog.MAKE_EXERCISE.bind(self.make_requested.emit),
            catalog.CHANGE_EXERCISE.bind(self._request_change),
            catalog.IMPORT_EXERCISE.bind(self.import_requested.emit),
            catalog.SHARE_EXERCISE.bind(self._request_share),
            catalog.UNDO_EDIT.bind(self.undo_requested.emit),
        ]
        install(self, self._commands)

    def commands(self) -> list[Command]:
        """Return the commands of this screen."""
        delete = catalog.DELETE_EXERCISE.bind(
            self._request_delete, works=lambda: self.own.delete.isVisible()
        )
        return [*self._commands, delete]

    def _request_change(self) -> None:
        self.change_requested.emit(self.list.selected_id)

    def _request_share(self) -> None:
        self.share_requested.emit(self.list.selected_id)

    def _request_delete(self) -> None:
        self.delete_requested.emit(self.list.selected_id)

    def show_exercises(
        self, exercises: Sequence[Exercise], selected: str, own: Collection[str] = ()
    ) -> None:
        """Show exercises; those that are `own` can be changed."""
        self._own = frozenset(own)
        self._exercises = {exercise.id: exercise for exercise in exercises}
        self.show_habits(None)
        self.list.set_items(list(self._exercises), self._content)
        self.list.select(selected if selected in self._exercises else exercises[0].id)
        self._show(self.list.selected_id or exercises[0].id)
        self.list.setFocus()

    def show_habits(self, habits: TeamHabits | None) -> None:
        """Show what the team has held before; None without a team, or before it is known."""
        self._habits = habits
        shown = self.list.selected_id
        if shown is not None and shown in self._exercises:
            self.list.set_items(list(self._exercises), self._content)
            self._show(shown)
        said = held_before.gone(habits, self._exercises.values()) if habits is not None else ""
        self.gone.setText(said)
        self.gone.setVisible(bool(said))

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        self.heading.setFont(m.font(Type.TITLE))
        set_text_color(self.heading, m, Ink.TEXT)
        self.heading.setContentsMargins(m.px(Space.S), 0, 0, m.px(Space.S))
        self._halves.setContentsMargins(m.px(Space.HUGE), m.px(88), m.px(Space.HUGE), 0)
        self._halves.setSpacing(m.px(88))
        self.list.set_metrics(metrics)
        self.gone.setFont(m.font(Type.KEYS))
        set_text_color(self.gone, m, Ink.QUIET)
        self.gone.setContentsMargins(m.px(Space.S), m.px(Space.S), 0, 0)
        self.sheet.set_metrics(metrics)
        self.sheet.setContentsMargins(0, m.px(112), 0, 0)
        self.own.set_metrics(metrics)
        self.keys.set_metrics(metrics)
        self.menu.set_metrics(metrics)
        self.menu.place_in_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.menu.place_in_corner()

    def _show(self, exercise_id: str) -> None:
        self.own.show_for(is_own=exercise_id in self._own)
        self.sheet.show_exercise(self._as_held(exercise_id))
        habits = self._habits
        self.sheet.show_turn(held_before.turn(habits) if habits is not None else "")

    def _as_held(self, exercise_id: str) -> Exercise:
        """Return an exercise with its opening, unless the team knows that and begins after it."""
        exercise, habits = self._exercises[exercise_id], self._habits
        is_known = habits is not None and habits.last_of(exercise_id) is not None
        return exercise if is_known else with_opening(exercise)

    def _content(self, exercise_id: str) -> CardContent:
        exercise = self._as_held(exercise_id)
        stages = tr("{n} stages", n=len(exercise.stages))
        return CardContent(
            text=exercise.title,
            aside=tr("{n} min · {stages}", n=exercise.minutes, stages=stages),
            stripe=Stripe.NONE,
            bold=True,
            detail=self._last_held(exercise),
        )

    def _last_held(self, exercise: Exercise) -> str:
        if self._habits is None:
            return ""
        return held_before.last_held(self._habits, exercise, date.today())
