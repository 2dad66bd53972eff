"""Lay a change that was made for an earlier state of a meeting onto what is there now.

More than one hand alters a meeting. Undo takes back only what one did oneself; what others have
done since stays, with all that it belongs to.
"""

from collections.abc import Iterator
from dataclasses import replace

from facilitator.domain.change import Change, Edit
from facilitator.domain.meeting import Meeting
from facilitator.domain.merge import (
    has_same_words,
    is_merged,
    is_where_it_was,
    merge_record,
    put_where_it_is,
)
from facilitator.domain.records import (
    Action,
    Answer,
    Ballot,
    Card,
    Details,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Parked,
    Record,
    Slip,
    Strategy,
    Theme,
    Verdict,
    parent_of,
)

Key = tuple[type[Record], str]

ABOVE: dict[type[Item], tuple[type[Item], ...]] = {
    Excuse: (Card, Theme, Verdict),
    Strategy: (Excuse, Origin, Card, Theme),
    Action: (Strategy, Parked, Answer),
    Answer: (Card, Theme, EarlierAction),
    Verdict: (Action, EarlierAction),
}
"""What an item of each type can belong to; an origin leads up to an excuse besides.

An answer may be about the meeting: then it belongs to no item.
"""

LEADS_UP = ABOVE | {Origin: (Excuse, Origin)}
"""The same, with what an origin itself is under."""

UNDER: dict[type[Item], tuple[type[Item], ...]] = {
    EarlierAction: (Verdict, Answer),
    Card: (Excuse, Strategy, Answer),
    Theme: (Excuse, Strategy, Answer),
    Answer: (Action,),
    Excuse: (Origin, Strategy),
    Origin: (Origin, Strategy),
    Strategy: (Action,),
    Parked: (Action,),
    Action: (Verdict,),
    Verdict: (Excuse,),
}
"""What hangs under an item of each type, by its parent field."""


def _under(item: Item) -> tuple[type[Item], ...]:
    return UNDER.get(type(item), ())


def rebase(change: Change, meeting: Meeting) -> Change:
    """Return what of a change can be made to the meeting as it is now; it always fits.

    It alters the same fields of the same records, except those that somebody else has altered
    since. An item that somebody else has reworded, or hung something under, is not removed; one
    that was erased is not altered. Where nobody else did anything, this is the change itself.
    """
    turned = _turned(change)
    edits = [edit for each in change.edits if (edit := _laid(each, meeting, turned)) is not None]
    return mend(meeting, _with_edits(change, edits))


def is_wholly_made(change: Change, meeting: Meeting) -> bool:
    """Return whether everything that a change asks for is so in a meeting."""
    return all(
        is_merged(edit.before, edit.after, meeting.stored(record))
        for edit in change.edits
        if (record := edit.after or edit.before) is not None
    )


def mend(meeting: Meeting, change: Change) -> Change:
    """Return a change that fits the meeting without the parts that would break a link.

    Nothing is removed that something else still belongs to, nothing comes or goes under what is
    not there, nothing leads up to itself, and no vote is opened beside one that goes on. A bookmark
    and the dots of a vote may name what is gone: readers pass over it, and they are right again
    when it comes back.
    """
    return _Mending(meeting, change).change()


def _with_edits(change: Change, edits: list[Edit]) -> Change:
    if tuple(edits) == change.edits:
        return change
    return replace(change, edits=tuple(edits))


def _turned(change: Change) -> dict[str, Item]:
    """Return each item that becomes one of another type, as it was, by its id."""
    gone = {item.id: item for item in change.removed}
    return {item.id: gone[item.id] for item in change.added if item.id in gone}


def _laid(edit: Edit, meeting: Meeting, turned: dict[str, Item]) -> Edit | None:
    """Return the edit for the record as it is now; None when nothing of it is left to do."""
    before, after = edit.before, edit.after
    record = after if before is None else before
    if record is None:
        return None
    now = meeting.stored(record)
    if now is before is not None and record.id not in turned:
        # Nobody else has touched it, as most often.
        return edit
    if record.id in turned:
        return _laid_turn(edit, meeting, turned[record.id])
    if before is None:
        is_taken = now is not None or (isinstance(record, Item) and meeting.find(record.id))
        return None if is_taken else edit
    if now is None:
        return None
    if after is None:
        return Edit(now, None) if has_same_words(before, now) else None
    merged = merge_record(before, after, now)
    return Edit(now, merged) if merged != now else None


