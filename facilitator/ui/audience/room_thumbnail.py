"""A small picture of the audience window, for the facilitator at the console."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, fill

THROTTLE = 400
"""Milliseconds between two pictures: a key press costs none, and a sentence few."""
WIDE, HIGH = 16, 9
"""The shape of the picture while there is no window."""


class RoomThumbnail(QWidget):
    """The audience window painted small, and below it in words whether the room sees that.

    It is as wide as there is room, and has the shape of the room's screen.
    """

    def __init__(self, window: AudienceWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: AudienceWindow | None = window
        self._metrics = Metrics(1.0)
        self._picture = QPixmap()
        self._shape = QSize(WIDE, HIGH)
        self._soon = single_shot(self, THROTTLE, self._on_due)
        self._has_changed_again = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        window.picture_changed.connect(self._on_changed)
        window.state.changed.connect(self._refresh)
        window.ending.connect(self._on_ending)
        self._set_name()

    def _on_ending(self) -> None:
        """Forget the window at the end of the program; a picture may still be due."""
        self._source = None
        self._take()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self._refresh()

    @property
    def caption(self) -> str:
        """Whether the room sees the picture, in a word or two."""
        if self._source is None or not self._source.isVisible():
            return tr("The room sees nothing")
        if self._source.blank:
            return tr("Blank")
        return tr("Frozen") if self._source.frozen else tr("The room sees this")

    @property
    def picture(self) -> QPixmap:
        """As it was taken last; null while there is none."""
        return self._picture

    # Size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._shape.height() / self._shape.width()) + self._caption_height

    def sizeHint(self) -> QSize:
        width = self._metrics.px(320)
        return QSize(width, self.heightForWidth(width))

    @property
    def _caption_height(self) -> int:
        return self._metrics.line_height(Type.KEYS) + self._metrics.px(Space.S)

    @property
    def _box(self) -> QRect:
        """The place of the picture."""
        room = QSize(self.width(), max(1, self.height() - self._caption_height))
        size = self._shape.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(QPoint((self.width() - size.width()) // 2, 0), size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    # The picture

    @property
    def _is_held(self) -> bool:
        """Whether the room sees something other than the board."""
        return self._source is not None and (self._source.blank or self._source.frozen)

    def _on_changed(self) -> None:
        # Counted from the first change: however long somebody types, the picture follows.
        if not self.isVisible() or self._is_held:
            return
        if self._soon.isActive():
            self._has_changed_again = True
        else:
            self._soon.start()

    def _on_due(self) -> None:
        self._take()
        if self._has_changed_again:
            # The last picture is taken a while after the last change: the window is laid out then.
            self._has_changed_again = False
            self._on_changed()

    def _refresh(self) -> None:
        """Take the picture now, and once more: a window just shown may not be laid out yet."""
        self._take()
        if self._source is not None and self._source.isVisible():
            self._on_changed()

    def _take(self) -> None:
        """Take the picture now, as small as it is shown: that costs less than a large one."""
        self._set_name()
        source = self._source
        if source is None or not source.isVisible():
            self._soon.stop()
        if not self.isVisible():
            return
        if source is None or not source.isVisible():
            self._picture = QPixmap()
        else:
            if source.size() != self._shape:
                self._shape = source.size()
                self.updateGeometry()
            self._picture = self._taken_of(source)
        self.update()

    def _taken_of(self, source: AudienceWindow) -> QPixmap:
        ratio = self.devicePixelRatioF()
        small = QPixmap(self._box.size() * ratio)
        small.fill(self._metrics.color(Ink.GROUND))
        painter = QPainter(small)
        if source.still is not None and not source.blank:
            # Made this small without smoothing, letters would lose every second stroke.
            smooth = Qt.TransformationMode.SmoothTransformation
            still = source.still.scaled(small.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth)
            still.setDevicePixelRatio(1)
            painter.drawPixmap(small.rect().center() - still.rect().center(), still)
        else:
            painter.scale(small.width() / source.width(), small.height() / source.height())
            source.render(painter, QPoint(), QRegion(source.rect()))
        painter.end()
        small.setDevicePixelRatio(ratio)
        return small

    def _set_name(self) -> None:
        self.setAccessibleName(tr("What the room sees: {state}", state=self.caption))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m, box = self._metrics, QRectF(self._box)
        if self._picture.isNull():
            fill(painter, box, self._metrics.color(Ink.CHIP))
        else:
            painter.drawPixmap(self._box, self._picture)
        painter.setPen(self._metrics.color(Ink.KEY_EDGE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        line = QRectF(0, box.bottom(), self.width(), self._caption_height)
        if self._is_held:
            # As noticeable as the banner above the board.
            fill(painter, line, self._metrics.color(Ink.TEXT))
        painter.setPen(self._metrics.color(Ink.PAPER if self._is_held else Ink.QUIET))
        painter.setFont(m.font(Type.KEYS))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.caption)
