"""What stays on the wall while a stage runs: lines of the exercise, and earlier answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.domain.answers.answers import agreed_answers
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """Some lines and what they are; lines of the exercise have no heading."""

    heading: str
    lines: tuple[str, ...]


def pinned(meeting: Meeting, exercise: Exercise, stage: Stage) -> tuple[Pinned, ...]:
    """Return what stays on the wall on a stage; what has no line yet is left out."""
    return tuple(each for each in _all_pinned(meeting, exercise, stage) if each.lines)


def _all_pinned(meeting: Meeting, exercise: Exercise, stage: Stage) -> Iterator[Pinned]:
    yield Pinned(heading="", lines=stage.pinned)
    for source in stage.pinned_from:
        field = exercise.field_of(source)
        if field is not None:
            said = agreed_answers(meeting, field.id)
            yield Pinned(heading=field.name, lines=tuple(each.text for each in said))
            continue
        written_on = next((each for each in exercise.stages if each.id == source), None)
        if written_on is not None:
            statements = meeting.children(Statement, source)
            agreed = tuple(each.text for each in statements if not each.brought_from)
            yield Pinned(heading=written_on.name, lines=agreed)
