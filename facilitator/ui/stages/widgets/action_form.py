"""The four fields in which an action is committed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from facilitator.domain.text import says_something
from facilitator.services.clipboard.action_rows import ActionTexts, action_rows
from facilitator.services.clipboard.rows import Row
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.widgets.filled_row import FilledRow
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.chip import paint_field_box
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.label import Label

if TYPE_CHECKING:
    # Imported where it is used: the first window only writes dates.
    pass

WIDTHS = (36, 18, 22, 24)
"""Widths of the fields, as shares of the row: two names and a day as it is said are seen whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFields:
    """An action as filled in; `due` is None when the date says no day."""

    text: str
    owner: str
    due: date | None
    sign: str


class ActionForm(QWidget):
    """Fields for what, who, by when and the sign; Enter moves on, and in the last one commits."""

    committed = Signal(ActionFields)
    """Enter was pressed in the last field, and nothing required is missing."""
    refused = Signal(str)
    """One sentence: what is still missing. The field has the focus."""
    actions_pasted = Signal(list)
    """Several rows were pasted, each an action of its own: their texts, as ActionTexts."""
    escaped = Signal()
    left_upwards = Signal()
    value_requested = Signal(int)
    text_changed = Signal()
    focus_changed = Signal()

    def __init__(self, sign_question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._suggestion = ""
        self._asked = ""
        """The day that is odd and known to be: the next Enter accepts it."""
        self.what = Field(tr("What"), self)
        self.who = Field(tr("Who"), self)
        self.when = Field(tr("By when"), self)
        self.sign = Field(sign_question, self)
        self.fields: Sequence[Field] = (self.what, self.who, self.when, self.sign)
        self._filled = FilledRow(self.fields)
        self._grid = QGridLayout(self)
        self._labels = [Label(field.accessibleName(), self) for field in self.fields]
        self.day_label = self._labels[self.fields.index(self.when)]
        # The day that was understood must not widen its field.
        self.day_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for column, (field, label) in enumerate(zip(self.fields, self._labels, strict=True)):
            self._grid.addWidget(label, 0, column)
            self._grid.addWidget(field, 1, column)
            self._grid.setColumnStretch(column, WIDTHS[column])
            field.elides = True
            field.take_rows = partial(self._take_rows, column)
            field.escaped.connect(self.escaped)
            field.left_upwards.connect(self._on_left_upwards)
            field.value_requested.connect(self.value_requested)
            field.textChanged.connect(self._on_text_changed)
            field.focus_changed.connect(self._on_focus_changed)
            field.submitted.connect(self._on_submitted)
        self.who.between_lines = ", "
        self.when.textChanged.connect(self._show_day)
        self.what.suggestion_taken.connect(self._on_suggestion_taken)
        self.setFocusProxy(self.what)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_names(self, names: Sequence[str]) -> None:
        """Offer known names in the field Who."""
        self.who.set_completions(names)

    def set_suggestion(self, text: str) -> None:
        """Offer words in the empty field What; the right arrow puts them there."""
        self._suggestion = text
        self.what.setPlaceholderText(text)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        m = metrics
        for label, field in zip(self._labels, self.fields, strict=True):
            label.setFont(m.font(Type.KEYCAP))
            set_text_color(label, m, Ink.QUIET)
            field.set_metrics(m)
        # Days may be written in letters that are taller.
        self.day_label.setFixedHeight(self._labels[0].sizeHint().height())
        self._show_day()
        self._grid.setContentsMargins(m.px(28), m.px(14), m.px(28), m.px(Space.M))
        self._grid.setHorizontalSpacing(m.px(28))
        self._grid.setVerticalSpacing(0)
        self.setFixedHeight(self._grid.sizeHint().height())

    @property
    def texts(self) -> ActionTexts:
        """The texts of the fields, as typed."""
        return (self.what.text(), self.who.text(), self.when.text(), self.sign.text())

    @property
    def line(self) -> str:
        """The texts of the fields that are filled in, one after the other."""
        return " · ".join(text for text in self.texts if text.strip())

    @property
    def values(self) -> ActionFields:
        """The values of the fields."""
        return ActionFields(
            text=self.what.text(),
            owner=self.who.typed,
            due=dates.read(self.when.text()).day,
            sign=self.sign.text(),
        )

    def set_texts(self, texts: Sequence[str]) -> None:
        self._filled.forget()
        for field, text in zip(self.fields, [*texts, "", "", "", ""][:4], strict=True):
            if field.text() != text:
                field.setText(text)
            else:
                # What was deleted in it was of another action.
                field.history.forget()
        # The day of an action that is there was accepted before.
        self._asked = self.when.text()

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
            self._filled.fill(column, found[0])
        return True

    def fill(self, texts: ActionTexts) -> None:
        """Fill the fields from a row, as one thing to undo."""
        self._filled.fill(0, texts)

    @property
    def has_focus(self) -> bool:
        return any(field.hasFocus() for field in self.fields)

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field_box(painter, self.rect(), self.has_focus, self._metrics)

    def _on_submitted(self) -> None:
        at = next((i for i, field in enumerate(self.fields) if field.hasFocus()), 0)
        if at == 0 and not any(text.strip() for text in self.texts):
            if self._suggestion:
                self.refused.emit(
                    tr(
                        "Say what will be done, or press {key} to use the words offered.",
                        key=catalog.USE_WORDS.key,
                    )
                )
            return
        missing = self._missing(self.fields[: at + 1])
        if missing is not None:
            field, sentence = missing
            field.setFocus()
            self.refused.emit(sentence)
        elif at < len(self.fields) - 1:
            self.fields[at + 1].setFocus()
        else:
            self.committed.emit(self.values)

    def _missing(self, fields: Sequence[Field]) -> tuple[Field, str] | None:
        """Return the first field that lacks what is required, and what to ask."""
        if self.what in fields and not says_something(self.what.text()):
            return (self.what, tr("Say what will be done."))
        if self.who in fields and not says_something(self.who.text()):
            return (self.who, tr("Say who does it: an action belongs to somebody."))
        if self.when in fields and (asked := self._question_of_day()):
            return (self.when, asked)
        return None

    def ask_for_day(self) -> None:
        """Say that the day was not understood, and focus its field."""
        self.when.setFocus()
        self.refused.emit(dates.not_a_day(self.when.text(), dates.read(self.when.text())))

    def _question_of_day(self) -> str:
        """Return what to ask about the day, "" for nothing; an odd one is asked about once."""
        typed = self.when.text()
        reading = dates.read(typed)
        if reading.day is None:
            return dates.not_a_day(typed, reading)
        odd = dates.doubt(reading)
        if not odd or typed == self._asked:
            return ""
        self._asked = typed
        return tr("{odd}. Correct it, or press Enter again to keep it.", odd=odd)

    def _on_left_upwards(self) -> None:
        if not any(self.texts):
            self.left_upwards.emit()

    def _on_suggestion_taken(self) -> None:
        if self.what.hasFocus() and self._suggestion:
            self.what.setText(self._suggestion)

    def _on_text_changed(self) -> None:
        self._filled.follow()
        self.text_changed.emit()

    def _show_day(self) -> None:
        """Show above the field which day was understood, or what is odd about it."""
        typed = self.when.text()
        reading = dates.read(typed) if typed.strip() else None
        name, odd = self.when.accessibleName(), dates.doubt(reading) if reading else ""
        understood = dates.day(reading.day) if reading and reading.day else ""
        named = tr("{field}: {day}", field=name, day=understood) if understood else name
        self.day_label.setText(odd or named)
        set_text_color(self.day_label, self._metrics, Ink.GAP_TEXT if odd else Ink.QUIET)
        self.when.setAccessibleDescription(odd or understood)

    def _on_focus_changed(self) -> None:
        self.update()
        self.focus_changed.emit()
