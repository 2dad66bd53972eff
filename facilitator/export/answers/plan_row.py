"""An action as a row of the plan, with where it came from."""

from dataclasses import dataclass
from datetime import date

from facilitator.domain.chain import chain
from facilitator.domain.chain.status import due_of, is_late, status_of
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    ActionKind,
    Answer,
    Card,
    Origin,
    Status,
    Strategy,
    Theme,
)
from facilitator.export.answers import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """An action. `because_of` is the gap's text, `late` says that it should be done by now.

    `origin` is the one that its strategy answers, empty where it answers the excuse itself.
    `builds_on` is the strength that its strategy follows from; `answer` is the answer to a question
    of the exercise that it comes from, with the name of that. `key` and `gap` are the ids of the
    action and of its gap, "" where there is none.
    """

    text: str
    because_of: str
    origin: str
    sign: str
    owner: str
    due: date | None
    status: Status
    late: bool
    when: str = ""
    expected_excuse: str = ""
    sponsor: str = ""
    kind: ActionKind = ActionKind.DO
    builds_on: str = ""
    answer: str = ""
    key: str = ""
    gap: str = ""


def plan_row(meeting: Meeting, exercise: Exercise, action: Action, today: date) -> PlanRow:
    """Return an action as a row; `today` decides whether it is late."""
    above = meeting.find(action.strategy)
    parent = meeting.find(above.parent) if isinstance(above, Strategy) else None
    builds_on = is_strength(exercise, parent)
    return PlanRow(
        text=action.text,
        because_of="" if builds_on else chain.gap_text(meeting, action),
        origin=parent.text if isinstance(parent, Origin) else "",
        sign=action.sign,
        owner=action.owner,
        due=due_of(meeting, action),
        status=status_of(meeting, action),
        late=is_late(meeting, action, today),
        when=action.when,
        expected_excuse=action.expected_excuse,
        sponsor=action.sponsor,
        kind=action.kind,
        builds_on=parent.text if builds_on and parent is not None else "",
        answer=_told(exercise, above) if isinstance(above, Answer) else "",
        key=action.id,
        gap="" if builds_on else chain.gap_id(meeting, action),
    )


def is_strength(exercise: Exercise, item: object) -> bool:
    """Return whether an item is a card or theme of the column of strengths."""
    column = exercise.column_of(Tone.STRENGTH).id
    return isinstance(item, Card | Theme) and item.column == column


def _told(exercise: Exercise, given: Answer) -> str:
    """Return an answer with the name of its question; of a place at the close only that."""
    names = {each.id: each.name for each in exercise.closing}
    names |= {each.id: each.name for each in exercise.checks}
    names |= {each.id: each.name for each in exercise.fields}
    name = names.get(given.field, "")
    is_place = any(each.id == given.field for each in exercise.closing)
    return name if is_place else sentences.answered(name, given.text, given.choice)
