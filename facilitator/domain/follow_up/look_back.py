"""What a team has promised and not done yet, looked at from the meeting that comes next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain, count
from operator import itemgetter
from typing import Any

from facilitator.domain.chain.chain import gap_id, gap_text, is_withheld, parent_item
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.follow_up.gap_numbers import TeamNumbers
from facilitator.domain.follow_up.known_actions import Key, keys_by_action, order_of_verdict
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Outcome,
    Parked,
    PastVerdict,
    Status,
    Strategy,
    Theme,
    Verdict,
    new_id,
)
from facilitator.domain.text import fold

_Said = tuple[tuple[Any, ...], Verdict]
"""A verdict and the sort key by which the one that counts comes last."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an action: a copy of it, and what was said of it, the earliest first."""

    copy: EarlierAction
    verdicts: tuple[Verdict, ...]


def open_promises(
    containers: Sequence[Meeting], gone: frozenset[str] = frozenset(), asking: str = ""
) -> list[EarlierAction]:
    """Return what a team has promised and neither done nor dropped, the biggest success first.

    `containers` are its meetings and its journal; of those in the trash or erased, `gone`, nothing
    is asked. What comes as a copy of a meeting that is not here is asked of all the same. `asking`
    is the id of the meeting that looks back, where it is one of them.
    """
    known, numbers = _known(containers), TeamNumbers(containers, asking)
    wanted = [
        each
        for key, each in known.items()
        if not _status(each).is_final and key[0] not in gone and each.copy.text
    ]
    return [_looked_back_on(each, numbers) for each in sorted(wanted, key=_success)]


def carried_over(containers: Sequence[Meeting]) -> list[Parked]:
    """Return what the last meeting put off to the next one, as it comes up there.

    Of meetings of one day nobody can say which was the last: what came up in several of them comes
    up again if all have put it off, and once.
    """
    held = [each for each in containers if each.team is None]
    day = max((each.details.held_on for each in held), default=None)
    parked = [one for each in held if each.details.held_on == day for one in each.all(Parked)]
    settled = {fold(each.text) for each in parked if each.outcome is not Outcome.NEXT}
    put_off = {fold(each.text): each for each in parked if fold(each.text) not in settled}
    wanted = put_off.values()
    return [
        replace(each, id=new_id(), outcome=None, place=number * STEP)
        for number, each in enumerate(wanted, start=1)
    ]


def put_before(exercise: Exercise, promises: Sequence[EarlierAction]) -> list[EarlierAction]:
    """Return promises as the records of a meeting that begins: in their order, on its review."""
    stage = review_stage(exercise)
    return [
        replace(promise, stage=stage, place=number * STEP)
        for number, promise in enumerate(promises, start=1)
    ]


def look_back(meeting: Meeting, exercise: Exercise, promises: Sequence[EarlierAction]) -> Change:
    """Put before the meeting what its team has promised, in place of what was there.

    What is judged in the meeting already stays, and what was answered about.
    """
    builder = ChangeBuilder(meeting)
    judged: set[Key] = set()
    for there in meeting.all(EarlierAction):
        if meeting.child_count(Verdict, there.id) or meeting.child_count(Answer, there.id):
            judged.add((there.meeting, there.action))
        else:
            builder.delete(there)
    known = {(each.meeting, each.action): each for each in meeting.all(EarlierAction)}
    stage = review_stage(exercise)
    for number, promise in enumerate(promises, start=1):
        key = promise.meeting, promise.action
        if key not in judged:
            own = known[key].id if key in known else promise.id
            builder.upsert(replace(promise, id=own, stage=stage, place=number * STEP))
    return builder.change(Verb.LOOK_BACK, count=len(promises))


def may_look_back_anew(meeting: Meeting) -> bool:
    """Return whether a meeting has promises before it, and nothing was said of any of them yet."""
    found = meeting.all(EarlierAction)
    return bool(found) and not any(
        meeting.child_count(kind, each.id) for each in found for kind in (Verdict, Answer)
    )


def promises_before(
    meeting: Meeting, containers: Sequence[Meeting], gone: frozenset[str] = frozenset()
) -> list[EarlierAction] | None:
    """Return what a team has promised before a meeting of it, as is known now.

    None where the team has met again since: then what was put before this one stays. `containers`
    and `gone` are those of open_promises(); this meeting may be one of them, and need not.
    """
    others = [each for each in containers if each.id != meeting.id]
    if any(is_after(meeting, each) for each in others if each.team is None):
        return None
    # With its own copies: of what a meeting that is not here promised, nobody else may know.
    found = open_promises([*others, meeting], gone, asking=meeting.id)
    return [promise for promise in found if promise.meeting != meeting.id]


def is_after(meeting: Meeting, other: Meeting) -> bool:
    """Return whether another meeting was held after one: of a day, if it looks back on it."""
    if other.details.held_on != meeting.details.held_on:
        return other.details.held_on > meeting.details.held_on
    return any(copy.meeting == meeting.id for copy in other.all(EarlierAction))


