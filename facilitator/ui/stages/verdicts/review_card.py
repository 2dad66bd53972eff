"""The action that is reviewed now, large: what it came from, who has it, and its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Words
from facilitator.domain.records import Status
from facilitator.domain.room.reviewed import ReviewCounts, ReviewedAction
from facilitator.ui.base.bidi import bidi_isolate, is_rtl, read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.verdicts import review_text
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, fill
from facilitator.ui.widgets.text_layout import Strip, cut_to_lines, moved, text_strips

TEXT_LINES = 4
"""Lines of the action itself; a longer one is cut here, the list shows all of it."""


NO_LIMIT = (1 << 24) - 1
"""The largest height that Qt knows, in pixels."""
LIST_SHARE = 0.36
"""How much of the height of the window the list below the card may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTexts:
    """All that is written on the card.

    `reply` is what is asked of an action of its kind, `wall` what became of all promises, at the
    end.
    """

    text: str = ""
    owner: str = ""
    due: str = ""
    late: str = ""
    reply: str = ""
    came_from: tuple[str, ...] = ()
    noticed: str = ""
    again: str = ""
    amounts: str = ""
    history: str = ""
    position: str = ""
    wall: str = ""

    @property
    def spoken(self) -> str:
        """The same as sentences, for a screen reader."""
        parts = (self.position, self.text, self.owner, self.due, self.late, *self.came_from)
        said = (self.reply, self.again, self.amounts, self.noticed)
        rest = (*said, self.history, self.wall)
        return ". ".join(part for part in (*parts, *rest) if part)


