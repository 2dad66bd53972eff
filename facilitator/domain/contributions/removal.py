"""What the facilitator removes of what came from devices."""

from dataclasses import replace

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.raised import without_one
from facilitator.domain.follow_up.roti import count_fingers, raised_in
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote import tally


def withdraw_all(meeting: Meeting, own: Own) -> Change:
    """Remove all that a device has sent, with what is under it, its dots and its fingers.

    One change, which can be undone. Promises stay: the facilitator has confirmed them.
    """
    found = (meeting.find(item_id) for item_id in own.items)
    items = [item for item in found if item is not None]
    removed = verbs.remove(meeting, items)
    raised = count_fingers(meeting, without_one(raised_in(meeting), own.fingers))
    change = _without_slip(meeting, own).followed_by(raised).followed_by(removed)
    return _wordless(change) if any(isinstance(i, Card) and i.hidden for i in items) else change


def remove_hidden(meeting: Meeting, card_id: str) -> Change:
    """Remove a hidden card, whosever it is; the change says none of its words.

    Raises RefusedError when it is gone, or seen by all.
    """
    card = meeting.get(Card, card_id)
    if card is None or not card.hidden:
        raise RefusedError(Reason.NOT_THERE)
    return _wordless(verbs.remove(meeting, [card]))


def _wordless(change: Change) -> Change:
    return replace(change, subject="")


def _without_slip(meeting: Meeting, own: Own) -> Change:
    builder, ballot = ChangeBuilder(meeting), tally.current(meeting)
    if ballot is not None and ballot.id == own.ballot:
        left = tuple(slip for slip in ballot.slips if slip.id != own.slip)
        builder.upsert(replace(ballot, slips=left))
    return builder.change(Verb.NOTHING)
