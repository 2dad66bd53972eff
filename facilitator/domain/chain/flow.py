"""The steps of a meeting: its stages, and within a discussion one step a gap."""

from dataclasses import dataclass

from facilitator.domain.chain.chain import (
    any_ranked,
    excuse_above,
    gap_above,
    gap_numbers,
    parent_item,
)
from facilitator.domain.exercise import HERE, Exercise, Kind, Stage
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Parked,
    Side,
    Statement,
    Strategy,
    Theme,
    Verdict,
)

_WRITTEN_ON: dict[type[Item], Kind] = {
    Card: Kind.BOARD,
    Theme: Kind.RANK,
    Excuse: Kind.DISCUSS,
    Origin: Kind.DISCUSS,
    Strategy: Kind.STRATEGIES,
    Action: Kind.COMMIT,
    Statement: Kind.STATEMENT,
    EarlierAction: Kind.REVIEW,
    Verdict: Kind.REVIEW,
    Parked: Kind.CLOSE,
    Answer: Kind.ANSWERS,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the meeting: a stage, and the gap under discussion where there is one."""

    stage: Stage
    gap: str | None = None


def here(meeting: Meeting, exercise: Exercise) -> Step:
    """Return the step at which the meeting is; the first gap where its own is gone."""
    bookmark = meeting.bookmark
    return step_at(meeting, exercise, exercise.stage(bookmark.stage), bookmark.gap)


def step_at(meeting: Meeting, exercise: Exercise, stage: Stage, gap: str | None = None) -> Step:
    """Return the step of a stage, at a certain gap if that is still there."""
    if stage.kind is not Kind.DISCUSS:
        return Step(stage)
    order = gap_numbers(meeting, exercise)
    return Step(stage, gap if gap in order else next(iter(order), None))


def step_of(meeting: Meeting, exercise: Exercise, item: Item) -> Step:
    """Return the step on which an item was written."""
    if isinstance(item, Statement):
        return Step(exercise.stage(item.stage))
    scripts = exercise.stages
    above = parent_item(meeting, item) if isinstance(item, Action) else None
    asked = item if isinstance(item, Answer) else above
    if isinstance(asked, Answer) and (asked is item or _is_at_close(exercise, asked)):
        return _where_answered(meeting, exercise, asked)
    kind = _WRITTEN_ON[type(item)]
    script = next((script for script in scripts if script.kind is kind), scripts[0])
    if _is_of_verdict(meeting, item):
        return Step(_where_judged(meeting, exercise, item) or script)
    if isinstance(item, Card):
        sides = {exercise.column(side).id: side for side in Side}
        boards = [script for script in scripts if script.kind is Kind.BOARD]
        side = sides.get(item.column)
        script = next((script for script in boards if script.active is side), script)
    return step_with(meeting, exercise, script, item)


def _where_answered(meeting: Meeting, exercise: Exercise, item: Answer) -> Step:
    """Return the step on which a question is answered: of an item, where that is worked on."""
    about = meeting.find(item.about or None)
    if about is not None:
        kind = Kind.REVIEW if isinstance(about, EarlierAction) else Kind.DISCUSS
        stage = next((each for each in exercise.stages if each.kind is kind), exercise.stages[0])
        return step_with(meeting, exercise, stage, about)
    if item.field == HERE:
        opening = (stage for stage in exercise.stages if stage.kind is Kind.OPENING)
        return Step(next(opening, exercise.stages[0]))
    closes = _is_at_close(exercise, item)
    found = next(
        (each for each in exercise.stages if closes and each.kind is Kind.CLOSE),
        next((stage for stage in exercise.stages if stage.field == item.field), None),
    )
    return Step(found or exercise.stages[-1])


def _is_at_close(exercise: Exercise, item: Answer) -> bool:
    """Return whether an answer is to one of the questions at the close."""
    return any(place.id == item.field for place in exercise.closing)


def _is_of_verdict(meeting: Meeting, item: Item) -> bool:
    """Return whether an item is a verdict, or an excuse or one of its origins under a verdict."""
    if isinstance(item, Verdict):
        return True
    excuse = excuse_above(meeting, item) if isinstance(item, Excuse | Origin) else None
    return excuse is not None and meeting.get(Verdict, excuse.gap) is not None


def _where_judged(meeting: Meeting, exercise: Exercise, item: Item) -> Stage | None:
    """Return the stage on which a verdict was given: the review, or the plan for own actions."""
    above: Item | None = item
    while above is not None and not isinstance(above, EarlierAction | Action):
        above = parent_item(meeting, above)
    kind = Kind.CLOSE if isinstance(above, Action) else Kind.REVIEW
    return next((stage for stage in exercise.stages if stage.kind is kind), None)


def step_with(meeting: Meeting, exercise: Exercise, stage: Stage, item: Item) -> Step:
    """Return the step of a stage that an item belongs to: where its gap is discussed."""
    gap = gap_above(meeting, item)
    return step_at(meeting, exercise, stage, gap.id if gap is not None else None)


def worked_on(meeting: Meeting, exercise: Exercise) -> frozenset[str]:
    """Return the ids of the stages on which something was written."""
    filled = {
        Kind.RANK: meeting.count(Theme) > 0 or any_ranked(meeting, exercise),
        Kind.DISCUSS: _any_of_gaps(meeting, Excuse),
        Kind.STRATEGIES: _any_of_gaps(meeting, Strategy),
        Kind.STATEMENT: any(not each.brought_from for each in meeting.all(Statement)),
        Kind.REVIEW: any(meeting.child_count(Verdict, a.id) for a in meeting.all(EarlierAction)),
        Kind.COMMIT: meeting.count(Action) > 0,
        Kind.OPENING: meeting.bookmark.stage != exercise.stages[0].id,
        Kind.CLOSE: meeting.details.first is not None or meeting.details.next_on is not None,
    }
    return frozenset(
        stage.id
        for stage in exercise.stages
        if filled.get(stage.kind)
        or _has_cards(meeting, exercise, stage)
        or _has_answers(meeting, stage)
    )


def _any_of_gaps(meeting: Meeting, kind: type[Excuse | Strategy]) -> bool:
    """Return whether there are excuses or strategies that were not written in the review."""
    if not meeting.count(Verdict):
        return meeting.count(kind) > 0
    found = (excuse_above(meeting, item) for item in meeting.all(kind))
    return any(each is None or meeting.get(Verdict, each.gap) is None for each in found)


def _has_cards(meeting: Meeting, exercise: Exercise, stage: Stage) -> bool:
    if stage.kind is not Kind.BOARD:
        return False
    return meeting.child_count(Card, exercise.column(stage.active).id) > 0


def _has_answers(meeting: Meeting, stage: Stage) -> bool:
    return stage.kind is Kind.ANSWERS and any(
        each.field == stage.field and not each.brought_from for each in meeting.children(Answer, "")
    )


def next_step(meeting: Meeting, exercise: Exercise, step: Step) -> Step | None:
    """Return the step after this one, None after the last."""
    return _neighbour(meeting, exercise, step, 1)


def previous_step(meeting: Meeting, exercise: Exercise, step: Step) -> Step | None:
    """Return the step before this one; a discussion is entered from behind at its last gap."""
    return _neighbour(meeting, exercise, step, -1)


def _neighbour(meeting: Meeting, exercise: Exercise, step: Step, by: int) -> Step | None:
    order = list(gap_numbers(meeting, exercise))
    if step.stage.kind is Kind.DISCUSS and step.gap in order:
        at = order.index(step.gap) + by
        if 0 <= at < len(order):
            return Step(step.stage, order[at])
    at = exercise.index(step.stage) + by
    if not 0 <= at < len(exercise.stages):
        return None
    stage = exercise.stages[at]
    if stage.kind is Kind.DISCUSS and order:
        return Step(stage, order[0] if by > 0 else order[-1])
    return Step(stage)
