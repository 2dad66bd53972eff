"""Hidden cards are not left behind unseen, and what was just revealed is not hidden by mistake."""

from collections.abc import Callable

from facilitator.domain.boards import Board
from facilitator.domain.change import Change, Verb
from facilitator.domain.records import Side
from facilitator.domain.room.room_view import hidden_cards
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.second_press import READ_AND_RELEASED, Press, SecondPress
from facilitator.ui.stages.privacy import hidden_sentence


class PrivacyGuard:
    """Two questions about private writing, each asked once and answered by the same key."""

    def __init__(self, say: Callable[[str], object]) -> None:
        """`say` tells the user one sentence."""
        self._say = say
        self.leaving = SecondPress(read_first=READ_AND_RELEASED)
        self.beginning = SecondPress(read_first=READ_AND_RELEASED)
        self._left: frozenset[str] = frozenset()
        """The ids of the hidden cards with which a stage was left knowingly."""
        self._has_just_revealed = False

    def may_leave(self, board: Board) -> bool:
        """Return whether to leave a stage; if cards of it are hidden, ask once."""
        hidden = frozenset(card.id for card in board.meeting.hidden_cards())
        if hidden <= self._left or not any(hidden_cards(board, side) for side in Side):
            return True
        press = self.leaving.press()
        if press is Press.CONFIRM:
            self._left = hidden
        elif press is Press.ASK:
            waiting = hidden_sentence(board.meeting)
            self._say(f"{waiting} {tr('Go on once more to leave them hidden.')}")
        return press is Press.CONFIRM

    def may_begin(self) -> bool:
        """Return whether private writing may begin; right after a reveal, ask.

        A reveal ends private writing. Whoever presses the key to end it as well would hide what
        is typed from people who have just been shown everything.
        """
        if not self._has_just_revealed:
            return True
        press = self.beginning.press()
        if press is Press.ASK:
            key = catalog.PRIVATE.key
            self._say(
                tr("Private writing is already over: press {key} again to begin it.", key=key)
            )
        return press is Press.CONFIRM

    def on_changed(self, change: Change) -> None:
        """Follow the meeting: both questions are about the moment."""
        if change.undoable:
            self._has_just_revealed = change.verb is Verb.REVEAL
            self.leaving.forget()
            self.beginning.forget()
