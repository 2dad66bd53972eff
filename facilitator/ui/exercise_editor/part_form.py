"""The form of one part of an exercise: its rows, which scroll where there is no room for all."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.draft import ExerciseDraft, Place
from facilitator.ui.base.timers import later
from facilitator.ui.exercise_editor.row_widgets import RowWidget, row_widget
from facilitator.ui.exercise_editor.rows import Row
from facilitator.ui.style.theme import Metrics, Space, scroll_bar_css


class PartForm(QScrollArea):
    """The rows of a part; the one that is written in is always in sight."""

    changed = Signal(object, object, bool)
    """A place, the value that is to be there, and whether it was typed letter by letter."""
    escaped = Signal()
    left_upwards = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._shown: Sequence[Row] = ()
        self.rows: list[RowWidget] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self.setWidget(self._holder)
        for ground in (self, self.viewport(), self._holder):
            ground.setAutoFillBackground(False)

    def show_rows(self, rows: Sequence[Row], draft: ExerciseDraft) -> None:
        """Show rows with what the draft has for them; the same ones stay, with their focus."""
        if rows != self._shown:
            focused = next((row.row.place for row in self.rows if row.hasFocus()), None)
            self._replace(rows)
            if focused is not None:
                self.focus_row(focused)
        for widget in self.rows:
            widget.fill(draft.value(widget.row.place))

    def _replace(self, rows: Sequence[Row]) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._holder.isAncestorOf(focused):
            # Else Qt would hand it on to whatever comes next.
            self.window().setFocus()
        for widget in self.rows:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self._shown = tuple(rows)
        self.rows = [self._made(row) for row in rows]
        self._column.addStretch(1)
        for before, after in pairwise(stop for row in self.rows for stop in row.stops()):
            QWidget.setTabOrder(before, after)
        self.verticalScrollBar().setValue(0)

    def _made(self, row: Row) -> RowWidget:
        widget = row_widget(row, self._holder)
        widget.set_metrics(self._metrics)
        widget.changed.connect(partial(self._on_changed, row.place))
        widget.escaped.connect(self.escaped)
        widget.left_downwards.connect(partial(self._step, widget, 1))
        widget.left_upwards.connect(partial(self._step, widget, -1))
        widget.focused.connect(self.focus_changed)
        for stop in widget.stops():
            stop.installEventFilter(self)
        self._column.addWidget(widget)
        return widget

    def stops(self) -> list[QWidget]:
        """Return the widgets that Tab stops at, in order."""
        return [stop for row in self.rows for stop in row.stops()]

    def show_faults(self, faults: Mapping[Place, str]) -> None:
        """Say beside each row what is wrong with it."""
        said: dict[Place, str] = {}
        for place, sentence in faults.items():
            row = self.row_at(place)
            if row is not None:
                said.setdefault(row.row.place, sentence)
        for widget in self.rows:
            widget.show_fault(said.get(widget.row.place, ""))

    def row_at(self, place: Place) -> RowWidget | None:
        """Return the row in which what is at a place is written."""
        for end in range(len(place), 0, -1):
            for widget in self.rows:
                if widget.row.place[:end] == place[:end] and (
                    end == len(place) or len(widget.row.place) == end
                ):
                    return widget
        return None

    def focus_row(self, place: Place) -> None:
        """Give the keyboard to the row of a place, or to the first."""
        row = self.row_at(place) or (self.rows[0] if self.rows else None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._column.setSpacing(metrics.px(Space.S))
        margin = metrics.px(Space.XS)
        self._column.setContentsMargins(margin, margin, metrics.px(Space.M), margin)
        self.verticalScrollBar().setStyleSheet(scroll_bar_css(metrics))
        for row in self.rows:
            row.set_metrics(metrics)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring what gets the keyboard into sight, once it has its place."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            later(watched, 0, partial(self._bring_into_sight, watched))
        return super().eventFilter(watched, event)

    def _bring_into_sight(self, stop: QWidget) -> None:
        if stop.hasFocus():
            row = next((row for row in self.rows if row.isAncestorOf(stop)), stop)
            self.ensureWidgetVisible(row, 0, self._metrics.px(Space.M))

    def _step(self, widget: RowWidget, by: int) -> None:
        index = self.rows.index(widget) + by
        if index < 0:
            self.left_upwards.emit()
        elif index < len(self.rows):
            self.rows[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, place: Place, value: object, typed: bool) -> None:
        self.changed.emit(place, value, typed)