REVIEW = "review"
"""The id of the stage that the program puts before the others, if none of them has it."""


def review_stage(exercise: Exercise) -> str:
    """Return the id of the stage on which earlier actions are reviewed."""
    own = next((stage.id for stage in exercise.stages if stage.kind is Kind.REVIEW), None)
    if own is not None:
        return own
    taken = {stage.id for stage in exercise.stages}
    names = chain([REVIEW], (f"{REVIEW}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _known(containers: Sequence[Meeting]) -> dict[Key, _Known]:
    """Return every action that containers hold or speak of; one that is there twice, once."""
    order = sorted(containers, key=lambda each: (each.details.held_on, each.id))
    own = _keys(order)
    copies: dict[Key, EarlierAction] = {}
    said: dict[Key, list[_Said]] = {}
    for container in order:
        # What hangs under a card that the room does not see yet, it has not promised yet.
        shown = (each for each in container.all(Action) if not is_withheld(container, each))
        for action in sorted(shown, key=partial(_path, container)):
            key = own[action.id]
            if key[0] == container.id:
                copies[key] = _copy(container, action)
            said.setdefault(key, []).extend(_said(container, action.id, None))
    for container in order:
        for copy in container.all(EarlierAction):
            key = own.get(copy.action, (copy.meeting, copy.action))
            copies.setdefault(key, copy)
            said.setdefault(key, []).extend(_said(container, copy.id, len(copy.history)))
    return {key: _Known(copy, _in_order(said.get(key, ()))) for key, copy in copies.items()}


def _keys(order: Sequence[Meeting]) -> dict[str, Key]:
    named = {(c.meeting, c.action) for each in order for c in each.all(EarlierAction)}
    return keys_by_action(((each.id, a) for each in order for a in each.by_id(Action)), named)


def _said(container: Meeting, of: str, told: int | None) -> Iterator[_Said]:
    """Yield what a container says of an action or a copy of one, with its sort key."""
    held_on = container.details.held_on
    for verdict in container.children(Verdict, of):
        key = order_of_verdict(verdict.day, verdict.place, verdict.id, held_on, container.id, told)
        yield key, verdict


def _path(container: Meeting, action: Action) -> tuple[tuple[bool, int, int], ...]:
    """Return the sort key by which actions are in the order of the gaps that they came from."""
    path: list[tuple[bool, int, int]] = []
    item: Item | None = action
    while item is not None:
        rank = item.rank if isinstance(item, Card | Theme) else None
        path.append((rank is None, rank or 0, item.place))
        item = parent_item(container, item)
    return tuple(reversed(path))


def _in_order(said: Iterable[_Said]) -> tuple[Verdict, ...]:
    once: dict[str, Verdict] = {}
    for _, verdict in sorted(said, key=itemgetter(0)):
        once.setdefault(verdict.id, verdict)
    return tuple(once.values())


def _copy(container: Meeting, action: Action) -> EarlierAction:
    strategy = parent_item(container, action)
    # What the strategy answers: the excuse, or one of its origins.
    cause = parent_item(container, strategy) if isinstance(strategy, Strategy) else None
    return EarlierAction(
        id=new_id(),
        stage=REVIEW,
        text=action.text,
        place=0,
        meeting=container.id,
        action=action.id,
        owner=action.owner,
        due=action.due,
        promised_on=container.details.held_on,
        gap=gap_text(container, action),
        excuse=cause.text if isinstance(cause, Excuse | Origin) else "",
        gap_id=gap_id(container, action),
        kind=action.kind,
    )


def _status(each: _Known) -> Status:
    return each.verdicts[-1].status if each.verdicts else Status.OPEN


def _success(each: _Known) -> tuple[int, int, date]:
    """Return the sort key by which the biggest success comes first, and the latest due last."""
    order = (Status.DONE, Status.PROGRESS, Status.OPEN, Status.EXCUSE, Status.DROPPED)
    steps = sum(verdict.status is Status.PROGRESS for verdict in each.verdicts)
    return (order.index(_status(each)), -steps, _due(each) or date.max)


def _due(each: _Known) -> date | None:
    return next((v.due for v in reversed(each.verdicts) if v.due is not None), each.copy.due)


def _looked_back_on(each: _Known, numbers: TeamNumbers) -> EarlierAction:
    history: Iterator[PastVerdict] = (
        PastVerdict(day=v.day, status=v.status, text=v.text) for v in each.verdicts
    )
    known = {(past.day, past.status, past.text): past for past in (*each.copy.history, *history)}
    past = tuple(sorted(known.values(), key=lambda one: one.day))
    return replace(
        each.copy, id=new_id(), due=_due(each), history=past, numbers=numbers.of(each.copy)
    )
