"""Screen of an organisation: how its teams do, and the ways to what this laptop shares."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.domain.text import shortened
from facilitator.export.charts.chart import Chart
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.charts.board import ChartBoard
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.menu import pop_up

LONGEST_NAME = 60


class OverviewScreen(QWidget):
    """The charts of an organisation, or a sentence that says what will be here."""

    sharing_requested = Signal()
    administration_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.sums = Label(parent=self)
        self.sharing = LinkButton(tr("Sharing…"), self)
        self.administration = LinkButton(tr("Manage…"), self)
        self.empty = Label(parent=self)
        self.board = ChartBoard(self)
        self.keys = HintBar(self)
        for label in (self.heading, self.sums, self.empty):
            label.setWordWrap(True)
        self.empty.hide()
        self._assemble()
        self.setAccessibleName(tr("Organization"))
        self.board.focus_changed.connect(self._show_hints)
        self.board.menu_requested.connect(self._on_menu_requested)
        self.board.escaped.connect(self.left)
        for link, requested in (
            (self.sharing, self.sharing_requested),
            (self.administration, self.administration_requested),
        ):
            link.clicked.connect(requested)
            link.focus_changed.connect(self._show_hints)

    def _assemble(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading, 1)
        for link in self._links:
            self._head.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        self._inner = QVBoxLayout()
        self._inner.addLayout(self._head)
        self._inner.addWidget(self.sums)
        self._inner.addWidget(self.empty)
        self._inner.addWidget(self.board, 100)
        self._inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._inner, 1)
        column.addWidget(self.keys)

    @property
    def _links(self) -> tuple[LinkButton, LinkButton]:
        return self.sharing, self.administration

    def show_organisation(self, name: str, *, manages: bool) -> None:
        """Show whose teams these are, and whether this laptop may manage them."""
        self.heading.setText(shortened(name, LONGEST_NAME) or tr("Organization"))
        if self.administration.hasFocus() and not manages:
            self.focus_start()
        self.administration.setVisible(manages)
        self._show_hints()

    def show_charts(self, sums: str, charts: Sequence[Chart], nothing: str) -> None:
        """Show the charts; `nothing` says what will be here later where there is none."""
        self.sums.setText(sums)
        self.sums.setVisible(bool(sums))
        self.empty.setText(nothing)
        self.empty.setVisible(bool(nothing))
        self.setAccessibleDescription(nothing)
        had_focus = self.isAncestorOf(self.window().focusWidget() or self) or self.hasFocus()
        # Without a chart the keyboard waited on the first link.
        is_on_link = bool(self.board.cards) and any(link.hasFocus() for link in self._links)
        self.board.show_charts(charts)
        self.board.setVisible(bool(charts))
        if had_focus and not is_on_link:
            self.focus_start()
        self._show_hints()

    def focus_start(self) -> None:
        """Give the keyboard to the chart that had it last."""
        if self.board.cards:
            self.board.focus_chosen()
        else:
            self.sharing.setFocus()

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
        ]

    def _large_name(self) -> str:
        return tr("All charts") if self.board.is_large else tr("This chart large")

    def _table_name(self) -> str:
        card = self.board.chosen
        return tr("As a chart") if card is not None and card.shows_table else tr("As a table")

    def _on_menu_requested(self, at: QPoint) -> None:
        pop_up(self, self._metrics, self.commands(), at)

    def _show_hints(self) -> None:
        keys = Hint(catalog.HELP, tr("all keys"), 1)
        link = next((one for one in self._links if one.hasFocus()), None)
        if link is not None or not self.board.cards:
            hints = [Hint(catalog.BACK, tr("meetings"), run=self.left.emit), keys]
            if link is not None:
                hints.insert(0, Hint(catalog.ACCEPT, tr("choose"), run=link.click))
            self.keys.set_hints(hints)
            return
        large, table = self._large_name(), self._table_name()
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
                    table[:1].lower() + table[1:],
                    run=self.board.toggle_table,
                ),
                Hint(catalog.OTHER_CHOICES, tr("sharing"), 3, self.sharing.setFocus),
                keys,
            ]
        )

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go from any chart to the links, as the hint says, and back; Qt calls it."""
        is_on_chart = any(card.hasFocus() for card in self.board.cards)
        if is_on_chart and forward:
            self.sharing.setFocus(Qt.FocusReason.TabFocusReason)
        elif not forward and self.sharing.hasFocus() and self.board.cards:
            self.board.focus_chosen()
        else:
            return super().focusNextPrevChild(forward)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = m = metrics
        for label, kind, ink in (
            (self.heading, Type.HEADING, Ink.TEXT),
            (self.sums, Type.DETAIL, Ink.QUIET),
            (self.empty, Type.DETAIL, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
        for link in self._links:
            link.set_metrics(m)
        margin = m.px(Space.XXL)
        self._head.setSpacing(m.px(Space.L))
        self._inner.setContentsMargins(margin, m.px(Space.S), margin, m.px(Space.S))
        self._inner.setSpacing(m.px(Space.M))
        self.board.set_metrics(m)
        self.keys.set_metrics(m)
