"""The slide that invites the room to join: a code as high as the wall, and the address in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.stages.invitation import invitation_text
from facilitator.ui.stages.invitation.qr_code import QrCode
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import DESIGN_HEIGHT, DESIGN_WIDTH, Metrics, Space, Type, fill
from facilitator.ui.widgets.text_layout import Strip, text_strips

WIDEST_CODE = 0.56
"""Share of the width that the code takes at most; its height is all there is."""
LARGER, SMALLER = (1.6, 1.45, 1.3, 1.15), (0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44, 0.36)
"""Shares of the sizes of a window that are tried until the words have room: in a small room there
is some to spare, in a deep one some words are left out before letters get smaller."""
TRIED = (*((share, 0) for share in LARGER), (1, 0), (1, 1), (1, 2), *((s, 2) for s in SMALLER))
"""The same, with how many parts are left out that most people do without."""
SCHEME_END = "//"
"""After this an address is taken apart where it has to be."""


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
            for share, left_out in TRIED:
                sizes = _scaled(self._metrics, share)
                self._blocks = self._laid_out(self._shown, sizes, left_out)
                if sum(block.above + block.height for block in self._blocks) <= place.height():
                    break
        self.update()

    def _words_place(self) -> QRectF:
        """Return where the words are, laid out from left to right."""
        edge = self._metrics.px(Space.XL)
        # The white around the code is space enough beside it.
        left = self.code.width() + 2 * edge
        return QRectF(left, edge, self.width() - left - edge, self.height() - 2 * edge)

    def _laid_out(self, shown: RoomInvitation, m: Metrics, left_out: int) -> Sequence[_Block]:
        part, near = m.px(Space.XL), m.px(Space.S)
        blocks = []
        if shown.notice:
            pad = m.px(Space.M)
            notice = self._lines(shown.notice, Type.QUESTION_SMALL, m, Ink.PAPER, pad)
            blocks.append(_Block(notice, 0, pad, Ink.TEXT))
        if left_out < 2:
            heading = self._lines(invitation_text.heading(), Type.QUESTION, m)
            blocks.append(_Block(heading, part))
        blocks += [
            _Block(self._lines(invitation_text.network(shown), Type.CARD_BOLD, m), part),
            _Block(self._lines(invitation_text.scanning(), Type.CARD, m), part),
            _Block(self._address_lines(shown.address, m), near),
        ]
        if left_out < 1:
            blocks.append(_Block(self._lines(invitation_text.waiting(), Type.CARD, m), part))
        people = self._lines(invitation_text.people(shown.people), Type.QUESTION, m)
        return [*blocks, _Block(people, part)]

    def _lines(
        self, text: str, kind: Type, m: Metrics, ink: Ink = Ink.TEXT, pad: float = 0
    ) -> list[Strip]:
        width = self._words_place().width() - 2 * pad
        return text_strips(text, kind, width, m, ink, start_of(self))

    def _address_lines(self, address: str, m: Metrics) -> list[Strip]:
        """Return the address; its numbers are never taken apart, whatever size that takes."""
        computer, mark, code = address.partition("#")
        scheme, slashes, number = computer.rpartition(SCHEME_END)
        sizes = self._sizes_for([computer], [s for s in self._smaller(m) if s.em >= m.least_em])
        parts = [computer]
        if sizes is None:
            parts = [scheme + slashes, number]
            sizes = self._sizes_for(parts, self._smaller(m))
        smallest = self._smaller(m)[-1]
        texts = filter(None, (*parts, mark + code))
        kind = Type.QUESTION_SMALL
        return [strip for text in texts for strip in self._lines(text, kind, sizes or smallest)]

    def _smaller(self, m: Metrics) -> Sequence[Metrics]:
        return [m, *(_scaled(m, share) for share in SMALLER)]

    def _sizes_for(self, texts: Sequence[str], tried: Sequence[Metrics]) -> Metrics | None:
        """Return the first sizes in which each of these texts has room on a line of its own."""
        width, kind = self._words_place().width(), Type.QUESTION_SMALL
        for sizes in tried:
            measure = QFontMetricsF(sizes.font(kind))
            if all(measure.horizontalAdvance(text) <= width for text in texts):
                return sizes
        return None

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
