"""What can be said of the selected item, as a row of buttons; their keys are on the line below."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.buttons import Button
from facilitator.ui.widgets.text_keys import types_text
from facilitator.ui.widgets.text_layout import cut_to_lines

HEIGHT = 56
"""Height of a button, in pixels at 1080 lines."""


class ChoiceButton(Button):
    """One choice; the one that was chosen is filled. A click leaves the focus where it is."""

    escaped = Signal()
    typed = Signal(str)
    """A letter that belongs on the entry line."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.is_chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def set_chosen(self, chosen: bool) -> None:
        """Show whether this was chosen."""
        self.is_chosen = chosen
        name = tr("{choice}, chosen", choice=self.text()) if chosen else self.text()
        self.setAccessibleName(name)
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.setFixedHeight(metrics.px(HEIGHT))

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.BODY_BOLD)).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * m.px(Space.L) + 1, m.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * self._metrics.px(Space.L), self._metrics.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() == keys.Key_Escape:
            self.escaped.emit()
        elif event.key() != keys.Key_Space and types_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        m, chosen = self._metrics, self.is_chosen
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = m.px(Space.CARD_RADIUS)
        if self.hasFocus():
            edge = m.px(Space.XS)
            paint_rounded(painter, box, radius, None, m.color(Ink.FOCUS), edge)
            box = box.adjusted(edge, edge, -edge, -edge)
        ground, edge_ink = (Ink.TEXT, Ink.TEXT) if chosen else (Ink.PAPER, Ink.KEY_EDGE)
        paint_rounded(painter, box, radius, m.color(ground), m.color(edge_ink), m.px(Space.HAIR))
        kind = Type.BODY_BOLD if chosen else Type.BODY
        painter.setFont(m.font(kind))
        painter.setPen(m.color(Ink.PAPER if chosen else Ink.TEXT))
        words = QRectF(self.rect()).adjusted(m.px(Space.M), 0, -m.px(Space.M), 0)
        shown = cut_to_lines(self.text(), kind, words.width(), m, 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)


class ChoiceBar(QWidget):
    """The choices of a question, beside each other."""

    chosen = Signal(int)
    """With the number of a choice, from 1."""
    escaped = Signal()
    typed = Signal(str)
    focus_moved = Signal()

    def __init__(self, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [ChoiceButton(text, self) for text in choices]
        self._row = QHBoxLayout(self)
        for digit, button in enumerate(self.buttons, start=1):
            button.clicked.connect(partial(self.chosen.emit, digit))
            button.escaped.connect(self.escaped)
            button.typed.connect(self.typed)
            button.focus_changed.connect(self.focus_moved)
            self._row.addWidget(button)
        self._row.addStretch(1)

    @property
    def has_focus(self) -> bool:
        """Whether one of the choices has the focus."""
        return any(button.hasFocus() for button in self.buttons)

    def show_choice(self, choice: str) -> None:
        """Show which one was chosen; empty for none."""
        for button in self.buttons:
            button.set_chosen(button.text() == choice)

    def set_metrics(self, metrics: Metrics) -> None:
        self._row.setContentsMargins(0, metrics.px(Space.XS), 0, metrics.px(Space.XS))
        self._row.setSpacing(metrics.px(Space.S))
        for button in self.buttons:
            button.set_metrics(metrics)
