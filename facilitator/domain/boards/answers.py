"""The stage on which a field is answered, and the slide that a meeting opens with."""

from collections.abc import Sequence

from facilitator.domain.answers.answers import answer, answers_to, choose
from facilitator.domain.answers.people_here import kinds_wanted, tick_kind
from facilitator.domain.boards.base import Board, Selection
from facilitator.domain.chain import arrange
from facilitator.domain.change import Change
from facilitator.domain.exercise import Field
from facilitator.domain.records import Answer, Item, Side
from facilitator.domain.refusals import Reason, RefusedError


class AnswersBoard(Board):
    """The answers to the field of the stage, on the left; nothing is on the right."""

    leads = False

    @property
    def asked(self) -> Field | None:
        """The field that is answered here."""
        return self.exercise.field_of(self.stage.field)

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.RIGHT:
            return []
        return [each.id for each in answers_to(self.meeting, self.stage.field)]

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        if self.asked is None or side is Side.RIGHT:
            raise RefusedError(Reason.NOTHING_TO_ADD)
        # Where one sentence is wanted, several lines are one.
        said = texts if self.asked.many else [" ".join(texts)]
        return answer(self.meeting, self.asked, said)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        given = [item for item in items if isinstance(item, Answer)]
        siblings = answers_to(self.meeting, self.stage.field)
        return arrange.move_by(self.meeting, siblings, given, by)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        given = [item for item in items if isinstance(item, Answer)]
        siblings = answers_to(self.meeting, self.stage.field)
        return arrange.move_to(self.meeting, siblings, given, index)

    def values(self) -> tuple[str, ...]:
        return self.asked.choices if self.asked is not None else ()

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        """Choose one of the choices of the field for the selected answer."""
        given = item if isinstance(item, Answer) else self.meeting.get(Answer, at.left)
        if given is None or not 1 <= number <= len(self.values()):
            return self.nothing()
        return choose(self.meeting, given, self.values()[number - 1])

    def first_open(self, side: Side, at: Selection) -> str | None:
        """Return the first answer of which something is to be said, else the first."""
        given = answers_to(self.meeting, self.stage.field) if side is Side.LEFT else []
        return next(map(_id, filter(self.is_waiting, given)), given[0].id if given else None)

    def given_at(self, at: Selection) -> Answer | None:
        """Return the selected answer."""
        given = self.meeting.get(Answer, at.left)
        return given if given is not None and given.field == self.stage.field else None

    @property
    def asks_for_left(self) -> bool:
        given = answers_to(self.meeting, self.stage.field)
        return bool(given) and (bool(self.values()) or any(map(self.is_waiting, given)))

    def is_waiting(self, given: Answer) -> bool:
        """Return whether something is to be said of an answer: to agree to it, or a choice."""
        return bool(given.brought_from) or (bool(self.values()) and not given.choice)

    def next_waiting(self, at: Selection) -> str | None:
        """Return the next answer that waits, beginning after the selected one; None without any."""
        given = answers_to(self.meeting, self.stage.field)
        ids = [each.id for each in given]
        after = ids.index(at.left) + 1 if at.left in ids else 0
        around = (*given[after:], *given[:after])
        return next(map(_id, filter(self.is_waiting, around)), None)


def _id(given: Answer) -> str:
    return given.id


class OpeningBoard(Board):
    """The slide that a meeting opens with: it has no items, only people to tick."""

    leads = False

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        return []

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        raise RefusedError(Reason.NOTHING_TO_ADD)

    def values(self) -> tuple[str, ...]:
        return kinds_wanted(self.exercise)

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        """Tick that people of that kind are here, or untick it."""
        kinds = self.values()
        is_one = 1 <= number <= len(kinds)
        return tick_kind(self.meeting, kinds[number - 1]) if is_one else self.nothing()
