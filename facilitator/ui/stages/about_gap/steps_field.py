"""What happened, step by step: a field for the next step, and below it those that were told."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui.base.translate import number
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.form_field import FormField

ROW, MOST_ROWS = 67, 6
"""Height of a step in pixels at 1080 lines, and the steps from which the list is paged."""


class StepsField(QWidget):
    """A question that is answered in several steps. It changes nothing itself."""

    added = Signal(list)
    """With the texts of steps that come after the others."""
    edited = Signal(str, str)
    """With the id of a step, and its new words."""
    removed = Signal(str)
    moved = Signal(str, int)
    """With the id of a step, and by how much: -1 (earlier) or 1 (later)."""
    placed = Signal(str, int)
    """With the id of a step, and the index that it was dragged to, counted without it."""
    left_empty = Signal()
    """Enter was pressed on the empty field: there is no step more."""
    focus_moved = Signal()

    def __init__(self, question: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.line = FormField(question, prompt, self)
        self.list = ColumnView(self, Type.LEAD)
        self.list.setAccessibleName(question)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.line)
        self._column.addWidget(self.list, 1)
        self.setFocusProxy(self.line)
        field, steps = self.line.field, self.list
        field.submitted.connect(self._on_submitted)
        field.take_rows = self._take_rows
        field.left_downwards.connect(self._focus_list)
        field.focus_changed.connect(self.focus_moved)
        steps.focus_changed.connect(self.focus_moved)
        steps.left_upwards.connect(field.setFocus)
        steps.escaped.connect(field.setFocus)
        steps.edit_requested.connect(steps.edit_item)
        steps.edited.connect(self.edited)
        steps.remove_requested.connect(self._on_remove_requested)
        steps.move_requested.connect(self._on_move_requested)
        steps.dropped.connect(self._on_dropped)
        steps.typed.connect(self._on_typed)

    def show_steps(self, steps: Mapping[str, str], at: str | None = None) -> None:
        """Show the steps, text by id and in order, with the one of that id selected."""
        ids = list(steps)
        self.list.set_items(ids, lambda key: _content(ids.index(key) + 1, steps[key]))
        chosen = at if at in steps else self.list.selected_id
        self.list.select(chosen if chosen in steps else (ids[-1] if ids else None))
        self.list.setVisible(bool(ids))
        if not ids and self.list.hasFocus():
            self.line.setFocus()
        self._fit_list()

    @property
    def is_on_list(self) -> bool:
        """Whether the focus is on a step, or in its editor."""
        editor = self.list.editor
        return self.list.hasFocus() or (editor is not None and editor.hasFocus())

    def take_typed(self) -> None:
        """Take what was typed, or is being edited, as Enter does."""
        if self.list.editor is not None:
            self.list.editor.finish()
        if self.line.text:
            self.added.emit([self.line.text])

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.line.set_metrics(metrics)
        self.list.set_metrics(metrics)
        self._column.setSpacing(metrics.px(Space.S))
        self._fit_list()

    def _fit_list(self) -> None:
        """Make the list as high as its steps, as far as there is room."""
        # One row more than steps: a long one takes two lines.
        rows = min(MOST_ROWS, len(self.list.column.ids) + 1)
        self.list.setMinimumHeight(self._metrics.px(ROW * rows))

    def _focus_list(self) -> None:
        if self.list.column.ids:
            self.list.setFocus()
        else:
            self.left_empty.emit()

    def _on_submitted(self) -> None:
        if self.line.text:
            self.added.emit([self.line.text])
        else:
            self.left_empty.emit()

    def _take_rows(self, rows: Sequence[tuple[str, ...]]) -> bool:
        """Take several lines that are pasted: each is a step."""
        texts = [" ".join(filter(None, cells)) for cells in rows]
        if len(texts) < 2:
            return False
        self.added.emit(texts)
        return True

    def _on_remove_requested(self) -> None:
        if self.list.selected_id is not None:
            self.removed.emit(self.list.selected_id)

    def _on_move_requested(self, by: int) -> None:
        if self.list.selected_id is not None:
            self.moved.emit(self.list.selected_id, by)

    def _on_dropped(self, ids: list[str], index: int) -> None:
        shown = list(self.list.column.ids)
        if ids and ids[0] in shown:
            before = shown.index(ids[0]) < index
            self.placed.emit(ids[0], index - 1 if before else index)

    def _on_typed(self, text: str) -> None:
        self.line.setFocus()
        self.line.field.insert(text)


def _content(place: int, text: str) -> CardContent:
    return CardContent(text=text, number=number(place), stripe=Stripe.NONE)
