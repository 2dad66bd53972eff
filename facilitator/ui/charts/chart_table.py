"""The table of a chart: the same in words and numbers, for the eye and for a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from facilitator.export.charts.chart import Table
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, scroll_bar_css

SHORT = 24
"""Letters of what is no sentence."""
MOST_ROWS = 12
"""Rows for which a table makes room beside other charts; more of them scroll."""


class ChartTable(QTableWidget):
    """A table that can be read and not altered; the keyboard stays with its chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_sentences = False
        self._between = 0
        """Pixels between the letters of two rows."""
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading)

    def show_table(self, title: str, table: Table) -> None:
        """Show the rows of a table."""
        self.setAccessibleName(title)
        self.clear()
        self.setColumnCount(len(table.head))
        self.setRowCount(len(table.rows))
        self.setHorizontalHeaderLabels(table.head)
        for row, texts in enumerate(table.rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.setItem(row, column, item)
        modes = QHeaderView.ResizeMode
        longest = _longest(table)
        self._has_sentences = max(longest) >= SHORT
        for column, letters in enumerate(longest):
            # Numbers need no more room than they and their heads have; sentences share what is
            # left, and without one the names in front have it.
            is_narrow = letters < SHORT and (self._has_sentences or column > 0)
            mode = modes.ResizeToContents if is_narrow else modes.Stretch
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give sentences the lines that they need; rows of numbers are all of one height."""
        if self._has_sentences:
            self.resizeRowsToContents()
            return
        header, high = self.verticalHeader(), self.fontMetrics().height()
        header.setDefaultSectionSize(high + self._between)

    @property
    def wanted_height(self) -> int:
        """The height in pixels for its rows, or for the first ones of very many."""
        rows = (self.rowHeight(row) for row in range(min(self.rowCount(), MOST_ROWS)))
        return self.horizontalHeader().height() + sum(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def set_metrics(self, metrics: Metrics, *, large: bool = False) -> None:
        """Take the sizes of a window; `large` where the table is alone on the screen."""
        m = metrics
        kind, head = (Type.LEAD, Type.LEAD_BOLD) if large else (Type.BODY, Type.BODY_BOLD)
        self.setFont(m.font(kind))
        self._between = m.px(Space.S)
        self.horizontalHeader().setFont(m.font(head))
        self.horizontalHeader().setFixedHeight(m.line_height(head) + m.px(Space.S))
        self.setStyleSheet(
            f"QTableWidget {{ background: {m.css(Ink.PAPER)}; color: {m.css(Ink.TEXT)};"
            f" border: none; selection-background-color: {m.css(Ink.STRENGTH_GROUND)};"
            f" selection-color: {m.css(Ink.TEXT)}; }}"
            f"QHeaderView, QHeaderView::section {{ background: {m.css(Ink.PAPER)};"
            f" color: {m.css(Ink.QUIET)}; border: none;"
            f" border-bottom: {m.px(Space.HAIR)}px solid {m.css(Ink.LINE)};"
            f" padding: 0 {m.px(Space.XS)}px; }}"
            f"QTableWidget::item {{ padding: {m.px(Space.XS)}px; }}"
        )
        self.verticalScrollBar().setStyleSheet(scroll_bar_css(m))
        self._fit_rows()

    @property
    def scrolls(self) -> bool:
        """Whether it is shown and has more rows than there is room for."""
        return self.isVisible() and self.verticalScrollBar().maximum() > 0

    def turn_page(self, *, forwards: bool) -> None:
        """Show the next rows, or those before."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (1 if forwards else -1) * bar.pageStep() * 9 // 10)


def _longest(table: Table) -> list[int]:
    """Return how many letters the longest text of each column has."""
    every = (table.head, *table.rows)
    return [max(len(row[at]) for row in every) for at in range(len(table.head))]
