"""The second row of the form of an action: what may be said of it and need not be."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from facilitator.domain.exercise import Words
from facilitator.domain.records import ActionKind
from facilitator.ui.base import phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.form.kind_field import KindField
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.label import Label

WIDTHS = (31, 30, 17, 22)
"""Widths of the fields, as shares of the row."""


class MoreFields(QWidget):
    """Fields for when, the excuse that will be heard first, the sponsor and the kind."""

    submitted = Signal()
    """Enter was pressed in the last field."""
    changed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.when = Field(tr("When this happens"), self)
        self.excuse = Field(tr("First {excuse} we’ll hear", excuse=words.excuse.one), self)
        self.sponsor = Field(tr("Who backs it"), self)
        kinds = [(kind, phrases.action_kind(kind, words)) for kind in ActionKind]
        self.kind = KindField(tr("Kind"), kinds, self)
        self.fields: Sequence[Field] = (self.when, self.excuse, self.sponsor)
        self.when.setPlaceholderText(tr("the phone rings after six"))
        self.excuse.setPlaceholderText(tr("no time for that"))
        self.sponsor.setPlaceholderText(tr("optional"))
        self._grid = QGridLayout(self)
        self.controls: Sequence[Field | KindField] = (*self.fields, self.kind)
        self._labels = [Label(each.accessibleName(), self) for each in self.controls]
        for column, (control, label) in enumerate(zip(self.controls, self._labels, strict=True)):
            self._grid.addWidget(label, 0, column)
            self._grid.addWidget(control, 1, column)
            self._grid.setColumnStretch(column, WIDTHS[column])
            control.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for field in self.fields:
            field.elides = True
            field.textChanged.connect(self.changed)
            field.submitted.connect(self._on_submitted)
        self.kind.currentIndexChanged.connect(self.changed)
        self.kind.submitted.connect(self.submitted)

    def set_metrics(self, metrics: Metrics) -> None:
        for label in self._labels:
            label.setFont(metrics.font(Type.KEYCAP))
            set_text_color(label, metrics, Ink.QUIET)
        for field in self.fields:
            field.set_metrics(metrics)
        self.kind.set_metrics(metrics)
        self._grid.setColumnMinimumWidth(len(self.fields), self.kind.width_of_longest)
        self._grid.setContentsMargins(0, metrics.px(Space.XS), 0, 0)
        self._grid.setHorizontalSpacing(metrics.px(28))
        self._grid.setVerticalSpacing(0)
        # A layout within a layout would tell its new height only later.
        self._grid.invalidate()
        self.setFixedHeight(self._grid.sizeHint().height())

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """The texts of the fields as typed, then the kind: empty where it is just to be done."""
        kind = self.kind.kind
        named = "" if kind is ActionKind.DO else kind.value
        return (self.when.text(), self.excuse.text(), self.sponsor.text(), named)

    @property
    def line(self) -> Sequence[str]:
        """What is filled in, as it is shown while it is typed."""
        shown = "" if self.kind.kind is ActionKind.DO else self.kind.currentText()
        return [text for text in (*self.texts[:3], shown) if text.strip()]

    def set_texts(self, texts: Sequence[str]) -> None:
        """Fill the fields; those for which there is no text are emptied."""
        *written, kind = [*texts, "", "", "", ""][:4]
        for field, text in zip(self.fields, written, strict=True):
            if field.text() != text:
                field.setText(text)
            else:
                # What was deleted in it was of another action.
                field.history.forget()
        self.kind.choose(ActionKind(kind) if kind in set(ActionKind) else ActionKind.DO)

    @property
    def has_focus(self) -> bool:
        return any(each.hasFocus() for each in self.controls)

    def begin(self) -> None:
        """Give the focus to the first field."""
        self.when.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to type in the field beside or below which the click is."""
        x = event.position().x()
        nearest = min(
            self.controls, key=lambda each: max(each.x() - x, x - each.geometry().right())
        )
        nearest.setFocus()

    def _on_submitted(self) -> None:
        at = next((i for i, each in enumerate(self.controls) if each.hasFocus()), 0)
        self.controls[at + 1].setFocus()
