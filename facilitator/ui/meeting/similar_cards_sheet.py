"""The sheet of two similar cards: Enter groups them, Del dismisses the pair."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_layout import CardLayout
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.sheet import Sheet


class SimilarCardsSheet(Sheet):
    """One pair at a time; nothing is typed here, so that single letters are commands."""

    agreed = Signal()
    """The two cards belong together."""
    dismissed = Signal()
    """They don't."""
    other_requested = Signal(int)
    """The next pair (1) or the previous one (-1)."""

    share = (0.8, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("These two are similar"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cards: Sequence[CardContent] = ()
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("These two are similar"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.keys = HintBar(self.sheet)
        self.keys.side_margin = Space.S
        self.keys.set_hints(
            [
                Hint(catalog.GROUP_PAIR, tr("group them"), run=self.agreed.emit),
                Hint(catalog.DISMISS_PAIR, tr("not similar"), 1, self.dismissed.emit),
                Hint(
                    catalog.NEXT_PAIR, tr("another pair"), 2, partial(self.other_requested.emit, 1)
                ),
                Hint(catalog.CLOSE_SHEET, tr("back"), 3, self.close_sheet),
            ]
        )
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.keys)

    def hints(self) -> Sequence[Hint]:
        return ()

    def show_pair(self, cards: Sequence[tuple[str, CardContent]], number: int, total: int) -> None:
        """Show two cards, given by their ids; the pair is `number` of `total`."""
        known = dict(cards)
        self._cards = list(known.values())
        self.list.set_items(list(known), known.__getitem__)
        self.list.column.show_start()
        self.keys.set_state(tr("{n} of {total}", n=number, total=total) if total > 1 else "")
        said = tr(
            "These two are similar: “{one}” / “{other}”",
            one=self._cards[0].text,
            other=self._cards[1].text,
        )
        self.setAccessibleName(said)
        announce(self, said)
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self.list.set_metrics(metrics)
        self.keys.set_metrics(metrics)
        super().set_metrics(metrics)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.agreed.emit()
        elif event.key() in (keys.Key_Delete, keys.Key_Backspace):
            self.dismissed.emit()
        elif event.key() in (keys.Key_Right, keys.Key_Down, keys.Key_L):
            self.other_requested.emit(1)
        elif event.key() in (keys.Key_Left, keys.Key_Up):
            self.other_requested.emit(-1)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Make the list as high as the two cards, as far as there is room."""
        m = self.metrics
        self._place()
        width = round(self.width() * self.share[0])
        width -= 2 * (m.px(Space.XXL) + self.list.side_margin)
        heights = [CardLayout(content, width, m, Type.LEAD).height() for content in self._cards]
        wanted = sum(heights) + self.list.column.gap * 2 + 3 * m.px(Space.S)
        self.list.setMinimumHeight(min(wanted, m.px(620)))
        self.body.invalidate()
        self._place()
