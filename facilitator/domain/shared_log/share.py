"""What of a change is told to the log, and what a room keeps to itself.

A hidden card waits until its room reveals it, with all that hangs under it; so do the dots of a
secret vote until it is closed. Where a room is and how its time is spent is never told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.records import (
    Ballot,
    Bookmark,
    Card,
    Clock,
    Deferral,
    Details,
    GapNumber,
    Item,
    Record,
    Recurrence,
    RegisterNote,
    Theme,
    parent_of,
)
from facilitator.domain.shared_log.entry import Key


@dataclass(frozen=True, slots=True)
class Shared:
    """A change as the log is told it, maybe without any edit, and what is held from then on.

    Each held edit leads from what the log knows of a record to what it is here.
    """

    change: Change
    held: Mapping[Key, Edit]


def share(change: Change, held: Mapping[Key, Edit]) -> Shared:
    """Return what of a change the log is told, which nothing that is held must be seen in.

    What it reveals of what was held is part of it, and nothing told belongs to what is not told.
    """
    if change.verb is Verb.ERASE:
        return Shared(Change(change.meeting, Verb.ERASE), {})
    if not held and not any(map(_is_special, change.edits)):
        return Shared(change, held)
    return _Sharing(change, held).shared()


def _is_special(edit: Edit) -> bool:
    """Return whether an edit is not simply told, while nothing is held."""
    for record in (edit.before, edit.after):
        if isinstance(record, Bookmark | Clock) or (isinstance(record, Card) and record.hidden):
            return True
        if isinstance(record, Ballot) and _is_open_secret(record):
            return True
    return False


def _is_open_secret(ballot: Ballot) -> bool:
    return ballot.secret and not ballot.closed


class _Sharing:
    """The records that a change alters or that were held: as they are here, and as they are told.

    All other records are in the log just as they are here.
    """

    def __init__(self, change: Change, held: Mapping[Key, Edit]) -> None:
        self._change = change
        self._here: dict[Key, Record | None] = {}
        self._known: dict[Key, Record | None] = {}
        self._own: dict[Key, Edit] = {}
        self._plain: list[Edit] = []
        for edit in change.edits:
            record = edit.after or edit.before
            if isinstance(record, Bookmark | Clock):
                self._plain += _first_bookmark(edit)
            elif record is not None:
                key: Key = (type(record), record.id)
                self._own[key] = edit
                self._known[key] = held[key].before if key in held else edit.before
                self._here[key] = edit.after
        for key, edit in held.items():
            self._known.setdefault(key, edit.before)
            self._here.setdefault(key, edit.after)
        self._was_held = frozenset(held)
        self._untold: set[str] = set()
        self._told: dict[Key, Record | None] = {}

    def shared(self) -> Shared:
        self._find_untold()
        self._told = {key: self._view(key) for key in self._here}
        while self._keep_what_is_pointed_at():
            pass
        edits = [
            Edit(self._known[key], told)
            for key, told in self._in_order()
            if told != self._known[key]
        ]
        held = {
            key: Edit(told, self._here[key])
            for key, told in self._told.items()
            if told != self._here[key]
        }
        return Shared(self._named([*self._plain, *edits], held), held)

    def _named(self, edits: list[Edit], held: Mapping[Key, Edit]) -> Change:
        """Return the change of these edits; it has no words or numbers of what is not told.

        Those may be of something hidden that it does not even alter, such as a card that is where
        it is moved to already.
        """
        is_whole = not self._untold and all(
            key not in held and (self._known[key] is not None or edit.before is None or edit.after)
            for key, edit in self._own.items()
        )
        told = self._change
        if tuple(edits) != told.edits:
            told = replace(told, edits=tuple(edits))
        if is_whole or not (told.subject or told.targets or told.count != 1):
            return told
        return replace(told, subject="", count=1, targets=())

    def _in_order(self) -> Iterator[tuple[Key, Record | None]]:
        """Yield what was held first: what the change itself adds may belong to it."""
        yield from ((key, told) for key, told in self._told.items() if key not in self._own)
        yield from ((key, told) for key, told in self._told.items() if key in self._own)

    # What is not told

    def _find_untold(self) -> None:
        """Find the ids of all that is hidden from other rooms: cards, and what belongs to them."""
        items = {key: item for key, item in self._here.items() if isinstance(item, Item)}
        cards = [item for item in items.values() if isinstance(item, Card)]
        hidden = {card.id for card in cards if card.hidden}
        shown_in = {card.theme for card in cards if not card.hidden}
        hidden_in = {card.theme for card in cards if card.hidden}
        self._untold |= hidden
        for key, item in items.items():
            is_unknown = isinstance(item, Theme) and self._known[key] is None
            waits = item.id in hidden_in or key in self._was_held
            if is_unknown and waits and item.id not in shown_in:
                self._untold.add(item.id)
        under: dict[str, list[Item]] = {}
        for item in items.values():
            if not isinstance(item, Card | Theme):
                under.setdefault(parent_of(item), []).append(item)
        waiting = [*self._untold]
        while waiting:
            for item in under.get(waiting.pop(), ()):
                if item.id not in self._untold:
                    self._untold.add(item.id)
                    waiting.append(item.id)

    def _view(self, key: Key) -> Record | None:
        """Return a record as the log is to know it."""
        here, known = self._here[key], self._known[key]
        if here is None:
            return None
        if here.id in self._untold:
            return self._last_view(known)
        if isinstance(here, Recurrence | GapNumber) and here.item in self._untold:
            return known
        if isinstance(here, RegisterNote) and here.gap in self._untold:
            return known
        if isinstance(here, Ballot):
            return self._view_of_ballot(here)
        if isinstance(here, Deferral):
            kept = tuple(each for each in here.deferred if each.item not in self._untold)
            is_whole = len(kept) == len(here.deferred)
            return here if is_whole else replace(here, deferred=kept) if kept else known
        if isinstance(here, Details) and here.first in self._untold:
            first = known.first if isinstance(known, Details) else None
            return replace(here, first=first if self._is_in_log(first) else None)
        return here

    def _last_view(self, known: Record | None) -> Record | None:
        """Return what the log knows of something that is hidden by now, its theme as it is told."""
        if not isinstance(known, Card) or known.theme is None:
            return known
        theme = (Theme, known.theme)
        if theme not in self._here or self._here[theme] is not None:
            return known
        return replace(known, theme=None)

    def _view_of_ballot(self, ballot: Ballot) -> Ballot:
        if _is_open_secret(ballot):
            return replace(ballot, votes=(), slips=())
        if not self._untold:
            return ballot
        votes = tuple(vote for vote in ballot.votes if vote.gap not in self._untold)
        slips = tuple(
            replace(slip, votes=tuple(v for v in slip.votes if v.gap not in self._untold))
            for slip in ballot.slips
        )
        return replace(ballot, votes=votes, slips=slips)

    def _is_in_log(self, record_id: str | None) -> bool:
        """Return whether the log is left with an item of that id."""
        found = [key for key in self._here if key[1] == record_id]
        return not found or any(self._here[key] is not None for key in found)

    def _keep_what_is_pointed_at(self) -> bool:
        """Keep in the log what goes here while something that is not told still belongs to it."""
        pointed = {
            parent_of(told)
            for key, told in self._told.items()
            if isinstance(told, Item) and told != self._here[key]
        }
        going = [
            key
            for key, told in self._told.items()
            if told is None and key[1] in pointed and self._is_going(key)
        ]
        for key in going:
            self._told[key] = self._known[key]
        return bool(going)

    def _is_going(self, key: Key) -> bool:
        known = self._known[key]
        return isinstance(known, Item) and self._here[key] is None


def _first_bookmark(edit: Edit) -> list[Edit]:
    """Return the coming of a bookmark without all that is only of its room's; nothing else."""
    after = edit.after
    if edit.before is not None or not isinstance(after, Bookmark):
        return []
    return [Edit(None, Bookmark(id=after.id, stage=after.stage))]
