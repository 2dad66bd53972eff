"""What is shown of the checks on gaps: all of them under discussion, the answers on a card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain.answers.answers import check_of
from facilitator.domain.exercise import CheckQuestion, Exercise
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Card, Check, Theme

Gap = Card | Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCheck:
    """A check and what was answered to it, None before that.

    `name` is its short form. `of` are the words of the card that it is about, where a theme shows
    the checks of its cards.
    """

    id: str
    name: str
    said: Check | None
    of: str = ""


def checks_of(meeting: Meeting, exercise: Exercise, gap: Gap) -> tuple[ShownCheck, ...]:
    """Return all checks of a gap; of a theme also what was answered about its cards."""
    if not exercise.checks:
        return ()
    own = (_shown(meeting, asked, gap) for asked in exercise.checks)
    return (*own, *_of_cards(meeting, exercise, gap))


def answered_checks(meeting: Meeting, exercise: Exercise) -> Mapping[str, tuple[ShownCheck, ...]]:
    """Return the checks that were answered, by the id of the card or theme that shows them.

    Nothing is told of a card that is hidden from the room.
    """
    if not exercise.checks or not meeting.count(Answer):
        return {}

    def work_out() -> Mapping[str, tuple[ShownCheck, ...]]:
        ids = {each.about for each in meeting.all(Answer)}
        themes = {card.theme for card in map(meeting.by_id(Card).get, ids) if card and card.theme}
        shown = (meeting.get(Card, key) or meeting.get(Theme, key) for key in ids | themes)
        found = {
            gap.id: tuple(each for each in checks_of(meeting, exercise, gap) if each.said)
            for gap in shown
            if gap is not None and not (isinstance(gap, Card) and gap.hidden)
        }
        return {key: said for key, said in found.items() if said}

    name = "/".join(("answered checks", *(f"{each.id}:{each.name}" for each in exercise.checks)))
    return meeting.derived(name, (Card, Theme, Answer), work_out)


def _of_cards(meeting: Meeting, exercise: Exercise, gap: Gap) -> Sequence[ShownCheck]:
    """Return what was answered about the cards of a theme that the room may see."""
    if not isinstance(gap, Theme):
        return ()
    cards = shown_members(meeting, gap.id)
    shown = [_shown(meeting, asked, card, card.text) for card in cards for asked in exercise.checks]
    return [each for each in shown if each.said is not None]


def _shown(meeting: Meeting, asked: CheckQuestion, gap: Gap, of: str = "") -> ShownCheck:
    known = check_of(meeting, asked, gap)
    said = said_in(known) if known is not None else None
    return ShownCheck(id=asked.id, name=asked.name, said=said, of=of)


def said_in(given: Answer) -> Check | None:
    """Return what an answer says to a check; None where it says nothing of the kind."""
    return next((each for each in Check if each.value == given.choice), None)


def after(said: Check | None) -> Check | None:
    """Return what a click makes of the answer to a check: yes, no, not yet, and none again."""
    row: Sequence[Check | None] = (None, *Check)
    return row[(row.index(said) + 1) % len(row)]
