"""The row of filters reads from the side where the window does, and shows what is on by a sign."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.ui.search.filter_row import FilterRow
from facilitator.ui.search.filters import Filter, Option
from facilitator.ui.style.theme import Metrics
from tests.support.painted import picture_of


@pytest.mark.parametrize("leftwards", [False, True])
def test_the_filters_begin_at_the_side_where_the_window_does(
    dressed: QApplication, leftwards: bool
) -> None:
    frame = QWidget()
    frame.resize(1600, 200)
    ways = Qt.LayoutDirection
    frame.setLayoutDirection(ways.RightToLeft if leftwards else ways.LeftToRight)
    row = FilterRow(frame)
    row.resize(1600, 100)
    row.set_metrics(Metrics(1.0))
    row.show_chosen({Filter.KIND: Option("card", "Cards")})
    painted = [(text.words, text.box.center().x()) for text in picture_of(frame).texts]
    at = dict(painted)
    assert (at["✓ Cards"] > at["Any time"]) is leftwards
    signs = [x for words, x in painted if words == "▾"]
    assert len(signs) == 3
    assert (max(signs) < at["✓ Cards"]) is leftwards
    frame.deleteLater()


def test_what_is_on_is_filled_and_one_link_clears_it(dressed: QApplication) -> None:
    frame = QWidget()
    row = FilterRow(frame)
    cleared: list[Filter | None] = []
    row.cleared.connect(cleared.append)
    row.show_chosen({Filter.KIND: Option("card", "Cards"), Filter.TIME: Option("/", "May")})
    assert [button.is_on for button in row.buttons.values()] == [False, True, False, True]
    row.clear.click()
    assert cleared == [None]
    frame.deleteLater()
