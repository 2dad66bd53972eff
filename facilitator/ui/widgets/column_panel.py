"""A column with its ground, badge, title and count, and what it says while it is empty."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Tone
from facilitator.ui.direction import read_as_written
from facilitator.ui.models.card_layout import broken_into_lines
from facilitator.ui.text import number, tr
from facilitator.ui.theme import Ink, Metrics, Space, Type
from facilitator.ui.widgets.column_view import ColumnView


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLook:
    """What a column is headed with; without a tone it is plain paper."""

    title: str
    empty: str
    tone: Tone | None = None
    mark: str = ""


GROUND = {Tone.STRENGTH: Ink.STRENGTH_GROUND, Tone.GAP: Ink.GAP_GROUND}
EDGE = {Tone.STRENGTH: Ink.STRENGTH, Tone.GAP: Ink.GAP}


class ColumnPanel(QWidget):
    """Paints the frame around a ColumnView and lays it out within."""

    def __init__(self, text_type: Type = Type.CARD, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ColumnView(self, text_type)
        self._metrics = Metrics(1.0)
        self._look = PanelLook(title="", empty="")
        self._total: int | None = None
        self._arrows: tuple[QRectF, QRectF] = (QRectF(), QRectF())
        self._headed: tuple[object, ...] = ()
        self.view.column.page_changed.connect(self._on_page_changed)

    def set_look(self, look: PanelLook) -> None:
        self._look = look
        self.view.setAccessibleName(look.title)
        self.update()

    def set_total(self, total: int | None) -> None:
        """How many items there are for all items of the other column, if that is to be told."""
        if total != self._total:
            self._total = total
            self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.view.set_metrics(metrics)
        self._place()
        self.update()

    def _on_page_changed(self) -> None:
        """Paint anew only when the heading says something else: it takes the cards with it."""
        column = self.view.column
        headed = (self.count_text, column.has_before, column.has_after, bool(column.ids))
        if headed != self._headed:
            self._headed = headed
            self.update()

    @property
    def count_text(self) -> str:
        """What stands at the right of the header."""
        count = len(self.view.column.ids)
        first, last = self.view.column.range
        if count and (self.view.column.has_before or self.view.column.has_after):
            if first == last:
                return tr("{n} of {total}", n=first, total=count)
            return tr("{first}–{last} of {total}", first=first, last=last, total=count)
        if self._total is not None and self._total != count:
            return tr("{n} here · {total} in all", n=count, total=self._total)
        return number(count) if count else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for by, arrow in zip((-1, 1), self._arrows, strict=True):
            if arrow.contains(event.position()):
                self.view.column.turn_page(by)
                return
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m, tone = self._metrics, self._look.tone
        radius = m.px(Space.COLUMN_RADIUS)
        ground = QRectF(self.rect())
        if tone is None:
            painter.setPen(QPen(Ink.LINE.color, m.px(Space.HAIR)))
            ground = ground.adjusted(1, 1, -1, -1)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush((GROUND[tone] if tone else Ink.PAPER).color)
        painter.drawRoundedRect(ground, radius, radius)
        self._paint_header(painter)
        if not self.view.column.ids:
            self._paint_invitation(painter)

    @property
    def _header_height(self) -> int:
        return self._metrics.px(80)

    def _place(self) -> None:
        m = self._metrics
        side = m.px(Space.L) - self.view.side_margin
        top = self._header_height - m.px(Space.S)
        self.view.setGeometry(
            side, top, self.width() - 2 * side, self.height() - top - m.px(Space.M)
        )

    def _paint_header(self, painter: QPainter) -> None:
        m = self._metrics
        x = float(m.px(Space.L))
        middle = m.px(44)
        if self._look.tone is not None:
            side = m.px(44)
            badge = QRectF(x, middle - side / 2, side, side)
            paint_badge(painter, badge, self._look.tone, self._look.mark, m)
            x += side + m.px(Space.M)
        right = self._paint_count(painter, middle)
        painter.setPen(Ink.TEXT.color)
        painter.setFont(m.font(Type.HEADING))
        room = right - x - m.px(Space.M)
        title = QFontMetricsF(painter.font()).elidedText(
            self._look.title, Qt.TextElideMode.ElideRight, room
        )
        line = QRectF(x, middle - m.px(30), room, m.px(60))
        read_as_written(painter)
        # Beside its badge, whichever way it reads.
        sides = Qt.AlignmentFlag
        painter.drawText(line, sides.AlignVCenter | sides.AlignLeft | sides.AlignAbsolute, title)

    def _paint_count(self, painter: QPainter, middle: int) -> float:
        """The count and, when the column pages, the arrows; returns where they begin."""
        m = self._metrics
        right = float(self.width() - m.px(Space.L))
        column = self.view.column
        painter.setFont(m.font(Type.BODY))
        measure = QFontMetricsF(painter.font())
        paged = column.has_before or column.has_after
        side = m.px(36)
        if paged:
            after = QRectF(right - side, middle - side / 2, side, side)
            before = after.translated(-side, 0)
            self._arrows = (before, after)
            for arrow, glyph, there in (
                (before, "‹", column.has_before),
                (after, "›", column.has_after),
            ):
                painter.setPen((Ink.TEXT if there else Ink.KEY_EDGE).color)
                painter.setFont(m.font(Type.HEADING))
                painter.drawText(arrow, Qt.AlignmentFlag.AlignCenter, glyph)
            right -= 2 * side + m.px(Space.S)
            painter.setFont(m.font(Type.BODY))
        else:
            self._arrows = (QRectF(), QRectF())
        text = self.count_text
        width = measure.horizontalAdvance(text)
        painter.setPen(Ink.QUIET.color)
        box = QRectF(right - width - 1, middle - side, width + 2, 2 * side)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return right - width

    def _paint_invitation(self, painter: QPainter) -> None:
        m = self._metrics
        room = self.view.geometry().adjusted(m.px(Space.XL), 0, -m.px(Space.XL), 0)
        layout = broken_into_lines(self._look.empty, Type.LEAD, room.width(), m)
        painter.setPen(Ink.QUIET.color)
        y = room.top() + m.px(Space.M)
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            if y + line.y() + line.height() > room.bottom():
                break
            line.draw(painter, QRectF(room.left(), y, 0, 0).topLeft())


def paint_badge(painter: QPainter, box: QRectF, tone: Tone, mark: str, metrics: Metrics) -> None:
    """A filled disc with its mark for strengths, an open ring for gaps."""
    if tone is Tone.STRENGTH:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(EDGE[tone].color)
        painter.drawEllipse(box)
        painter.setFont(metrics.font(Type.HEADING if len(mark) == 1 else Type.KEYCAP))
        painter.setPen(Ink.PAPER.color)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)
        return
    width = max(2, round(box.width() * 0.13))
    painter.setPen(QPen(EDGE[tone].color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2))
