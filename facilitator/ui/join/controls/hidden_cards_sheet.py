"""The sheet on which a hidden card is removed before the reveal, without learning whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

ROW, MAX_HEIGHT = 67, 620
"""Height of a card, and height from which the list is paged, in pixels at 1080 lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenCard:
    """A hidden card: its words, and the title of its column."""

    id: str
    text: str
    column: str


class HiddenCardsSheet(Sheet):
    """Numbers instead of words; Enter shows the words of one card, Del removes it.

    It opens on the console alone. It changes nothing itself.
    """

    remove_requested = Signal(str)
    undo_requested = Signal()

    share = (0.72, 0.9)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Hidden cards"))
        self._cards: Sequence[HiddenCard] = ()
        self._read: set[str] = set()
        """The cards whose words are shown."""
        self.message = Label(
            tr(
                "Only you see this window. Enter shows the words of a card, Del removes it. Nobody "
                "learns who wrote it: not here, and not later."
            ),
            self.sheet,
        )
        self.message.setWordWrap(True)
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.setAccessibleName(tr("Hidden cards"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.removes_by_backspace = False
        self.body.addWidget(self.message)
        self.body.addWidget(self.list, 1)
        self.list.activated.connect(self._on_activated)
        self.list.remove_requested.connect(self._on_remove_requested)
        self.list.escaped.connect(self.close_sheet)
        self.list.selected.connect(self.show_hints)
        self.hidden.connect(self._read.clear)
        install(self, [catalog.UNDO.bind(self.undo_requested.emit)])

    def show_cards(self, cards: Sequence[HiddenCard]) -> None:
        """Show these cards; their order must tell nothing of who wrote them, or when."""
        chosen, before = self.list.selected_id, [each.id for each in self._cards]
        self._cards = cards
        lines = {each.id: self._line(number, each) for number, each in enumerate(cards, 1)}
        self.list.set_items(list(lines), lambda known: lines[known])
        if chosen not in lines:
            at = before.index(chosen) if chosen in before else 0
            self.list.select(cards[min(at, len(cards) - 1)].id if cards else None)
        self.list.setMinimumHeight(self.metrics.px(min(MAX_HEIGHT, ROW * (len(cards) + 1))))
        if not cards and self.isVisible():
            self.close_sheet()
        self._place()

    def _line(self, number: int, card: HiddenCard) -> CardContent:
        is_read = card.id in self._read
        return CardContent(
            text=card.text if is_read else tr("Hidden card {n}", n=number),
            aside=card.column,
            muted=not is_read,
            stripe=Stripe.NONE,
        )

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("show or hide its words"), run=self.list.activate),
            Hint(catalog.DELETE_ENTRY, tr("remove it"), 1, self._on_remove_requested),
            Hint(catalog.UNDO, tr("undo"), 2, self.undo_requested.emit),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def start(self) -> None:
        self.list.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        self.message.setMinimumWidth(metrics.px(900))
        self.list.set_metrics(metrics)
        super().set_metrics(metrics)

    def _on_activated(self, card_id: str) -> None:
        self._read ^= {card_id}
        self.show_cards(self._cards)

    def _on_remove_requested(self) -> None:
        if self.list.selected_id is not None:
            self.remove_requested.emit(self.list.selected_id)
