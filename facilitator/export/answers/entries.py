"""What a report tells of the questions of an exercise: answers, checks, decisions, the close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.answers.answers import (
    MEETING,
    actions_at,
    agreed_answers,
    check_of,
    wants_action,
)
from facilitator.domain.chain import chain
from facilitator.domain.chain.status import status_of
from facilitator.domain.exercise import About, Exercise, Field, Label, Tone
from facilitator.domain.facilitation.privacy import shown_cards, shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Answer, Card, Check, Item, Status, Strategy, Theme
from facilitator.export.answers.plan_row import PlanRow, plan_row


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """An answer in words, with one of its choices where it has any, and the actions under it.

    `said_on` is the day on which it was first said, None for that of this meeting. One that
    `is_open` asks for an action.
    """

    text: str
    choice: str
    said_on: date | None
    is_open: bool
    actions: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry:
    """A question with what was agreed on; `stage` is the number of its stage, from 0."""

    name: str
    question: str
    answers: tuple[GivenAnswer, ...]
    stage: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntry:
    """A check of a gap, and the actions under what was answered."""

    name: str
    said: Check
    actions: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutGap:
    """What was answered about one gap, or one card of a theme."""

    fields: tuple[FieldEntry, ...] = ()
    checks: tuple[CheckEntry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedEntry:
    """Something that was decided on, the actions that follow, and whether none does yet."""

    text: str
    actions: tuple[PlanRow, ...]
    lacks_action: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEntry:
    """A decision, and all it was made of."""

    name: str
    decided: tuple[DecidedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingEntry:
    """A place to answer at the close, with the actions that answer it."""

    question: str
    actions: tuple[PlanRow, ...]


def fields_of(meeting: Meeting, exercise: Exercise, today: date) -> tuple[FieldEntry, ...]:
    """Return the questions about the meeting that were answered, in the order of the stages."""
    found = _fields(meeting, exercise, MEETING, today)
    return tuple(sorted(found, key=lambda entry: entry.stage))


def about_gap(meeting: Meeting, exercise: Exercise, item: Item, today: date) -> AboutGap:
    """Return what was answered about a gap."""
    checks = []
    for asked in exercise.checks:
        known = check_of(meeting, asked, item)
        if known is not None and known.choice in (said.value for said in Check):
            actions = _rows(meeting, exercise, meeting.children(Action, known.id), today)
            entry = CheckEntry(name=asked.name, said=Check(known.choice), actions=actions)
            checks.append(entry)
    fields = tuple(_fields(meeting, exercise, item.id, today))
    return AboutGap(fields=fields, checks=tuple(checks))


def decisions(meeting: Meeting, exercise: Exercise, today: date) -> tuple[DecisionEntry, ...]:
    """Return what was decided by labels that do so, in the order of the labels."""
    found = []
    for label in (each for each in exercise.labels if _decides(each)):
        decided = tuple(
            _decided(meeting, exercise, label, item, today)
            for item in _labelled(meeting, exercise, label)
        )
        if decided:
            found.append(DecisionEntry(name=label.text, decided=decided))
    return tuple(found)


def _decides(label: Label) -> bool:
    """Return whether a label is a decision: one is chosen of several, or nothing has to follow."""
    return bool(label.choice) or label.settled


def undecided(meeting: Meeting, exercise: Exercise) -> int:
    """Return how many gaps are without a decision; 0 as long as nothing is decided."""
    choosing = {label.id for label in exercise.labels if _decides(label)}
    gaps = chain.gaps(meeting, exercise)
    bare = [
        gap for gap in gaps if not any(choosing & {*each.labels} for each in _all(meeting, gap))
    ]
    return len(bare) if len(bare) < len(gaps) else 0


def closing(meeting: Meeting, exercise: Exercise, today: date) -> tuple[ClosingEntry, ...]:
    """Return the places at the close that were answered."""
    found = []
    for place in exercise.closing:
        actions = _rows(meeting, exercise, actions_at(meeting, place), today)
        if actions:
            found.append(ClosingEntry(question=place.question, actions=actions))
    return tuple(found)


def actions_at_the_close(meeting: Meeting, exercise: Exercise) -> frozenset[str]:
    """Return the ids of the actions that answer a place at the close."""
    places = (actions_at(meeting, place) for place in exercise.closing)
    return frozenset(action.id for found in places for action in found)


def _fields(meeting: Meeting, exercise: Exercise, about: str, today: date) -> Iterator[FieldEntry]:
    for asked in exercise.fields_about(About.GAP if about else About.MEETING):
        given = tuple(
            _given(meeting, exercise, each, today)
            for each in agreed_answers(meeting, asked.id, about)
            if each.text or each.choice
        )
        if given:
            yield FieldEntry(
                name=asked.name,
                question=asked.question,
                answers=given,
                stage=_stage_of(exercise, asked),
            )


def _stage_of(exercise: Exercise, asked: Field) -> int:
    """Return the number of the stage on which a field is answered; of none, before all."""
    numbers = (n for n, stage in enumerate(exercise.stages) if stage.field == asked.id)
    return next(numbers, -1)


def _given(meeting: Meeting, exercise: Exercise, given: Answer, today: date) -> GivenAnswer:
    said_on = given.said_on
    return GivenAnswer(
        text=given.text,
        choice=given.choice,
        said_on=None if said_on == meeting.details.held_on else said_on,
        is_open=wants_action(exercise, given),
        actions=_rows(meeting, exercise, meeting.children(Action, given.id), today),
    )


def _labelled(meeting: Meeting, exercise: Exercise, label: Label) -> Iterator[chain.Gap]:
    """Yield the gaps with a label in their order, then such strengths.

    Of a theme without it those cards that have it.
    """
    for gap in chain.gaps(meeting, exercise):
        yield from _with(meeting, gap, label)
    known = {gap.id for gap in chain.gaps(meeting, exercise)}
    column = exercise.column_of(Tone.STRENGTH).id
    themes = meeting.children(Theme, column)
    cards = [card for card in shown_cards(meeting, column) if not card.theme]
    strengths: list[chain.Gap] = [*themes, *cards]
    for each in strengths:
        if each.id not in known:
            yield from _with(meeting, each, label)


def _with(meeting: Meeting, item: chain.Gap, label: Label) -> Sequence[chain.Gap]:
    if label.id in item.labels:
        return [item]
    return [each for each in _all(meeting, item)[1:] if label.id in each.labels]


def _all(meeting: Meeting, item: chain.Gap) -> Sequence[chain.Gap]:
    """Return a gap, and the cards of a theme."""
    return [item, *(shown_members(meeting, item.id) if isinstance(item, Theme) else ())]


def _decided(
    meeting: Meeting, exercise: Exercise, label: Label, item: chain.Gap, today: date
) -> DecidedEntry:
    # What a theme needs is done for each of its cards.
    theme = meeting.get(Theme, item.theme) if isinstance(item, Card) else None
    own, shared = (actions_under(meeting, each) if each else [] for each in (item, theme))
    actions = own or shared
    alive = [each for each in actions if status_of(meeting, each) is not Status.DROPPED]
    return DecidedEntry(
        text=item.text,
        actions=_rows(meeting, exercise, actions, today),
        lacks_action=not (label.settled or alive),
    )


def actions_under(meeting: Meeting, item: chain.Gap) -> list[Action]:
    """Return the actions that follow from a gap or a strength, whatever leads to them."""
    excuses = chain.excuses_of(meeting, item)
    above: list[Item] = [s for each in excuses for s in chain.strategies_of(meeting, each)]
    for each in _all(meeting, item):
        above += meeting.children(Strategy, each.id)
        above += meeting.children(Answer, each.id)
    return [action for each in above for action in meeting.children(Action, each.id)]


def _rows(
    meeting: Meeting, exercise: Exercise, actions: Sequence[Action], today: date
) -> tuple[PlanRow, ...]:
    return tuple(plan_row(meeting, exercise, action, today) for action in actions)
