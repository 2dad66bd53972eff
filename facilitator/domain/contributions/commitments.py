"""What participants promise, say of their promises, and agree to, from their devices."""

from datetime import date

from facilitator.domain.chain import owners, verbs
from facilitator.domain.chain.chain import is_withheld
from facilitator.domain.chain.status import Promise as Promised
from facilitator.domain.change import Change, Verb
from facilitator.domain.contributions.contribution import Promise, ProposeVerdict, SayYes
from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.words import words_beside, words_sent
from facilitator.domain.follow_up import verdicts
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Answer, EarlierAction, Parked, Status, Strategy
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.text import fold


def promise(meeting: Meeting, promised: Promise, own: Own, item_id: str, today: date) -> Change:
    """Commit to an action as its owner, who has said yes by that.

    Raises RefusedError and InputRefusedError.
    """
    words = words_sent(promised.text)
    if not own.name:
        raise RefusedError(Reason.NO_NAME)
    if promised.due < today:
        raise RefusedError(Reason.PAST_DAY)
    above = meeting.find(promised.parent)
    is_there = isinstance(above, Strategy | Answer | Parked) and not is_withheld(meeting, above)
    if above is None or not is_there:
        raise RefusedError(Reason.NOT_THERE)
    if meeting.find(item_id) is not None:
        return Change(meeting.id, Verb.NOTHING)
    draft = Action(
        id=item_id,
        strategy=above.id,
        text=words,
        place=0,
        owner=own.name,
        due=promised.due,
        agreed=(own.name,),
    )
    verbs.check_room(meeting, 1)
    return verbs.commit_action(meeting, draft)


def propose_verdict(
    meeting: Meeting, proposed: ProposeVerdict, own: Own, item_id: str, today: date
) -> Change:
    """Say what became of an action of one's own, of this meeting or an earlier one.

    An excuse needs words. Raises RefusedError and InputRefusedError.
    """
    action = _own_action(meeting, proposed.action, own)
    words = words_beside(proposed.text)
    if proposed.status is Status.OPEN or (proposed.status is Status.EXCUSE and not words):
        raise RefusedError(Reason.EMPTY)
    if proposed.due is not None and proposed.due < today:
        raise RefusedError(Reason.PAST_DAY)
    if meeting.find(item_id) is not None:
        return Change(meeting.id, Verb.NOTHING)
    # A clock that was set back makes no verdict older than the meeting.
    day = max(today, meeting.details.held_on)
    return verdicts.judge(
        meeting, action, proposed.status, day, words, proposed.due, verdict_id=item_id
    )


def say_yes(meeting: Meeting, said: SayYes, own: Own) -> Change:
    """Say yes to an action of one's own of this meeting. Raises RefusedError."""
    action = _own_action(meeting, said.action, own)
    if not isinstance(action, Action):
        raise RefusedError(Reason.NOT_THERE)
    name = next(name for name in owners.owners_of(meeting, action) if fold(name) == fold(own.name))
    return owners.agree(meeting, action, name)


def _own_action(meeting: Meeting, action_id: str, own: Own) -> Promised:
    """Return an action that the participant owns. Raises RefusedError."""
    if not own.name:
        raise RefusedError(Reason.NO_NAME)
    found = meeting.get(Action, action_id) or meeting.get(EarlierAction, action_id)
    if found is None or is_withheld(meeting, found):
        raise RefusedError(Reason.NOT_THERE)
    if not owners.owns(meeting, found, own.name):
        raise RefusedError(Reason.NOT_OWN)
    return found
