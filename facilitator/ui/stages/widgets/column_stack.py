"""Two lists one above the other; the lower one has what the upper one leaves."""

from collections.abc import Mapping

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout

from facilitator.domain.records import Side
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.style.theme import Metrics, Space

ALWAYS = 1
"""How many items of the lower list are shown, if it has them, however long the upper one is."""
ALWAYS_ON_CONSOLE = 4
"""As many where letters are small."""
FIRST = 4
"""How many items of the upper list come before that in a deep room."""

UPPER = 0.6
"""How much of the height one item of the upper list may take, of the lower one the rest."""


class ColumnStack(QVBoxLayout):
    """The panel of the left column above that of the right one."""

    def __init__(self, panels: Mapping[Side, ColumnPanel]) -> None:
        super().__init__()
        self._above, self._below = panels[Side.LEFT], panels[Side.RIGHT]
        self._metrics = Metrics(1.0)
        self._side = Side.LEFT
        for panel in (self._above, self._below):
            self.addWidget(panel)
            panel.view.column.page_changed.connect(self._share)

    def give_room(self, side: Side) -> None:
        """Give the list that is worked on what the other one can spare in a deep room."""
        if side is not self._side:
            self._side = side
            self._share()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setSpacing(metrics.px(Space.S))
        self._share()

    def setGeometry(self, rect: QRect) -> None:
        self._share_out(rect.height() - self.spacing())
        super().setGeometry(rect)

    def _share(self) -> None:
        self._share_out(self.geometry().height() - self.spacing())

    def _share_out(self, height: int) -> None:
        """Give the upper list what all of it needs, unless too little is left for the lower one."""
        if height <= 0:
            return
        above, below = self._above.whole_height, self._below.whole_height
        always = ALWAYS_ON_CONSOLE if self._metrics.dense else ALWAYS
        least = self._below.height_of(always)
        folds = self._metrics.is_crowded and self._side is Side.LEFT
        folds = folds and height - least < self._above.height_of(FIRST)
        if folds or self._below.is_blank:
            least = self._below.heading_height
        # An item may be higher than the window: it goes over pages.
        least = min(least, round(height * (1 - UPPER)))
        lower = below if above + below <= height else max(least, height - above)
        lower = min(lower, height - min(self._above.height_of(1), round(height * UPPER)))
        folded = self._below.is_blank or (folds and lower < self._below.height_of(always))
        lower = self._below.heading_height if folded else lower
        self._below.set_folded(folded)
        for index, wanted in enumerate((height - lower, lower)):
            if self.stretch(index) != wanted:
                self.setStretch(index, wanted)
