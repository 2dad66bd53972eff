"""The screen to choose an exercise, with what each is for and how long it takes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.domain.exercise import Exercise
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.new_meeting.exercise_summary import ExerciseSummary
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import MenuButton
from facilitator.ui.widgets.hint_bar import Hint, HintBar


class ExercisePicker(QWidget):
    """A list of exercises on the left, the summary of the selected one on the right."""

    chosen = Signal(str)
    """Id of an exercise."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exercises: dict[str, Exercise] = {}
        self.heading = QLabel(tr("Which exercise?"), self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.list = ChoiceList(self, Type.LEAD)
        self.list.setAccessibleName(tr("Exercises"))
        self.sheet = ExerciseSummary(self)
        self.keys = HintBar(self)
        self.menu = MenuButton(self)
        self.keys.set_hints(
            [
                Hint(catalog.CHOOSE, tr("choose")),
                Hint(catalog.ACCEPT, tr("choose this one"), run=self.list.activate),
                Hint(catalog.BACK, tr("back"), 1, self.left.emit),
            ]
        )
        self._left = QVBoxLayout()
        self._left.addWidget(self.heading)
        self._left.addWidget(self.list, 100)
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

    def show_exercises(self, exercises: Sequence[Exercise], selected: str) -> None:
        self._exercises = {exercise.id: exercise for exercise in exercises}
        self.list.set_items(list(self._exercises), self._content)
        self.list.select(selected if selected in self._exercises else exercises[0].id)
        self._show(self.list.selected_id or exercises[0].id)
        self.list.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        self.heading.setFont(m.font(Type.TITLE))
        set_text_color(self.heading, m, Ink.TEXT)
        self.heading.setContentsMargins(m.px(Space.S), 0, 0, m.px(Space.S))
        self._halves.setContentsMargins(m.px(Space.HUGE), m.px(88), m.px(Space.HUGE), 0)
        self._halves.setSpacing(m.px(88))
        self.list.set_metrics(metrics)
        self.sheet.set_metrics(metrics)
        self.sheet.setContentsMargins(0, m.px(112), 0, 0)
        self.keys.set_metrics(metrics)
        self.menu.set_metrics(metrics)
        self.menu.place_in_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.menu.place_in_corner()

    def _show(self, exercise_id: str) -> None:
        self.sheet.show_exercise(self._exercises[exercise_id])

    def _content(self, exercise_id: str) -> CardContent:
        exercise = self._exercises[exercise_id]
        stages = tr("{n} stages", n=len(exercise.stages))
        return CardContent(
            text=exercise.title,
            aside=tr("{n} min · {stages}", n=exercise.minutes, stages=stages),
            stripe=Stripe.NONE,
            bold=True,
        )
