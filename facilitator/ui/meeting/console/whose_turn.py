"""Whose turn it is, for the console's bar: a plate that follows the meeting by itself."""

from PySide6.QtWidgets import QWidget

from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation import rounds
from facilitator.ui.stages.widgets.turn_badge import TurnBadge
from facilitator.ui.workspace.session import Session


class WhoseTurn(TurnBadge):
    """Is shown while everyone is asked in turn."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, stacked=True)
        self._session = session
        session.changed.connect(self._on_changed)
        self._show()

    def _on_changed(self, change: Change) -> None:
        if change.verb in (Verb.ROUND, Verb.ROSTER, Verb.DETAILS):
            self._show()

    def _show(self) -> None:
        meeting = self._session.meeting
        self.show_turn(rounds.whose_turn(meeting), rounds.following(meeting))
