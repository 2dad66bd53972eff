"""What a team said at its last meeting with an exercise, as it is offered at the next one.

Everything offered is a copy: where it was said stays as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.answers.answers import MEETING, answers_to
from facilitator.domain.chain.chain import all_strategies, is_withheld
from facilitator.domain.exercise import About, Brings, Exercise, Field, Kind, Stage
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import Answer, Item, Statement, Strategy, new_id
from facilitator.domain.text import fold


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of an earlier meeting, the day on which they were first said, and where."""

    text: str
    meeting: str
    day: date
    ticks: tuple[str, ...] = ()


def last_meetings(
    containers: Iterable[Meeting], gone: frozenset[str] = frozenset()
) -> dict[str, tuple[Meeting, ...]]:
    """Return the last meetings of a team by exercise: several where they were held on one day."""
    found: dict[str, tuple[Meeting, ...]] = {}
    for meeting in containers:
        if meeting.team is not None or meeting.id in gone:
            continue
        exercise, day = meeting.details.exercise, meeting.details.held_on
        known = found.get(exercise, ())
        if known and known[0].details.held_on > day:
            continue
        is_same_day = known and known[0].details.held_on == day
        found[exercise] = (*known, meeting) if is_same_day else (meeting,)
    return found


def brought(exercise: Exercise, last: Sequence[Meeting]) -> list[Answer | Statement]:
    """Return what is offered at a meeting that begins: what was said at the last ones.

    Of what was said about one gap nothing comes along, nor of what is hidden from the room. What
    nobody agreed to or dropped then is offered once more.
    """
    answers: list[Answer] = []
    for asked in exercise.fields_about(About.MEETING):
        said = list(_once(one for meeting in last for one in _answers(meeting, exercise, asked)))
        answers += (_answer(asked, one) for one in (said if asked.many else said[-1:]))
    numbered = enumerate(answers, start=1)
    offered: list[Answer | Statement] = [replace(one, place=n * STEP) for n, one in numbered]
    for stage in exercise.stages:
        if stage.kind is Kind.STATEMENT:
            written = _once(one for meeting in last for one in _statements(meeting, stage.id))
            offered += (_statement(stage, one, n * STEP) for n, one in enumerate(written, start=1))
    return offered


def is_offered(item: Item | None) -> bool:
    """Return whether an item was brought along and nobody has agreed to it yet."""
    return isinstance(item, Answer | Statement) and bool(item.brought_from)


def _answer(asked: Field, said: _Said) -> Answer:
    return Answer(
        id=new_id(),
        about=MEETING,
        field=asked.id,
        text=said.text,
        place=0,
        brought_from=said.meeting,
        said_on=said.day,
    )


def _statement(stage: Stage, said: _Said, place: int) -> Statement:
    return Statement(
        id=new_id(),
        stage=stage.id,
        text=said.text,
        place=place,
        ticks=tuple(tick for tick in said.ticks if tick in stage.criteria),
        brought_from=said.meeting,
        said_on=said.day,
    )


def _answers(meeting: Meeting, exercise: Exercise, asked: Field) -> Iterator[_Said]:
    """Yield what a meeting answered to a field, and where it says so, its strategies."""
    if asked.brings is Brings.NOTHING:
        return
    for known in answers_to(meeting, asked.id):
        yield _as_said(meeting, known)
    if asked.brings is Brings.STRATEGIES:
        ordered = {each.id: each for each in all_strategies(meeting, exercise)}
        others = {each.id: each for each in meeting.all(Strategy)}
        for strategy in (ordered | others).values():
            if not is_withheld(meeting, strategy):
                yield _Said(strategy.text, meeting.id, meeting.details.held_on)


def _statements(meeting: Meeting, stage: str) -> Iterator[_Said]:
    for known in meeting.children(Statement, stage):
        yield replace(_as_said(meeting, known), ticks=known.ticks)


def _as_said(meeting: Meeting, known: Answer | Statement) -> _Said:
    # What was only offered there is still the word of the meeting before.
    day = known.said_on or meeting.details.held_on
    return _Said(known.text, known.brought_from or meeting.id, day)


def _once(said: Iterable[_Said]) -> Iterator[_Said]:
    """Yield what was said in different words; what has none was erased where it came from."""
    met: set[str] = set()
    for one in said:
        key = fold(one.text)
        if key and key not in met:
            met.add(key)
            yield one
