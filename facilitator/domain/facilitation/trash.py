"""Verbs of the trash: a meeting goes in, comes back as it was, or is erased for good."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.meeting import Meeting

KEPT = timedelta(days=30)
"""How long a meeting stays in the trash, at least."""
_DAY = timedelta(days=1)


def discard(meeting: Meeting, now: datetime) -> Change:
    """The meeting in the trash; one that lies there keeps its day. `now` has an offset.

    Raises ValueError for a naive moment.
    """
    if now.tzinfo is None:
        raise ValueError("a naive moment")
    editing = ChangeBuilder(meeting)
    details = meeting.details
    if details.discarded_at is None:
        editing.put(replace(details, discarded_at=now.astimezone(UTC)))
    return editing.change(Verb.DISCARD, details.title)


def take_back(meeting: Meeting) -> Change:
    """The meeting out of the trash, at its very stage."""
    editing = ChangeBuilder(meeting)
    editing.put(replace(meeting.details, discarded_at=None))
    return editing.change(Verb.TAKE_BACK, meeting.details.title)


def erase(meeting: Meeting) -> Change:
    """Nothing left of the meeting: every record goes, children before parents."""
    edits = tuple(Edit(record, None) for record in reversed(meeting.records()))
    return Change(meeting.id, Verb.ERASE, edits, meeting.details.title)


def days_left(discarded_at: datetime, now: datetime) -> int:
    """The days, begun ones included, for which a discarded meeting is still kept; 0 to 30."""
    left = KEPT - (now - discarded_at)
    return max(0, min(KEPT.days, -(-left // _DAY)))


def is_due(discarded_at: datetime, now: datetime) -> bool:
    """Whether a discarded meeting has been kept for as long as was promised."""
    return now - discarded_at >= KEPT
