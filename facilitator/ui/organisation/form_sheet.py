"""A sheet with a few sentences, what is to be filled in, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


class FormSheet(Sheet):
    """Sentences above, a trouble in its own color, then the parts, then the buttons."""

    share = (0.62, 0.86)

    def __init__(self, parent: QWidget, title: str, first: str, *others: str) -> None:
        """`first` is what Enter does, `others` are the quiet links beside it."""
        super().__init__(parent, title)
        self.message = Label(parent=self.sheet)
        self.trouble = Label(parent=self.sheet)
        for label in (self.message, self.trouble):
            label.setWordWrap(True)
            label.hide()
        self.parts = QVBoxLayout()
        self.first = PrimaryButton(first, "Enter", self.sheet)
        self.others = [LinkButton(text, self.sheet) for text in others]
        self._row = QHBoxLayout()
        for link in self.others:
            self._row.addWidget(link)
            link.focus_changed.connect(self.show_hints)
        self._row.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.trouble)
        self.body.addLayout(self.parts, 100)
        self.body.addWidget(self.first)
        self.body.addLayout(self._row)
        # What no part fills is below all of them.
        self.body.addStretch(1)
        self._is_busy = False

    def add_field(self, form: FormField) -> None:
        """Add a field, which is as high as its line: where there is room, it stays below."""
        form.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.parts.addWidget(form)

    @property
    def is_busy(self) -> bool:
        """Whether what was asked for is being done: nothing can be asked for meanwhile."""
        return self._is_busy

    def say(self, sentences: str) -> None:
        """Show what the sheet is about."""
        self.message.setText(sentences)
        self.message.setVisible(bool(sentences))
        self._fit()

    def refuse(self, sentence: str) -> None:
        """Show why something was not done; empty shows nothing any more."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self._fit()
        if sentence:
            announce(self, sentence)

    def set_busy(self, busy: bool) -> None:
        """Take no answers while what was asked for is being done."""
        self._is_busy = busy
        for button in self._buttons:
            button.setEnabled(not busy)
        if busy:
            self.refuse("")
            # A disabled button has no keys: Esc still closes the sheet.
            self.setFocus()

    @property
    def _buttons(self) -> Sequence[PrimaryButton | LinkButton]:
        return (self.first, *self.others)

    def rename(self, button: PrimaryButton | LinkButton, text: str) -> None:
        """Give a button other words; without words it is hidden."""
        button.setText(text)
        button.setAccessibleName(text)
        button.setVisible(bool(text))
        button.updateGeometry()

    def set_metrics(self, metrics: Metrics) -> None:
        for label, ink in ((self.message, Ink.QUIET), (self.trouble, Ink.GAP_TEXT)):
            label.setFont(metrics.font(Type.BODY))
            set_text_color(label, metrics, ink)
            # Without a minimum, the sheet would be as high as if each line held one word.
            label.setMinimumWidth(metrics.px(720))
        for button in self._buttons:
            button.set_metrics(metrics)
        self.parts.setSpacing(metrics.px(Space.M))
        self._row.setSpacing(metrics.px(Space.XL))
        _forget_sizes(self.body)
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.first.isVisible() and self.first.isEnabled():
            self.first.click()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Be as high as what is shown now: Qt would count that only later."""
        _forget_sizes(self.body)
        self.show_hints()
        self._place()


def _forget_sizes(layout: QLayout) -> None:
    """Let a layout forget how large everything in it was."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner = item.layout() if item is not None else None
        if inner is not None:
            _forget_sizes(inner)
    layout.invalidate()