def texts_of(
    action: ReviewedAction | None, counts: ReviewCounts | None, words: Words, empty: str
) -> ReviewTexts:
    """Return what is written of an action; `empty` is what is written without one."""
    if action is None:
        return ReviewTexts(text=empty)
    return ReviewTexts(
        text=action.text or tr("(erased)"),
        owner=bidi_isolate(action.owner),
        due=review_text.due(action),
        late=review_text.late(action.days_late),
        reply=review_text.kind_line(action, words) if action.status is Status.OPEN else "",
        came_from=tuple(review_text.came_from(action, words)),
        noticed=review_text.noticed(action.noticed),
        again=review_text.again(action, words),
        amounts=review_text.amounts(action, words),
        history=review_text.history(action),
        position=review_text.position(action),
        wall=review_text.wall_line(counts, words),
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """How much of a text is shown: the letters of the action, and the lines of all else.

    `came_from` are the lines of each of the last `links` that it came from.
    """

    kind: Type
    text: int = TEXT_LINES
    came_from: int = 2
    links: int = 2
    history: int = 3


_FITS = (
    _Fit(Type.PROMISE),
    _Fit(Type.GAP),
    _Fit(Type.CARD_BOLD),
    _Fit(Type.CARD_BOLD, came_from=1, history=1),
    _Fit(Type.CARD_BOLD, text=3, came_from=1, history=0),
    _Fit(Type.CARD_BOLD, text=3, came_from=1, links=1, history=0),
    _Fit(Type.CARD_BOLD, text=3, links=0, history=0),
    _Fit(Type.CARD_BOLD, text=2, links=0, history=0),
)
"""From all of it in large letters to what can't be left out: the action, its owner and its day."""


class ReviewCard(QWidget):
    """The paper on which one action is shown; a click on it asks for the list of all."""

    list_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ReviewTexts()
        self._metrics = Metrics(1.0)
        self._above: Sequence[Strip] = ()
        self._below: Sequence[Strip] = ()
        self._wall: Sequence[Strip] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_texts(self, texts: ReviewTexts) -> None:
        """Show an action; an equal one is not laid out again."""
        if texts != self.shown:
            self.shown = texts
            self.setAccessibleName(texts.spoken)
            self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self._metrics.ems(5))

    def minimumSizeHint(self) -> QSize:
        """Return the size in which two lines of the action and its owner are seen."""
        return QSize(100, self._metrics.ems(4) + 2 * self._pad)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.shown.position:
            self.list_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    @property
    def _pad(self) -> int:
        return self._metrics.px(Space.L if self._metrics.is_crowded else Space.XL)

    @property
    def _inner(self) -> float:
        return max(100.0, self.width() - 2 * self._pad)

    def _fit(self) -> None:
        """Lay out as much as fits, in letters as large as fit."""
        if not self.width():
            return
        self._wall = self._lines(self.shown.wall, Type.CARD_BOLD, Ink.STRENGTH_TEXT, 2)
        room = self.height() - 2 * self._pad - self._wall_height
        for fit in _FITS:
            self._above, self._below = self._laid_out(fit)
            if _height(self._above) + _height(self._below) <= room:
                break
        self.update()

    @property
    def _wall_height(self) -> float:
        return _height(self._wall) + self._metrics.px(Space.L) if self._wall else 0.0

    def _laid_out(self, fit: _Fit) -> tuple[list[Strip], list[Strip]]:
        """Return the lines from the top down, and those that end at the bottom."""
        m, shown = self._metrics, self.shown
        measure = QFontMetricsF(m.font(Type.NOTE))
        beside = measure.horizontalAdvance(shown.position) + m.px(Space.XL)
        width = self._inner - (beside if shown.position else 0)
        text = cut_to_lines(shown.text, fit.kind, width, m, fit.text)
        above = text_strips(text, fit.kind, width, m, Ink.TEXT) if text else []
        if is_rtl(shown.text):
            above = [moved(strip, self._inner - width) for strip in above]
        above += self._who()
        if shown.reply:
            above += [_space(m), *self._lines(shown.reply, Type.CARD, Ink.STRENGTH_TEXT, 2)]
        above += self._came_from(fit)
        for said, ink in (
            (shown.again, Ink.TEXT),
            (shown.amounts, Ink.TEXT),
            (shown.noticed, Ink.STRENGTH_TEXT),
        ):
            if said and fit.history:
                above += [_space(m), *self._lines(said, Type.ASIDE, ink, 1)]
        return above, self._lines(shown.history, Type.NOTE, Ink.QUIET, fit.history)

    def _lines(self, text: str, kind: Type, ink: Ink, most: int) -> list[Strip]:
        m = self._metrics
        shown = cut_to_lines(text, kind, self._inner, m, most) if text and most else ""
        return text_strips(shown, kind, self._inner, m, ink) if shown else []

    def _who(self) -> list[Strip]:
        """Return who has it, by when, and how late it is: on one line if it fits."""
        m, shown = self._metrics, self.shown
        late = f"‼ {shown.late}" if shown.late else ""
        runs = [
            (part, kind, ink)
            for part, kind, ink in (
                (shown.owner, Type.CARD_BOLD, Ink.TEXT),
                (shown.due, Type.CARD, Ink.TEXT),
                (late, Type.CARD_BOLD, Ink.GAP_TEXT),
            )
            if part
        ]
        if not runs:
            return []
        gap = QFontMetricsF(m.font(Type.CARD)).horizontalAdvance(" · ")
        widths = [QFontMetricsF(m.font(kind)).horizontalAdvance(part) + 1 for part, kind, _ in runs]
        if sum(widths) + gap * (len(runs) - 1) > self._inner:
            return [each for part, kind, ink in runs for each in self._lines(part, kind, ink, 2)]
        lines = [
            text_strips(part, kind, width, m, ink)[0]
            for (part, kind, ink), width in zip(runs, widths, strict=True)
        ]
        dot = text_strips("·", Type.CARD, gap, m, Ink.TEXT)[0]
        leftwards = is_rtl(shown.text)
        total = sum(widths) + gap * (len(runs) - 1)

        def paint(painter: QPainter, at: QPointF) -> None:
            x = self._inner - total if leftwards else 0.0
            order = list(zip(lines, widths, strict=True))
            for number, (line, width) in enumerate(order[::-1] if leftwards else order):
                if number:
                    dot.paint(painter, at + QPointF(x + gap / 3, 0))
                    x += gap
                line.paint(painter, at + QPointF(x, 0))
                x += width

        return [_space(m), Strip(max(line.height for line in lines), paint)]

    def _came_from(self, fit: _Fit) -> list[Strip]:
        """Return the gap and the excuse, with a bar in the color of gaps beside them."""
        m, shown = self._metrics, self.shown
        if not (fit.links and shown.came_from):
            return []
        indent, inner = m.px(Space.XL), self._inner
        found: list[Strip] = [_space(m)]
        # The excuse comes last, and says more of the promise.
        for line in shown.came_from[-fit.links :]:
            text = cut_to_lines(line, Type.NOTE, inner - indent, m, fit.came_from)
            leftwards = is_rtl(text)
            for strip in text_strips(text, Type.NOTE, inner - indent, m, Ink.QUIET):
                bar = inner - m.px(Space.S) if leftwards else 0.0
                found.append(_beside_bar(strip, m, bar, 0 if leftwards else indent))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        m, pad = self._metrics, self._pad
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = m.px(Space.COLUMN_RADIUS)
        paint_rounded(painter, box, radius, m.color(Ink.PAPER), m.color(Ink.LINE), m.px(Space.HAIR))
        _paint_down(painter, self._above, QPointF(pad, pad))
        bottom = self.height() - pad - self._wall_height
        _paint_down(painter, self._below, QPointF(pad, bottom - _height(self._below)))
        self._paint_position(painter)
        if self._wall:
            self._paint_wall(painter)

    def _paint_position(self, painter: QPainter) -> None:
        m, pad = self._metrics, self._pad
        painter.setFont(m.font(Type.NOTE))
        painter.setPen(m.color(Ink.QUIET))
        sides = Qt.AlignmentFlag
        side = sides.AlignLeft if is_rtl(self.shown.text) else sides.AlignRight
        box = QRectF(self.rect()).adjusted(pad, pad, -pad, -pad)
        painter.drawText(box, side | sides.AlignTop | sides.AlignAbsolute, self.shown.position)

    def _paint_wall(self, painter: QPainter) -> None:
        m, pad = self._metrics, self._pad
        height = _height(self._wall) + m.px(Space.M)
        top = self.height() - pad / 2 - height
        box = QRectF(pad / 2, top, self.width() - pad, height)
        paint_rounded(painter, box, m.px(Space.CARD_RADIUS), m.color(Ink.STRENGTH_GROUND))
        _paint_down(painter, self._wall, QPointF(pad, top + m.px(Space.S)))


