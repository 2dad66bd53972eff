"""The stages in one line at the top: done, current and to come; at the right the meeting."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import number, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.timer.time_pill import paint_time, time_width

HEIGHT, PILL = 44, 36
"""Heights of the strip and of the current stage on it, in pixels at 1080 lines."""
LEAST_ASIDE = 120
"""Pixels at 1080 lines with which a shortened text at the end of the strip still says something."""
LEAST_SPACING = 3.0
"""Pixels on each side of a name where there is little room."""


class StageStrip(QWidget):
    """The names of the stages; a click on one requests it."""

    stage_requested = Signal(int)
    """Index of the stage, from 0."""
    clock_clicked = Signal(QPoint)
    """At a point of the screen."""
    meeting_clicked = Signal()
    """The name of the meeting was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._ticks: Sequence[bool] = ()
        self._current = 0
        self._aside = ""
        self.time = ""
        self._shown_time: ClockText | None = None
        self._time_box = QRectF()
        self._aside_box = QRectF()
        self._metrics = Metrics(1.0)
        self._boxes: list[QRectF] = []
        self._bold_widths: dict[str, float] = {}
        """Of texts of the stages, in pixels: the same few are measured again and again."""
        self.end_margin = Space.XL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def set_stages(
        self, names: Sequence[str], ticks: Sequence[bool], current: int, aside: str
    ) -> None:
        """Show the short names, which are ticked, the current one, and the text at the right."""
        if (names, ticks, current, aside) == (
            self._names,
            self._ticks,
            self._current,
            self._aside,
        ):
            return
        self._names, self._ticks, self._current, self._aside = names, ticks, current, aside
        if names:
            self.setAccessibleName(
                tr(
                    "Stage {n} of {total}: {name}",
                    n=current + 1,
                    total=len(names),
                    name=names[current],
                )
            )
        self.update()

    def set_time(self, shown: ClockText) -> None:
        """Show the time of the current stage at the right."""
        if self.accessibleDescription() != shown.spoken:
            self.setAccessibleDescription(shown.spoken)
        before, self._shown_time = self._shown_time, shown
        is_alike = before is not None and before.is_alarming is shown.is_alarming
        if is_alike and shown.short == self.time:
            return
        is_as_wide = len(shown.short) == len(self.time)
        self.time = shown.short
        if is_as_wide:
            self.update(self._time_box.toAlignedRect())
        else:
            self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._bold_widths.clear()
        self.setFixedHeight(metrics.px(HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self._metrics.px(HEIGHT))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        clickable = (*self._boxes, self._time_box, self._aside_box)
        leads = any(box.contains(event.position()) for box in clickable)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        for index, box in enumerate(self._boxes):
            if box.contains(event.position()):
                self.stage_requested.emit(index)
                return
        if self._time_box.contains(event.position()):
            corner = self._time_box.bottomLeft().toPoint()
            self.clock_clicked.emit(self.mapToGlobal(corner))
        elif self._aside_box.contains(event.position()):
            self.meeting_clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        m = self._metrics
        font = m.font(Type.KEYS)
        x = float(m.px(Space.XL))
        right = self._paint_time(painter, self.width() - m.px(self.end_margin))
        labels = self._labels()
        end = self._paint_aside(painter, font, labels, x, right)
        gap = self._spacing(labels, end - x)
        self._boxes = []
        for index, label in enumerate(labels):
            x = self._paint_stage(painter, font, index, label, x, gap)

    def _labels(self) -> list[str]:
        """Return the texts of the stages; where there is no room for all, one has its name."""
        whole = [
            f"✓ {name}" if ticked and index != self._current else f"{number(index + 1)} · {name}"
            for index, (name, ticked) in enumerate(zip(self._names, self._ticks, strict=True))
        ]
        if self._width_with(whole) <= self.width():
            return whole
        return [
            label if index == self._current else label.split(" ", 1)[0]
            for index, label in enumerate(whole)
        ]

    def _spacing(self, labels: Sequence[str], room: float) -> float:
        """Return the pixels on each side of a name: fewer when the stages would not fit."""
        names = sum(map(self._bold_width, labels))
        count = max(1, len(labels))
        wanted = self._metrics.px(Space.M)
        return max(LEAST_SPACING, min(float(wanted), (room - names) / (2 * count)))

    @property
    def least_width(self) -> int:
        """The width in pixels that fits the names of all stages, and the time."""
        return self._width_with(self._labels())

    def _width_with(self, labels: Sequence[str]) -> int:
        """Return the width in pixels that fits these texts of the stages, and the time."""
        m = self._metrics
        names = sum(self._bold_width(label) + 2 * LEAST_SPACING for label in labels)
        ends = m.px(Space.XL) + m.px(self.end_margin) + m.px(Space.L)
        time = 0.0
        if self._shown_time is not None:
            time = time_width(self._shown_time, self.time, m.font(Type.BODY_BOLD)) + m.px(Space.M)
        return ceil(names + ends + time)

    def _bold_width(self, label: str) -> float:
        """Return the width of the text of a stage in pixels while that is the current one."""
        if label not in self._bold_widths:
            bold = QFontMetricsF(self._bold(self._metrics.font(Type.KEYS)))
            self._bold_widths[label] = bold.horizontalAdvance(label)
        return self._bold_widths[label]

    def _paint_stage(
        self, painter: QPainter, font: QFont, index: int, label: str, x: float, gap: float
    ) -> float:
        m = self._metrics
        here = index == self._current
        painter.setFont(self._bold(font) if here else font)
        width = QFontMetricsF(painter.font()).horizontalAdvance(label) + 2 * gap
        box = QRectF(x, (self.height() - m.px(PILL)) / 2, width, m.px(PILL))
        self._boxes.append(box)
        if here:
            paint_rounded(painter, box, box.height() / 2, m.color(Ink.TEXT))
        painter.setPen(m.color(Ink.PAPER if here else Ink.QUIET))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
        return x + width

    def _paint_time(self, painter: QPainter, right: float) -> float:
        """Paint the time at the right end; return where the room for the rest ends."""
        if self._shown_time is None:
            return right
        m = self._metrics
        width = time_width(self._shown_time, self.time, m.font(Type.BODY_BOLD))
        self._time_box = QRectF(right - width, (self.height() - m.px(PILL)) / 2, width, m.px(PILL))
        paint_time(painter, self._time_box, self._shown_time, self.time, Type.BODY_BOLD, m)
        return self._time_box.left() - m.px(Space.M)

    def _paint_aside(
        self, painter: QPainter, font: QFont, labels: Sequence[str], left: float, right: float
    ) -> float:
        m = self._metrics
        measure = QFontMetricsF(font)
        names = sum(measure.horizontalAdvance(label) + m.px(36) for label in labels)
        room = max(0.0, right - left - names - m.px(Space.XL))
        text = self._aside
        if measure.horizontalAdvance(text) > room:
            # The day goes first, and as a whole: what is left of it would say nothing.
            whose = text.rpartition(" · ")[0] or text
            text = measure.elidedText(whose, Qt.TextElideMode.ElideRight, room)
            if text != whose and room < m.px(LEAST_ASIDE):
                # A letter or two, or only the dots, say nothing either.
                text = ""
        width = measure.horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(m.color(Ink.QUIET))
        box = QRectF(right - width - 2, 0, width + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        self._aside_box = box
        return right - width - m.px(Space.L)

    @staticmethod
    def _bold(font: QFont) -> QFont:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.Bold)
        return bold
