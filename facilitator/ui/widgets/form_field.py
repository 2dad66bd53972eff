"""A field with a label, for the forms outside a meeting."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.chip import paint_field_box
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.label import Label


class FormField(QWidget):
    """A box with a label above a field; its edge shows where the focus is."""

    def __init__(
        self,
        name: str,
        prompt: str = "",
        parent: QWidget | None = None,
        kind: type[Field] = Field,
    ) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.label = QLabel(name, self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.field = kind(name, self)
        self.field.underlined = False
        self.field.setPlaceholderText(prompt)
        self.field.focus_changed.connect(self.update)
        self._column = QVBoxLayout(self)
        self.refusal = Label("", self)
        """Why the form can’t be accepted; empty until it was tried.

        It has the place of the label: a form that fills the window has no line to spare.
        """
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.field.textChanged.connect(self._forget_refusal)
        self._column.addWidget(self.label)
        self._column.addWidget(self.refusal)
        self._column.addWidget(self.field)
        self.setFocusProxy(self.field)

    @property
    def text(self) -> str:
        return self.field.typed

    def set_text(self, text: str) -> None:
        self.field.setText(text)
        self.field.prefilled = self.field.text()

    def set_label(self, name: str) -> None:
        """Give the field another name, which is also what a screen reader says."""
        self.label.setText(name)
        self.field.setAccessibleName(name)

    def refuse(self, sentence: str) -> None:
        """Say above the field why it can’t be accepted, and let it be corrected."""
        self.refusal.setText(sentence)
        self.label.hide()
        self.refusal.show()
        self.field.setAccessibleDescription(sentence)
        self.field.setFocus()
        announce(self, sentence)

    def _forget_refusal(self) -> None:
        if self.refusal.text():
            self.refusal.setText("")
            self.refusal.hide()
            self.label.show()
            self.field.setAccessibleDescription(self.field.remark)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        m = metrics
        self.label.setFont(m.font(Type.KEYCAP))
        set_text_color(self.label, m, Ink.QUIET)
        self.refusal.setFont(m.font(Type.KEYCAP))
        set_text_color(self.refusal, m, Ink.GAP_TEXT)
        self.field.set_metrics(metrics, Type.LEAD)
        self._column.setContentsMargins(m.px(Space.L), m.px(12), m.px(Space.L), m.px(10))
        self._column.setSpacing(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to type wherever in the box the click is."""
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field_box(painter, self.rect(), self.field.hasFocus(), self._metrics, Ink.LINE)
