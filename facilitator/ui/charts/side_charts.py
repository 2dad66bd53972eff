"""Two charts beside the promises of a team: what became of them, and excuses that come back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.export.charts.promise_charts import promises_chart
from facilitator.export.charts.word_charts import excuses_chart
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.charts.chart_card import ChartCard
from facilitator.ui.charts.screen_language import screen_language
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.workspace.workspace import Workspace

MOST_BARS = (6, 4, 2)
"""The last meetings: as many of them as there is room for."""
MOST_SAYINGS = (3, 2, 1)
ZOOM = 0.85
"""The share of the size that charts have where they are looked at alone."""


class SideCharts(QWidget):
    """The charts of the chosen team; a double click asks for all that there are."""

    more_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = Tasks(self)
        self._reading = 0
        """The number of the last read: what an earlier one brings is old by then."""
        self._history = TeamHistory()
        self._metrics = Metrics(1.0)
        self.promises = ChartCard(self, focusable=False, zoom=ZOOM)
        self.excuses = ChartCard(self, focusable=False, zoom=ZOOM)
        for card in self._cards:
            card.hide()
            card.chosen.connect(self.more_requested)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        workspace.chosen_team.changed.connect(self._on_team_chosen)

    @property
    def _cards(self) -> tuple[ChartCard, ChartCard]:
        return (self.promises, self.excuses)

    def refresh(self) -> None:
        """Read the history of the chosen team once more."""
        store, chosen = self._workspace.store, self._workspace.chosen_team
        if store.closed:
            return
        self._reading += 1
        number = self._reading
        ids = [chosen.id] if chosen.id is not None else [team.id for team in chosen.choices]

        def show(history: TeamHistory) -> None:
            if number == self._reading:
                self.show_history(history)

        # Without them the list of promises is still all there, and says itself what is wrong.
        self._tasks.follow(store.over_time(ids, {})).on_success(show).on_error(lambda error: None)

    def show_history(self, history: TeamHistory) -> None:
        """Show what a history tells; what it does not tell has no card."""
        self._history = history
        self._arrange()

    def _arrange(self) -> None:
        """Show as much of both as there is room for, one below the other."""
        language, top = screen_language(), 0
        makers = ((promises_chart, MOST_BARS), (excuses_chart, MOST_SAYINGS))
        for card, (make, counts) in zip(self._cards, makers, strict=True):
            fits = False
            for count in counts:
                chart = make(self._history, language, count)
                if chart is None:
                    break
                card.show_chart(chart)
                height = card.heightForWidth(self.width())
                if fits := top + height <= self.height():
                    card.setGeometry(0, top, self.width(), height)
                    top += height + self._metrics.px(Space.M)
                    break
            card.setVisible(fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def finish(self) -> None:
        """Cancel what is being read: the window closes."""
        self._tasks.finish()

    def _on_team_chosen(self) -> None:
        if self.isVisible():
            self.refresh()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        for card in self._cards:
            card.set_metrics(metrics)
        self._arrange()
