"""The slide that invites the room to join: a code as large as the wall, and the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.stages.invitation import invitation_text
from facilitator.ui.stages.invitation.qr_code import QrCode
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import DESIGN_HEIGHT, DESIGN_WIDTH, Metrics, Space, Type, fill
from facilitator.ui.widgets.text_layout import Strip, broken_into_lines, text_strips

WIDEST_CODE = 0.56
"""Share of the width that the code takes at most; its height is all there is."""
SIZES = (1.6, 1.45, 1.3, 1.15, 1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44, 0.36)
"""Shares of the sizes of a window that are tried until all the words have room: in a small room
there is some to spare."""

GLUE = "\u2060"
"""Nothing that is seen; no line is broken at it."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of text and the space above them, on a ground of their own if they have one."""

    strips: Sequence[Strip]
    above: float = 0
    pad: float = 0
    ground: Ink | None = None

    @property
    def height(self) -> float:
        return sum(strip.height for strip in self.strips) + 2 * self.pad


class InvitationSlide(QWidget):
    """The code beside what to do with it; it fills all of its room, and shows no names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = QrCode(self)
        self._metrics = Metrics(1.0)
        self._shown: RoomInvitation | None = None
        self._blocks: Sequence[_Block] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def shown(self) -> RoomInvitation | None:
        """What is shown."""
        return self._shown

    def show_invitation(self, invitation: RoomInvitation) -> None:
        """Show a code, its address and how many are in."""
        if invitation == self._shown:
            return
        self._shown = invitation
        self.code.show_code(invitation.qr, invitation.address)
        self.setAccessibleName(invitation_text.spoken(invitation))
        self._arrange()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.code.set_metrics(metrics)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return a whole window: it takes what there is."""
        return QSize(self._metrics.px(DESIGN_WIDTH), self._metrics.px(DESIGN_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    # Arranging

    def _arrange(self) -> None:
        """Give the code all of the height, and the words the largest letters that have room."""
        edge = self._metrics.px(Space.XL)
        side = min(self.height() - 2 * edge, round(self.width() * WIDEST_CODE))
        box = QRectF(edge, (self.height() - side) / 2, side, side)
        self.code.setGeometry(mirrored(self, box).toRect())
        if self._shown is not None and side > 0:
            place = self._words_place()
            for share in SIZES:
                self._blocks = self._laid_out(self._shown, _scaled(self._metrics, share))
                if sum(block.above + block.height for block in self._blocks) <= place.height():
                    break
        self.update()

    def _words_place(self) -> QRectF:
        """Return where the words are, laid out from left to right."""
        edge = self._metrics.px(Space.XL)
        # The white around the code is space enough beside it.
        left = self.code.width() + 2 * edge
        return QRectF(left, edge, self.width() - left - edge, self.height() - 2 * edge)

    def _in_one_line(self, text: str, kind: Type, m: Metrics) -> Sequence[Strip]:
        """Return a text on one line, in the largest letters up to those of a window."""
        width = self._words_place().width()
        for share in SIZES:
            sizes = _scaled(m, min(1.0, share))
            if broken_into_lines(text, kind, width, sizes).lineCount() == 1:
                break
        return text_strips(text, kind, width, sizes, Ink.TEXT, start_of(self))

    def _laid_out(self, shown: RoomInvitation, m: Metrics) -> Sequence[_Block]:
        width = self._words_place().width()
        side = start_of(self)

        def lines(text: str, kind: Type, room: float = width, ink: Ink = Ink.TEXT) -> list[Strip]:
            return text_strips(text, kind, room, m, ink, side)

        blocks = []
        if shown.notice:
            pad = m.px(Space.M)
            notice = lines(shown.notice, Type.QUESTION_SMALL, width - 2 * pad, Ink.PAPER)
            blocks.append(_Block(notice, 0, pad, Ink.TEXT))
        part, near = m.px(Space.XL), m.px(Space.S)
        network = invitation_text.network(shown).replace("-", f"-{GLUE}")
        # It is as large as a line of it can be: in a deep room who types it goes near to read it.
        typed = self._in_one_line(invitation_text.typing(shown), Type.CARD, m)
        return [
            *blocks,
            _Block(lines(invitation_text.heading(), Type.QUESTION), part if blocks else 0),
            _Block(lines(network, Type.CARD_BOLD), part),
            _Block(lines(invitation_text.scanning(), Type.CARD), part),
            _Block(self._in_one_line(shown.address, Type.QUESTION_SMALL, m), near),
            _Block(typed, near),
            _Block(lines(invitation_text.waiting(), Type.CARD), part),
            _Block(lines(invitation_text.people(shown.people), Type.QUESTION), part),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        m, painter = self._metrics, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(painter, QRectF(self.rect()), m.color(Ink.GROUND))
        read_as_written(painter)
        place = self._words_place()
        free = place.height() - sum(block.above + block.height for block in self._blocks)
        # In the middle of the height, as the code is.
        y = place.top() + max(0.0, free / 2)
        for block in self._blocks:
            y += block.above
            box = mirrored(self, QRectF(place.left(), y, place.width(), block.height))
            if block.ground is not None:
                paint_rounded(painter, box, m.px(Space.CARD_RADIUS), m.color(block.ground))
            at = box.topLeft() + QPointF(block.pad, block.pad)
            for strip in block.strips:
                strip.paint(painter, at)
                at += QPointF(0, strip.height)
            y += block.height


def _scaled(metrics: Metrics, share: float) -> Metrics:
    return replace(
        metrics,
        scale=metrics.scale * share,
        em=max(9, round(metrics.em * share)),
        least_em=max(9, round(metrics.least_em * share)),
    )
