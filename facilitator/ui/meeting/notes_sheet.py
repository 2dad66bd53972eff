"""The facilitator's notes for the current stage, how long it takes, and what comes next."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.facilitation.timing import minutes_of
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet, is_held_with_ctrl


class NotesSheet(Sheet):
    """The notes of one stage."""

    share = (0.56, 0.8)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("What to say"))
        self.notes, self.minutes, self.following = Label(), Label(), Label()
        for label in (self.notes, self.minutes, self.following):
            label.setWordWrap(True)
            self.body.addWidget(label)

    def show_stage(self, exercise: Exercise, stage: Stage, parts: Mapping[str, int]) -> None:
        """Open with the notes of a stage; `parts` are the seconds of each stage by its id."""
        self.title.setText(stage.question)
        self.notes.setText(stage.notes)
        self.minutes.setText(
            tr(
                "{n} of {total} minutes",
                n=minutes_of(parts[stage.id]),
                total=minutes_of(sum(parts.values())),
            )
        )
        at = exercise.index(stage) + 1
        following = exercise.stages[at].name if at < len(exercise.stages) else ""
        self.following.setText(tr("Next: {stage}", stage=following) if following else "")
        self.open()

    def hints(self) -> Sequence[Hint]:
        return [Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet)]

    def set_metrics(self, metrics: Metrics) -> None:
        for label, kind, ink in (
            (self.notes, Type.LEAD, Ink.TEXT),
            (self.minutes, Type.BODY, Ink.QUIET),
            (self.following, Type.BODY, Ink.QUIET),
        ):
            label.setFont(metrics.font(kind))
            set_text_color(label, metrics, ink)
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_held_with_ctrl(event):
            event.ignore()
        elif event.text() or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F3):
            self.close_sheet()
