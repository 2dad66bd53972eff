"""What a contribution from a device becomes: a change of the meeting, made as all others are."""

from datetime import date
from random import Random, SystemRandom

from facilitator.domain.change import Change, Verb
from facilitator.domain.contributions import additions, commitments, raised
from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    AddStatement,
    Contribution,
    GiveDots,
    Promise,
    ProposeVerdict,
    RaiseFingers,
    SayYes,
    SetDone,
    SetLabels,
    TakeBack,
)
from facilitator.domain.contributions.own import Contributed, Own
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting

_CHANCE = SystemRandom()


def contribute(
    meeting: Meeting,
    exercise: Exercise,
    contribution: Contribution,
    own: Own,
    item_id: str,
    today: date,
    chance: Random = _CHANCE,
) -> Contributed:
    """Return what a contribution of a device that has `own` makes of the meeting and of that.

    What is added gets `item_id`; what is there already with that id is not added again. `chance`
    decides where a slip is among others. Raises RefusedError and InputRefusedError, each before
    anything was changed.
    """
    match contribution:
        case AddCard():
            return additions.add_card(meeting, exercise, contribution, own, item_id)
        case AddLink():
            return additions.add_link(meeting, exercise, contribution, own, item_id)
        case AddStatement():
            return additions.add_statement(meeting, exercise, contribution, own, item_id)
        case TakeBack():
            return additions.take_back(meeting, contribution, own)
        case SetLabels():
            return additions.set_labels(meeting, exercise, contribution, own)
        case GiveDots():
            return raised.give_dots(meeting, exercise, contribution, own, item_id, chance)
        case RaiseFingers():
            return raised.raise_fingers(meeting, contribution, own, chance)
        case Promise():
            change = commitments.promise(meeting, contribution, own, item_id, today)
        case ProposeVerdict():
            change = commitments.propose_verdict(meeting, contribution, own, item_id, today)
        case SayYes():
            change = commitments.say_yes(meeting, contribution, own)
        case SetDone():
            change = Change(meeting.id, Verb.NOTHING)
    return Contributed(change, own)
