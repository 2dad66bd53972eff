"""Screen of what changes over time: the charts of the team, large enough to be projected."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from facilitator.domain.text import shortened
from facilitator.export.charts.chart import Chart
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.charts.board import ChartBoard
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.menu import pop_up

LONGEST_TEAM = 60


class OverTimeScreen(QWidget):
    """The charts, or a sentence that says what will be here; what is wanted leaves as a signal."""

    export_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.empty = Label(parent=self)
        self.board = ChartBoard(self)
        self.keys = HintBar(self)
        for label in (self.heading, self.empty):
            label.setWordWrap(True)
        self.empty.hide()
        self._inner = QVBoxLayout()
        self._inner.addWidget(self.heading)
        self._inner.addWidget(self.empty)
        self._inner.addWidget(self.board, 100)
        self._inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._inner, 1)
        column.addWidget(self.keys)
        # Without a chart the keyboard is with the screen itself.
        self.setAccessibleName(tr("Over time"))
        self.board.focus_changed.connect(self._show_hints)
        self.board.menu_requested.connect(self._on_menu_requested)
        self.board.escaped.connect(self.left)

    def show_reading(self, team: str) -> None:
        """Show that the charts of a team are being read, of which the name may not be known yet."""
        self.heading.setText(_heading(team) if team else tr("Over time"))
        self._show_hints()

    def show_charts(self, team: str, charts: Sequence[Chart], invitation: str) -> None:
        """Show the charts of a team, of all with ""; `invitation` says what will be here later."""
        self.heading.setText(_heading(team) if team else tr("All teams over time"))
        self.empty.setText(invitation)
        self.empty.setVisible(bool(invitation))
        had_focus = self.isAncestorOf(self.window().focusWidget() or self) or self.hasFocus()
        self.board.show_charts(charts)
        self.board.setVisible(bool(charts))
        if had_focus:
            self.focus_start()
        self._show_hints()

    def focus_start(self) -> None:
        """Give the keyboard to the chart that had it last."""
        if self.board.cards:
            self.board.focus_chosen()
        else:
            self.setFocus()

    def commands(self) -> list[Command]:
        """Return the commands of this screen."""
        card = self.board.chosen
        about = card.chart.title if card is not None and card.chart is not None else ""

        def works() -> bool:
            return card is not None

        return [
            catalog.CHART_LARGE.bind(
                self.board.toggle_large, about=about, works=works, name=self._large_name()
            ),
            catalog.CHART_TABLE.bind(
                self.board.toggle_table, about=about, works=works, name=self._table_name()
            ),
            catalog.EXPORT_CHARTS.bind(self.export_requested.emit, works=works),
        ]

    def _large_name(self) -> str:
        return tr("All charts") if self.board.is_large else tr("This chart large")

    def _table_name(self) -> str:
        card = self.board.chosen
        return tr("As a chart") if card is not None and card.shows_table else tr("As a table")

    def _on_menu_requested(self, at: QPoint) -> None:
        pop_up(self, self._metrics, self.commands(), at)

    def _show_hints(self) -> None:
        if not self.board.cards:
            back = Hint(catalog.BACK, tr("meetings"), run=self.left.emit)
            self.keys.set_hints([back, Hint(catalog.HELP, tr("all keys"), 1)])
            return
        large = self._large_name()
        self.keys.set_hints(
            [
                Hint(catalog.NEXT_CHART, tr("charts"), 2),
                Hint(
                    catalog.CHART_LARGE,
                    large[:1].lower() + large[1:],
                    run=self.board.toggle_large,
                ),
                Hint(
                    catalog.CHART_TABLE,
                    self._table_name()[:1].lower() + self._table_name()[1:],
                    run=self.board.toggle_table,
                ),
                Hint(catalog.EXPORT_CHARTS, tr("export as PDF"), 1, run=self.export_requested.emit),
                Hint(catalog.HELP, tr("all keys"), 3),
            ]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = m = metrics
        for label, kind, ink in (
            (self.heading, Type.HEADING, Ink.TEXT),
            (self.empty, Type.DETAIL, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
        margin = m.px(Space.XXL)
        self._inner.setContentsMargins(margin, m.px(Space.S), margin, m.px(Space.S))
        self._inner.setSpacing(m.px(Space.M))
        self.board.set_metrics(m)
        self.keys.set_metrics(m)


def _heading(team: str) -> str:
    return tr("{team} over time", team=shortened(team, LONGEST_TEAM))
