"""What is asked of the gap that a promise came from: if it was met again, how much there is now."""

from datetime import date
from typing import Protocol

from facilitator.domain.follow_up.gap_numbers import number_on, promises_of_gap, set_number
from facilitator.domain.follow_up.verdicts import again_of, say_again
from facilitator.domain.records import Check, EarlierAction
from facilitator.domain.written_numbers import read_number
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.numbers import number_text
from facilitator.ui.stages.verdicts.asked import Asked


class PromiseContext(StageContext, Protocol):
    """A stage on which one promise is looked at."""

    @property
    def action(self) -> EarlierAction | None: ...


class GapQuestions:
    """The questions of the gap of the promise that is looked at, each asked once for a gap."""

    def __init__(self, stage: PromiseContext) -> None:
        self._stage = stage
        self._skipped: set[tuple[Asked, str]] = set()
        """What was asked of the gap of a promise and not said, with the id of that promise."""

    @property
    def has_gap(self) -> bool:
        """Whether it is known what the promise came from."""
        action = self._stage.action
        return action is not None and bool(action.gap or action.gap_id)

    def following(self) -> Asked | None:
        """Return what is asked next of itself; None when all is said or skipped."""
        if self._asks_again():
            return Asked.AGAIN
        return Asked.NUMBER if self._asks_number() else None

    def _asks_again(self) -> bool:
        """Return whether nobody said yet if the gap was met again, in an exercise that asks it."""
        session, action = self._stage.session, self._stage.action
        if action is None or not (self.has_gap and session.exercise.words.again):
            return False
        return again_of(session.meeting, action) is None and not self._is_skipped(
            Asked.AGAIN, action
        )

    def _asks_number(self) -> bool:
        """Return whether the gap had a number before, and nobody was asked for it here yet."""
        meeting, action = self._stage.session.meeting, self._stage.action
        if action is None or not action.numbers or number_on(meeting, action) is not None:
            return False
        return not self._is_skipped(Asked.NUMBER, action)

    def _is_skipped(self, asked: Asked, action: EarlierAction) -> bool:
        same = promises_of_gap(self._stage.session.meeting, action)
        return not self._skipped.isdisjoint((asked, each.id) for each in same)

    def skip(self, asked: Asked | None) -> None:
        """Ask this no more of itself."""
        if self._stage.action is not None and asked is not None:
            self._skipped.add((asked, self._stage.action.id))

    def number_prompt(self) -> str:
        """Return what asks for the number on the gap, with the one it had last."""
        action, words = self._stage.action, self._stage.session.exercise.words
        before = action.numbers[-1] if action is not None and action.numbers else None
        return number_text.question(words, before=before)

    def answer(self, asked: Asked, text: str) -> bool:
        """Keep what was typed; False, saying why, when it is no answer."""
        return self._read_again(text) if asked is Asked.AGAIN else self._count(text)

    def say_again(self, said: Check) -> bool:
        """Keep whether the gap was met again; said twice it is taken back."""
        meeting, action = self._stage.session.meeting, self._stage.action
        return action is not None and bool(
            self._stage.attempt(lambda: say_again(meeting, action, said))
        )

    def _read_again(self, text: str) -> bool:
        """Take yes or no that was typed."""
        typed = text.strip().casefold()
        words = {said: phrases.check_word(said).casefold() for said in (Check.YES, Check.NO)}
        found = (said for said, word in words.items() if typed and word.startswith(typed))
        said = next(found, None)
        if said is not None:
            return self.say_again(said)
        self._stage.say(tr("Say yes or no: {key} or {other}.", key="Y", other="N"))
        return False

    def _count(self, text: str) -> bool:
        """Keep the number; what is none stays on the line, and it is said why."""
        stage, action, value = self._stage, self._stage.action, read_number(text)
        if not isinstance(value, int):
            stage.say(number_text.problem(value, text))
            return False
        if action is None:
            return False
        if stage.attempt(lambda: set_number(stage.session.meeting, action, value, date.today())):
            stage.say(self._said_of_number(action, value))
        return True

    def _said_of_number(self, action: EarlierAction, value: int) -> str:
        now = phrases.amount(value, self._stage.session.exercise.words)
        if action.numbers:
            now = tr("{before} → {now}", before=action.numbers[-1].value, now=now)
        return tr("{amount}: noted. {key} undoes that.", amount=now, key=catalog.UNDO.key)
