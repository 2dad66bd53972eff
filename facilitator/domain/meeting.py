"""A meeting in memory: records by id, and what belongs to what, in order."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast, get_args

from facilitator.domain.change import Change
from facilitator.domain.records import (
    ITEM_TYPES,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Deferral,
    Details,
    GapNumber,
    Item,
    Listed,
    Record,
    Recurrence,
    RegisterNote,
    Roti,
    Script,
    Single,
    Team,
    TeamTemplate,
    Theme,
    Verdict,
    parent_of,
)
from facilitator.domain.siblings import Siblings

T = TypeVar("T", bound=Item)
D = TypeVar("D")
L = TypeVar("L", bound=Listed)
S = TypeVar("S", bound=Single)
_LISTED: tuple[type[Listed], ...] = get_args(Listed)
_BESIDE: tuple[type[Single], ...] = (Script, Clock, Team, TeamTemplate, Roti)
"""Of which a meeting may have none, in the order in which they are written."""
_RANKED = (Card, Theme)
_NONE = Siblings()


class StaleChangeError(Exception):
    """A change was made for another state of the meeting: a bug, never the user's doing."""


class Meeting:
    """One run of an exercise by a team on a day.

    Altered by apply() alone. Reading is cheap: children are kept in order, and what is derived from
    all items is worked out once.
    """

    def __init__(self) -> None:
        self._single: dict[type, Single] = {}
        self._listed: dict[type, dict[str, Listed]] = {kind: {} for kind in _LISTED}
        self._items: dict[type, dict[str, Item]] = {kind: {} for kind in ITEM_TYPES}
        self._children: dict[tuple[type, str], Siblings] = {}
        self._members: dict[str, Siblings] = {}
        self._ranked: dict[str, Card | Theme] = {}
        self._hidden: dict[str, Card] = {}
        self._altered: dict[type, int] = dict.fromkeys((*ITEM_TYPES, *_LISTED), 0)
        self._derived: dict[str, tuple[tuple[int, ...], Any]] = {}
        self._elsewhere: Mapping[str, Sequence[Verdict]] = {}

    @classmethod
    def from_records(cls, records: Iterable[Record]) -> "Meeting":
        """Return a meeting of these records; they must have one Details and one Bookmark."""
        meeting = cls()
        for record in records:
            meeting._put(record)
        return meeting

    def copy(self) -> "Meeting":
        """Return the meeting as it is now, which no later change reaches; records never change."""
        twin = Meeting()
        twin._single = dict(self._single)
        twin._elsewhere = self._elsewhere
        twin._listed = {kind: dict(found) for kind, found in self._listed.items()}
        twin._items = {kind: dict(items) for kind, items in self._items.items()}
        twin._children = {key: row.copy() for key, row in self._children.items()}
        twin._members = {key: row.copy() for key, row in self._members.items()}
        twin._ranked, twin._hidden = dict(self._ranked), dict(self._hidden)
        return twin

    def become(self, twin: "Meeting") -> None:
        """Take over the state of a copy to which changes were applied; the copy is used up."""
        self._single, self._listed = twin._single, twin._listed
        self._items, self._children, self._members = twin._items, twin._children, twin._members
        self._ranked, self._hidden = twin._ranked, twin._hidden
        self._altered, self._derived = dict(twin._altered), {}

    @property
    def id(self) -> str:
        return self.details.id

    @property
    def details(self) -> Details:
        found = self._one(Details)
        if found is None:
            raise StaleChangeError("a meeting without details")
        return found

    @property
    def is_there(self) -> bool:
        """Whether it has begun and was not erased."""
        return Details in self._single

    @property
    def bookmark(self) -> Bookmark:
        found = self._one(Bookmark)
        if found is None:
            raise StaleChangeError("a meeting without a bookmark")
        return found

    @property
    def clock(self) -> Clock | None:
        """How the time is spent; None before anybody looked at it."""
        return self._one(Clock)

    @property
    def team(self) -> Team | None:
        """The team whose journal this is; None in a meeting."""
        return self._one(Team)

    @property
    def template(self) -> TeamTemplate | None:
        """How the meetings of the team begin whose journal this is; None before it was said."""
        return self._one(TeamTemplate)

    @property
    def roti(self) -> Roti | None:
        """What the room made of the time invested; None before anybody was asked."""
        return self._one(Roti)

    @property
    def script(self) -> Script | None:
        """The exercise as it was when the meeting began; None of a meeting that is older."""
        return self._one(Script)

    @property
    def recurrences(self) -> list[Recurrence]:
        """What was confirmed as heard before, in the order in which that was done."""
        return self._in_order(Recurrence)

    @property
    def numbers(self) -> list[GapNumber]:
        """Every number on a gap, in the order in which they were given."""
        return self._in_order(GapNumber)

    @property
    def register_notes(self) -> list[RegisterNote]:
        """What was said of entries of registers, in the order in which that was done."""
        return self._in_order(RegisterNote)

    @property
    def ballots(self) -> list[Ballot]:
        """Every vote on the gaps, the last one last."""
        return self._in_order(Ballot)

    @property
    def deferrals(self) -> list[Deferral]:
        """What the room left for another day, the last of it last."""
        return self._in_order(Deferral)

    @property
    def verdicts_elsewhere(self) -> Mapping[str, Sequence[Verdict]]:
        """What is said of its actions in other meetings and in the team's journal, by action.

        No part of the meeting itself: who read it from where all of them are has set it.
        """
        return self._elsewhere

    @verdicts_elsewhere.setter
    def verdicts_elsewhere(self, found: Mapping[str, Sequence[Verdict]]) -> None:
        self._altered[Verdict] += 1
        self._elsewhere = found

    def _one(self, kind: type[S]) -> S | None:
        return cast("S | None", self._single.get(kind))

    def _in_order(self, kind: type[L]) -> list[L]:
        found = cast("Iterable[L]", self._listed[kind].values())
        return sorted(found, key=lambda record: (record.place, record.id))

    def stored(self, record: Record) -> Record | None:
        """Return the record of that type and id as the meeting has it."""
        if isinstance(record, Single):
            return self._single.get(type(record))
        if isinstance(record, Listed):
            return self._listed[type(record)].get(record.id)
        return self._items[type(record)].get(record.id)

    def of_key(self, kind: type[Record], record_id: str) -> Record | None:
        """Return the record of that type and id; of a type of which there is one, that one."""
        if kind in self._single:
            return cast(Record, self._single[kind])
        listed: Mapping[str, Record] | None = self._listed.get(kind)
        rows = listed if listed is not None else self._items.get(kind, {})
        return rows.get(record_id)

    def find(self, record_id: str | None) -> Item | None:
        """Return the item of that id, whatever its type."""
        if record_id is None:
            return None
        for kind in ITEM_TYPES:
            item = self._items[kind].get(record_id)
            if item is not None:
                return item
        return None

    def get(self, kind: type[T], record_id: str | None) -> T | None:
        """Return the item of that type and id."""
        item = self._items[kind].get(record_id) if record_id else None
        return item if isinstance(item, kind) else None

    def by_id(self, kind: type[T]) -> Mapping[str, T]:
        """Return every item of a type by its id, as the meeting has them now; to look up many."""
        return cast(Mapping[str, T], self._items[kind])

    def all(self, kind: type[T]) -> list[T]:
        """Return every item of a type; ordered among siblings, not across parents."""
        rows = sorted(self._items[kind].values(), key=lambda item: (item.place, item.id))
        return [item for item in rows if isinstance(item, kind)]

    def count(self, kind: type[Item]) -> int:
        return len(self._items[kind])

    def child_count(self, kind: type[Item], parent: str) -> int:
        return len(self._children.get((kind, parent), _NONE))

    def children(self, kind: type[T], parent: str) -> list[T]:
        """Return the items of a type under a parent, in order."""
        found = self._items[kind]
        rows = (found[key] for key in self._children.get((kind, parent), _NONE).ids)
        return [item for item in rows if isinstance(item, kind)]

    def child_ids(self, kind: type[Item], parent: str) -> Sequence[str]:
        return self._children.get((kind, parent), _NONE).ids

    def last_child(self, kind: type[T], parent: str) -> T | None:
        """Return the last item of a type under a parent."""
        return self.get(kind, self._children.get((kind, parent), _NONE).last)

    def members(self, theme: str) -> list[Card]:
        """Return the cards of a theme, in order."""
        cards = self._items[Card]
        rows = (cards[key] for key in self._members.get(theme, _NONE).ids)
        return [card for card in rows if isinstance(card, Card)]

    def ranked(self) -> Iterable[Card | Theme]:
        """Return the cards and themes that have a rank, in no order."""
        return self._ranked.values()

    def hidden_cards(self) -> Collection[Card]:
        """Return the cards that are hidden from the room, in no order."""
        return self._hidden.values()

    def derived(
        self, name: str, kinds: Sequence[type[Item | Listed]], work_out: Callable[[], D]
    ) -> D:
        """Return what `work_out` makes of records of these types, kept until one of them changes.

        Nobody may alter it. `name` tells it from all else that is derived.
        """
        stamp = tuple(self._altered[kind] for kind in kinds)
        kept = self._derived.get(name)
        if kept is None or kept[0] != stamp:
            kept = self._derived[name] = (stamp, work_out())
        found: D = kept[1]
        return found

    def records(self) -> list[Record]:
        """Return every record, parents before children."""
        found: list[Record] = [self.details, self.bookmark]
        others = (self._single.get(kind) for kind in _BESIDE)
        found += [record for record in others if record is not None]
        for listed in _LISTED:
            found.extend(self._in_order(listed))
        for kind in ITEM_TYPES:
            found.extend(self.all(kind))
        return found

    def apply(self, change: Change) -> None:
        """Make a change true. Raises StaleChangeError, altering nothing, if it does not fit."""
        for edit in change.edits:
            self._check(edit.before, edit.after)
        for edit in change.edits:
            if edit.before is not None:
                self._take(edit.before)
            if edit.after is not None:
                self._put(edit.after)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Meeting):
            return NotImplemented
        return (
            self._single == other._single
            and self._listed == other._listed
            and self._items == other._items
            and self._rows() == other._rows()
        )

    __hash__ = None  # type: ignore[assignment]

    def _rows(self) -> dict[object, Siblings]:
        rows: dict[object, Siblings] = {k: v for k, v in self._children.items() if v}
        rows.update({k: v for k, v in self._members.items() if v})
        return rows

    def _check(self, before: Record | None, after: Record | None) -> None:
        if before is not None and self.stored(before) != before:
            raise StaleChangeError(f"{type(before).__name__} {before.id} is not as expected")
        if before is None and after is not None and self.stored(after) is not None:
            raise StaleChangeError(f"{type(after).__name__} {after.id} is already there")

    def _put(self, record: Record) -> None:
        if isinstance(record, Single):
            self._single[type(record)] = record
        elif isinstance(record, Listed):
            self._altered[type(record)] += 1
            self._listed[type(record)][record.id] = record
        else:
            kind = type(record)
            self._altered[kind] += 1
            self._items[kind][record.id] = record
            key = kind, parent_of(record)
            row = self._children.get(key)
            if row is None:
                row = self._children[key] = Siblings()
            row.add(record.place, record.id)
            if isinstance(record, _RANKED) and record.rank is not None:
                self._ranked[record.id] = record
            if isinstance(record, Card):
                if record.hidden:
                    self._hidden[record.id] = record
                if record.theme:
                    members = self._members.setdefault(record.theme, Siblings())
                    members.add(record.place, record.id)

    def _take(self, record: Record) -> None:
        if isinstance(record, Single):
            self._single.pop(type(record), None)
        elif isinstance(record, Listed):
            self._altered[type(record)] += 1
            del self._listed[type(record)][record.id]
        else:
            kind = type(record)
            self._altered[kind] += 1
            del self._items[kind][record.id]
            self._ranked.pop(record.id, None)
            self._hidden.pop(record.id, None)
            self._children[kind, parent_of(record)].drop(record.place, record.id)
            if isinstance(record, Card) and record.theme:
                self._members[record.theme].drop(record.place, record.id)
