"""The charts of a team on one board: in columns, or one of them as large as the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from facilitator.export.charts.chart import Chart
from facilitator.ui.charts.chart_card import ChartCard
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.sides import is_mirrored
from facilitator.ui.style.theme import Metrics, Space, scroll_bar_css

COLUMN = 680
"""The least width of a column, in pixels at 1080 lines."""


class ChartBoard(QScrollArea):
    """Cards of charts; one of them has the focus, and may be alone on the screen."""

    focus_changed = Signal()
    menu_requested = Signal(QPoint)
    escaped = Signal()
    """Esc was pressed while all charts are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._large: str | None = None
        self._chosen: str | None = None
        self._tables: set[str] = set()
        self.cards: list[ChartCard] = []
        self._inside = QWidget(self)
        self.setWidget(self._inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (self, self.viewport(), self._inside):
            ground.setAutoFillBackground(False)
        self.viewport().installEventFilter(self)

    @property
    def chosen(self) -> ChartCard | None:
        """The card that has the focus, or had it last."""
        found = (card for card in self.cards if card.chart and card.chart.key is self._chosen)
        return next(found, self.cards[0] if self.cards else None)

    @property
    def is_large(self) -> bool:
        """Whether one chart is alone on the screen."""
        return self._large is not None

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Show these charts; what was chosen, large or a table stays so where it is there."""
        had_focus = any(card.hasFocus() for card in self.cards)
        while len(self.cards) > len(charts):
            gone = self.cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.cards) < len(charts):
            self.cards.append(self._make_card())
        for card, chart in zip(self.cards, charts, strict=True):
            card.show_chart(chart)
            card.show_table(chart.key in self._tables)
        keys = {chart.key for chart in charts}
        if self._large not in keys:
            self._large = None
        self._arrange()
        if had_focus:
            self.focus_chosen()

    def _make_card(self) -> ChartCard:
        card = ChartCard(self._inside)
        card.set_metrics(self._metrics)
        card.chosen.connect(self.toggle_large)
        card.table_toggled.connect(self.toggle_table)
        card.focus_changed.connect(self._on_focus_changed)
        card.menu_requested.connect(self._on_menu_requested)
        card.show()
        return card

    def focus_chosen(self) -> None:
        """Give the keyboard to the chart that had it last, else to the first."""
        card = self.chosen
        if card is not None:
            card.setFocus()

    # What is done to a chart

    def toggle_large(self) -> None:
        """Let the chosen chart fill the screen, or show all of them again."""
        card = self.chosen
        if card is None or card.chart is None:
            return
        self._large = None if self._large is not None else card.chart.key
        self._arrange()
        card.setFocus()
        self._make_visible(card)
        self.focus_changed.emit()

    def toggle_table(self) -> None:
        """Show the table of the chosen chart, or the chart again."""
        card = self.chosen
        if card is None or card.chart is None:
            return
        self._tables ^= {card.chart.key}
        card.show_table(card.chart.key in self._tables)
        self._arrange()
        # Only now the table knows its width, and with that the height of its rows.
        self._arrange()
        card.setFocus()
        self.focus_changed.emit()

    def step(self, by: int) -> None:
        """Go to the next chart, or to one before; in the large view that is shown then."""
        card = self.chosen
        if card is None:
            return
        at = max(0, min(len(self.cards) - 1, self.cards.index(card) + by))
        target = self.cards[at]
        if self._large is not None and target.chart is not None:
            self._chosen = self._large = target.chart.key
            self._arrange()
        target.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        forwards = keys.Key_Left if is_mirrored(self) else keys.Key_Right
        backwards = keys.Key_Right if is_mirrored(self) else keys.Key_Left
        steps = {keys.Key_Down: 1, keys.Key_Up: -1, forwards: 1, backwards: -1}
        steps |= {keys.Key_End: len(self.cards), keys.Key_Home: -len(self.cards)}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self.step(steps[key])
        elif key in (keys.Key_PageDown, keys.Key_PageUp):
            bar = self.verticalScrollBar()
            way = 1 if key == keys.Key_PageDown else -1
            bar.setValue(bar.value() + way * bar.pageStep() * 9 // 10)
        elif key == keys.Key_Escape:
            if self._large is not None:
                self.toggle_large()
            else:
                self.escaped.emit()
        else:
            event.ignore()

    def _on_focus_changed(self) -> None:
        card = next((card for card in self.cards if card.hasFocus()), None)
        if card is not None and card.chart is not None:
            self._chosen = card.chart.key
            self._make_visible(card)
        self.focus_changed.emit()

    def _make_visible(self, card: ChartCard) -> None:
        """Scroll so that all of a card is seen, or where it is too high its beginning."""
        bar, box = self.verticalScrollBar(), card.geometry()
        room, margin = self.viewport().height(), self._metrics.px(Space.S)
        if box.top() < bar.value() or box.height() > room:
            bar.setValue(box.top() - margin)
        elif box.bottom() > bar.value() + room:
            bar.setValue(box.bottom() - room + margin)

    def _on_menu_requested(self, at: QPoint) -> None:
        self.focus_chosen()
        self.menu_requested.emit(at)

    # Where

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        for card in self.cards:
            card.set_metrics(metrics)
        ground = f"QScrollBar {{ background: {metrics.css(Ink.GROUND)}; }}"
        self.verticalScrollBar().setStyleSheet(f"{scroll_bar_css(metrics)}{ground}")
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if watched is self.viewport() and event.type() == QEvent.Type.Resize:
            self._arrange()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Place the cards: each in the column that is shortest so far."""
        m, width = self._metrics, self.viewport().width()
        gap, room = m.px(Space.M), self.viewport().height()
        if self._large is not None:
            for card in self.cards:
                is_it = card.chart is not None and card.chart.key is self._large
                card.setVisible(is_it)
                if is_it:
                    card.set_room(room)
                    card.setGeometry(0, 0, width, card.heightForWidth(width))
                    self._inside.resize(width, card.height())
            self.verticalScrollBar().setValue(0)
            return
        count = max(1, min(2, (width + gap) // (m.px(COLUMN) + gap), len(self.cards)))
        wide = (width - gap * (count - 1)) // count
        ends = [0] * count
        for card in self.cards:
            card.set_room(0)
            at = ends.index(min(ends))
            left = at * (wide + gap)
            if is_mirrored(self):
                left = width - left - wide
            card.setGeometry(left, ends[at], wide, card.heightForWidth(wide))
            card.setVisible(True)
            ends[at] += card.height() + gap
        self._inside.resize(width, max([*ends, gap]) - gap)
