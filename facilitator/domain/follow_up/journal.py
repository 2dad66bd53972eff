"""Verbs of a team's journal: what is said of its actions between meetings."""

from dataclasses import replace
from datetime import date

from facilitator.domain.chain.chain import gap_id, gap_text, parent_item
from facilitator.domain.chain.verbs import check_room
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.follow_up.register import ActionChain
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    EarlierAction,
    Excuse,
    Origin,
    Status,
    Strategy,
)


def judge_between(
    container: Meeting,
    promise: EarlierAction,
    status: Status,
    day: date,
    text: str = "",
    due: date | None = None,
) -> Change:
    """Give a verdict on an action between meetings, as one change.

    `container` is the journal of its team, or the action's own meeting where it has no team;
    `promise` is the action as it is known now, with all that was said of it. The journal gets a
    copy, or the one it has learns what was said meanwhile: so it tells that this verdict is the
    later one. Raises InputRefusedError for a day before the action was promised.
    """
    own = container.get(Action, promise.action)
    if own is not None and promise.meeting == container.id:
        return judge(container, own, status, day, text, due)
    copy = _copy_in(container, promise)
    builder = ChangeBuilder(container)
    if container.stored(copy) is None:
        check_room(container, 3)
    builder.upsert(copy)
    said = judge(container, copy, status, day, text, due)
    return builder.change(Verb.LOOK_BACK).followed_by(said) if said else said


def _copy_in(journal: Meeting, promise: EarlierAction) -> EarlierAction:
    """Return the copy of an action as the journal is to have it."""
    there = journal.all(EarlierAction)
    for copy in there:
        if (copy.meeting, copy.action) == (promise.meeting, promise.action):
            return replace(copy, history=promise.history)
    last = there[-1].place if there else 0
    return replace(promise, stage="", place=last + STEP)


def came_from(meeting: Meeting, action_id: str) -> ActionChain:
    """Return what an action of a meeting came from: its gap, and what its strategy answers."""
    action = meeting.get(Action, action_id)
    if action is None:
        return ActionChain()
    strategy = parent_item(meeting, action)
    cause = parent_item(meeting, strategy) if isinstance(strategy, Strategy) else None
    excuse = cause.text if isinstance(cause, Excuse | Origin) else ""
    return ActionChain(gap_text(meeting, action), excuse, gap_id(meeting, action))
