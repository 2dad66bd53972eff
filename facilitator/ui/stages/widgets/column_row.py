"""Two columns side by side; the one that is worked on has most of the width."""

from collections.abc import Mapping

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHBoxLayout

from facilitator.domain.records import Side
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.style.theme import Metrics, Space

SENTENCE = 23.6
"""Ems of a line that holds a sentence of some 45 letters."""
LEAST_SHARE, LARGEST_SHARE = 0.66, 0.765
"""How much of the width the wide column has: no more than a sentence on one line needs."""
WHOLE = 1000
"""The stretch of both columns together."""


class ColumnRow(QHBoxLayout):
    """A row of two panels, in fixed shares of the width or with a wide and a narrow one."""

    def __init__(self, panels: Mapping[Side, ColumnPanel], widths: tuple[int, int]) -> None:
        super().__init__()
        self._panels = panels
        self._metrics = Metrics(1.0)
        self._wide: Side | None = None
        for side, width in zip(Side, widths, strict=True):
            self.addWidget(panels[side], width)
        panels[Side.LEFT].align_with(panels[Side.RIGHT])

    @property
    def wide(self) -> Side | None:
        """The column that has most of the width; None where the shares are fixed."""
        return self._wide

    def give_width(self, side: Side) -> None:
        """Give most of the width to one column; the text of the other gets smaller."""
        if side is self._wide:
            return
        self._wide = side
        self._share(self.geometry().width())
        for other, panel in self._panels.items():
            panel.set_narrow(other is not side)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setSpacing(metrics.px(Space.M))
        self._share(self.geometry().width())

    def setGeometry(self, rect: QRect) -> None:
        self._share(rect.width())
        super().setGeometry(rect)

    def _share(self, width: int) -> None:
        if self._wide is None or width <= 0:
            return
        m = self._metrics
        panel = self._panels[self._wide]
        wanted = (m.ems(SENTENCE) + panel.text_margins) / width
        share = round(WHOLE * max(LEAST_SHARE, min(LARGEST_SHARE, wanted)))
        for side in Side:
            stretch = share if side is self._wide else WHOLE - share
            if self.stretch(self._index(side)) != stretch:
                self.setStretch(self._index(side), stretch)

    @staticmethod
    def _index(side: Side) -> int:
        return 0 if side is Side.LEFT else 1
