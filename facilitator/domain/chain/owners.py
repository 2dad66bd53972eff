"""Who does what: the owners of an action, how much each has to do, and who said yes to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitator.domain.chain.chain import plan
from facilitator.domain.chain.status import Promise, status_of
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import people
from facilitator.domain.records import Action, EarlierAction
from facilitator.domain.text import fold


def owners_of(meeting: Meeting, action: Promise) -> tuple[str, ...]:
    """Return the people who own an action, each once."""
    details = meeting.details
    return people(action.owner, [*details.participants, details.facilitator])


def owns(meeting: Meeting, action: Promise, name: str) -> bool:
    """Return whether somebody is one of the owners of an action."""
    return fold(name) in map(fold, owners_of(meeting, action))


def loads(meeting: Meeting) -> Mapping[str, int]:
    """Return how many actions each person has to do, by folded names.

    Those of this meeting count, and those of earlier meetings that it looks back on.
    """
    promises: list[Promise] = [*meeting.all(Action), *meeting.all(EarlierAction)]
    waiting = (each for each in promises if not status_of(meeting, each).is_final)
    return Counter(fold(name) for each in waiting for name in owners_of(meeting, each))


def agree(meeting: Meeting, action: Action, name: str) -> Change:
    """Say that one of the owners of an action said yes to it."""
    builder = ChangeBuilder(meeting)
    if fold(name) not in map(fold, action.agreed):
        builder.upsert(replace(action, agreed=(*action.agreed, name)))
    return builder.change(Verb.AGREE, action.text)


def agreed_owners(meeting: Meeting, action: Action) -> tuple[str, ...]:
    """Return those owners of an action who said yes; who owns it no longer is none of them."""
    said = set(map(fold, action.agreed))
    return tuple(name for name in owners_of(meeting, action) if fold(name) in said)


def unasked(meeting: Meeting, exercise: Exercise) -> Sequence[tuple[Action, str]]:
    """Return each owner who has not said yes yet, with the action, in the order of the plan.

    What is done or dropped needs no yes.
    """
    return [
        (action, name)
        for action in plan(meeting, exercise)
        if not status_of(meeting, action).is_final
        for name in owners_of(meeting, action)
        if fold(name) not in map(fold, action.agreed)
    ]
