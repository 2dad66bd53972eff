"""The fields in which an action is committed: four, and more on a second row when wished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from facilitator.domain.exercise import Words
from facilitator.domain.people import as_known, people
from facilitator.domain.records import ActionKind
from facilitator.domain.text import fold, says_something
from facilitator.services.clipboard.action_rows import ActionTexts, action_rows
from facilitator.services.clipboard.rows import Row
from facilitator.ui.base.translate import number, tr
from facilitator.ui.stages.form.due_field import DueField
from facilitator.ui.stages.form.field_error import FieldError
from facilitator.ui.stages.form.field_widths import shared_out
from facilitator.ui.stages.form.filled_row import FilledRow
from facilitator.ui.stages.form.more_fields import MoreFields
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.chip import paint_field_box
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.label import Label

WIDTHS = (36, 18, 22, 24)
"""Widths of the fields, as shares of the row, until one of them needs more."""
WIDTHS_OF_ANSWER = (60, 18, 22)
"""The same where a question is answered: the first has its prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFields:
    """An action as filled in; `due` is None when the date says no day."""

    text: str
    owner: str
    due: date | None
    sign: str
    when: str = ""
    expected_excuse: str = ""
    sponsor: str = ""
    kind: ActionKind = ActionKind.DO


class ActionForm(QWidget):
    """Fields for what, who, by when and the sign; Enter moves on, and in the last one commits.

    A second row is opened for what more may be said; Enter leads into it only from within. Where a
    question is answered, there is no sign, and nothing more is said.
    """

    committed = Signal(ActionFields)
    """Enter was pressed in the last field, and nothing required is missing."""
    refused = Signal(str)
    """One sentence: what is still missing. It is said at the field as well."""
    actions_pasted = Signal(list)
    """Several rows were pasted, each an action of its own: their texts, as ActionTexts."""
    more_requested = Signal()
    """The second row is to be opened, or closed."""
    skipped = Signal()
    """Enter was pressed in the first field, and nothing is filled in."""
    escaped = Signal()
    left_upwards = Signal()
    value_requested = Signal(int)
    text_changed = Signal()
    focus_changed = Signal()

    def __init__(
        self, words: Words, parent: QWidget | None = None, *, answers_question: bool = False
    ) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._offer: str | None = None
        """What was offered last for What, whatever was typed there since; None for nothing yet."""
        self._has: Mapping[str, int] = {}
        self._came_from: QWidget | None = None
        """The field from which the second row was opened."""
        self._names_typed = False
        """Whether somebody typed in Who since it was left or filled."""
        self.what = Field(tr("What"), self)
        self.who = Field(tr("Who"), self)
        self.when = DueField(tr("By when"), self)
        self.sign = Field(words.sign, self)
        self.fields: Sequence[Field] = (self.what, self.who, self.when, self.sign)
        self._lacks_what = tr("Say what will be done.")
        if answers_question:
            self.fields = self.fields[:3]
            self._lacks_what = tr("Say who it is.")
            self.sign.hide()
        self._filled = FilledRow(self.fields)
        self._grid = QGridLayout(self)
        self._labels = [Label(field.accessibleName(), self) for field in self.fields]
        for column, (field, label) in enumerate(zip(self.fields, self._labels, strict=True)):
            self._grid.addWidget(label, 0, column)
            self._grid.addWidget(field, 1, column)
            # Their widths are what _share_width() gives them.
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            field.elides = True
            field.take_rows = partial(self._take_rows, column)
            self._follow(field)
        self.more = MoreFields(words, self)
        self.more.hide()
        self._grid.addWidget(self.more, 2, 0, 1, len(self.fields))
        self.more.submitted.connect(self._commit)
        self.more.changed.connect(self._on_more_changed)
        for control in (*self.fields, self.more.kind, *self.more.fields):
            control.installEventFilter(self)
        for control in self.more.controls:
            control.escaped.connect(self.escaped)
            control.focus_changed.connect(self._on_focus_changed)
        for field in self.more.fields:
            field.value_requested.connect(self.value_requested)
            field.left_upwards.connect(self.what.setFocus)
        self.error = FieldError(self, self._labels)
        self.who.textEdited.connect(self._on_names_typed)
        self.who.between_lines = ", "
        self.setFocusProxy(self.what)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _follow(self, field: Field) -> None:
        """Hear of what is done in a field of the first row."""
        field.escaped.connect(self.escaped)
        field.left_upwards.connect(self._on_left_upwards)
        field.value_requested.connect(self.value_requested)
        field.textChanged.connect(partial(self._on_text_changed, field))
        field.left.connect(partial(self._on_left, field))
        field.focus_changed.connect(self._on_focus_changed)
        field.submitted.connect(self._on_submitted)
        field.left_downwards.connect(self._on_left_downwards)

    def set_names(self, names: Sequence[str], has: Mapping[str, int] | None = None) -> None:
        """Offer known names in Who; `has` is how many actions each has to do, by folded names."""
        self.who.set_completions(names)
        self._has = has or {}
        self._show_load()

    def set_question(self, question: str) -> None:
        """Name the first field after the question that it answers."""
        if question != self.what.accessibleName():
            self.what.setAccessibleName(question)
            self._labels[0].setText(question)
            self._share_width()

    def set_prompt(self, prompt: str) -> None:
        """Show what to type while What is empty."""
        self.what.setPlaceholderText(prompt)

    def offer(self, text: str) -> None:
        """Put words into What that Enter accepts and the first letter replaces.

        They are put there once: whoever deletes them has an empty field.
        """
        if text == self._offer:
            return
        self._offer = text
        if self.what.is_offered or not self.what.text():
            self.what.offer(text)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        m = metrics
        for label, field in zip(self._labels, self.fields, strict=True):
            label.setFont(m.font(Type.KEYCAP))
            set_text_color(label, m, Ink.QUIET)
            field.set_metrics(m)
        self.error.set_metrics(m)
        self.more.set_metrics(m)
        edge = m.px(Space.S if m.is_crowded else 12)
        self._grid.setContentsMargins(m.px(28), edge, m.px(28), edge)
        self._grid.setHorizontalSpacing(m.px(28))
        self._grid.setVerticalSpacing(0)
        self._fit_height()
        self._share_width()

    def _fit_height(self) -> None:
        self._grid.invalidate()
        self.setFixedHeight(self._grid.sizeHint().height())

    @property
    def is_long(self) -> bool:
        """Whether the second row is open."""
        return not self.more.isHidden()

    def toggle_more(self) -> None:
        """Open the second row and begin there, or close it and go on where one came from."""
        if self.is_long:
            was_there = self.more.has_focus
            self.set_long(False)
            if was_there:
                (self._came_from or self.what).setFocus()
            return
        self._came_from = next((field for field in self.fields if field.hasFocus()), None)
        self.set_long(True)
        self.more.begin()

    def set_long(self, is_long: bool) -> None:
        """Show the second row, or not; what is filled in there stays."""
        self.more.setVisible(is_long)
        self._fit_height()

    @property
    def texts(self) -> ActionTexts:
        """The texts of the fields, as typed."""
        return (self.what.text(), self.who.text(), self.when.text(), self.sign.text())

    @property
    def all_texts(self) -> tuple[str, ...]:
        """The texts of both rows."""
        return (*self.texts, *self.more.texts)

    @property
    def draft(self) -> tuple[str, ...]:
        """The same without words that were only offered, and without a second row of nothing."""
        what, *others = self.texts
        more = self.more.texts if any(self.more.texts) else ()
        return ("" if self.what.is_offered else what, *others, *more)

    @property
    def line(self) -> str:
        """The texts of the fields that are filled in, one after the other."""
        return " · ".join(text for text in (*self.texts, *self.more.line) if text.strip())

    @property
    def values(self) -> ActionFields:
        """The values of the fields."""
        return ActionFields(
            text=self.what.text(),
            owner=self.who.typed,
            due=self.when.day,
            sign=self.sign.text(),
            when=self.more.when.text(),
            expected_excuse=self.more.excuse.text(),
            sponsor=self.more.sponsor.text(),
            kind=self.more.kind.kind,
        )

    def set_texts(self, texts: Sequence[str]) -> None:
        """Fill both rows; the second one is opened where there is something for it."""
        self._filled.forget()
        self._names_typed = False
        self.error.clear_error()
        self._offer = None
        for field, text in zip(self.fields, [*texts, "", "", "", ""], strict=False):
            if field.text() != text:
                field.setText(text)
            else:
                # What was deleted in it was of another action.
                field.history.forget()
        # The day of an action that is there was accepted before.
        self.when.accept()
        self.more.set_texts(texts[4:])
        if any(texts[4:]) and not self.is_long:
            self.set_long(True)

    @property
    def names(self) -> list[str]:
        """What the fields are called."""
        return [field.accessibleName() for field in self.fields]

    def _take_rows(self, column: int, rows: Sequence[Row]) -> bool:
        """Fill this field and those after it from a row; tell of several rows."""
        if all(len(row) < 2 for row in rows):
            return False
        found = action_rows(rows, self.names)
        if len(found) > 1:
            self.actions_pasted.emit(found)
        elif not any(field.isReadOnly() for field in self.fields):
            self._fill(column, found[0])
        return True

    def _fill(self, column: int, texts: ActionTexts) -> None:
        if column == 0 and self.what.is_offered:
            self.what.selectAll()
        self._filled.fill(column, texts)

    def fill(self, texts: ActionTexts) -> None:
        """Fill the fields from a row, as one thing to undo."""
        self._fill(0, texts)

    @property
    def has_focus(self) -> bool:
        return any(field.hasFocus() for field in self.fields) or self.more.has_focus

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl and Enter, of which a field would see Enter alone."""
        mods, keys = Qt.KeyboardModifier, (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or event.key() not in keys
            or event.modifiers() & ~mods.KeypadModifier != mods.ControlModifier
        ):
            return False
        if not event.isAutoRepeat():
            self.more_requested.emit()
        return True

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field_box(painter, self.rect(), self.has_focus, self._metrics)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to type in the field at or beside which the click is."""
        x = event.position().x()
        nearest = min(
            self.fields, key=lambda field: max(field.x() - x, x - field.geometry().right())
        )
        nearest.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give each field its share of the row, and more where what is in it needs more."""
        margins, between = self._grid.contentsMargins(), self._grid.horizontalSpacing()
        room = self.width() - margins.left() - margins.right() - between * (len(self.fields) - 1)
        at = next((at for at, field in enumerate(self.fields) if field.hasFocus()), 0)
        wanted = [field.wanted_width for field in self.fields]
        labels = [label.sizeHint().width() for label in self._labels]
        shares = WIDTHS if len(self.fields) == len(WIDTHS) else WIDTHS_OF_ANSWER
        widths = shared_out(max(0, room), shares, wanted, labels, at)
        for column, width in enumerate(widths):
            self._grid.setColumnStretch(column, max(1, width))

    def _on_submitted(self) -> None:
        at = next((i for i, field in enumerate(self.fields) if field.hasFocus()), 0)
        if at == 0 and not any(text.strip() for text in self.texts):
            self.skipped.emit()
            return
        if at == len(self.fields) - 1:
            self._commit()
        elif self._accepts(self.fields[at : at + 1]):
            self.fields[at + 1].setFocus()

    def _commit(self) -> None:
        if self._accepts(self.fields):
            self.committed.emit(self.values)

    def _accepts(self, fields: Sequence[Field]) -> bool:
        """Return whether nothing is missing in these fields; say what is."""
        for field in fields:
            problem = self._problem_of(field)
            if problem:
                self._refuse(field, problem)
                return False
        self._spell_names()
        self.when.settle()
        self.error.clear_error()
        return True

    def _on_more_changed(self) -> None:
        self.text_changed.emit()

    def _on_left_downwards(self) -> None:
        if self.is_long:
            self.more.begin()

    def _problem_of(self, field: Field) -> str:
        """Return what a field lacks for an action, as a sentence; empty for nothing."""
        if field is self.what and not says_something(field.text()):
            return self._lacks_what
        if field is self.who and not says_something(field.text()):
            return tr("Say who does it: every action needs an owner.")
        return self.when.question() if field is self.when else ""

    def _refuse(self, field: Field, sentence: str) -> None:
        """Say what is wrong, at the field; the cursor stays where it is."""
        self._show_error(field, sentence)
        self.refused.emit(sentence)

    def _show_error(self, field: Field, sentence: str) -> None:
        label = self._labels[self.fields.index(field)].geometry()
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self.error.show_error(
            field, sentence, QRect(margins.left(), label.top(), room, label.height())
        )

    def ask_for_day(self) -> None:
        """Say that the day was not understood."""
        self._refuse(self.when, self.when.question())

    def _on_left(self, field: Field) -> None:
        """Take what is in a field that was left, in whatever way, as Enter does."""
        field.complete()
        if field is self.who:
            self._spell_names()
        if field is not self.when or not self.when.typed:
            return
        if self.when.day is None:
            self._show_error(self.when, self.when.question())
        self.when.settle()

    def _spell_names(self) -> None:
        """Write people who are known as they are known: “ben” is Ben, if it was typed just now."""
        completion, typed = self.who.completion, self.who.text()
        if self._names_typed and not completion.is_dismissed:
            known = as_known(typed, completion.names)
            if known != typed:
                self.who.setText(known)
        self._names_typed = False

    def _on_names_typed(self) -> None:
        self._names_typed = True

    def _on_left_upwards(self) -> None:
        if not any(self.draft):
            self.left_upwards.emit()

    def _on_text_changed(self, field: Field, text: str) -> None:
        if self.error.field is field:
            self.error.clear_error()
        if field is self.when and self.when.odd:
            self._show_error(field, self.when.odd)
        self._filled.follow()
        self._show_load()
        self.text_changed.emit()

    @property
    def _owner(self) -> str:
        """Who is named, with the rest of a name that is offered."""
        offered = self.who.completion.offered
        return "".join(offered) if offered is not None else self.who.typed

    def _show_load(self) -> None:
        """Show after the names how many actions these people have already."""
        named = people(self._owner, self.who.completion.names)
        busy = [(name, count) for name in named if (count := self._has.get(fold(name), 0))]
        if len(named) == 1:
            said = [tr("has {n}", n=number(count)) for _, count in busy]
        else:
            said = [tr("{name}: has {n}", name=name, n=number(count)) for name, count in busy]
        self.who.set_remark(f"({', '.join(said)})" if said else "")
        self._share_width()

    def _on_focus_changed(self) -> None:
        self._share_width()
        self.update()
        self.focus_changed.emit()
