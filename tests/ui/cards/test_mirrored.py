"""Where the window reads leftwards, a column begins at the right, with its badge and title."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.domain.exercise import Tone
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.cards.column_style import ColumnStyle
from facilitator.ui.stages.widgets.turn_badge import TurnBadge
from facilitator.ui.style.theme import Metrics
from tests.support.painted import picture_of


@pytest.mark.parametrize("leftwards", [False, True])
def test_a_column_and_a_turn_begin_at_the_side_where_the_window_does(
    dressed: QApplication, leftwards: bool
) -> None:
    frame = QWidget()
    frame.resize(900, 800)
    ways = Qt.LayoutDirection
    frame.setLayoutDirection(ways.RightToLeft if leftwards else ways.LeftToRight)
    panel, badge = ColumnPanel(parent=frame), TurnBadge(frame)
    panel.resize(900, 600)
    badge.setGeometry(0, 600, 900, 100)
    panel.set_metrics(Metrics(1.0))
    badge.set_metrics(Metrics(1.0))
    panel.set_look(ColumnStyle(title="Gaps", empty="", tone=Tone.GAP))
    card = CardContent(text="A card", stripe=Stripe.GAP)
    panel.view.hide()
    panel.view.set_items([str(n) for n in range(30)], lambda _: card)
    badge.show_turn("Ana", "Bo")
    picture = picture_of(frame)
    at = {text.words: text.box.center().x() for text in picture.texts}
    count = next(x for words, x in at.items() if "of" in words)
    # The title is the one text of the column that is laid out in lines.
    assert (at["line at 0"] > count) is leftwards
    assert (at["Ana"] > at["then Bo"]) is leftwards
    frame.deleteLater()
