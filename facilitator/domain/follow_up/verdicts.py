"""Verbs of the review: progress or an excuse is said of an action, and more of that verdict."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from facilitator.domain.answers.answers import answers_to, the_answer_id
from facilitator.domain.answers.checks import said_in
from facilitator.domain.chain.chain import descendants
from facilitator.domain.chain.status import Promise, status_of, verdicts_of
from facilitator.domain.chain.verbs import check_room
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import AGAIN
from facilitator.domain.follow_up.gap_numbers import promises_of_gap
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Answer,
    Check,
    EarlierAction,
    Excuse,
    Noticed,
    Status,
    Verdict,
    new_id,
)
from facilitator.domain.text import clean
from facilitator.errors import InputRefusedError


def judge(
    meeting: Meeting,
    action: Promise,
    status: Status,
    day: date,
    text: str = "",
    due: date | None = None,
    noticed: Noticed | None = None,
    verdict_id: str = "",
) -> Change:
    """Give a verdict on an action; the words of an excuse are an excuse under it.

    Each verdict is a record of its own, with `verdict_id` if that is given: a later one leaves
    those before it, and is never older than they are, so that it counts. A status that is no
    verdict changes nothing. Raises InputRefusedError for a day before the action was promised.
    """
    builder = ChangeBuilder(meeting)
    if status is Status.OPEN:
        return builder.change(Verb.NOTHING)
    _check_day(meeting, action, day)
    words = clean(text)
    check_room(meeting, 2)
    verdict = Verdict(
        id=verdict_id or new_id(),
        action=action.id,
        text=words,
        place=0,
        status=status,
        day=max((day, *_days_said(meeting, action))),
        due=due,
        noticed=noticed,
    )
    builder.append(meeting.last_child(Verdict, action.id), [verdict])
    if status is Status.EXCUSE and words:
        builder.append(None, [Excuse(id=new_id(), gap=verdict.id, text=words, place=0)])
    return builder.change(Verb.JUDGE, action.text, targets=(verdict.id,))


def tick(meeting: Meeting, action: Action, today: date) -> Change:
    """Say that an action is done; said twice, the verdict is taken back."""
    return toggle(meeting, action, Status.DONE, today)


def toggle(meeting: Meeting, action: Promise, status: Status, today: date) -> Change:
    """Give a verdict on an action, or take the same one back when it was the last one here."""
    if status_of(meeting, action) is status:
        own = meeting.last_child(Verdict, action.id)
        return withdraw(meeting, own) if own is not None else Change(meeting.id, Verb.NOTHING)
    # A clock that was set back makes no verdict older than the meeting.
    return judge(meeting, action, status, max(today, meeting.details.held_on))


def ticked(action: str, status: Status, day: date, place: int = STEP) -> Verdict:
    """Return the verdict on an action that knew by itself what became of it, as all once did.

    Its id is the same whenever and wherever it is made.
    """
    known = sha256(f"verdict/{action}".encode()).hexdigest()[:32]
    return Verdict(id=known, action=action, text="", place=place, status=status, day=day)


def withdraw(meeting: Meeting, verdict: Verdict) -> Change:
    """Take a verdict back, with what grew from it."""
    builder = ChangeBuilder(meeting)
    for gone in (*reversed(descendants(meeting, verdict)), verdict):
        builder.delete(gone)
        if meeting.details.first == gone.id:
            builder.upsert(replace(meeting.details, first=None))
    action = meeting.find(verdict.action)
    return builder.change(Verb.WITHDRAW, action.text if action else "", targets=(verdict.id,))


def set_noticed(meeting: Meeting, verdict: Verdict, noticed: Noticed | None) -> Change:
    """Say whether what was done was noticed; None takes that back."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(verdict, noticed=noticed))
    return builder.change(Verb.NOTICE, verdict.text)


def _days_said(meeting: Meeting, action: Promise) -> list[date]:
    """Return the days of what was said of an action, which may be in the future by mistake."""
    history = action.history if isinstance(action, EarlierAction) else ()
    return [*(past.day for past in history), *(v.day for v in verdicts_of(meeting, action))]


def _check_day(meeting: Meeting, action: Promise, day: date) -> None:
    promised = meeting.details.held_on
    if isinstance(action, EarlierAction):
        promised = action.promised_on
    if day < promised:
        raise InputRefusedError(
            f"{day:%Y-%m-%d} is before the day on which that was promised ({promised:%Y-%m-%d}); "
            "nothing was changed, look at the date of this computer."
        )


def again_of(meeting: Meeting, promise: EarlierAction) -> Check | None:
    """Return whether the gap of a promise was met again, None where nobody has said.

    It is the same for all promises that came from the same gap.
    """
    known = _again(meeting, promise)
    return said_in(known) if known is not None else None


def say_again(meeting: Meeting, promise: EarlierAction, said: Check) -> Change:
    """Say whether the gap of a promise was met again; said twice it is taken back.

    An answer that actions hang under stays, and is changed only.
    """
    builder, known = ChangeBuilder(meeting), _again(meeting, promise)
    if known is None:
        check_room(meeting, 1)
        own = the_answer_id(meeting, AGAIN, promise.id)
        fresh = Answer(id=own, about=promise.id, field=AGAIN, text="", place=0, choice=said.value)
        builder.append(meeting.last_child(Answer, promise.id), [fresh])
    elif known.choice != said.value:
        builder.upsert(replace(known, choice=said.value))
    elif meeting.child_count(Action, known.id):
        builder.upsert(replace(known, choice=""))
    else:
        builder.delete(known)
    return builder.change(Verb.CHECK, promise.gap)


def _again(meeting: Meeting, promise: EarlierAction) -> Answer | None:
    """Return what was said of the gap of a promise, with whichever of its promises."""
    if not meeting.count(Answer):
        return None
    found = (
        given
        for each in promises_of_gap(meeting, promise)
        for given in answers_to(meeting, AGAIN, each.id)
    )
    return next(found, None)
