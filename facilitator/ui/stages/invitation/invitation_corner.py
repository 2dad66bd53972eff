"""The invitation while the room works on: a small code for whoever comes late."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.stages.invitation import invitation_text
from facilitator.ui.stages.invitation.qr_code import QrCode
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.sides import end_of, mirrored
from facilitator.ui.style.theme import Metrics, Space, Type

CODE = 176
"""Pixels of the code at 1080 lines: it is scanned from a step or two away from the wall."""


class InvitationCorner(QWidget):
    """The code, and beside it the address and how many are in; as wide as these are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = QrCode(self)
        self._metrics = Metrics(1.0)
        self._shown: RoomInvitation | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_invitation(self, invitation: RoomInvitation) -> None:
        """Show a code, its address and how many are in; a notice takes the place of the address."""
        if invitation == self._shown:
            return
        self._shown = invitation
        self.code.show_code(invitation.qr, invitation.address)
        self.setAccessibleName(invitation_text.spoken(invitation))
        self.updateGeometry()
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.code.set_metrics(metrics)
        self.updateGeometry()
        self.update()

    def _lines(self) -> list[str]:
        shown = self._shown
        if shown is None:
            return []
        where = [shown.notice] if shown.notice else [shown.address]
        return [*where, invitation_text.people_short(shown.people)]

    def sizeHint(self) -> QSize:
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.NOTE))
        words = max((measure.horizontalAdvance(line) for line in self._lines()), default=0)
        return QSize(ceil(words) + 1 + m.px(Space.M) + m.px(CODE), m.px(CODE))

    def minimumSizeHint(self) -> QSize:
        """Return room for the code alone: the words are cut short."""
        return QSize(self._metrics.px(CODE), self._metrics.px(CODE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = self._metrics.px(CODE)
        box = QRectF(self.width() - side, self.height() - side, side, side)
        self.code.setGeometry(mirrored(self, box).toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        m, painter = self._metrics, QPainter(self)
        read_as_written(painter)
        painter.setFont(m.font(Type.NOTE))
        painter.setPen(m.color(Ink.TEXT))
        room = self.width() - m.px(CODE) - m.px(Space.M)
        high, lines = m.line_height(Type.NOTE), self._lines()
        y = (self.height() - high * len(lines)) / 2
        measure = QFontMetricsF(painter.font())
        for line in lines:
            text = measure.elidedText(line, Qt.TextElideMode.ElideRight, room)
            painter.drawText(mirrored(self, QRectF(0, y, room, high)), end_of(self), text)
            y += high
