"""What is wrong with a field of a form, said right above it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.label import Label


class FieldError(Label):
    """A sentence over the label of a field, as wide as it needs to be within the form.

    Of the other `labels` of the form those that it reaches are not shown meanwhile: half a word
    beside the sentence would be read with it.
    """

    def __init__(self, form: QWidget, labels: Sequence[QWidget]) -> None:
        super().__init__("", form)
        self._labels = labels
        for label in labels:
            policy = label.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            label.setSizePolicy(policy)
        self._field: Field | None = None
        self._metrics = Metrics(1.0)
        self.hide()

    @property
    def field(self) -> Field | None:
        """The field that is spoken of; None for none."""
        return self._field

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFont(metrics.font(Type.KEYCAP))
        set_text_color(self, metrics, Ink.GAP_TEXT, Ink.PAPER)

    def show_error(self, field: Field, sentence: str, line: QRect) -> None:
        """Say a sentence about a field; `line` is where the labels of the form are."""
        self._field = field
        self.setText(sentence)
        field.setAccessibleDescription(sentence)
        width = min(self.sizeHint().width() + self._metrics.px(Space.XS), line.width())
        x = max(line.left(), min(field.x(), line.right() + 1 - width))
        self.setGeometry(x, line.top(), width, line.height())
        for label in self._labels:
            label.setVisible(not label.geometry().intersects(self.geometry()))
        self.raise_()
        self.show()

    def clear_error(self) -> None:
        """Say nothing any more."""
        if self._field is not None:
            self._field.describe()
        self._field = None
        self.setText("")
        for label in self._labels:
            label.show()
        self.hide()
