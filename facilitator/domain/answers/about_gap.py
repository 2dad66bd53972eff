"""What the exercise asks about each gap: an early sign, or what happened step by step.

It is asked about a card or a theme; what was told of a card stays told once that is in a theme.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain.answers.answers import answer, answers_to
from facilitator.domain.chain import arrange
from facilitator.domain.chain.chain import Gap
from facilitator.domain.chain.verbs import remove
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import About, Exercise, Field
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Card, Theme
from facilitator.domain.text import clean


@dataclass(frozen=True, slots=True)
class Told:
    """What was told about a gap: the name of the question, and its answers in order.

    Of one that has `steps` they happened one after the other.
    """

    name: str
    texts: tuple[str, ...]
    steps: bool = False


def asked_about_gaps(exercise: Exercise) -> tuple[Field, ...]:
    """Return the questions that are asked about each gap."""
    return exercise.fields_about(About.GAP)


def told_about(meeting: Meeting, exercise: Exercise, gap: Gap) -> tuple[Told, ...]:
    """Return what was told about a gap; of a theme also what was told about its cards.

    Nothing is told of a card that is hidden from the room.
    """
    fields = asked_about_gaps(exercise)
    if not fields or not meeting.count(Answer) or (isinstance(gap, Card) and gap.hidden):
        return ()
    members = shown_members(meeting, gap.id) if isinstance(gap, Theme) else []
    return tuple(
        Told(asked.name, tuple(each.text for each in given), asked.many)
        for asked in fields
        for about in (gap, *members)
        if (given := answers_to(meeting, asked.id, about.id))
    )


def told_by_gap(meeting: Meeting, exercise: Exercise) -> Mapping[str, tuple[Told, ...]]:
    """Return what was told about gaps, by the id of the card or theme; only where there is any."""
    if not asked_about_gaps(exercise) or not meeting.count(Answer):
        return {}
    # The exercise of a meeting stays the same for as long as it is open.
    return meeting.derived(
        f"told about gaps/{exercise.id}",
        (Answer, Card, Theme),
        lambda: dict(_all_told(meeting, exercise)),
    )


def _all_told(meeting: Meeting, exercise: Exercise) -> Iterator[tuple[str, tuple[Told, ...]]]:
    cards = {each.about for each in meeting.all(Answer)} & meeting.by_id(Card).keys()
    themes = {meeting.by_id(Card)[known].theme for known in cards} | meeting.by_id(Theme).keys()
    for known in (*cards, *themes):
        gap = meeting.get(Card, known) or meeting.get(Theme, known)
        if gap is not None and (told := told_about(meeting, exercise, gap)):
            yield gap.id, told


def tell(meeting: Meeting, asked: Field, gap: Gap, text: str) -> Change:
    """Answer a question about a gap in one sentence; a blank one takes back what was told."""
    known = answers_to(meeting, asked.id, gap.id)
    words = clean(text)
    if words == (known[-1].text if known else ""):
        return Change(meeting.id, Verb.NOTHING)
    return answer(meeting, asked, [words], gap.id) if words else remove(meeting, known)


def tell_steps(meeting: Meeting, asked: Field, gap: Gap, texts: Sequence[str]) -> Change:
    """Tell what happened then: each text is a step after those there are."""
    return answer(meeting, asked, texts, gap.id)


def move_step(meeting: Meeting, step: Answer, by: int) -> Change:
    """Let a step be earlier (by=-1) or later (by=1)."""
    steps = answers_to(meeting, step.field, step.about)
    return arrange.move_by(meeting, steps, [step], by)


def place_step(meeting: Meeting, step: Answer, index: int) -> Change:
    """Put a step at an index among the others."""
    steps = answers_to(meeting, step.field, step.about)
    return arrange.move_to(meeting, steps, [step], index)
