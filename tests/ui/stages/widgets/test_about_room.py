"""In a deep room a band says what its text is about, while no answer needs the line."""

from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.widgets.about_room import AboutRoom
from facilitator.ui.stages.widgets.bands import Band, BandText
from facilitator.ui.style.theme import Depth, Metrics, Type
from tests.support.keyboard import settle
from tests.support.window import PROJECTOR

ANSWER = CardContent(text="A deposit only above five hundred")


def test_what_it_is_about_gives_way_to_the_answers(dressed: QApplication) -> None:
    metrics = Metrics.for_size(*PROJECTOR, depth=Depth.LARGE)
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    band, panel = Band(None, frame, Type.CARD_BOLD), ColumnPanel(Type.CARD, frame)
    column.addWidget(band)
    column.addWidget(panel, 1)
    about = AboutRoom(band, [panel])
    band.set_metrics(metrics)
    panel.set_metrics(metrics)
    band.show_text(BandText(text="Nobody has time for that in the mornings", about="“Why” " * 20))
    frame.resize(1800, 600)
    frame.show()
    heights = []
    for count in (0, 2, 9, 0):
        panel.view.set_items([str(n) for n in range(count)], lambda _: ANSWER)
        about.share()
        settle()
        heights.append(band.height())
    assert heights[0] == heights[1] == heights[3] > heights[2]
    assert heights[0] - heights[2] == band.about_height
    frame.deleteLater()
