"""Hidden cards are not left behind unseen, and what was just revealed is not hidden by mistake."""

from collections.abc import Callable

from facilitator.domain.boards import Board
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Part, Stage
from facilitator.domain.facilitation.privacy import WRITTEN_IN_PRIVATE
from facilitator.domain.facilitation.rhythm import current_part
from facilitator.domain.records import Side
from facilitator.domain.room.room_view import hidden_cards
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.second_press import READ_AND_RELEASED, Press, SecondPress
from facilitator.ui.stages.privacy import hidden_sentence
from facilitator.ui.workspace.session import Session


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

    def may_leave(self, session: Session, board: Board) -> bool:
        """Return whether to leave a stage; if cards of it are hidden, ask once.

        To leave the part in which everyone writes silently is to end private writing.
        """
        is_silent = current_part(board.meeting, board.exercise) is Part.SILENT
        if is_silent and not self.may_be_seen(session, board.stage):
            return False
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

    def may_be_seen(self, session: Session, here: Stage) -> bool:
        """Return whether no unfinished private text would be seen; if one would, say so."""
        if not session.meeting.bookmark.private:
            return True
        for script in session.exercise.stages:
            if script.kind in WRITTEN_IN_PRIVATE and any(session.draft_of(script.id)[:1]):
                self._say(
                    tr("Unfinished text would be seen: press Enter to hide it too, or delete it.")
                    if script.id == here.id
                    else tr(
                        "Unfinished text on “{stage}” would be seen: add or delete it first.",
                        stage=script.name,
                    )
                )
                return False
        return True

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
