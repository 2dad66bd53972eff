"""A vote on gaps while hands are counted: what the keys mean."""

from dataclasses import dataclass, field, replace
from itertools import count

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from facilitator.domain.chain.chain import Gap
from facilitator.domain.records import Ballot, Card, Side, Theme, Vote
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote import tally
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.desktop.key_places import digit_of
from facilitator.ui.stages.context import StageContext

_HELD_WITH_OTHERS = frozenset(
    {
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Alt),
        *(Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
    }
)
_STEPS = {"+": 1, "-": -1, "−": -1}


_numbers = count()


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that is being typed for a gap: the vote before its first digit, and hands now.

    Slips that come in meanwhile make it no other number. What is executed with the same `merge_id`
    is undone together.
    """

    gap: str
    before: Ballot
    hands: tuple[Vote, ...]
    merge_id: int = field(default_factory=lambda: next(_numbers))


class VoteCounter:
    """The count of a vote that is going on; without one it takes no key.

    Digits typed one after the other make one number: until another gap is selected, another key
    is pressed, or the dots are changed in another way. It is undone as a whole, and refused as a
    whole: then the gap has what it had before, and Enter waits for a number that is possible.
    """

    def __init__(self, stage: StageContext) -> None:
        self._stage = stage
        self._typed: _Number | None = None
        self._refusal = ""
        """Why the number that was typed last is refused; empty once another key was pressed."""
        for panel in stage.panels.values():
            panel.view.key_filter = self.handle_key
        stage.entry.text_changed.connect(self.finish_number)

    @property
    def ballot(self) -> Ballot | None:
        """The vote that is going on."""
        return tally.current(self._stage.session.meeting)

    # What keys mean

    def handle_key(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed on a column; return whether it was for the count."""
        keys, mods = Qt.Key, Qt.KeyboardModifier
        if event.key() in _HELD_WITH_OTHERS:
            return False
        digit = digit_of(event)
        with_others = event.modifiers() & (mods.ControlModifier | mods.MetaModifier)
        if self.ballot is None or with_others:
            self.finish_number()
        elif digit is not None:
            self.take_digit(digit)
            return True
        elif event.modifiers() & mods.AltModifier:
            self.finish_number()
        elif event.key() == keys.Key_Backspace:
            self.remove_last_digit()
            return True
        elif event.text() in _STEPS:
            self.step(_STEPS[event.text()])
            return True
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and self.on_gaps:
            self.select_next()
            return True
        else:
            self.finish_number()
        return False

    def take_digit(self, digit: int) -> None:
        """Append a digit to the number of dots, or begin a new one with it."""
        gap = self._gap
        now = self._dots(gap)
        self._give(gap, now * 10 + digit if self._number_of(gap) else digit)

    def finish_number(self) -> None:
        """Finish the number that was typed: the next digit begins another."""
        self._typed, self._refusal = None, ""

    def remove_last_digit(self) -> None:
        """Take the last digit off the dots of the selected gap."""
        gap = self._gap
        self._give(gap, self._dots(gap) // 10)

    def step(self, by: int) -> None:
        """Give the selected gap one dot more (by=1) or one less (by=-1)."""
        self.finish_number()
        gap = self._gap
        self._give(gap, max(0, self._dots(gap) + by))
        self.finish_number()

    def select_next(self) -> None:
        """Select the next gap, unless this one still waits for a number that is possible."""
        if self._refusal:
            self._stage.say(self._refusal)
            return
        self.finish_number()
        ids, stage = self._ids, self._stage
        selected = stage.selection.left
        at = ids.index(selected) + 1 if selected in ids else 0
        if at < len(ids):
            stage.select(Side.LEFT, ids[at])
        else:
            stage.say(tr("This is the last one: {key} ends the vote.", key=catalog.VOTE.key))

    def _give(self, gap: Gap | None, dots: int) -> None:
        """Give a gap so many dots, or say how many are possible."""
        stage, number, ballot = self._stage, self._number_of(gap), self.ballot
        self.finish_number()
        if gap is None or ballot is None:
            stage.say(nothing_to_vote_on(stage.session.exercise.words.gap.one))
            return
        meeting = stage.session.meeting
        number = number or _Number(gap.id, ballot, ballot.votes)
        try:
            change = tally.set_dots(meeting, gap, dots)
        except RefusedError as refused:
            stage.session.execute(tally.restore_votes(meeting, gap, number.before), number.merge_id)
            self._refusal = self._limit(refused.reason)
            stage.say(self._refusal)
            return
        stage.session.execute(change, number.merge_id)
        now = self.ballot
        self._typed = replace(number, hands=now.votes) if now is not None else None

    def _number_of(self, gap: Gap | None) -> "_Number | None":
        """Return the number that is being typed for that gap; None when a new one begins."""
        typed, ballot = self._typed, self.ballot
        if typed is None or gap is None or ballot is None:
            return None
        was, is_now = (typed.gap, typed.before.id, typed.hands), (gap.id, ballot.id, ballot.votes)
        return typed if was == is_now else None

    def _limit(self, reason: Reason) -> str:
        ballot, stage = self.ballot, self._stage
        assert ballot is not None
        if not ballot.voters:
            return tr(
                "Everybody votes on their own device here, so no hands are counted: {key} ends "
                "the vote.",
                key=catalog.VOTE.key,
            )
        if reason is Reason.TOO_MANY_FOR_ONE:
            return tr(
                "At most {n} dots on one {gap}: nobody can give it more than {most}.",
                n=ballot.voters * ballot.most,
                gap=stage.session.exercise.words.gap.one,
                most=ballot.most,
            )
        if ballot.secret:
            # How many are left would tell how many the others have.
            return tr("Not enough dots left; take some off another one first.")
        if ballot.slips:
            return tr("Not enough dots left for raised hands; take some off another one first.")
        left = tally.hands_left(stage.session.meeting, ballot)
        if not left:
            return tr("All dots have been given; take some off another one first.")
        return counted(
            left,
            tr("Only {n} more dot is left to give; take some off another one first."),
            tr("Only {n} more dots are left to give; take some off another one first."),
        )

    # What is counted

    @property
    def _ids(self) -> list[str]:
        return list(self._stage.board.ids(Side.LEFT, self._stage.selection))

    @property
    def _gap(self) -> Gap | None:
        """The selected gap; the cards beside a theme have no dots of their own."""
        found = self._stage.session.meeting.find(self._stage.selection.left)
        return found if isinstance(found, Card | Theme) else None

    def _dots(self, gap: Gap | None) -> int:
        ballot = self.ballot
        if gap is None or ballot is None:
            return 0
        return tally.hand_totals(self._stage.session.meeting, ballot).get(gap.id, 0)

    @property
    def on_gaps(self) -> bool:
        """Whether the gaps have the focus."""
        return self._stage.focused_side() is Side.LEFT


def nothing_to_vote_on(gap: str) -> str:
    """Return why there is no vote; `gap` is what this exercise calls one."""
    return tr("There is no {gap} to vote on yet: type one and press Enter.", gap=gap)
