"""The slide that a meeting opens with: why it is held, on which rules, and who should be here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.room.opening import RoomOpening
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.stages.opening import opening_text
from facilitator.ui.stages.opening.kind_tick import KindTick
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import Strip, listed_strips, text_strips

SIZES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44, 0.36, 0.28)
"""Shares of the sizes of a window that are tried until all of the slide has room."""
GAPS = 5
"""Spaces that share what is left over: more than there are parts, so that some is left below."""
WIDEST = 34
"""Ems of a line of the purpose that is read with ease."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of text at a place, on a ground of its own if it has one."""

    box: QRectF
    strips: Sequence[Strip]
    pad: float = 0
    ground: Ink | None = None
    edge: Ink | None = None


class OpeningSlide(QWidget):
    """All of it at once, in the largest letters in which it has room; the title is above it."""

    ticked = Signal(int)
    """With the number of a kind of people that was clicked, from 1."""
    typed = Signal(QKeyEvent)
    """A key was pressed on a kind of people that does not tick it."""
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_read_only: bool = False) -> None:
        super().__init__(parent)
        self._is_read_only = is_read_only
        self._metrics = Metrics(1.0)
        self._shown: RoomOpening | None = None
        self.ticks: list[KindTick] = []
        self._blocks: list[_Block] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def shown(self) -> RoomOpening | None:
        """What is shown."""
        return self._shown

    def show_opening(self, shown: RoomOpening | None) -> None:
        """Show a slide; None forgets the words of the one before."""
        if shown == self._shown:
            return
        self._shown = shown
        said = opening_text.spoken(shown) if shown is not None else ""
        self.setAccessibleName(said)
        people = shown.people if shown is not None else ()
        self._count_ticks(len(people))
        for tick, each in zip(self.ticks, people, strict=True):
            tick.show_kind(each.kind, each.is_here)
        self._arrange()

    def _count_ticks(self, count: int) -> None:
        while len(self.ticks) > count:
            self.ticks.pop().deleteLater()
        while len(self.ticks) < count:
            number = len(self.ticks) + 1
            key = str(number) if number <= 9 and not self._is_read_only else ""
            tick = KindTick(key, self)
            if self._is_read_only:
                tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tick.clicked.connect(lambda checked=False, number=number: self.ticked.emit(number))
            tick.typed.connect(self.typed)
            tick.focus_changed.connect(self.focus_changed)
            tick.show()
            self.ticks.append(tick)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    # Arranging

    def _arrange(self) -> None:
        """Choose the largest letters in which everything has room, and place it."""
        shown, m = self._shown, self._metrics
        self._blocks = []
        if shown is not None and self.width() > 1 and self.height() > 1:
            for share in SIZES:
                sizes = m if share == 1.0 else _smaller(m, share)
                gap = sizes.px(Space.L)
                spare = self.height() - self._place(shown, sizes, gap)
                if spare >= 0:
                    self._place(shown, sizes, gap + min(sizes.px(Space.XL), round(spare / GAPS)))
                    break
        self.update()

    def _place(self, shown: RoomOpening, m: Metrics, gap: int) -> float:
        """Place all of it in these sizes, with `gap` pixels between its parts.

        Return the height that it needs, in pixels.
        """
        self._blocks = []
        width = self.width()
        measure = min(width, m.ems(WIDEST))
        y = self._add(text_strips(shown.purpose, Type.CARD, measure, m, Ink.TEXT), 0, 0, measure)
        y += gap
        halves = [bool(shown.rules), bool(shown.people)].count(True)
        each = (width - gap * (halves - 1)) / halves if halves else 0
        bottom = y
        if shown.rules:
            bottom = self._place_rules(shown, m, QRectF(0, y, each, 0))
        if shown.people:
            x = width - each
            bottom = max(bottom, self._place_people(m, QRectF(x, y, each, 0)))
        self._blocks = [_as_high(block, y, bottom) for block in self._blocks]
        y = bottom + (gap if halves else 0)
        reminder = opening_text.reminder(shown)
        if reminder:
            pad = m.px(Space.M)
            strips = text_strips(reminder, Type.NOTE, width - 2 * pad, m, Ink.GAP_TEXT)
            y = self._add(strips, 0, y, width, pad, Ink.GAP_GROUND) + gap
        strips = text_strips(opening_text.length(shown), Type.NOTE, width, m, Ink.QUIET)
        return self._add(strips, 0, y, width)

    def _add(
        self,
        strips: Sequence[Strip],
        x: float,
        y: float,
        width: float,
        pad: float = 0,
        ground: Ink | None = None,
        edge: Ink | None = None,
    ) -> float:
        """Add lines at a place; return where they end."""
        height = sum(strip.height for strip in strips) + 2 * pad
        box = mirrored(self, QRectF(x, y, width, height))
        self._blocks.append(_Block(box, strips, pad, ground, edge))
        return y + height

    def _place_rules(self, shown: RoomOpening, m: Metrics, place: QRectF) -> float:
        pad = m.px(Space.M)
        inner = place.width() - 2 * pad
        strips = text_strips(opening_text.rules_heading(), Type.COLUMN, inner, m, Ink.TEXT)
        for rule in shown.rules:
            strips += listed_strips(rule, Type.NOTE, inner, m, Ink.TEXT)
        x, y = place.x(), place.y()
        return self._add(strips, x, y, place.width(), pad, Ink.PAPER, Ink.LINE)

    def _place_people(self, m: Metrics, place: QRectF) -> float:
        """Place the heading, and below it a box to tick for each kind of people."""
        pad = m.px(Space.M)
        inner = place.width() - 2 * pad
        strips = text_strips(opening_text.people_heading(), Type.COLUMN, inner, m, Ink.TEXT)
        x, top = place.x(), place.y()
        y = self._add(strips, x, top, place.width(), pad, Ink.PAPER, Ink.LINE) - pad
        for tick in self.ticks:
            tick.set_look(Type.NOTE, m)
            high = tick.height_for(round(place.width() - pad))
            box = QRectF(x + pad / 2, y, place.width() - pad, high)
            tick.setGeometry(_whole(mirrored(self, box)))
            y += high
        return y + pad

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        for block in self._blocks:
            if block.ground is not None:
                edge = m.color(block.edge) if block.edge is not None else None
                radius = m.px(Space.COLUMN_RADIUS)
                inset = 1 if edge is not None else 0
                box = block.box.adjusted(inset, inset, -inset, -inset)
                paint_rounded(painter, box, radius, m.color(block.ground), edge, m.px(Space.HAIR))
            at = QPointF(block.box.x() + block.pad, block.box.y() + block.pad)
            for strip in block.strips:
                strip.paint(painter, at)
                at += QPointF(0, strip.height)


def _smaller(metrics: Metrics, share: float) -> Metrics:
    return replace(
        metrics,
        scale=metrics.scale * share,
        em=max(9, round(metrics.em * share)),
        least_em=max(9, round(metrics.least_em * share)),
    )


def _as_high(block: _Block, top: float, bottom: float) -> _Block:
    """Return a block that begins at the top as high as the others beside it."""
    if block.edge is None or block.box.y() != top:
        return block
    box = QRectF(block.box)
    box.setBottom(bottom)
    return replace(block, box=box)


def _whole(box: QRectF) -> QRect:
    return QRect(round(box.x()), round(box.y()), round(box.width()), round(box.height()))
