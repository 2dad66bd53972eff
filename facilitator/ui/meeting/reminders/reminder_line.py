"""The quiet line above the entry line: what may be asked now, while there is one window only."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.meeting.heard.heard_line import KeyButton
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.sides import mirrored
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.label import Label


class ReminderLine(QWidget):
    """A sentence and the keys that follow from it; hidden without a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("", self)
        self.words.setWordWrap(True)
        self.buttons: list[KeyButton] = []
        self._gap = 0
        self._metrics: Metrics | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is not shown."""
        return self.words.text()

    def add_key(self, spec: CommandSpec, text: str) -> KeyButton:
        """Add a key and what it does; it is shown by `show_reminder`."""
        button = KeyButton(spec, text, self)
        button.hide()
        self.buttons.append(button)
        return button

    def show_reminder(self, sentence: str, buttons: list[KeyButton]) -> None:
        """Say a sentence with these keys after it; without one, hide."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        for button in self.buttons:
            button.setVisible(button in buttons)
        self._fit()
        self.setVisible(bool(sentence))

    def set_metrics(self, metrics: Metrics) -> None:
        if metrics == self._metrics:
            # It is asked after each key; only another size is laid out anew.
            return
        self._metrics = metrics
        self.words.setFont(metrics.font(Type.KEYS))
        set_text_color(self.words, metrics, Ink.QUIET)
        self._gap = metrics.px(Space.M)
        for button in self.buttons:
            button.set_metrics(metrics)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the sentence needs beside the keys, or above them in a narrow window."""
        shown = [button for button in self.buttons if not button.isHidden()]
        keys = sum(button.sizeHint().width() + self._gap for button in shown)
        is_narrow = 2 * keys > self.width()
        inner = max(1, self.width() - (0 if is_narrow else keys))
        words = max(0, self.words.heightForWidth(inner))
        self._place(self.words, QRect(0, 0, inner, words))
        left, top = (0, words) if is_narrow else (inner + self._gap, 0)
        high = words
        for button in shown:
            size = button.sizeHint()
            self._place(button, QRect(left, top, size.width(), size.height()))
            left += size.width() + self._gap
            high = max(high, top + size.height())
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _place(self, widget: QWidget, box: QRect) -> None:
        widget.setGeometry(mirrored(self, QRectF(box)).toRect())
