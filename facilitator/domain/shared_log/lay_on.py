"""Lay an entry of the log onto a meeting that has all of the log before it.

What comes of it depends on the log alone, so it is the same on every laptop. Field by field the
later entry holds; an edit wins against a delete; every link stays whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting
from facilitator.domain.merge import has_same_words
from facilitator.domain.rebase import LEADS_UP, mend
from facilitator.domain.records import (
    Action,
    Bookmark,
    Clock,
    Details,
    EarlierAction,
    Item,
    Record,
    Roti,
    parent_of,
)
from facilitator.domain.shared_log.entry import Entry, Key, Laid, Lost, Past, key_of
from facilitator.domain.shared_log.later_holds import Overwritten, later_holds, taken_off, united
from facilitator.domain.shared_log.themes import without_empty_themes

OWN_OF_EACH_ROOM = (Bookmark, Clock)
"""Where a room is and how its time is spent: no other room's business."""

_NO_EDITING = (Verb.DISCARD, Verb.RESTORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laying:
    """What an entry does to the meeting, and whose words do not hold after that."""

    change: Change
    lost: tuple[Lost, ...] = ()


def past_of(laid: Laid) -> Past:
    """Return what is remembered of an entry of the log that was laid on."""
    seq = laid.entry.seq
    assert seq is not None
    return Past(seq, laid.entry.site, _discards(laid.applied))


def removed_by(laid: Laid) -> dict[Key, Record]:
    """Return what the log knows and the meeting has no more since an entry was laid on.

    That are the records it removed, as they were last, and those that came with it and could not
    stay. What is there after all does no harm: it is there.
    """
    applied = laid.applied
    found = {
        key_of(edit): edit.before
        for edit in applied.edits
        if edit.after is None and edit.before is not None
    }
    if applied is laid.entry.change:
        return found
    for edit in laid.entry.change.edits:
        after = edit.after
        if edit.before is not None or after is None or isinstance(after, OWN_OF_EACH_ROOM):
            continue
        if key_of(edit) not in applied.keys:
            found[key_of(edit)] = after
    return found


def lay_on(
    entry: Entry, meeting: Meeting, removed: Mapping[Key, Record], past: Sequence[Past]
) -> Laying:
    """Return what an entry does to a meeting, which is not altered; the change always fits.

    `removed` and `past` are as the log before the entry has left them. An entry that fits as it
    was meant gives its own change, the same object.
    """
    change = entry.change
    if entry.erases:
        gone = tuple(Edit(record, None) for record in reversed(meeting_records(meeting)))
        return Laying(change=replace(change, edits=gone))
    if not meeting.is_there and not _begins(change):
        return Laying(change=replace(change, edits=()))
    laid = _Laid(entry, meeting, removed, past)
    return laid.laying()


def meeting_records(meeting: Meeting) -> list[Record]:
    """Return all records of a meeting; none where it is not there."""
    return meeting.records() if meeting.is_there else []


def is_unseen(entry: Entry, place: Past) -> bool:
    """Return whether who made an entry had not read what another site had in the log by then."""
    return place.site != entry.site and place.seq > entry.base


def _begins(change: Change) -> bool:
    return any(isinstance(edit.after, Details) and edit.before is None for edit in change.edits)


def _discards(change: Change) -> bool:
    for edit in change.edits:
        if isinstance(edit.after, Details) and edit.after.discarded_at is not None:
            return not isinstance(edit.before, Details) or edit.before.discarded_at is None
    return False


class _Laid:
    """The edits of an entry as they come to be on the meeting as it is."""

    def __init__(
        self, entry: Entry, meeting: Meeting, removed: Mapping[Key, Record], past: Sequence[Past]
    ) -> None:
        self._entry = entry
        self._meeting = meeting
        self._removed = removed
        self._past = past
        self._edits: dict[Key, Edit] = {}
        self._lost: dict[Key, Overwritten] = {}
        gone = {item.id: item for item in entry.change.removed}
        self._turned = {item.id: gone[item.id] for item in entry.change.added if item.id in gone}

    def laying(self) -> Laying:
        for edit in self._entry.change.edits:
            self._lay(edit)
        self._settle_trash()
        self._bring_back()
        change = self._mended()
        change = without_empty_themes(change, self._entry.change, self._meeting)
        return Laying(change=change, lost=tuple(self._losses(change)))

    # Edit by edit

    def _lay(self, edit: Edit) -> None:
        before, after = edit.before, edit.after
        record = after or before
        if record is None or (isinstance(record, OWN_OF_EACH_ROOM) and not self._is_new(edit)):
            return
        now = self._meeting.stored(record)
        if record.id in self._turned and isinstance(record, Item):
            self._lay_turn(edit, self._turned[record.id])
        elif now is before is not None or (now is not None and now == before):
            self._edits[key_of(edit)] = edit
        elif before is None:
            self._lay_coming(edit, record, now)
        elif after is None:
            self._lay_going(before, now)
        elif now is None:
            self._lay_on_what_is_gone(before, after)
        else:
            self._put(now, *later_holds(before, after, now))

    def _is_new(self, edit: Edit) -> bool:
        """Return whether a bookmark comes to a meeting without one; never those of other rooms."""
        after = edit.after
        is_coming = isinstance(after, Bookmark) and edit.before is None
        return is_coming and after is not None and self._meeting.stored(after) is None

    def _put(self, now: Record, wanted: Record, lost: Overwritten) -> None:
        if wanted != now:
            self._edits[type(now), now.id] = Edit(now, wanted)
        if lost:
            self._lost[type(now), now.id] = lost

    def _lay_coming(self, edit: Edit, record: Record, now: Record | None) -> None:
        if now is not None:
            self._put(now, *united(record, now, self._entry.change.verb))
        elif isinstance(record, Item) and self._meeting.find(record.id):
            return
        elif not (isinstance(record, EarlierAction) and self._is_looked_back_on(record)):
            self._edits[key_of(edit)] = edit

    def _is_looked_back_on(self, record: EarlierAction) -> bool:
        """Return whether the other room has put the same promise before the meeting.

        It comes beside that one all the same once something is said of it.
        """
        known = record.stage, record.meeting, record.action
        there = self._meeting.children(EarlierAction, record.stage)
        return any(known == (each.stage, each.meeting, each.action) for each in there)

    def _lay_going(self, before: Record, now: Record | None) -> None:
        if now is None:
            return
        if isinstance(before, Roti) and isinstance(now, Roti):
            left = taken_off(before, now)
            self._edits[type(now), now.id] = Edit(now, left)
        elif has_same_words(before, now):
            self._edits[type(now), now.id] = Edit(now, None)

    def _lay_on_what_is_gone(self, before: Record, after: Record) -> None:
        """Let what was deleted elsewhere and reworded here come back with its new words."""
        if has_same_words(before, after):
            return
        other = self._meeting.find(after.id) if isinstance(after, Item) else None
        if other is not None and isinstance(after, Item) and isinstance(before, Item):
            # It became one of another type there; its words are the same.
            if (type(other), other.id) not in self._edits and after.text != before.text:
                self._put(other, replace(other, text=after.text), {})
            return
        last = self._removed.get((type(after), after.id), before)
        wanted, _ = later_holds(before, after, last)
        self._edits[type(after), after.id] = Edit(None, wanted)

    def _lay_turn(self, edit: Edit, before: Item) -> None:
        """Lay on one half of a change of type; the words go along as they are now."""
        now = self._meeting.get(type(before), before.id)
        after = edit.after
        if now is None:
            return
        if not isinstance(after, Item):
            self._edits[key_of(edit)] = Edit(now, None)
            return
        if self._meeting.stored(after) is not None:
            return
        text = after.text if after.text != before.text else now.text
        self._edits[key_of(edit)] = Edit(None, replace(after, text=text))
        if now.text not in (before.text, text):
            self._lost[type(after), after.id] = {"text": (now.text, text)}

    # The trash

    def _settle_trash(self) -> None:
        """Let an edit win against the trash, whichever of them is later in the log."""
        if not self._meeting.is_there:
            return
        now, key = self._meeting.details, (Details, self._meeting.id)
        edit = self._edits.get(key)
        wanted = edit.after if edit is not None else now
        if not isinstance(wanted, Details) or wanted.discarded_at is None:
            return
        if now.discarded_at is None:
            is_held = any(not place.discards for place in self._unseen())
        else:
            is_editing = bool(self._edits) and self._entry.change.verb not in _NO_EDITING
            is_held = is_editing and any(place.discards for place in self._unseen())
        if is_held:
            self._edits[key] = Edit(now, replace(wanted, discarded_at=None))

    def _unseen(self) -> list[Past]:
        """Return what others had in the log by then that this one had not read."""
        found: list[Past] = []
        for place in reversed(self._past):
            if place.seq <= self._entry.base:
                break
            if is_unseen(self._entry, place):
                found.append(place)
        return found

    # Links

    def _bring_back(self) -> None:
        """Bring back what something comes under and what is gone, and all that it hung under."""
        waiting = [edit for edit in self._edits.values() if edit.after is not None]
        while waiting:
            edit = waiting.pop()
            for kinds, record_id in _links(edit):
                if record_id is not None and not self._is_there(kinds, record_id):
                    waiting += self._back(kinds, record_id)

    def _is_there(self, kinds: tuple[type[Item], ...], record_id: str) -> bool:
        for kind in kinds:
            edit = self._edits.get((kind, record_id))
            if edit.after if edit is not None else self._meeting.get(kind, record_id):
                return True
        return False

    def _back(self, kinds: tuple[type[Item], ...], record_id: str) -> list[Edit]:
        for kind in kinds:
            key: Key = (kind, record_id)
            if key in self._edits:
                # This change itself would remove it.
                del self._edits[key]
                return []
        if self._meeting.find(record_id) is not None:
            return []
        for kind in kinds:
            last = self._removed.get((kind, record_id))
            if last is not None:
                edit = self._edits[kind, record_id] = Edit(None, last)
                return [edit]
        return []

    def _mended(self) -> Change:
        edits = tuple(edit for edit in self._edits.values() if edit.before != edit.after)
        change = self._entry.change
        if edits != change.edits:
            change = replace(change, edits=edits)
        return mend(self._meeting, change)

    def _losses(self, change: Change) -> list[Lost]:
        seq = self._entry.seq
        if seq is None or not self._lost:
            return []
        made = change.keys
        return [
            Lost(kind=kind, record=record, field=name, value=value, seq=seq, kept=kept)
            for (kind, record), found in self._lost.items()
            if (kind, record) in made
            for name, (value, kept) in found.items()
        ]


def _links(edit: Edit) -> list[tuple[tuple[type[Item], ...], str | None]]:
    """Return what a record newly hangs under or names: what it may be of, and the id."""
    before, after = edit.before, edit.after
    if isinstance(after, Details):
        is_same = isinstance(before, Details) and before.first == after.first
        return [] if is_same or before is None else [((Action,), after.first)]
    kinds = LEADS_UP.get(type(after)) if isinstance(after, Item) else None
    if kinds is None or not isinstance(after, Item):
        return []
    parent = parent_of(after)
    if not parent or (isinstance(before, Item) and parent_of(before) == parent):
        return []
    return [(kinds, parent)]
