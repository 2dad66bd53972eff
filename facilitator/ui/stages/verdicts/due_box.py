"""The field beside the entry line in which a new day is typed."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.ui.base.translate import tr
from facilitator.ui.stages.form.due_field import DueField
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.chip import Chip, paint_field_box

WIDTH = 14
"""Width of the box, in ems of a card."""


class DueBox(QWidget):
    """A chip and a DueField in a box like that of the entry line."""

    submitted = Signal()
    escaped = Signal()
    text_changed = Signal()
    value_requested = Signal(int)
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._chip = Chip(self)
        self.field = DueField(tr("By when now"), self)
        self.field.underlined = False
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._chip)
        self._row.addWidget(self.field, 1)
        self.field.submitted.connect(self.submitted)
        self.field.escaped.connect(self.escaped)
        self.field.textChanged.connect(lambda text: self.text_changed.emit())
        self.field.value_requested.connect(self.value_requested)
        self.field.focus_changed.connect(self._on_focus_changed)
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_text(self, text: str) -> None:
        """Put back what was typed; the day in it was accepted before."""
        if text != self.field.text():
            self.field.setText(text)

    def set_prompt(self, prompt: str) -> None:
        """Show what an empty field means."""
        self.field.setPlaceholderText(prompt)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.typed

    @property
    def day(self) -> date | None:
        """The day that is understood."""
        return self.field.day

    def question(self) -> str:
        """Return what to ask about the day; empty for nothing."""
        return self.field.question()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        m = metrics
        self._chip.set(tr("By when"), None, m)
        self.field.set_metrics(m, Type.PLAN)
        self._row.setContentsMargins(m.px(Space.M), 0, m.px(Space.M), 0)
        self._row.setSpacing(m.px(Space.M))
        self.setFixedWidth(self._chip.sizeHint().width() + m.ems(WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field_box(painter, self.rect(), self.field.hasFocus(), self._metrics)

    def _on_focus_changed(self) -> None:
        self.update()
        self.focus_changed.emit()