def _laid_turn(edit: Edit, meeting: Meeting, before: Item) -> Edit | None:
    """Return one half of a change of type: the item's words go along as they are now."""
    now = meeting.get(type(before), before.id)
    if now is None or not is_where_it_was(before, now):
        return None
    if edit.after is None:
        return Edit(now, None)
    if now.text != before.text and isinstance(edit.after, Item):
        return Edit(None, replace(edit.after, text=now.text))
    return Edit(None, edit.after)


class _Mending:
    """The outcome of a change, looked through again and again until every link is whole."""

    def __init__(self, meeting: Meeting, change: Change) -> None:
        self._meeting = meeting
        self._whole = change
        self._edits: dict[Key, Edit] = {}
        for edit in change.edits:
            record = edit.after or edit.before
            if record is not None:
                self._edits[type(record), record.id] = edit
        self._removed: dict[str, Key] = {item.id: (type(item), item.id) for item in change.removed}
        self._added: dict[str, Key] = {item.id: (type(item), item.id) for item in change.added}
        self._mended: set[Key] = set()
        self._explained: dict[str, str] = {}

    def change(self) -> Change:
        while self._look_through():
            pass
        return _with_edits(self._whole, list(self._edits.values()))

    def _look_through(self) -> bool:
        """Mend what is broken; returns whether anything was."""
        was_broken = False
        for key, edit in tuple(self._edits.items()):
            if self._edits.get(key) is not edit:
                # It went with its other half.
                continue
            if edit.after is None:
                is_whole = edit.before is None or not self._is_needed(edit.before)
                mended = None
            else:
                mended = self._mended_record(edit)
                is_whole = mended == edit.after
            if not is_whole:
                was_broken = True
                self._put(key, edit, mended)
        return was_broken

    def _put(self, key: Key, edit: Edit, mended: Record | None) -> None:
        """Let a record become what is mended; without that leave it as it is."""
        self._explained.clear()
        if mended is not None and mended != edit.before and key not in self._mended:
            self._mended.add(key)
            self._edits[key] = Edit(edit.before, mended)
            return
        del self._edits[key]
        if key[1] in self._removed and key[1] in self._added:
            self._edits.pop(self._removed[key[1]], None)
            self._edits.pop(self._added[key[1]], None)

    # The outcome

    def _outcome(self, kind: type[Record], record_id: str | None) -> Record | None:
        if record_id is None:
            return None
        edit = self._edits.get((kind, record_id))
        if edit is not None:
            return edit.after
        if issubclass(kind, Item):
            return self._meeting.get(kind, record_id)
        return None

    def _first(self) -> str | None:
        """Return the action that the team changes first."""
        edit = self._edits.get((Details, self._whole.meeting))
        if edit is None:
            return self._meeting.details.first
        return edit.after.first if isinstance(edit.after, Details) else None

    # Is anything lost under it?

    def _is_needed(self, gone: Record) -> bool:
        """Return whether something that stays belongs to a record that goes."""
        if isinstance(gone, Action) and self._first() == gone.id:
            return True
        if not isinstance(gone, Item):
            return False
        if isinstance(gone, Theme) and any(map(self._is_member, self._meeting.members(gone.id))):
            return True
        return any(
            self._stays_under(kind, child, gone.id)
            for kind in _under(gone)
            if not self._takes_over(kind, gone.id)
            for child in self._meeting.child_ids(kind, gone.id)
        )

    def _is_member(self, member: Card) -> bool:
        """Return whether a card of a theme is still in it."""
        card = self._outcome(Card, member.id)
        return isinstance(card, Card) and card.theme == member.theme

    def _takes_over(self, kind: type[Item], record_id: str) -> bool:
        """Return whether the item of another type that this one becomes takes such items over."""
        key = self._added.get(record_id)
        edit = self._edits.get(key) if key is not None else None
        return edit is not None and isinstance(edit.after, Item) and kind in _under(edit.after)

    def _stays_under(self, kind: type[Item], child: str, parent: str) -> bool:
        item = self._outcome(kind, child)
        return isinstance(item, Item) and parent_of(item) == parent

    # Does it belong to something?

    def _mended_record(self, edit: Edit) -> Record | None:
        """Return what a record can become; None when it can't be added at all."""
        before, after = edit.before, edit.after
        if isinstance(after, Ballot):
            return self._mended_ballot(before, after)
        if isinstance(after, Details) and isinstance(before, Details):
            is_there = after.first == before.first or self._outcome(Action, after.first)
            return after if is_there or after.first is None else replace(after, first=before.first)
        if not isinstance(after, Item):
            return after
        if isinstance(before, Item) and is_where_it_was(before, after):
            return after
        mended = self._mended_item(after)
        if mended is not None and (before is not None or after.id in self._removed):
            # Only what is moved can come under what came of it.
            mended = None if self._leads_up_to_itself(mended) else mended
        if mended is None and isinstance(before, Item):
            return put_where_it_is(after, before)
        return mended

    def _mended_item(self, item: Item) -> Item | None:
        if isinstance(item, Card) and item.theme:
            theme = self._outcome(Theme, item.theme)
            is_whole = isinstance(theme, Theme) and theme.column == item.column
            return item if is_whole else replace(item, theme=None)
        if isinstance(item, Origin):
            return item if self._excuse_above(item) else None
        if isinstance(item, Answer) and not item.about:
            return item
        kinds = ABOVE.get(type(item))
        if kinds is not None and not any(self._outcome(kind, parent_of(item)) for kind in kinds):
            return None
        return item

    def _leads_up_to_itself(self, item: Item) -> bool:
        """Return whether an item would be under what came of it."""
        met: set[str] = set()
        at: Record | None = item
        while isinstance(at, Item) and (kinds := LEADS_UP.get(type(at))):
            if at.id in met:
                return True
            met.add(at.id)
            above = (self._outcome(kind, parent_of(at)) for kind in kinds)
            at = next((found for found in above if found is not None), None)
        return False

    def _excuse_above(self, origin: Origin) -> str | None:
        """Return the id of the excuse that an origin explains, however deep; None without one."""
        met: set[str] = set()
        at, excuse = origin, self._explained.get(origin.id)
        while excuse is None:
            if at.id in met:
                return None
            met.add(at.id)
            above = self._outcome(Origin, at.parent)
            if self._outcome(Excuse, at.parent):
                excuse = at.parent
            elif isinstance(above, Origin):
                at, excuse = above, self._explained.get(above.id)
            else:
                return None
        # Kept for all of them: a deep row of whys is not walked once for each.
        self._explained.update(dict.fromkeys(met, excuse))
        return excuse

    def _mended_ballot(self, before: Record | None, ballot: Ballot) -> Ballot | None:
        if isinstance(before, Ballot) and before.slips != ballot.slips:
            ballot = replace(ballot, slips=tuple(_within_limits(before, ballot)))
        was_open = isinstance(before, Ballot) and not before.closed
        if ballot.closed or was_open or not any(self._open_beside(ballot)):
            return ballot
        # Dots that were given are not lost; a vote without any needs no place beside the other.
        is_begun = before is not None or ballot.votes or ballot.slips
        return replace(ballot, closed=True) if is_begun else None

    def _open_beside(self, ballot: Ballot) -> Iterator[bool]:
        """Yield for each other vote whether it goes on."""
        for known in self._meeting.ballots:
            edit = self._edits.get((Ballot, known.id))
            found = edit.after if edit is not None else known
            if known.id != ballot.id and isinstance(found, Ballot):
                yield not found.closed


def _within_limits(before: Ballot, after: Ballot) -> Iterator[Slip]:
    """Yield each slip, as it was where it would come to more dots than one person has."""
    known = {slip.id: slip for slip in before.slips}
    for slip in after.slips:
        was = known.get(slip.id)
        dots = sum(vote.dots for vote in slip.votes)
        is_more = was is not None and dots > sum(vote.dots for vote in was.votes)
        yield was if was is not None and is_more and dots > after.dots else slip
