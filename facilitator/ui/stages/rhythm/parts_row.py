"""The parts of a stage in a row, for who leads the meeting; a click begins one."""

from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facilitator.domain.exercise import RhythmStep
from facilitator.domain.room.room_rhythm import RoomRhythm
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.rhythm.part_text import part_in_row, spoken_part
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored
from facilitator.ui.style.theme import Metrics, Space, Type

HEIGHT = 34
"""Height of a part, in pixels at 1080 lines."""


class PartButton(QAbstractButton):
    """One part: light on dark while it goes on; it never takes the focus from a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.is_current = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_part(self, step: RhythmStep, left: int | None, *, is_current: bool) -> None:
        """Show a part with its minutes, the current one with what is left of them."""
        text = part_in_row(step, left)
        if (text, is_current) != (self.text(), self.is_current):
            self.is_current = is_current
            self.setText(text)
            self.update()
        # Not with each second: a screen reader would say it every time.
        self.setAccessibleName(spoken_part(step, is_current=is_current))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.update()

    @property
    def _type(self) -> Type:
        # The room reads the current one, where it looks at the one window there is.
        return Type.ASIDE if self.is_current else Type.KEYS

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(self._type)).horizontalAdvance(self.text())
        high = max(float(m.px(HEIGHT)), QFontMetricsF(m.font(Type.ASIDE)).height())
        return QSize(ceil(words) + 2 * m.px(12), ceil(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_current:
            radius = self.height() / 2
            paint_rounded(painter, QRectF(self.rect()), radius, m.color(Ink.TEXT))
        painter.setFont(m.font(self._type))
        painter.setPen(m.color(Ink.PAPER if self.is_current else Ink.QUIET))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class PartsRow(QWidget):
    """A button for each part, in as many lines as they need; hidden where a stage has none."""

    part_requested = Signal(int)
    """Index of the part, from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.buttons: list[PartButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Parts of the stage"))
        self.hide()

    @property
    def text(self) -> str:
        """The current part with its time; empty while none goes on."""
        return next((button.text() for button in self.buttons if button.is_current), "")

    def show_rhythm(self, rhythm: RoomRhythm | None, left: int | None) -> None:
        """Show the parts, and the seconds that the current one has left; None hides them."""
        parts = rhythm.parts if rhythm is not None else ()
        while len(self.buttons) < len(parts):
            self._add_button(len(self.buttons))
        at = rhythm.at if rhythm is not None else None
        for index, (button, step) in enumerate(zip(self.buttons, parts, strict=False)):
            is_current = index == at
            button.show_part(step, left if is_current else None, is_current=is_current)
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(parts))
        self._fit()
        self.setVisible(bool(parts))

    def _add_button(self, index: int) -> None:
        button = PartButton(self)
        button.set_metrics(self._metrics)
        button.clicked.connect(lambda: self.part_requested.emit(index))
        self.buttons.append(button)

    def set_metrics(self, metrics: Metrics) -> None:
        if metrics == self._metrics:
            # It is asked each second; only another size is laid out anew.
            return
        self._metrics = metrics
        for button in self.buttons:
            button.set_metrics(metrics)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Place the buttons beside each other, or below where the width ends."""
        gap, at, high = self._metrics.px(Space.XS), QPoint(0, 0), 0
        for button in self.buttons:
            if button.isHidden():
                continue
            size = button.sizeHint()
            if at.x() and at.x() + size.width() > self.width():
                at = QPoint(0, at.y() + size.height() + gap)
            box = QRectF(QRect(at, size))
            button.setGeometry(mirrored(self, box).toRect())
            at.setX(at.x() + size.width() + gap)
            high = at.y() + size.height()
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)
