"""The sheet of what the exercise asks about a gap: one sentence each, or a list of steps."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Field
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.about_gap.steps_field import StepsField
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

LONGEST_GAP = 160
"""Characters of the gap that are shown above the questions."""


class AboutGapSheet(Sheet):
    """A field for each question. It changes nothing itself; what is typed is kept by closing it."""

    step_edited = Signal(str, str)
    step_removed = Signal(str)
    step_moved = Signal(str, int)
    step_placed = Signal(str, int)
    undo_requested = Signal()
    redo_requested = Signal()

    share = (0.64, 0.94)

    def __init__(
        self,
        parent: QWidget,
        tell: Callable[[str, str], bool],
        tell_steps: Callable[[str, Sequence[str]], bool],
    ) -> None:
        """Create it; both are called with the id of a question, and return whether it was kept."""
        super().__init__(parent, tr("About this gap"))
        self._tell, self._tell_steps = tell, tell_steps
        self._fields: tuple[Field, ...] = ()
        self.parts: dict[str, FormField | StepsField] = {}
        self.gap = Label("", self.sheet)
        self.gap.setWordWrap(True)
        self.body.addWidget(self.gap)
        install(
            self,
            [
                catalog.UNDO.bind(self.undo_requested.emit),
                catalog.REDO.bind(self.redo_requested.emit),
                catalog.ABOUT_GAP.bind(self.close_sheet),
            ],
        )

    def ask(self, word: str, gap: str, fields: Sequence[Field]) -> None:
        """Open the sheet with these questions about a gap; `word` is what it is called."""
        self.title.setText(tr("About this {gap}", gap=word))
        self.setAccessibleName(self.title.text())
        self.gap.setText(f"“{shortened(gap, LONGEST_GAP)}”")
        if tuple(fields) != self._fields:
            self._make_parts(tuple(fields))

    def _make_parts(self, fields: tuple[Field, ...]) -> None:
        for part in self.parts.values():
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._fields, self.parts = fields, {}
        for asked in fields:
            part = self._steps_of(asked) if asked.many else self._line_of(asked)
            part.set_metrics(self.metrics)
            self.parts[asked.id] = part
            self.body.addWidget(part, 1 if asked.many else 0)

    def _line_of(self, asked: Field) -> FormField:
        line = FormField(asked.question, asked.prompt, self.sheet)
        field = line.field
        field.submitted.connect(partial(self._on_submitted, asked.id))
        field.left.connect(partial(self._take, asked.id))
        field.escaped.connect(self.close_sheet)
        field.left_downwards.connect(partial(self._go_on, asked.id))
        field.left_upwards.connect(partial(self._go_on, asked.id, -1))
        field.focus_changed.connect(self.show_hints)
        return line

    def _steps_of(self, asked: Field) -> StepsField:
        steps = StepsField(asked.question, asked.prompt, self.sheet)
        steps.added.connect(partial(self._on_steps_added, asked.id))
        steps.edited.connect(self.step_edited)
        steps.removed.connect(self.step_removed)
        steps.moved.connect(self.step_moved)
        steps.placed.connect(self.step_placed)
        steps.left_empty.connect(partial(self._go_on, asked.id))
        steps.focus_moved.connect(self.show_hints)
        steps.line.field.escaped.connect(self.close_sheet)
        steps.line.field.left_upwards.connect(partial(self._go_on, asked.id, -1))
        return steps

    def show_told(self, told: Mapping[str, Mapping[str, str]], at: str | None = None) -> None:
        """Show the answers, text by id, of each question; the one of id `at` is selected."""
        for key, part in self.parts.items():
            texts = told.get(key, {})
            if isinstance(part, StepsField):
                part.show_steps(texts, at)
            else:
                part.set_text(" ".join(texts.values()))
        self.body.invalidate()
        self.show_hints()
        self._place()

    def start(self) -> None:
        first = next(iter(self.parts.values()), None)
        if first is not None:
            first.setFocus()

    def close_sheet(self) -> None:
        """Keep what is typed and close; what can't be kept stays, and it is said why."""
        if all(self._take(key) for key in self.parts):
            super().close_sheet()

    def hints(self) -> Sequence[Hint]:
        back = Hint(catalog.CLOSE_SHEET, tr("close"), run=self.close_sheet)
        steps = self._steps_at_hand()
        if steps is not None and steps.is_on_list:
            return [
                Hint(catalog.EDIT, tr("edit"), 1, steps.list.activate),
                Hint(catalog.DELETE_ENTRY, tr("remove"), 2, steps.list.remove_requested.emit),
                Hint.of_range(catalog.MOVE_ENTRY, "Alt+Up/Down", tr("earlier, later"), 3),
                Hint(catalog.UNDO, tr("undo"), 4, self.undo_requested.emit),
                Hint(catalog.LEAVE_ITEM, tr("to the field"), run=steps.list.escaped.emit),
            ]
        if steps is not None:
            shown = [Hint(catalog.ADD, tr("add this step"), run=steps.line.field.submit)]
            if steps.list.column.ids:
                shown.append(Hint(catalog.TO_NAMES, tr("to the steps"), 1, steps.list.setFocus))
            return [*shown, back]
        return [
            Hint(catalog.ACCEPT, tr("save"), run=self._accept),
            Hint(catalog.OTHER_CHOICES, tr("next question"), 1, self._focus_next),
            back,
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        self.metrics = metrics
        for part in self.parts.values():
            part.set_metrics(metrics)
        self.gap.setFont(metrics.font(Type.BODY))
        set_text_color(self.gap, metrics, Ink.TEXT)
        super().set_metrics(metrics)

    def _steps_at_hand(self) -> StepsField | None:
        """Return the steps that have the focus, or whose field has it."""
        for part in self.parts.values():
            if isinstance(part, StepsField) and (part.is_on_list or part.line.field.hasFocus()):
                return part
        return None

    def _take(self, key: str) -> bool:
        """Keep what is typed at a question; False when it can't be kept."""
        part = self.parts[key]
        if isinstance(part, FormField):
            return self._tell(key, part.text)
        part.take_typed()
        return not part.line.text

    def _on_submitted(self, key: str) -> None:
        if self._take(key):
            self._go_on(key)

    def _on_steps_added(self, key: str, texts: list[str]) -> None:
        part = self.parts[key]
        if self._tell_steps(key, texts) and isinstance(part, StepsField):
            part.line.field.clear()

    def _go_on(self, key: str, by: int = 1) -> None:
        """Go to the next question, or the one before; after the last one the sheet closes."""
        keys = list(self.parts)
        at = keys.index(key) + by
        if 0 <= at < len(keys):
            self.parts[keys[at]].setFocus()
        elif by > 0:
            self.close_sheet()
