"""A column with its background, badge, title and count, and a text while it is empty."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import counted, number, tr
from facilitator.ui.cards.card_layout import LEFT_PAD, RIGHT_PAD
from facilitator.ui.cards.column_style import GROUND, ColumnStyle, paint_badge
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import end_of, is_mirrored, mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import LINE_PITCH, broken_into_lines, cut_to_lines

NARROW_LINES = 2
"""How many lines the title of a narrow column takes at most: the rest is for its cards."""
MOST_FOR_COUNT = 0.4
"""How much of the width of a narrow column's title its count may take."""
ARRIVED_PAD = 10
"""Pixels at 1080 lines on both sides of the count of what came by itself."""
_BROKEN = 20
"""Titles that are kept in lines."""


class ColumnPanel(QWidget):
    """The frame around a ColumnView."""

    resized = Signal()

    def __init__(self, text_type: Type = Type.CARD, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ColumnView(self, text_type)
        self._metrics = Metrics(1.0)
        self._text_type = text_type
        self._narrow = False
        self._look = ColumnStyle(title="", empty="")
        self._headings: Sequence[str] = ("",)
        self._folded = False
        self._total: int | None = None
        self._hidden = 0
        self._only_shows = False
        self._arrows: tuple[QRectF, QRectF] = (QRectF(), QRectF())
        self.arrived_box = QRectF()
        """Where the count of what came by itself is painted; a click there shows the first."""
        self._headed: tuple[object, ...] = ()
        self._broken: dict[tuple[object, ...], QTextLayout] = {}
        """Titles in lines, by all that they depend on: a column is laid out several times."""
        self._title = self._broken_title()
        self._footed, self._counted = False, True
        self._beside: ColumnPanel | None = None
        self.view.column.page_changed.connect(self._on_page_changed)

    def set_look(self, look: ColumnStyle) -> None:
        self._look = look
        self.view.setAccessibleName(look.title)
        self._fit()
        self.update()

    def set_heading(self, *texts: str) -> None:
        """Set what is in the place of the title, if anything: the first that fits on one line."""
        if texts != self._headings:
            self._headings = texts
            self.view.setAccessibleDescription(texts[0])
            self._fit()
            self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the heading alone, with the count."""
        if folded != self._folded:
            self._folded = folded
            self._fit()
            self.update()

    @property
    def look(self) -> ColumnStyle:
        return self._look

    def set_total(self, total: int | None) -> None:
        """Set how many items there are in all, if more than this column shows."""
        if total != self._total:
            self._total = total
            self._place()
            self.update()

    def set_hidden(self, hidden: int) -> None:
        """Set how many cards of the column are hidden from the room."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._place()
            self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Be the narrow column beside a wide one: in smaller letters, with what is left out told.

        Its text is still read from the last row.
        """
        if narrow != self._narrow:
            self._narrow = narrow
            self.view.set_text_type(Type.SIDE if narrow else self._text_type)
            self._fit()
            self.update()

    @property
    def text_margins(self) -> int:
        """Return the pixels of the width that are not for the text of a card."""
        m = self._metrics
        return 2 * m.px(Space.M) + m.px(LEFT_PAD) + m.px(RIGHT_PAD)

    def align_with(self, other: "ColumnPanel") -> None:
        """Align the cards and counts of both panels at the same height."""
        self._beside, other._beside = other, self

    def set_read_only(self) -> None:
        """Leave out the arrows, for people who only watch."""
        self._only_shows = True
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._broken.clear()
        self.view.set_metrics(metrics)
        self._fit()
        self.update()

    def _on_page_changed(self) -> None:
        """Repaint the heading where it has changed, and what is below the cards."""
        column = self.view.column
        counts = self.count_text, self.more_text
        arrived = self.arrived_text
        headed = (counts, column.has_before, column.has_after, bool(column.ids), arrived)
        if headed != self._headed:
            had_cards, self._headed = self._headed[3:4] == (True,), headed
            there = tr("{n} new on other pages", n=column.unseen) if arrived else ""
            self.setAccessibleName(there)
            if self._folded:
                self._title = self._broken_title()
            self._place()
            # Where there were cards and still are, they are not painted again for it.
            boxes = self._texts if had_cards and column.ids else (self.rect(),)
            for box in boxes:
                self.update(box)

    @property
    def _texts(self) -> tuple[QRect, ...]:
        """Return where the heading is painted, and what is below the cards."""
        width, height, line = self.width(), self.height(), ceil(2 * self._line)
        # The chip of what arrived is as high as all of it.
        head = QRect(0, 0, width, self._header_height)
        return (head, QRect(0, height - line, width, line)) if self._footed else (head,)

    @property
    def count_text(self) -> str:
        """Return the text at the right of the header."""
        return self._with_hidden(self._whole_count if self._narrow else self._seen_count)

    @property
    def more_text(self) -> str:
        """Return the text below the cards of a narrow column: how many are on other pages."""
        column = self.view.column
        if not self._narrow or not (column.has_before or column.has_after):
            return ""
        return tr("{n} more", n=column.elsewhere)

    @property
    def arrived_text(self) -> str:
        """Return the count beside that: how much came by itself and was on no page yet."""
        unseen = self.view.column.unseen
        return tr("+{n}", n=unseen) if unseen else ""

    def _with_hidden(self, seen: str) -> str:
        hidden = tr("{n} hidden", n=self._hidden) if self._hidden else ""
        return " · ".join(part for part in (seen, hidden) if part)

    @property
    def _seen_count(self) -> str:
        count = len(self.view.column.ids)
        first, last = self.view.column.range
        if count and (self.view.column.has_before or self.view.column.has_after):
            if first == last:
                return tr("{n} of {total}", n=first, total=count)
            return tr("{first}–{last} of {total}", first=first, last=last, total=count)
        return self._whole_count

    @property
    def _whole_count(self) -> str:
        """Return the count while all items are on one page."""
        count = len(self.view.column.ids)
        if len(self._headings) > 1:
            # The heading itself tells how many there are, but not that some are not named.
            if self._total in (None, count):
                return ""
            return tr("{n} here · {total} in all", n=count, total=self._total)
        if self._total is not None and self._total > count:
            return tr("{n} here · {total} in all", n=count, total=self._total)
        # Where there are fewer, others that do not count are below them.
        shown = count if self._total is None else self._total
        return number(shown) if shown else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._broken.clear()
        self._fit()
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._beside is not None and not self._beside.isHidden():
            self._beside._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.arrived_box.contains(event.position()):
            self.view.column.show_unseen()
            return
        for by, arrow in zip((-1, 1), self._arrows, strict=True):
            if arrow.contains(event.position()):
                self.view.column.turn_page(by)
                return
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        m, tone = self._metrics, self._look.tone
        radius = m.px(Space.COLUMN_RADIUS)
        box = QRectF(self.rect())
        if tone is None:
            box = box.adjusted(1, 1, -1, -1)
            width = m.px(Space.HAIR)
            paint_rounded(painter, box, radius, m.color(Ink.PAPER), m.color(Ink.LINE), width)
        else:
            paint_rounded(painter, box, radius, m.color(GROUND[tone]))
        self._paint_header(painter)
        if not (self.view.column.ids or self._folded):
            self._paint_invitation(painter)

    def _fit(self) -> None:
        self._title = self._broken_title()
        self._place()

    @property
    def _both(self) -> "tuple[ColumnPanel, ...]":
        """Return this panel and the one that is shown beside it, unless one of them is narrow."""
        beside = self._beside
        if beside is None or self._narrow or beside._narrow:
            return (self,)
        if self.isHidden() or beside.isHidden():
            return (self,)
        return (self, beside)

    def _place(self) -> None:
        """Lay out both panels: what does not fit in one moves the other's cards and count."""
        if self._narrow:
            self._lay_out_narrow()
            return
        above = [panel._count_fits_above() for panel in self._both]
        for panel, fits in zip(self._both, above, strict=True):
            panel._lay_out(fits, all(above))

    def _lay_out(self, fits: bool, all_fit: bool) -> None:
        """Lay out the title, the cards, and below them the count if it does not fit above."""
        # Where only one card or the count fits, it is the card.
        below = self._view_height(True) >= self.view.column.least_height
        footed = below and not all_fit
        counted = below or fits
        if (footed, counted) != (self._footed, self._counted):
            self._footed, self._counted = footed, counted
            self.update()
        self._place_view()

    def _lay_out_narrow(self) -> None:
        """Lay out the title, the cards, and below them how many more there are."""
        self._title = self._title_beside_count()
        pages = not self.view.column.fits(self._view_height(False))
        footed = pages and self._view_height(True) >= self.view.column.least_height
        counted = self._count_fits_above()
        if (footed, counted) != (self._footed, self._counted):
            self._footed, self._counted = footed, counted
            self.update()
        self._place_view()

    def _place_view(self) -> None:
        side = self._side - self.view.side_margin
        top = self._header_height - self._metrics.px(Space.S)
        self.view.setGeometry(side, top, self.width() - 2 * side, self._view_height(self._footed))

    @property
    def _side(self) -> int:
        """Return the pixels from the edges of the panel to its cards."""
        return self._metrics.px(Space.M)

    @property
    def _line(self) -> int:
        return round(self._metrics.line_height(Type.COLUMN) * LINE_PITCH)

    @property
    def _header_height(self) -> int:
        return self._title_lines * self._line + self._metrics.px(10) + 2 * self._title_padding

    @property
    def _title_lines(self) -> int:
        """Return the number of lines of the longer title of both panels."""
        return max(panel._title.lineCount() for panel in self._both)

    @property
    def _title_padding(self) -> int:
        """Return the space above and below the title; none where the room needs every pixel."""
        return self._metrics.px(Space.S) if self._metrics.dense else 0

    def _view_height(self, footed: bool) -> int:
        m = self._metrics
        below = self._line + m.px(Space.XS) if footed else m.px(Space.S)
        return 0 if self._folded else self.height() - self._header_height + m.px(Space.S) - below

    @property
    def is_blank(self) -> bool:
        """Return whether it has neither items nor a text in their place."""
        return not (self.view.column.ids or self._look.empty)

    @property
    def whole_height(self) -> int:
        """Return the height in pixels in which all items are on one page."""
        return self.height_of(len(self.view.column.ids))

    @property
    def heading_height(self) -> int:
        """Return the height in pixels of the heading alone."""
        return self._header_height + self._metrics.px(Space.S)

    def height_of(self, most: int) -> int:
        """Return the height in pixels in which at least so many items, the first, are shown.

        Without items it is that of the text in their place.
        """
        column, m = self.view.column, self._metrics
        if column.ids:
            return self.heading_height + max(column.height_of(most), column.least_height)
        room = max(1, self.width() - 2 * m.px(Space.XL) - 2 * self._side)
        lines = broken_into_lines(self._look.empty, Type.NOTE, room, m).lineCount()
        return self.heading_height + round(lines * m.line_height(Type.NOTE) * LINE_PITCH)

    def _broken_title(self, kept_free: float = 0) -> QTextLayout:
        """Return the title in lines that leave so many pixels free."""
        room = self.width() - self._title_left - self._side - kept_free
        words = self._heading_in(room) or self._look.title
        known = (words, max(1, room), self._narrow, is_mirrored(self))
        if known not in self._broken:
            if len(self._broken) >= _BROKEN:
                self._broken.clear()
            self._broken[known] = self._in_lines(words, max(1, room))
        return self._broken[known]

    def _in_lines(self, title: str, width: float) -> QTextLayout:
        # Beside its badge, whichever way it reads.
        sides = Qt.AlignmentFlag
        side = sides.AlignRight if is_mirrored(self) else sides.AlignLeft
        if self._narrow:
            title = cut_to_lines(title, Type.COLUMN, width, self._metrics, NARROW_LINES)
        return broken_into_lines(title, Type.COLUMN, width, self._metrics, side)

    def _heading_in(self, room: float) -> str:
        """Return what is in the place of the title, empty if nothing is."""
        texts = self._headings
        if self._folded and not self.view.column.ids:
            # How the text begins that is in the place of the items.
            texts = (self._look.empty.partition(":")[0],)
        if len(texts) == 1:
            return texts[0]
        beside = QFontMetricsF(self._metrics.font(Type.NOTE)).horizontalAdvance(self.count_text)
        free = room - beside - self._arrows_width - self._metrics.px(Space.L)
        measure = QFontMetricsF(self._metrics.font(Type.COLUMN))
        return next((text for text in texts if measure.horizontalAdvance(text) <= free), texts[-1])

    def _title_beside_count(self) -> QTextLayout:
        """Return the title of a narrow column: its last line has room for the count if any has."""
        title = self._broken_title()
        measure = QFontMetricsF(self._metrics.font(Type.NOTE))
        count = measure.horizontalAdvance(self.count_text) + self._metrics.px(Space.M)
        room = self.width() - self._title_left - self._side
        lines = title.lineCount()
        last = title.lineAt(lines - 1).naturalTextWidth() if lines else 0
        if last + count <= room or count > room * MOST_FOR_COUNT:
            return title
        return self._broken_title(count)

    @property
    def _title_left(self) -> int:
        m = self._metrics
        if self._look.tone is None:
            return self._side
        return self._side + self._badge_side + m.px(Space.M)

    @property
    def _badge_side(self) -> int:
        m = self._metrics
        return m.px(38) if m.dense else round(m.least_em * 0.95)

    @property
    def _arrow_side(self) -> int:
        return round(self._metrics.least_em * 0.86)

    @property
    def _arrows_width(self) -> int:
        """Return the width of the arrows beside the count of a column with several pages."""
        return 0 if self._only_shows else 2 * self._arrow_side + self._metrics.px(Space.S)

    def _count_fits_above(self) -> bool:
        """Return whether the count fits on the last line of both titles, whatever page is shown.

        So nothing jumps when a page is turned.
        """
        column, m = self.view.column, self._metrics
        measure = QFontMetricsF(m.font(Type.NOTE))
        if self._narrow or column.fits(self._view_height(False)):
            width = measure.horizontalAdvance(self._with_hidden(self._whole_count))
        else:
            n = len(column.ids)
            widest = tr("{first}–{last} of {total}", first=n, last=n, total=n)
            width = measure.horizontalAdvance(self._with_hidden(widest)) + self._arrows_width
        if not width:
            return True
        lines = self._title_lines
        is_there = 0 < lines == self._title.lineCount()
        title = self._title.lineAt(lines - 1).naturalTextWidth() if is_there else 0
        return self._title_left + title + m.px(Space.M) + width <= self.width() - self._side

    def _paint_header(self, painter: QPainter) -> None:
        m = self._metrics
        middle = m.px(6) + self._title_padding + self._line / 2
        if self._look.tone is not None:
            side = self._badge_side
            badge = QRectF(self._side, middle - side / 2, side, side)
            paint_badge(painter, mirrored(self, badge), self._look.tone, self._look.mark, m)
        foot = self.height() - self._line / 2 - m.px(Space.HAIR)
        self._arrows, self.arrived_box = (QRectF(), QRectF()), QRectF()
        last = middle + self._line * max(0, self._title_lines - 1)
        if self._narrow:
            right = self.width() - self._side
            if self._footed:
                self._paint_more(painter, foot)
            if self._counted:
                self._paint_number(painter, last, right, self.count_text)
        elif self._counted:
            self._paint_count(painter, foot if self._footed else last)
        painter.setPen(m.color(Ink.TEXT))
        if self._title.lineCount():
            line = self._title.lineAt(0)
            box = QRectF(self._title_left, middle - line.height() / 2, line.width(), line.height())
            self._title.draw(painter, mirrored(self, box).topLeft())

    def _paint_count(self, painter: QPainter, middle: float) -> None:
        """Paint the count and, when the column has several pages, the arrows."""
        right = self._paint_arrows(painter, middle)
        self._paint_number(painter, middle, right, self.count_text)

    def _paint_more(self, painter: QPainter, middle: float) -> None:
        """Paint at the left how many more there are, and at the right the arrows if they fit."""
        font = self._metrics.font(Type.NOTE)
        left = self._side + self._metrics.px(Space.S)
        right = float(self.width() - self._side)
        words = QFontMetricsF(font).horizontalAdvance(self.more_text)
        if left + words + self._arrows_width <= right:
            right = self._paint_arrows(painter, middle)
        painter.setFont(font)
        painter.setPen(self._metrics.color(Ink.QUIET))
        box = QRectF(left, middle - self._line, right - left, 2 * self._line)
        painter.drawText(mirrored(self, box), start_of(self), self.more_text)
        beside = left + words + self._metrics.px(Space.M)
        if self.arrived_text and beside + self._arrived_width <= right:
            self._paint_arrived(painter, middle, beside)

    def _paint_arrows(self, painter: QPainter, middle: float) -> float:
        """Paint the arrows of a column with several pages; return where the rest ends."""
        m, column = self._metrics, self.view.column
        right = float(self.width() - self._side)
        if self._only_shows or not (column.has_before or column.has_after):
            return right
        side = self._arrow_side
        after = QRectF(right - side, middle - side / 2, side, side)
        before = after.translated(-side, 0)
        self._arrows = (mirrored(self, before), mirrored(self, after))
        is_there = (column.has_before, column.has_after)
        for arrow, is_after, there in zip(self._arrows, (False, True), is_there, strict=True):
            if there:
                painter.setPen(QPen(m.color(Ink.TEXT), m.ems(0.09)))
                _paint_arrow(painter, arrow, is_after is not is_mirrored(self))
        return right - self._arrows_width

    def _paint_number(self, painter: QPainter, middle: float, right: float, text: str) -> None:
        painter.setFont(self._metrics.font(Type.NOTE))
        if self.arrived_text and not (self._narrow and self._footed):
            text = self._beside_arrived(painter, middle, right, text)
        painter.setPen(self._metrics.color(Ink.QUIET))
        box = QRectF(0, middle - self._line, right, 2 * self._line)
        painter.drawText(mirrored(self, box), end_of(self), text)

    def _beside_arrived(self, painter: QPainter, middle: float, right: float, text: str) -> str:
        """Paint how much came by itself, and return which count there is still room for.

        It moves nothing: where both have no room, it is in the place of the count.
        """
        m, width = self._metrics, self._arrived_width
        count = QFontMetricsF(painter.font()).horizontalAdvance(text) + m.px(Space.S) if text else 0
        lines = self._title.lineCount()
        title = self._title.lineAt(lines - 1).naturalTextWidth() if lines else 0
        is_below = self._footed and not self._narrow
        left = self._side if is_below else self._title_left + title + m.px(Space.M)
        if left + width + count > right:
            text, count = "", 0
        self._paint_arrived(painter, middle, right - count - width)
        return text

    @property
    def _arrived_width(self) -> float:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.NOTE)).horizontalAdvance(self.arrived_text)
        return max(words, m.line_height(Type.NOTE) / 2) + 2 * m.px(ARRIVED_PAD)

    def _paint_arrived(self, painter: QPainter, middle: float, left: float) -> None:
        m = self._metrics
        height = min(self._line, m.line_height(Type.NOTE) + m.px(Space.XS))
        box = QRectF(left, middle - height / 2, self._arrived_width, height)
        self.arrived_box = mirrored(self, box)
        paint_rounded(painter, self.arrived_box, height / 2, m.color(Ink.TEXT))
        painter.setPen(m.color(Ink.PAPER))
        painter.drawText(self.arrived_box, Qt.AlignmentFlag.AlignCenter, self.arrived_text)

    def _paint_invitation(self, painter: QPainter) -> None:
        m = self._metrics
        room = self.view.geometry().adjusted(m.px(Space.XL), m.px(Space.S), -m.px(Space.XL), 0)
        line = m.line_height(Type.NOTE) * LINE_PITCH
        said = self._look.empty
        if self._hidden:
            said = counted(
                self._hidden,
                tr("{n} card written. It shows when you reveal it."),
                tr("{n} cards written. They show when you reveal them."),
            )
        text = cut_to_lines(said, Type.NOTE, room.width(), m, int(room.height() / line))
        painter.setPen(m.color(Ink.QUIET))
        broken_into_lines(text, Type.NOTE, room.width(), m).draw(painter, room.topLeft().toPointF())


def _paint_arrow(painter: QPainter, box: QRectF, to_right: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    across, down = box.width() * 0.14, box.height() * 0.26
    tip = box.center() + QPointF(across if to_right else -across, 0)
    back = box.center().x() - (across if to_right else -across)
    corners = [QPointF(back, tip.y() - down), tip, QPointF(back, tip.y() + down)]
    painter.drawPolyline(corners)
