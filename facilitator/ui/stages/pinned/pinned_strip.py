"""A strip with what stays on the wall while a stage runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.room.pinned import Pinned
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import (
    BULLET,
    Strip,
    bullet_indent,
    cut_to_lines,
    listed_strips,
    text_strips,
)

MOST = (6, 4)
"""Lines of the strip where nothing is cut in so many, and where something is."""
MOST_CROWDED = (3, 3)
"""The same in a deep room, where each line is worth a card."""
MOST_TIGHT, MOST_TIGHT_AND_CROWDED = (3, 2), (2, 1)
"""The same above a band or a form."""
SHARE = 1 / 4
"""How much of the height of the wall it has at most."""
LIST_EMS = 2.6
"""Ems of a card that the list needs: its heading, and the first line of a card."""


def texts_of(shown: Sequence[Pinned]) -> list[str]:
    """Return every line as it is shown: the first of an answer says what it answers."""
    return [
        tr("{heading}: {text}", heading=each.heading, text=line)
        if each.heading and not number
        else line
        for each in shown
        for number, line in enumerate(each.lines)
    ]


@dataclass(slots=True)
class _Row:
    """Texts side by side: each with where it begins and its width, in pixels."""

    parts: list[tuple[float, float, Strip]] = field(default_factory=list)
    used: float = 0.0

    @property
    def height(self) -> float:
        return max(strip.height for _, _, strip in self.parts)


class PinnedStrip(QWidget):
    """Short lines side by side, long ones below each other; hidden while nothing is pinned.

    Where there are too many, long ones are cut, and at the end it says how many are left out; a
    screen reader reads all of them.
    """

    def __init__(self, parent: QWidget | None = None, *, is_tight: bool = False) -> None:
        """Create it; it `is_tight` where something large is below it besides the columns."""
        super().__init__(parent)
        self._is_tight = is_tight
        self._shown: tuple[Pinned, ...] = ()
        self._metrics = Metrics(1.0)
        self._rows: list[_Row] = []
        self._fitted_to = 0
        self.left_out = 0
        """How many lines have no room."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()
        if parent is not None:
            parent.installEventFilter(self)

    @property
    def shown(self) -> tuple[Pinned, ...]:
        """What is pinned."""
        return self._shown

    def show_pinned(self, shown: tuple[Pinned, ...]) -> None:
        """Show what is pinned; hide without any."""
        if shown != self._shown:
            self._shown = shown
            said = "; ".join(texts_of(shown))
            self.setAccessibleName(tr("On the wall: {texts}", texts=said) if said else "")
            self._fit()
        self.setVisible(bool(shown))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when the wall, or what else is on it, becomes higher or lower."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            wall = self.parentWidget()
            layout = wall.layout() if wall is not None else None
            if layout is not None and self._shown and self._allowed() != self._fitted_to:
                self._fit()
                # The wall has placed the others already; nobody should see them overlap.
                layout.activate()
        return False

    def _fit(self) -> None:
        """Place the lines, and be as high as they need and the wall allows."""
        m = self._metrics
        allowed = self._fitted_to = self._allowed()
        whole, most = MOST_CROWDED if m.is_crowded else MOST
        if self._is_tight:
            whole, most = MOST_TIGHT_AND_CROWDED if m.is_crowded else MOST_TIGHT
        texts = texts_of(self._shown)
        self.left_out = 0
        if not allowed:
            self._rows, self.left_out = [], len(texts)
            self.setFixedHeight(0)
            return
        self._rows = self._placed(texts)
        if len(self._rows) > min(whole, allowed):
            self._cut(texts, min(most, allowed))
        height = sum(row.height for row in self._rows)
        self.setFixedHeight(round(height) + 2 * m.px(Space.S))
        self.update()

    def _cut(self, texts: Sequence[str], most: int) -> None:
        """Place what fits so many lines: a long text is cut before another one is left out."""
        for lines in range(most, 0, -1):
            self._rows = self._placed(texts, lines)
            if len(self._rows) <= most:
                return
        count = len(texts)
        while len(self._rows) > most and count > 1:
            count -= 1
            self.left_out = len(texts) - count
            more = tr("and {n} more", n=self.left_out)
            beside = texts[:count] if most > 1 else [self._before(more, texts[0])]
            self._rows = self._placed(beside, 1)
            self._add_short(self._rows, more)

    def _allowed(self) -> int:
        """Return how many lines the wall has room for; none where the list needs them all."""
        wall, m = self.parentWidget(), self._metrics
        layout = wall.layout() if wall is not None else None
        if wall is None or layout is None or not wall.isVisible():
            return MOST[0]
        others = layout.totalMinimumSize().height() - (0 if self.isHidden() else self.height())
        room = min(wall.height() * SHARE, wall.height() - others - m.ems(LIST_EMS))
        (line,) = text_strips(BULLET, Type.NOTE, m.px(100), m, Ink.TEXT)
        return max(0, min(MOST[0], int((room - 2 * m.px(Space.S)) // line.height)))

    def _before(self, more: str, text: str) -> str:
        """Return as much of a text as leaves room for what follows in the same line."""
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.NOTE))
        beside = f"{BULLET} {more}"
        room = self._inner - m.px(Space.XL) - measure.horizontalAdvance(beside) - 4
        return measure.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _placed(self, texts: Sequence[str], most: int | None = None) -> list[_Row]:
        """Return the texts in rows; one that would need more rows than `most` is cut."""
        m, rows = self._metrics, list[_Row]()
        for text in texts:
            if self._add_short(rows, f"{BULLET} {text}"):
                continue
            width = self._inner
            inner = width - bullet_indent(Type.NOTE, m)
            shown = text if most is None else cut_to_lines(text, Type.NOTE, inner, m, most)
            strips = listed_strips(shown, Type.NOTE, width, m, Ink.TEXT)
            rows += (_Row([(0.0, width, strip)], width) for strip in strips)
        return rows

    @property
    def _inner(self) -> float:
        """How many pixels a row is wide."""
        m = self._metrics
        return max(m.px(100), self.width() - 2 * m.px(Space.M))

    def _add_short(self, rows: list[_Row], text: str) -> bool:
        """Put a text beside the last one, or below it; return whether one line has room for it."""
        m = self._metrics
        long = QFontMetricsF(m.font(Type.NOTE)).horizontalAdvance(text) + 1
        if long > self._inner:
            return False
        if not rows or rows[-1].used + m.px(Space.XL) + long > self._inner:
            rows.append(_Row())
        row = rows[-1]
        x = row.used + m.px(Space.XL) if row.parts else 0.0
        (strip,) = text_strips(text, Type.NOTE, long, m, Ink.TEXT)[:1]
        row.parts.append((x, long, strip))
        row.used = x + long
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect())
        paint_rounded(painter, ground, m.px(Space.CARD_RADIUS), m.color(Ink.CHIP))
        read_as_written(painter)
        y = float(m.px(Space.S))
        for row in self._rows:
            for x, width, strip in row.parts:
                place = mirrored(self, QRectF(m.px(Space.M) + x, y, width, row.height))
                strip.paint(painter, QPointF(place.x(), y))
            y += row.height
