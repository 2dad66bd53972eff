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
    """Move the meeting to the trash; one that is there keeps its day. `now` has an offset.

    Raises ValueError for a naive moment.
    """
    if now.tzinfo is None:
        raise ValueError("a naive moment")
    builder = ChangeBuilder(meeting)
    details = meeting.details
    if details.discarded_at is None:
        builder.upsert(replace(details, discarded_at=now.astimezone(UTC)))
    return builder.change(Verb.DISCARD, details.title)


def restore(meeting: Meeting) -> Change:
    """Restore the meeting from the trash, at its very stage."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.details, discarded_at=None))
    return builder.change(Verb.RESTORE, meeting.details.title)


def erase(meeting: Meeting) -> Change:
    """Erase the meeting: every record goes, children before parents."""
    edits = tuple(Edit(record, None) for record in reversed(meeting.records()))
    return Change(meeting.id, Verb.ERASE, edits, meeting.details.title)


def days_left(discarded_at: datetime, now: datetime) -> int:
    """Return for how many days, begun ones included, a discarded meeting is kept; 0 to 30."""
    left = KEPT - (now - discarded_at)
    return max(0, min(KEPT.days, -(-left // _DAY)))


def is_due(discarded_at: datetime, now: datetime) -> bool:
    """Return whether a discarded meeting has been kept for as long as was promised."""
    return now - discarded_at >= KEPT
