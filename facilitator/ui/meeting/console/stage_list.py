"""The list of stages: which are done, which is current, and the minutes of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from facilitator.ui.base.translate import counted, number, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Type

ROW = 54
"""Height of a row, in pixels at 1080 lines."""
PAD, TICK = 12, 24
"""Padding at both ends, and from the tick to the name, in pixels at 1080 lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stage as the list shows it; `minutes` are whole ones.

    One that `opens` the meeting is a slide: nothing is entered there, it is shown.
    """

    name: str
    minutes: int
    ticked: bool
    here: bool
    opens: bool = False

    @property
    def spoken(self) -> str:
        minutes = counted(self.minutes, tr("{n} minute"), tr("{n} minutes"))
        done = tr("was shown") if self.opens else tr("has entries")
        states = [(self.ticked, done), (self.here, tr("current"))]
        return ", ".join([self.name, minutes, *(said for is_so, said in states if is_so)])


class StageRow(QAbstractButton):
    """One stage; a click requests it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.entry = Entry("", 0, False, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_entry(self, entry: Entry) -> None:
        if entry != self.entry:
            self.entry = entry
            self.setAccessibleName(entry.spoken)
            self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(metrics.px(ROW))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._metrics.px(200), self._metrics.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m, here = self._metrics, self.entry.here
        if here:
            paint_rounded(painter, QRectF(self.rect()), m.px(12), m.color(Ink.TEXT))
        painter.setPen(m.color(Ink.PAPER if here else Ink.TEXT))
        font = QFont(m.font(Type.KEYS))
        if here:
            font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        inner = QRectF(self.rect()).adjusted(m.px(PAD), 0, -m.px(PAD), 0)
        if self.entry.ticked:
            painter.setFont(m.font(Type.NOTE))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, "✓")
            painter.setFont(font)
        minutes = number(self.entry.minutes)
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, minutes
        )
        measure = QFontMetricsF(painter.font())
        words = inner.adjusted(m.px(TICK), 0, -measure.horizontalAdvance(minutes) - m.px(6), 0)
        name = measure.elidedText(self.entry.name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)


class StageList(QWidget):
    """A row for each stage."""

    stage_requested = Signal(int)
    """Index of the stage, from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.rows: list[StageRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(tr("Stages"))

    def show_stages(self, entries: Sequence[Entry]) -> None:
        """Show exactly these stages."""
        while len(self.rows) < len(entries):
            self._add_row(len(self.rows))
        for row, entry in zip(self.rows, entries, strict=False):
            row.show_entry(entry)

    def _add_row(self, index: int) -> None:
        row = StageRow(self)
        row.set_metrics(self._metrics)
        row.clicked.connect(lambda: self.stage_requested.emit(index))
        self.rows.append(row)
        self._column.addWidget(row)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        for row in self.rows:
            row.set_metrics(metrics)
