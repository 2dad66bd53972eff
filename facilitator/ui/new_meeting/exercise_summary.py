"""The summary of an exercise, its stages with their minutes, and its source."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from facilitator.domain.exercise import Exercise
from facilitator.ui.base.translate import number, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.label import Label


class ExerciseSummary(QWidget):
    """A text like on the back of a book."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.title = _label(self)
        self.summary = _label(self)
        self.source = _label(self)
        self.turn = _label(self)
        self.turn.hide()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[Label, Label]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.summary):
            self._column.addWidget(widget)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.source)
        self._column.addWidget(self.turn)
        self._column.addStretch(1)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show an exercise with its own minutes."""
        self.title.setText(exercise.title)
        self.summary.setText(exercise.summary)
        self.source.setText(tr("Based on {credit}", credit=exercise.source))
        for pair in self._rows:
            for label in pair:
                label.deleteLater()
        self._rows = []
        names = [f"{number(n)} · {s.name}" for n, s in enumerate(exercise.stages, start=1)]
        for row, name in enumerate((*names, tr("Total"))):
            pair = (_label(self, name), _label(self))
            self._rows.append(pair)
            self._grid.addWidget(pair[0], row, 0)
            self._grid.addWidget(pair[1], row, 1, Qt.AlignmentFlag.AlignRight)
        self.show_minutes({stage.id: stage.minutes for stage in exercise.stages})
        self.set_metrics(self._metrics)

    def show_turn(self, text: str) -> None:
        """Show who may lead the next meeting; nothing without text."""
        self.turn.setText(text)
        self.turn.setVisible(bool(text))

    def show_minutes(self, parts: Mapping[str, int]) -> None:
        """Show other minutes for the stages, by their ids in order."""
        for (_, label), minutes in zip(
            self._rows, (*parts.values(), sum(parts.values())), strict=True
        ):
            label.setText(tr("{n} min", n=minutes))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        m = metrics
        self._column.setSpacing(m.px(Space.L))
        self._grid.setVerticalSpacing(m.px(Space.XS))
        _style(self.title, Type.HEADING, Ink.TEXT, m)
        _style(self.summary, Type.BODY, Ink.QUIET, m)
        _style(self.source, Type.KEYS, Ink.QUIET, m)
        _style(self.turn, Type.KEYS, Ink.TEXT, m)
        for row, pair in enumerate(self._rows, start=1):
            kind = Type.BODY_BOLD if row == len(self._rows) else Type.BODY
            for label in pair:
                _style(label, kind, Ink.TEXT, m)


def _label(parent: QWidget, text: str = "") -> Label:
    label = Label(text, parent)
    label.setWordWrap(True)
    return label


def _style(label: Label, kind: Type, ink: Ink, metrics: Metrics) -> None:
    label.setFont(metrics.font(kind))
    set_text_color(label, metrics, ink)
