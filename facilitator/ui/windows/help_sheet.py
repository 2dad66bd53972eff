"""All keys on one sheet, and where the meetings are."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.ui import keys
from facilitator.ui.text import tr
from facilitator.ui.theme import Ink, Metrics, Space, Type
from facilitator.ui.widgets.overlay import Overlay


class HelpSheet(Overlay):
    """Columns of keys, by where they work."""

    share = (0.94, 0.92)

    def __init__(self, parent: QWidget, data: Path) -> None:
        super().__init__(parent, tr("All keys"))
        self._heads: list[QLabel] = []
        self._keys: list[QLabel] = []
        self._texts: list[QLabel] = []
        self._grids: list[QGridLayout] = []
        self._columns = QHBoxLayout()
        for sections in keys.columns():
            column = QVBoxLayout()
            for section in sections:
                column.addLayout(self._section(section))
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.body.addLayout(self._columns)
        self.foot = QLabel(tr("Everything is kept on this computer: {folder}", folder=str(data)))
        self.foot.setTextFormat(Qt.TextFormat.PlainText)
        self.foot.setWordWrap(True)
        self.body.addWidget(self.foot)

    def _section(self, section: keys.Section) -> QVBoxLayout:
        name, rows = section
        column = QVBoxLayout()
        head = QLabel(name)
        self._heads.append(head)
        column.addWidget(head)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self._grids.append(grid)
        for number, (key, text) in enumerate(rows):
            labels = (QLabel(key), QLabel(text))
            self._keys.append(labels[0])
            self._texts.append(labels[1])
            labels[1].setWordWrap(True)
            grid.addWidget(labels[0], number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(labels[1], number, 1)
        column.addLayout(grid)
        return column

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        for label in self._heads:
            label.setFont(m.font(Type.BODY_BOLD))
            label.setStyleSheet(f"color: {Ink.TEXT.value}; padding-top: {m.px(Space.S)}px;")
        for label in self._keys:
            label.setFont(m.font(Type.KEYCAP))
            label.setStyleSheet(f"color: {Ink.TEXT.value};")
            label.setFixedSize(m.px(216), m.px(36))
        for label in (*self._texts, self.foot):
            label.setFont(m.font(Type.KEYS))
            label.setStyleSheet(f"color: {Ink.QUIET.value};")
        for grid in self._grids:
            grid.setVerticalSpacing(m.px(Space.XS))
            grid.setHorizontalSpacing(m.px(Space.M))
        self._columns.setSpacing(m.px(Space.XXL))
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes it, so that nobody is stuck here."""
        if event.text() or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_sheet()
