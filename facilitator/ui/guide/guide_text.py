"""A part of the facilitator's guide as text that scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from facilitator.export.guide.outline import GuideLine, Look
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, scroll_bar_css, set_text_color
from facilitator.ui.widgets.label import Label

HEIGHT = 700
"""Of what is seen at once, in pixels at 1080 lines, where there is room for it."""
BULLET = "•"
_TYPES = {
    Look.PART: (Type.HEADING, Ink.TEXT),
    Look.HEADING: (Type.BODY_BOLD, Ink.TEXT),
    Look.QUIET: (Type.BODY, Ink.QUIET),
    Look.REPLY: (Type.BODY, Ink.QUIET),
}
"""Type and ink of the kinds of line that differ from plain text."""
_ABOVE = {Look.PART: Space.XL, Look.HEADING: Space.L}
"""Space above a line of that kind."""


class GuideText(QScrollArea):
    """Lines of the guide. The sheet around it has the focus, and hands on the keys that scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._lines: list[tuple[GuideLine, Label]] = []
        self._large = False
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for ground in (self, self.viewport(), self._inside):
            ground.setAutoFillBackground(False)

    @property
    def text(self) -> str:
        """All that is shown, a line each."""
        return "\n".join(line.text for line, _ in self._lines)

    def show_lines(self, lines: Sequence[GuideLine], *, large: bool = False) -> None:
        """Show these lines from the first on; `large` ones are read from further away."""
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self._lines = []
        for line in lines:
            label = Label(line.text)
            label.setWordWrap(True)
            self._lines.append((line, label))
            self._column.addWidget(
                _Point(label, self._inside) if line.look is Look.POINT else label
            )
        self._column.addStretch(1)
        self._large = large
        self._style()
        self.setAccessibleDescription(self.text)
        self.verticalScrollBar().setValue(0)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        # Unlike a list it has no paper of its own.
        bare = "QScrollBar { background: transparent; }"
        self.verticalScrollBar().setStyleSheet(scroll_bar_css(metrics) + bare)
        self._style()

    def _style(self) -> None:
        m = self._metrics
        self._column.setContentsMargins(0, 0, m.px(Space.M), m.px(Space.M))
        self._column.setSpacing(m.px(Space.S))
        plain = Type.LEAD if self._large else Type.BODY
        for number, (line, label) in enumerate(self._lines):
            kind, ink = _TYPES.get(line.look, (plain, Ink.TEXT))
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
            above = m.px(_ABOVE[line.look]) if number and line.look in _ABOVE else 0
            indent = m.px(Space.L) if line.look is Look.REPLY else 0
            label.setContentsMargins(indent, above, 0, 0)
            if isinstance(point := label.parentWidget(), _Point):
                point.set_type(m.font(kind), m)

    def sizeHint(self) -> QSize:
        return QSize(self._metrics.px(900), self._metrics.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._metrics.px(Space.XXL))

    def scroll_by_key(self, event: QKeyEvent) -> bool:
        """Scroll with the keys that scroll a page; return whether it was one of them."""
        bar, keys = self.verticalScrollBar(), Qt.Key
        page, line = bar.pageStep(), self._metrics.px(80)
        ways = {keys.Key_Down: line, keys.Key_Up: -line, keys.Key_PageUp: -page}
        ways |= {keys.Key_PageDown: page, keys.Key_Space: page}
        ways |= {keys.Key_Home: -bar.maximum(), keys.Key_End: bar.maximum()}
        by = ways.get(keys(event.key()))
        if by is not None:
            bar.setValue(bar.value() + by)
        return by is not None


class _Point(QWidget):
    """A point of a list: its lines are all to one side of the bullet."""

    def __init__(self, words: Label, parent: QWidget) -> None:
        super().__init__(parent)
        self._bullet = Label(BULLET, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._bullet, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(words, 1)

    def set_type(self, font: QFont, metrics: Metrics) -> None:
        """Set the bullet in the type of the words."""
        self._bullet.setFont(font)
        set_text_color(self._bullet, metrics, Ink.TEXT)
        self._row.setSpacing(metrics.px(Space.S))
