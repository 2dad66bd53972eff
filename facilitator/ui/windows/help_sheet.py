"""All keys on one sheet, and where the meetings are."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from facilitator.ui import keys
from facilitator.ui.text import tr
from facilitator.ui.theme import Ink, Metrics, Space, Type, write_in
from facilitator.ui.widgets.key_line import paint_keycap
from facilitator.ui.widgets.overlay import Overlay

ROW, HEAD = 45, 64
"""Heights of a key's row and of a heading, in pixels at 1080 lines."""
MOST_KEYS = 170
"""Pixels that keys take before what they do begins behind them, and not below the others."""


class HelpSheet(Overlay):
    """Columns of keys, by where they work."""

    share = (0.98, 0.94)

    def __init__(self, parent: QWidget, data: Path) -> None:
        super().__init__(parent, tr("All keys · any key goes back"))
        self.tables = [KeyTable(sections, self.sheet) for sections in keys.columns()]
        self._row = QHBoxLayout()
        for table in self.tables:
            self._row.addWidget(table, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._row)
        self.foot = QLabel(tr("Everything is kept on this computer: {folder}", folder=str(data)))
        self.foot.setTextFormat(Qt.TextFormat.PlainText)
        self.foot.setWordWrap(True)
        self.body.addWidget(self.foot)

    def set_metrics(self, metrics: Metrics) -> None:
        for table in self.tables:
            table.set_metrics(metrics)
        self.foot.setFont(metrics.font(Type.KEYS))
        write_in(self.foot, Ink.QUIET)
        self._row.setSpacing(metrics.px(Space.L))
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes it, so that nobody is stuck here."""
        if event.text() or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_sheet()


class KeyTable(QWidget):
    """Paints sections of keys one below the other."""

    def __init__(self, sections: Sequence[keys.Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = sections
        self._metrics = Metrics(1.0)
        self._left = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        said = (f"{key}: {does}" for _, rows in sections for key, does in rows)
        self.setAccessibleName("; ".join(said))

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        keys = (self._key_width(key) for _, rows in self.sections for key, _ in rows)
        self._left = max(width for width in keys if width <= m.px(MOST_KEYS)) + m.px(Space.M)
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def _key_width(self, key: str) -> float:
        measure = QFontMetricsF(self._metrics.font(Type.KEYCAP))
        return 1 + measure.horizontalAdvance(key) + self._metrics.px(20)

    def _text_left(self, key: str) -> float:
        """Where what a key does begins."""
        return max(self._left, self._key_width(key) + self._metrics.px(Space.M))

    def sizeHint(self) -> QSize:
        m = self._metrics
        rows = [row for _, rows in self.sections for row in rows]
        measure = QFontMetricsF(m.font(Type.KEYS))
        width = max(self._text_left(key) + measure.horizontalAdvance(does) for key, does in rows)
        return QSize(ceil(width) + 1, m.px(HEAD * len(self.sections) + ROW * len(rows)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        y = 0.0
        for name, rows in self.sections:
            painter.setFont(m.font(Type.BODY_BOLD))
            painter.setPen(Ink.TEXT.color)
            head = QRectF(0, y, self.width(), m.px(HEAD))
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, name)
            y += m.px(HEAD)
            for key, does in rows:
                self._paint_row(painter, key, does, y)
                y += m.px(ROW)

    def _paint_row(self, painter: QPainter, key: str, does: str, y: float) -> None:
        m = self._metrics
        painter.setFont(m.font(Type.KEYCAP))
        width = self._key_width(key) - 1
        cap = QRectF(1, y + (m.px(ROW) - m.px(36)) / 2, width, m.px(36))
        paint_keycap(painter, cap, key, m)
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(Ink.QUIET.color)
        left = self._text_left(key)
        text = QRectF(left, y, self.width() - left, m.px(ROW))
        shown = QFontMetricsF(painter.font()).elidedText(
            does, Qt.TextElideMode.ElideRight, text.width()
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)
