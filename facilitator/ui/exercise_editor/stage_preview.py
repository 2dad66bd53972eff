"""A picture of a stage as the room will see it, while its words are written."""

from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.chain.flow import step_at
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.meeting import Meeting
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import RoomView, room_view, tone_of
from facilitator.ui.audience.audience_stage import AudienceStage
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink, Scheme
from facilitator.ui.style.theme import (
    DESIGN_HEIGHT,
    DESIGN_WIDTH,
    Depth,
    Metrics,
    Space,
    Type,
    fill,
    palette,
)

PAUSE = 120
"""Milliseconds from a change to the next picture: a key press costs none."""


def view_of(exercise: Exercise, stage: Stage) -> RoomView:
    """Return what the room sees of a stage as a meeting comes to it that has no card yet."""
    meeting = Meeting()
    meeting.apply(lifecycle.begin(exercise, MeetingSetup(title=exercise.title), date.today()))
    heading = stage.heading(stage.active)
    tone, _ = tone_of(exercise, stage, stage.active)
    return room_view(
        meeting,
        exercise,
        step_at(meeting, exercise, stage),
        Attention(side=stage.active),
        Entry(name=heading.name, prompt=heading.prompt, tone=tone),
    )


class StagePreview(QWidget):
    """The widgets of the audience window, painted small, and below them in words what that is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._scheme, self._depth = Scheme.LIGHT, Depth.MEDIUM
        self._view: RoomView | None = None
        self._caption = ""
        self._picture = QPixmap()
        self.stage: AudienceStage | None = None
        """As the audience window has it; never shown itself."""
        self._soon = single_shot(self, PAUSE, self._take)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def view(self) -> RoomView | None:
        """What the picture shows."""
        return self._view

    @property
    def caption(self) -> str:
        """What is said below the picture."""
        return self._caption

    def show_stage(self, exercise: Exercise, stage: Stage) -> None:
        """Show a stage of an exercise that is right."""
        view = view_of(exercise, stage)
        if view != self._view:
            self._view = view
            self._soon.start()

    def set_caption(self, text: str) -> None:
        """Say something else below the picture."""
        if text != self._caption:
            self._caption = text
            self.setAccessibleName(text)
            self.update()

    def set_appearance(self, scheme: Scheme, depth: Depth) -> None:
        """Show it in these colors, for a room of this depth, as the room will see it."""
        if (scheme, depth) != (self._scheme, self._depth):
            self._scheme, self._depth = scheme, depth
            self._drop_stage()
            self._soon.start()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self._soon.start()

    def finish(self) -> None:
        """Paint no more pictures: the window closes."""
        self._soon.stop()
        self._drop_stage()

    # Size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * DESIGN_HEIGHT / DESIGN_WIDTH) + self._caption_height

    def sizeHint(self) -> QSize:
        width = self._metrics.px(320)
        return QSize(width, self.heightForWidth(width))

    @property
    def _caption_height(self) -> int:
        return self._metrics.line_height(Type.KEYS) + self._metrics.px(Space.S)

    @property
    def _box(self) -> QRectF:
        """The place of the picture."""
        room = QSize(self.width(), max(1, self.height() - self._caption_height))
        shape = QSize(DESIGN_WIDTH, DESIGN_HEIGHT)
        size = shape.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) // 2, 0, size.width(), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    # The picture

    def _drop_stage(self) -> None:
        if self.stage is not None:
            self.stage.deleteLater()
            self.stage = None

    def _stage_for(self, view: RoomView) -> AudienceStage:
        if self.stage is None or self.stage.kind is not view.kind:
            self._drop_stage()
            size = DESIGN_WIDTH, DESIGN_HEIGHT
            metrics = Metrics.for_size(*size, depth=self._depth, scheme=self._scheme)
            self.stage = AudienceStage(view.kind, metrics)
            self.stage.setPalette(palette(self._scheme))
            self.stage.resize(*size)
        return self.stage

    def _take(self) -> None:
        if self._view is None or not self.isVisible():
            return
        stage, box = self._stage_for(self._view), self._box
        stage.show_view(self._view)
        ratio = self.devicePixelRatioF()
        size = (box.size() * ratio).toSize()
        # It is never shown, so the first painting only lays out what has changed.
        for _ in range(2):
            picture = QPixmap(size)
            picture.fill(stage.palette().color(stage.backgroundRole()))
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.scale(size.width() / stage.width(), size.height() / stage.height())
            stage.render(painter, QPoint(), QRegion(stage.rect()))
            painter.end()
        picture.setDevicePixelRatio(ratio)
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m, box = self._metrics, self._box
        if self._picture.isNull():
            fill(painter, box, m.color(Ink.CHIP))
        else:
            painter.drawPixmap(box.toRect(), self._picture)
        painter.setPen(m.color(Ink.KEY_EDGE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(m.color(Ink.QUIET))
        painter.setFont(m.font(Type.KEYS))
        line = QRectF(0, box.bottom(), self.width(), self._caption_height)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self._caption)


def preview_name(stage: Stage, *, is_older: bool) -> str:
    """Return what is said below the picture; an older one waits for something to be corrected."""
    if is_older:
        return tr("As it was before the mistake")
    return tr("The room will see this: {stage}", stage=stage.name)
