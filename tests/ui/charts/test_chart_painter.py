"""Charts on the screen: read through a projector's stray light, mirrored, and in any language."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.export.charts.shapes import Ink
from facilitator.export.charts.team_charts import team_charts
from facilitator.ui.charts.chart_card import ChartCard
from facilitator.ui.charts.chart_painter import chart_colors
from facilitator.ui.charts.screen_language import screen_language
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Metrics
from tests.support.charts import team_history
from tests.support.contrast import reads_projected

FIRST_BAR = 85
"""Pixels from the top of a card, a little above the number in it."""


@pytest.mark.parametrize("scheme", Scheme, ids=lambda scheme: scheme.value)
def test_numbers_in_bars_are_read_from_the_back_row(scheme: Scheme) -> None:
    colors = {ink: color.name() for ink, color in chart_colors(Metrics(1.0, scheme)).items()}
    written = {
        Ink.ON_FILLED: (Ink.FILLED,),
        Ink.TEXT: (Ink.PAPER, Ink.LIGHT),
        Ink.QUIET: (Ink.PAPER,),
    }
    for ink, grounds in written.items():
        for ground in grounds:
            assert reads_projected(colors[ink], colors[ground]), (ink, ground)


def picture(qtbot: QtBot, direction: Qt.LayoutDirection) -> QImage:
    """The first chart of a team on a card, in a window that reads in a direction."""
    card = ChartCard()
    qtbot.addWidget(card)
    card.setLayoutDirection(direction)
    card.set_metrics(Metrics(1.0))
    card.show_chart(team_charts(team_history(4), (), screen_language())[0])
    card.resize(900, card.heightForWidth(900))
    return card.grab().toImage()


def ends_of(image: QImage, color: QColor) -> tuple[int, int]:
    """The first and the last pixel of that colour from the left, at the height of the first bar."""
    columns = [x for x in range(image.width()) if image.pixelColor(x, FIRST_BAR) == color]
    return columns[0], columns[-1]


def test_charts_begin_at_the_side_where_the_window_begins(
    dressed: QApplication, qtbot: QtBot
) -> None:
    filled = chart_colors(Metrics(1.0))[Ink.FILLED]
    ways = Qt.LayoutDirection
    rightwards, leftwards = (
        ends_of(picture(qtbot, way), filled) for way in (ways.LeftToRight, ways.RightToLeft)
    )
    assert leftwards == pytest.approx((899 - rightwards[1], 899 - rightwards[0]), abs=1)
    assert rightwards != pytest.approx(leftwards, abs=1)


def test_numbers_and_signs_are_those_of_the_language() -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("ar_EG"))
        language = screen_language()
        assert (language.count(12), language.leads_to) == ("١٢", "←")
        QLocale.setDefault(QLocale("de_DE"))
        assert (screen_language().number(3.5, 1), screen_language().leads_to) == ("3,5", "→")
    finally:
        QLocale.setDefault(before)
