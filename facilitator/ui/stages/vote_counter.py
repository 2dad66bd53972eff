"""Counting raised hands: what the keys, the cards and the band say while the room votes on gaps."""

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from facilitator.domain.chain.chain import Gap
from facilitator.domain.exercise import Tone
from facilitator.domain.records import Ballot, Card, Side, Theme
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote import tally
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.column_model import FaceOf
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.hint_bar import Hint

if TYPE_CHECKING:
    from facilitator.ui.stages.kinds.rank import RankStage

_HELD_WITH_OTHERS = frozenset(
    {
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Alt),
        *(Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
    }
)
_STEPS = {"+": 1, "-": -1, "−": -1}


_deeds = count()


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that is being typed for a gap: the vote before its first digit, and as it is now."""

    gap: str
    before: Ballot
    now: Ballot | None
    deed: int = field(default_factory=lambda: next(_deeds))


class VoteCounter:
    """Has nothing to say, and takes no key, while no vote goes on.

    Digits typed one after the other make one number: until another gap is selected, another key
    is pressed, or the dots become others in another way. It is undone as a whole, and refused as a
    whole: then the gap has what it had before, and Enter waits for a number that can be.
    """

    def __init__(self, stage: "RankStage") -> None:
        self._stage = stage
        self.band = Band(Tone.GAP, stage, largest=Type.CARD_BOLD)
        self._typed: _Number | None = None
        self._refusal = ""
        """Why the number that was typed last can't be; empty once another key was pressed."""
        for panel in stage.panels.values():
            panel.view.heard_first = self.hear
        stage.entry.text_changed.connect(self.rest)

    @property
    def ballot(self) -> Ballot | None:
        """The vote that goes on."""
        return tally.current(self._stage.session.meeting)

    # What is shown

    def show(self) -> None:
        """Let the band say what is left to give; of a secret vote, how far the counting is."""
        ballot, meeting = self.ballot, self._stage.session.meeting
        self.band.setVisible(ballot is not None)
        if ballot is None:
            return
        dots = ballot.voters * ballot.dots
        most = tr("at most {n} on one", n=ballot.voters * ballot.most)
        parts = [counted(dots, tr("{n} dot to give"), tr("{n} dots to give"))]
        if ballot.secret:
            done, total = len(tally.totals(meeting, ballot)), len(self._ids)
            parts += [most, tr("{n} of {total} counted", n=done, total=total)]
        else:
            parts += [tr("{n} left", n=tally.left_over(meeting, ballot)), most]
        self.band.set(" · ".join(parts))

    def faces(self, face_of: FaceOf) -> FaceOf:
        """The cards with their dots: of a secret vote, only whether they were counted."""
        meeting = self._stage.session.meeting
        ballot = self.ballot or tally.deciding(meeting)
        if ballot is None:
            return face_of
        dots = tally.totals(meeting, ballot)
        if ballot.secret and not ballot.closed:
            asides = dict.fromkeys(dots, tr("counted"))
            return lambda key: replace(face_of(key), aside=asides.get(key, ""))
        return lambda key: replace(face_of(key), dots=dots.get(key, 0))

    # What keys mean

    def hear(self, event: QKeyEvent) -> bool:
        """Whether a key on a column was for the count."""
        keys, mods = Qt.Key, Qt.KeyboardModifier
        if event.key() in _HELD_WITH_OTHERS:
            return False
        digit = _digit(event)
        with_others = event.modifiers() & (mods.ControlModifier | mods.MetaModifier)
        if self.ballot is None or with_others:
            self.rest()
        elif digit is not None:
            self.take_digit(digit)
            return True
        elif event.modifiers() & mods.AltModifier:
            self.rest()
        elif event.key() == keys.Key_Backspace:
            self._take_last_digit_off()
            return True
        elif event.text() in _STEPS:
            self._step(_STEPS[event.text()])
            return True
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and self._on_gaps:
            self._go_on()
            return True
        else:
            self.rest()
        return False

    def take_digit(self, digit: int) -> None:
        """One more digit of the number of dots, or the first of a new one."""
        gap = self._gap
        now = self._dots(gap)
        self._give(gap, now * 10 + digit if self._number_of(gap) else digit)

    def rest(self) -> None:
        """The number that was typed is whole: the next digit begins another."""
        self._typed, self._refusal = None, ""

    def _take_last_digit_off(self) -> None:
        gap = self._gap
        self._give(gap, self._dots(gap) // 10)

    def _step(self, by: int) -> None:
        self.rest()
        gap = self._gap
        self._give(gap, max(0, self._dots(gap) + by))
        self.rest()

    def _go_on(self) -> None:
        """To the next gap, unless this one still waits for a number that can be."""
        if self._refusal:
            self._stage.said.emit(self._refusal)
            return
        self.rest()
        ids, stage = self._ids, self._stage
        selected = stage.selection.left
        at = ids.index(selected) + 1 if selected in ids else 0
        if at < len(ids):
            stage.select(Side.LEFT, ids[at])
        else:
            stage.said.emit(tr("This is the last one: Ctrl+D ends the vote."))

    def _give(self, gap: Gap | None, dots: int) -> None:
        """So many dots from now on, or a sentence that says how many there can be."""
        stage, number, ballot = self._stage, self._number_of(gap), self.ballot
        self.rest()
        if gap is None or ballot is None:
            stage.said.emit(nothing_to_vote_on(stage.session.exercise.words.gap.one))
            return
        meeting = stage.session.meeting
        number = number or _Number(gap.id, ballot, ballot)
        try:
            change = tally.set_dots(meeting, gap, dots)
        except RefusedError as refused:
            stage.session.execute(tally.take_back(meeting, gap, number.before), number.deed)
            self._refusal = self._limit(refused.reason)
            stage.said.emit(self._refusal)
            return
        stage.session.execute(change, number.deed)
        self._typed = replace(number, now=self.ballot)

    def _number_of(self, gap: Gap | None) -> "_Number | None":
        """The number that is being typed for that gap; None when it would be another."""
        typed = self._typed
        if typed is None or gap is None or (typed.gap, typed.now) != (gap.id, self.ballot):
            return None
        return typed

    def _limit(self, reason: Reason) -> str:
        ballot, stage = self.ballot, self._stage
        assert ballot is not None
        if reason is Reason.TOO_MANY_FOR_ONE:
            return tr(
                "At most {n} dots on one {gap}: nobody gives it more than {most}.",
                n=ballot.voters * ballot.most,
                gap=stage.session.exercise.words.gap.one,
                most=ballot.most,
            )
        left = tally.left_over(stage.session.meeting, ballot)
        if not left:
            return tr("All dots are given; take some off another one first.")
        return counted(
            left,
            tr("Only {n} more dot is left to give; take some off another one first."),
            tr("Only {n} more dots are left to give; take some off another one first."),
        )

    # Where one is

    @property
    def _ids(self) -> list[str]:
        return list(self._stage.board.ids(Side.LEFT, self._stage.selection))

    @property
    def _gap(self) -> Gap | None:
        """The gap that is counted for: beside it may stand its cards, which have no own dots."""
        found = self._stage.session.meeting.find(self._stage.selection.left)
        return found if isinstance(found, Card | Theme) else None

    def _dots(self, gap: Gap | None) -> int:
        ballot = self.ballot
        if gap is None or ballot is None:
            return 0
        return tally.totals(self._stage.session.meeting, ballot).get(gap.id, 0)

    @property
    def _on_gaps(self) -> bool:
        return self._stage.focused_side() is Side.LEFT

    # Which keys are said to work

    def entry_hints(self) -> list[Hint]:
        """While a sentence is typed during a vote."""
        return [
            Hint("↑", tr("count the dots")),
            Hint("Ctrl D", tr("end the vote")),
            Hint("Enter", tr("add"), 5),
            Hint("Alt 0–9", tr("dots"), 4),
            Hint("PgDn", self._stage.next_hint(), 3),
        ]

    def item_hints(self) -> list[Hint]:
        """On a gap that is counted for."""
        enter = tr("the next one") if self._on_gaps else tr("edit")
        return [
            Hint("0–9", tr("dots")),
            Hint("+ −", tr("one more, one less"), 3),
            Hint("Backspace", tr("last digit off"), 5),
            Hint("Enter", enter, 2),
            Hint("Ctrl D", tr("end the vote")),
            Hint("F2", tr("edit"), 6),
            Hint("Esc", tr("back to the entry line"), 4),
        ]


def nothing_to_vote_on(gap: str) -> str:
    """Why there is no vote; `gap` is what this exercise calls one."""
    return tr("There is no {gap} to vote on yet: type one and press Enter.", gap=gap)


def _digit(event: QKeyEvent) -> int | None:
    """As it is read: some keyboards have digits with Shift, or others than 0 to 9."""
    keys = Qt.Key
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        known = keys.Key_0 <= event.key() <= keys.Key_9
        return event.key() - keys.Key_0 if known else None
    text = event.text()
    return int(text) if len(text) == 1 and text.isdecimal() else None
