"""A message that stays long enough to be read and then disappears."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.timers import single_shot
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.anchored import Anchored
from facilitator.ui.widgets.label import Label

MILLISECONDS_A_CHARACTER = 70
SIDE, FOOT = 22, 24
"""Margins in a bar, the same as those of the bar's parts, in pixels at 1080 lines."""
_HEAD, _TAIL = 300, 200
"""Characters at both ends of a very long sentence that are always shown."""
LEAST_SHARE = 0.3
"""How much of the width a message may take however long the heading beside it is."""
SHORTEST, LONGEST = 4_000, 12_000
"""Milliseconds a sentence stays."""

Choice = tuple[str, Callable[[], None]]
_LONG_WORD = re.compile(r"\S{16,}")
_PART = re.compile(r"(\S{8})(?=\S)")


def _breakable(sentence: str) -> str:
    """Return a sentence of which long words, such as the name of a file, break to fit a bar."""
    return _LONG_WORD.sub(lambda word: _PART.sub("\\1\u200b", word[0]), sentence)


class _Choice(QPushButton):
    """A button that Enter presses, as everywhere else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Toast(Anchored):
    """A message with buttons, placed where it covers neither hints nor the entry line.

    That is at the top of the screen, below the strip of stages at the end of the question, or at
    the bottom of a bar beside it. It never takes the focus from the entry line.
    """

    def __init__(self, parent: QWidget, anchor: QWidget | None = None) -> None:
        """Create the message; `anchor` is the part of the parent at whose top it is placed."""
        super().__init__(parent, anchor)
        self._metrics = Metrics(1.0)
        self._sentence = ""
        self._in_bar = False
        self._heading: Callable[[], QLabel] | None = None
        self._label = Label(parent=self)
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self._label, 1)
        self._buttons: list[QPushButton] = []
        self._timer = single_shot(self, 0, self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """Return the sentence that is shown, empty when none is."""
        return self._sentence if self.isVisible() else ""

    def place_at_bottom_of(self, bar: QWidget) -> None:
        """Place messages in a narrow bar from now on, with the buttons below the text."""
        self._in_bar = True
        self.set_anchor(bar)
        self._place()

    def place_at_top_of(self, anchor: QWidget, heading: Callable[[], QLabel] | None = None) -> None:
        """Place messages across the parent from now on, the buttons beside the text.

        With a `heading`, which may be another one each time, they are beside its words, as far as
        there is room for that.
        """
        self._in_bar = False
        self._heading = heading
        self.set_anchor(anchor)
        self._place()

    def say(self, sentence: str, choices: Sequence[Choice] = ()) -> None:
        """Show a sentence, with buttons for what can be done now.

        The middle of a very long one, such as one with a long name in it, is left out.
        """
        if len(sentence) > _HEAD + _TAIL:
            sentence = f"{sentence[:_HEAD]}…{sentence[-_TAIL:]}"
        self._sentence = sentence
        self.setAccessibleName(sentence)
        announce(self, sentence)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(name, act) for name, act in choices]
        self._style()
        self.show()
        self.raise_()
        self._place()
        length = max(SHORTEST, min(LONGEST, len(sentence) * MILLISECONDS_A_CHARACTER))
        self._timer.start(LONGEST if choices else length)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._style()
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._metrics.px(Space.CARD_RADIUS)
        paint_rounded(painter, QRectF(self.rect()), radius, self._metrics.color(Ink.TEXT))

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = _Choice(name, self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._chosen(act))
        self._row.addWidget(button)
        # While the message is shown already, a layout leaves no room for a button that is not yet.
        button.show()
        return button

    def _chosen(self, act: Callable[[], None]) -> None:
        self.hide()
        act()

    def _style(self) -> None:
        m = self._metrics
        self._label.setFont(m.font(Type.KEYS))
        set_text_color(self._label, m, Ink.PAPER)
        self._row.setSpacing(m.px(Space.M))
        for button in self._buttons:
            button.setFont(m.font(Type.BODY_BOLD))
            button.setStyleSheet(
                f"QPushButton {{ background: {m.css(Ink.PAPER)}; color: {m.css(Ink.TEXT)};"
                f" border: {m.px(3)}px solid {m.css(Ink.PAPER)}; border-radius: {m.px(Space.S)}px;"
                f" padding: {m.px(Space.XS)}px {m.px(Space.M)}px; }}"
                f"QPushButton:focus {{ border-color: {m.css(Ink.FOCUS)}; }}"
            )

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        self._label.setText(_breakable(self._sentence) if self._in_bar else self._sentence)
        if self._in_bar:
            self._place_in_bar(parent)
        else:
            self._place_across(parent)

    def _place_in_bar(self, parent: QWidget) -> None:
        m = self._metrics
        self._row.setDirection(QBoxLayout.Direction.TopToBottom)
        across, down = m.px(Space.M), m.px(12)
        self._row.setContentsMargins(across, down, across, down)
        side, below = m.px(SIDE), m.px(FOOT)
        width = self._anchor.width() - 2 * side
        height = min(self._row.heightForWidth(width), self._anchor.height() - 2 * below)
        foot = self._anchor.mapTo(parent, self._anchor.rect().bottomLeft())
        self.setGeometry(foot.x() + side, foot.y() + 1 - below - height, width, height)

    def _place_across(self, parent: QWidget) -> None:
        m = self._metrics
        self._row.setDirection(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(m.px(Space.L), m.px(Space.XS), m.px(Space.L), m.px(Space.XS))
        head = self._anchor.mapTo(parent, QPoint(0, 0))
        margin = m.px(Space.XXL)
        free = self._anchor.width() - 2 * margin
        most = max(round(free * LEAST_SHARE), free - self._heading_width())
        buttons = sum(b.sizeHint().width() + m.px(Space.M) for b in self._buttons)
        words = self._label.fontMetrics().horizontalAdvance(self._label.text())
        width = min(most, words + buttons + m.px(Space.L) * 2 + m.px(Space.M))
        height = max(self._row.heightForWidth(width), self._row.minimumSize().height(), m.px(56))
        at_end = (
            self._heading is not None and self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        )
        left = head.x() + margin + (free - width if at_end else 0)
        self.setGeometry(left, head.y() + m.px(Space.XS), width, height)

    def _heading_width(self) -> int:
        """Return how many pixels the words of a heading take, and the space after them."""
        heading = self._heading() if self._heading is not None else None
        if heading is None or not heading.isVisible():
            return 0
        words = heading.fontMetrics().horizontalAdvance(heading.text())
        return words + self._metrics.px(Space.L)
