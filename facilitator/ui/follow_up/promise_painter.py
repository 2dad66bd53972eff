"""How a line of the list of promises looks: box, what, who, by when; or the name of a group."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from facilitator.domain.records import RegisterState, Status
from facilitator.ui.base import phrases
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import number
from facilitator.ui.follow_up.promise_rows import (
    Heading,
    PromiseRow,
    RegisterRow,
    Row,
    Selectable,
)
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type

ROW = 60
"""Height of a row with the gap below it, in pixels at 1080 lines."""
GAP = 6
BOX = 28
PITCH = 1.22
OWNER, MOST_SINCE, LEAST_DUE, MOST_DUE = 0.21, 0.35, 0.12, 0.24
"""Widths of the columns, as shares of a row; that of the days is as wide as the longest."""
LINES = (
    (Type.BODY, Type.BODY_BOLD, 1),
    (Type.KEYCAP_PLAIN, Type.KEYCAP, 2),
)
"""The letters of a row, plain and bold, and in how many lines: those in which it fits."""


_Due = tuple[date | RegisterState | None, bool]
"""The day of a row or what became of it, and whether it is late."""


class PromisePainter:
    """The layout of the rows in a list, from left to right or mirrored."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        self._view = view
        self._metrics = Metrics(1.0)
        self._shown: dict[_Due, Selectable] = {}
        """One row for each day in the column of the days."""
        self._widths: dict[_Due, float] = {}
        """How wide a day is, in pixels; kept, since the same days are shown again and again."""
        self._longest_day = 0.0
        """The width of the longest of them, in pixels."""
        self._since: frozenset[str] = frozenset()
        self._longest_since = 0.0
        """The width of the longest time since when something is in a register, in pixels."""

    @property
    def _widget(self) -> QWidget:
        # Asked for each time: PySide forgets a widget of Qt's own, as when F1 replaces the palette.
        return self._view.viewport()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._widths.clear()
        self._measure_days()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Share the width out for these rows."""
        self._shown = {
            # To write a day takes longer than to look for it, and many are due on one.
            (row.entry.due if isinstance(row, PromiseRow) else row.entry.state, row.is_late): row
            for row in rows
            if not isinstance(row, Heading)
        }
        self._since = frozenset(row.since for row in rows if isinstance(row, RegisterRow))
        self._measure_days()

    def _measure_days(self) -> None:
        measures = {
            bold: QFontMetricsF(self._metrics.font(heavy if bold else plain))
            for plain, heavy, lines in LINES
            if lines == 1
            for bold in (False, True)
        }
        for key in self._shown.keys() - self._widths.keys():
            day, bold = _day_of(self._shown[key])
            self._widths[key] = measures[bold].horizontalAdvance(day)
        self._longest_day = max((self._widths[key] for key in self._shown), default=0.0)
        self._longest_since = max(map(measures[False].horizontalAdvance, self._since), default=0.0)

    @property
    def row_height(self) -> int:
        m = self._metrics
        return max(m.px(ROW), 2 * self._pitch + m.px(GAP))

    @property
    def _pitch(self) -> int:
        """The pixels from one of two lines to the other, closer than of a longer text."""
        return round(self._metrics.font(Type.KEYCAP).pixelSize() * PITCH)

    def box_of(self, cell: QRectF) -> QRectF:
        """Return where the box to tick is, with the room around it that takes a click."""
        m = self._metrics
        card = self._card(cell)
        return self._mirrored(QRectF(card.left(), card.top(), m.px(64), card.height()))

    def paint(
        self, painter: QPainter, cell: QRectF, row: Row, *, is_selected: bool, focused: bool
    ) -> None:
        """Paint a row in its cell."""
        read_as_written(painter)
        if isinstance(row, Heading):
            self._paint_heading(painter, cell, row)
        else:
            self._paint_card(painter, cell, is_selected=is_selected, focused=focused)
            self._paint_row(painter, self._card(cell), row)

    def _columns(self, card: QRectF, row: Selectable) -> tuple[QRectF, QRectF, QRectF]:
        """Return where of a row is what, who and by when."""
        m = self._metrics
        left, right = card.left() + m.px(64), card.right() - m.px(Space.M)
        whole = right - left
        needed = self._longest_day + 1
        wide = min(max(needed, whole * LEAST_DUE), whole * MOST_DUE)
        due = QRectF(right - wide, card.top(), wide, card.height())
        middle = whole * OWNER
        if isinstance(row, RegisterRow):
            since = self._longest_since + m.px(Space.M) + 1
            middle = min(max(middle, since), whole * MOST_SINCE)
        owner = QRectF(due.left() - middle, card.top(), middle, card.height())
        text = QRectF(left, card.top(), owner.left() - left - m.px(Space.M), card.height())
        owner.setRight(owner.right() - m.px(Space.M))
        return text, owner, due

    def _card(self, cell: QRectF) -> QRectF:
        """Return the card in a cell, from left to right: it begins where the title does."""
        m = self._metrics
        return cell.adjusted(0, m.px(GAP) / 2, -m.px(Space.S), -m.px(GAP) / 2)

    def _mirrored(self, box: QRectF) -> QRectF:
        return mirrored(self._widget, box)

    def _paint_heading(self, painter: QPainter, cell: QRectF, row: Heading) -> None:
        m = self._metrics
        box = self._card(cell)
        kind = Type.LEAD_BOLD if row.level == 0 else Type.BODY_BOLD
        ink = Ink.GAP_TEXT if row.is_late else Ink.TEXT
        left = box.left()
        if row.is_late:
            # Not by its color alone.
            left = self._paint_text(painter, box, left, "‼", kind, ink) + m.px(Space.XS)
        detail = row.detail or number(row.count)
        plain = Type.LEAD if row.level == 0 and not row.detail else Type.BODY
        # What tells how many are in it stays, however long its name is.
        needed = QFontMetricsF(m.font(plain)).horizontalAdvance(detail) + m.px(Space.M) + 2
        words = box.adjusted(0, 0, -min(needed, box.width() / 2), 0)
        left = self._paint_text(painter, words, left, row.text, kind, ink) + m.px(Space.M)
        self._paint_text(painter, box, left, detail, plain, Ink.QUIET)

    def _paint_text(
        self, painter: QPainter, box: QRectF, left: float, text: str, kind: Type, ink: Ink
    ) -> float:
        """Paint a text in a line from there on; return where it ends."""
        m = self._metrics
        measure = QFontMetricsF(m.font(kind))
        room = max(1.0, box.right() - left)
        shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = min(room, measure.horizontalAdvance(shown) + 1)
        painter.setFont(m.font(kind))
        painter.setPen(m.color(ink))
        place = self._mirrored(QRectF(left, box.top(), width, box.height()))
        painter.drawText(place, start_of(self._widget), shown)
        return left + width

    def _paint_card(
        self, painter: QPainter, cell: QRectF, *, is_selected: bool, focused: bool
    ) -> None:
        m = self._metrics
        card, radius = self._mirrored(self._card(cell)), m.px(Space.CARD_RADIUS)
        paint_rounded(
            painter, card, radius, m.color(Ink.PAPER), m.color(Ink.LINE), m.px(Space.HAIR)
        )
        if is_selected:
            width = m.px(Space.FOCUS if focused else 3)
            inset = width / 2
            outline = card.adjusted(inset, inset, -inset, -inset)
            paint_rounded(painter, outline, radius, None, m.color(Ink.FOCUS), width)

    def _paint_row(self, painter: QPainter, card: QRectF, row: Selectable) -> None:
        text, owner, due = self._columns(card, row)
        if isinstance(row, RegisterRow):
            is_over = row.entry.state is not RegisterState.STILL_THERE
            ink = Ink.QUIET if is_over else Ink.TEXT
            self._paint_fitting(painter, text, row.entry.text, ink, bold=False)
            self._paint_fitting(painter, owner, row.since, ink, bold=False)
            self._paint_day(painter, due, row, ink)
            return
        entry = row.entry
        self._paint_box(painter, card, entry.status)
        ink = Ink.QUIET if entry.status.is_final else Ink.TEXT
        if row.tag:
            text = self._paint_tag(painter, text, row.tag)
        words = phrases.after_kind(entry.text, entry.kind)
        self._paint_fitting(painter, text, words, ink, bold=False)
        self._paint_fitting(painter, owner, entry.owner, ink, bold=True)
        late = Ink.GAP_TEXT if row.is_late else ink
        self._paint_day(painter, due, row, late)

    def _paint_day(self, painter: QPainter, box: QRectF, row: Selectable, ink: Ink) -> None:
        """Paint a day; where the longest does not fit, all of them are in the smaller letters."""
        day, bold = _day_of(row)
        fits = self._longest_day <= box.width()
        self._paint_fitting(painter, box, day, ink, bold=bold, choices=LINES if fits else LINES[1:])

    def _paint_tag(self, painter: QPainter, box: QRectF, tag: str) -> QRectF:
        """Paint a word in a chip at the end of a box; return what is left of that."""
        m = self._metrics
        width = QFontMetricsF(m.font(Type.KEYCAP)).horizontalAdvance(tag) + 2 * m.px(12)
        chip = QRectF(0, 0, width, m.line_height(Type.KEYCAP) + m.px(Space.XS))
        chip.moveCenter(box.center())
        chip.moveRight(box.right())
        place = self._mirrored(chip)
        paint_rounded(painter, place, m.px(Space.S), m.color(Ink.STRENGTH_GROUND))
        painter.setFont(m.font(Type.KEYCAP))
        painter.setPen(m.color(Ink.STRENGTH_TEXT))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tag)
        return box.adjusted(0, 0, -width - m.px(Space.M), 0)

    def _paint_fitting(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        ink: Ink,
        *,
        bold: bool,
        choices: Sequence[tuple[Type, Type, int]] = LINES,
    ) -> None:
        """Paint a text in the largest letters in which it fits, in one line or in two."""
        if not text:
            return
        m = self._metrics
        sides = Qt.AlignmentFlag
        line = " ".join(text.split())
        for plain, heavy, lines in choices:
            kind = heavy if bold else plain
            measure = QFontMetricsF(m.font(kind))
            if lines == 1 and measure.horizontalAdvance(line) <= box.width():
                break
        painter.setFont(m.font(kind))
        painter.setPen(m.color(ink))
        place = self._mirrored(box)
        if lines == 1:
            painter.drawText(place, start_of(self._widget), line)
            return
        first, second = _in_two(line, measure, box.width())
        if not second:
            painter.drawText(place, start_of(self._widget), first)
            return
        height = self._pitch
        top = place.center().y() - height
        for text_line, y in ((first, top), (second, top + height)):
            row = QRectF(place.left(), y, place.width(), height)
            painter.drawText(row, start_of(self._widget) | sides.AlignVCenter, text_line)

    def _paint_box(self, painter: QPainter, card: QRectF, status: Status) -> None:
        """Paint the box: ticked when done, half full when it moved on, struck when dropped."""
        m = self._metrics
        box = QRectF(0, 0, m.px(BOX), m.px(BOX))
        box.moveCenter(QPointF(card.left() + m.px(34), card.center().y()))
        box = self._mirrored(box)
        edge = m.px(3)
        ink = Ink.QUIET if status.is_final else Ink.TEXT
        paint_rounded(painter, box, m.px(6), None, m.color(ink), edge)
        pen = QPen(m.color(ink), m.px(4))
        inner = box.adjusted(edge * 2, edge * 2, -edge * 2, -edge * 2)
        if status is Status.DONE:
            painter.setPen(pen)
            low = QPointF(inner.center().x() - m.px(2), inner.bottom())
            painter.drawLine(QPointF(inner.left(), inner.center().y()), low)
            painter.drawLine(low, inner.topRight())
        elif status is Status.PROGRESS:
            half = QRectF(inner.left(), inner.center().y(), inner.width(), inner.height() / 2)
            paint_rounded(painter, half, 1, m.color(Ink.STRENGTH))
        elif status is Status.DROPPED:
            painter.setPen(pen)
            middle = inner.center().y()
            painter.drawLine(QPointF(inner.left(), middle), QPointF(inner.right(), middle))


def _day_of(row: Selectable) -> tuple[str, bool]:
    """Return what a row has in the column of the days, and whether it is bold."""
    if isinstance(row, RegisterRow):
        return row.state, True
    return row.due, row.is_late


def _in_two(text: str, measure: QFontMetricsF, width: float) -> tuple[str, str]:
    """Return a text in two lines; what still does not fit is cut at the end."""
    words, first = text.split(" "), ""
    for at, word in enumerate(words):
        longer = f"{first} {word}" if first else word
        if measure.horizontalAdvance(longer) > width:
            rest = " ".join(words[at:])
            break
        first = longer
    else:
        return text, ""
    if not first:
        # One word as long as a line, or a script that has no blanks between words.
        cut = _fitting(text, measure, width)
        first, rest = text[:cut], text[cut:]
    return first, measure.elidedText(rest, Qt.TextElideMode.ElideRight, width)


def _fitting(text: str, measure: QFontMetricsF, width: float) -> int:
    """Return how many letters of a text fit in a width, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure.horizontalAdvance(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
