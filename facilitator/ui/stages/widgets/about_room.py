"""The room that a list leaves for what the text on the band above it is about."""

from collections.abc import Collection

from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.widgets.bands import Band


class AboutRoom:
    """What a band says in a deep room only while the list below it fits nevertheless."""

    def __init__(self, band: Band, panels: Collection[ColumnPanel]) -> None:
        self._band = band
        self._panels = panels
        for panel in panels:
            panel.view.column.page_changed.connect(self.share)
            panel.resized.connect(self.share)

    def share(self) -> None:
        """Give the band a line more, if no item of the list that is shown needs it."""
        panel = next((panel for panel in self._panels if not panel.isHidden()), None)
        if panel is None or panel.height() <= 0:
            return
        room = panel.height() + self._band.spare_taken - self._band.about_height
        self._band.set_spare(panel.whole_height <= room)
