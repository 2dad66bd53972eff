"""Remove a hidden card before the reveal, without learning whose it is."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from facilitator.domain.contributions.removal import remove_hidden
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.refusals import RefusedError
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.join.controls.hidden_cards_sheet import HiddenCard, HiddenCardsSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.session import Session


class HiddenCards(QObject):
    """The list of hidden cards, which opens where only the facilitator reads the window."""

    def __init__(self, shell: MainWindow, session: Callable[[], Session | None]) -> None:
        super().__init__(shell)
        self._shell = shell
        self._session = session
        sheet = self.sheet = shell.add_sheet(HiddenCardsSheet(shell))
        sheet.remove_requested.connect(self._on_remove_requested)
        sheet.undo_requested.connect(self._on_undo_requested)
        shell.console_changed.connect(self._on_console_changed)

    def show(self) -> None:
        """Open the list."""
        if not self._shell.is_console:
            self._say(tr("The room sees this window: hidden cards are listed on a console only."))
            return
        if self._refresh():
            self.sheet.open()
        else:
            self._say(tr("No cards are hidden."))

    def _refresh(self) -> bool:
        """List the cards as they are now; return whether there are any."""
        session = self._session()
        cards = hidden_cards(session.meeting, session.exercise) if session is not None else []
        self.sheet.show_cards(cards)
        return bool(cards)

    def _on_remove_requested(self, card_id: str) -> None:
        session = self._session()
        if session is None:
            return
        try:
            session.execute(remove_hidden(session.meeting, card_id))
        except RefusedError as refused:
            self._say(phrases.refusal(refused.reason, session.exercise.words))
        else:
            self._say(tr("Removed. {key} brings the card back.", key=catalog.UNDO.key))
        self._refresh()

    def _on_undo_requested(self) -> None:
        self._shell.run_command(catalog.UNDO)
        self._refresh()

    def _on_console_changed(self) -> None:
        if self.sheet.isVisible() and not self._shell.is_console:
            # The room must not read it.
            self.sheet.close_sheet()

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)


def hidden_cards(meeting: Meeting, exercise: Exercise) -> list[HiddenCard]:
    """Return the hidden cards in an order that tells nothing of who wrote them, or when."""
    columns = {column.id: column.title for column in exercise.columns}
    cards = sorted(meeting.hidden_cards(), key=lambda card: (card.column, card.id[::-1]))
    return [
        HiddenCard(id=card.id, text=card.text, column=columns.get(card.column, ""))
        for card in cards
    ]
