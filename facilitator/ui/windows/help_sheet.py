"""All keys on one sheet, and where the meetings are."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from facilitator.ui import keys
from facilitator.ui.inks import Ink
from facilitator.ui.text import tr
from facilitator.ui.theme import Metrics, Space, Type, write_in
from facilitator.ui.widgets.key_line import paint_keycap
from facilitator.ui.widgets.overlay import Overlay

ROW, HEAD = 42, 62
"""Heights of a key's row and of a heading, in pixels at 1080 lines."""
KEY_COLUMN = 228


class HelpSheet(Overlay):
    """Columns of keys, by where they work."""

    share = (0.94, 0.94)

    def __init__(self, parent: QWidget, data: Path) -> None:
        super().__init__(parent, tr("All keys · any key goes back"))
        self.tables = [KeyTable(sections, self.sheet) for sections in keys.columns()]
        self._row = QHBoxLayout()
        for table in self.tables:
            self._row.addWidget(table, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._row)
        self.foot = QLabel(tr("Everything is kept on this computer: {folder}", folder=str(data)))
        self.foot.setTextFormat(Qt.TextFormat.PlainText)
        self.foot.setWordWrap(True)
        self.body.addWidget(self.foot)

    def set_metrics(self, metrics: Metrics) -> None:
        for table in self.tables:
            table.set_metrics(metrics)
        self.foot.setFont(metrics.font(Type.KEYS))
        write_in(self.foot, metrics, Ink.QUIET)
        self._row.setSpacing(metrics.px(Space.XL))
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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = (f"{key}: {does}" for _, rows in sections for key, does in rows)
        self.setAccessibleName("; ".join(said))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        rows = sum(len(rows) for _, rows in self.sections)
        return QSize(300, self._metrics.px(HEAD * len(self.sections) + ROW * rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        y = 0.0
        for name, rows in self.sections:
            painter.setFont(m.font(Type.BODY_BOLD))
            painter.setPen(m.color(Ink.TEXT))
            head = QRectF(0, y, self.width(), m.px(HEAD))
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, name)
            y += m.px(HEAD)
            for key, does in rows:
                self._paint_row(painter, key, does, y)
                y += m.px(ROW)

    def _paint_row(self, painter: QPainter, key: str, does: str, y: float) -> None:
        m = self._metrics
        painter.setFont(m.font(Type.KEYCAP))
        width = QFontMetricsF(painter.font()).horizontalAdvance(key) + m.px(20)
        cap = QRectF(1, y + (m.px(ROW) - m.px(36)) / 2, width, m.px(36))
        paint_keycap(painter, cap, key, m)
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.QUIET))
        left = max(m.px(KEY_COLUMN), cap.right() + m.px(Space.M))
        text = QRectF(left, y, self.width() - left, m.px(ROW))
        shown = QFontMetricsF(painter.font()).elidedText(
            does, Qt.TextElideMode.ElideRight, text.width()
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)
