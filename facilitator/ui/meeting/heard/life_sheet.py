"""The sheet of the life of an excuse or a gap: when it was heard, and what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Words
from facilitator.services.recurrence import Occurrence
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_layout import CardLayout
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.meeting.heard import heard_text
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


class LifeSheet(Sheet):
    """The times that it was heard, the first on top, and a way to say that it is not the same."""

    taken_back = Signal()
    """It is not the same after all."""

    share = (0.8, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Life of this excuse"))
        self._contents: Sequence[CardContent] = ()
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.escaped.connect(self.close_sheet)
        self.list.activated.connect(lambda _: self.close_sheet())
        self.message = Label("", self.sheet)
        self.message.setWordWrap(True)
        self.back = LinkButton(tr("It is not the same after all"), self.sheet)
        self.back.clicked.connect(self.taken_back)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)

    def show_life(
        self, life: Sequence[Occurrence], meeting: str, words: Words, *, confirmed: bool
    ) -> None:
        """Open with the times that it was heard; `confirmed` if one is linked to this meeting's."""
        is_gap = bool(life) and life[-1].is_gap
        word = (words.gap if is_gap else words.excuse).one
        self.title.setText(tr("Life of this {item}", item=word))
        self.setAccessibleName(self.title.text())
        cards = {
            each.item: heard_text.occurrence(each, number == 0, each.meeting == meeting, words)
            for number, each in enumerate(life)
        }
        self.list.setAccessibleName(self.title.text())
        self.list.set_items(list(cards), cards.__getitem__)
        self.list.column.show_start()
        if cards:
            self.list.select(next(iter(cards)))
        said = heard_text.nothing(is_gap, words) if len(life) < 2 else ""
        self.message.setText(said)
        self.message.setVisible(bool(said))
        self.back.setVisible(confirmed)
        self._contents = list(cards.values())
        self._fit()
        self.open()
        announce(self, ". ".join([*(card.spoken for card in self._contents), said]))

    def start(self) -> None:
        self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        self.list.set_metrics(metrics)
        self.back.set_metrics(metrics)
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        super().set_metrics(metrics)
        self._fit()

    def _fit(self) -> None:
        """Make the list as high as what is in it, as far as there is room."""
        m = self.metrics
        self._place()
        width = round(self.width() * self.share[0])
        width -= 2 * (m.px(Space.XXL) + self.list.side_margin)
        heights = [CardLayout(card, width, m, Type.LEAD).height() for card in self._contents]
        wanted = sum(heights) + self.list.column.gap * (len(heights) + 1) + 3 * m.px(Space.S)
        self.list.setMinimumHeight(min(wanted, m.px(560)))
        self.body.invalidate()
        self._place()
