"""A few lines below the columns, for the room: how many carry a label, the daily question."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import Strip, text_strips

MANY = 4
"""Rows of a list from which on it needs all the height that a deep room has."""


class RoomLines(QWidget):
    """Lines of text one below the other; hidden while there is none.

    In a deep room, where each line costs a row, they give way to a list of many.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[str] = ()
        self._strong = ""
        self._strips: list[Strip] = []
        self._metrics = Metrics(1.0)
        self._rows = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def lines(self) -> Sequence[str]:
        """What is shown, a text a line."""
        return self._lines

    def show_lines(
        self,
        lines: Sequence[str],
        spoken: Sequence[str] = (),
        *,
        rows: int = 0,
        strong: str = "",
    ) -> None:
        """Show lines below a list of so many rows; a screen reader reads `spoken`, where given.

        The line `strong` is not quiet: the room takes it home.
        """
        self._rows = rows
        if (tuple(lines), strong) != (self._lines, self._strong):
            self._lines, self._strong = tuple(lines), strong
            self._fit()
        self.setAccessibleName(". ".join(spoken or lines))
        self._show()

    def _show(self) -> None:
        gives_way = self._metrics.is_crowded and self._rows >= MANY
        self.setVisible(bool(self._lines) and not gives_way)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        m = self._metrics
        width = max(100, self.width() - 2 * m.px(Space.M))
        self._strips = [strip for line in self._lines for strip in self._strips_of(line, width)]
        height = sum(strip.height for strip in self._strips)
        # The last line has room for what hangs below its letters.
        self.setFixedHeight(max(1, round(height) + m.px(Space.S)))
        self.update()

    def _strips_of(self, line: str, width: float) -> list[Strip]:
        if line == self._strong:
            return text_strips(line, Type.COLUMN, width, self._metrics, Ink.TEXT)
        return text_strips(line, Type.NOTE, width, self._metrics, Ink.QUIET)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        at = QPointF(self._metrics.px(Space.M), 0)
        for strip in self._strips:
            strip.paint(painter, at)
            at += QPointF(0, strip.height)