def share_height(panel: ColumnPanel, height: int) -> None:
    """Let the list below the card have what it needs, and no more than its share of the height."""
    most = min(panel.whole_height, round(height * LIST_SHARE))
    _set_limits(panel, most, most)


def share_all(panel: ColumnPanel) -> None:
    """Let a list that is shown in place of the card have all the height."""
    _set_limits(panel, 0, NO_LIMIT)


def _set_limits(panel: ColumnPanel, least: int, most: int) -> None:
    if (panel.minimumHeight(), panel.maximumHeight()) != (least, most):
        panel.setMinimumHeight(least)
        panel.setMaximumHeight(most)


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def _space(metrics: Metrics) -> Strip:
    return Strip(metrics.px(Space.S), lambda painter, at: None)


def _beside_bar(strip: Strip, metrics: Metrics, bar: float, indent: float) -> Strip:
    """Return a line with a piece of the bar beside it."""
    width, height = metrics.px(Space.S), strip.height

    def paint(painter: QPainter, at: QPointF) -> None:
        fill(painter, QRectF(at.x() + bar, at.y(), width, height + 1), metrics.color(Ink.GAP))
        strip.paint(painter, at + QPointF(indent, 0))

    return Strip(height, paint)


def _paint_down(painter: QPainter, strips: Sequence[Strip], at: QPointF) -> None:
    for strip in strips:
        strip.paint(painter, at)
        at += QPointF(0, strip.height)
