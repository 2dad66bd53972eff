"""A meeting in memory: records by id and who stands under whom, in order."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import TypeVar

from facilitator.domain.change import Change
from facilitator.domain.records import (
    ITEM_TYPES,
    Bookmark,
    Card,
    Details,
    Item,
    Record,
    parent_of,
)

T = TypeVar("T", bound=Item)


class StaleChangeError(Exception):
    """A change was made for another state of the meeting: a bug, never the user's doing."""


class Meeting:
    """One run of an exercise by a team on a day.

    Altered by apply() alone. Reading is cheap: children are kept in order.
    """

    def __init__(self) -> None:
        self._details: Details | None = None
        self._bookmark: Bookmark | None = None
        self._items: dict[type, dict[str, Item]] = {kind: {} for kind in ITEM_TYPES}
        self._children: dict[tuple[type, str], list[tuple[int, str]]] = {}
        self._members: dict[str, list[tuple[int, str]]] = {}

    @classmethod
    def from_records(cls, records: Iterable[Record]) -> "Meeting":
        """A meeting of these records; they must hold one Details and one Bookmark."""
        meeting = cls()
        for record in records:
            meeting._put(record)
        return meeting

    @property
    def id(self) -> str:
        return self.details.id

    @property
    def details(self) -> Details:
        if self._details is None:
            raise StaleChangeError("a meeting without details")
        return self._details

    @property
    def bookmark(self) -> Bookmark:
        if self._bookmark is None:
            raise StaleChangeError("a meeting without a bookmark")
        return self._bookmark

    def find(self, record_id: str | None) -> Item | None:
        """The item of that id, whatever its type."""
        if record_id is None:
            return None
        for kind in ITEM_TYPES:
            item = self._items[kind].get(record_id)
            if item is not None:
                return item
        return None

    def get(self, kind: type[T], record_id: str | None) -> T | None:
        """The item of that type and id."""
        item = self._items[kind].get(record_id) if record_id else None
        return item if isinstance(item, kind) else None

    def all(self, kind: type[T]) -> list[T]:
        """Every item of a type; ordered among siblings, not across parents."""
        rows = sorted(self._items[kind].values(), key=lambda item: (item.place, item.id))
        return [item for item in rows if isinstance(item, kind)]

    def count(self, kind: type[Item]) -> int:
        return len(self._items[kind])

    def child_count(self, kind: type[Item], parent: str) -> int:
        return len(self._children.get((kind, parent), ()))

    def children(self, kind: type[T], parent: str) -> list[T]:
        """The items of a type under a parent, in order."""
        found = self._items[kind]
        rows = (found[key] for _, key in self._children.get((kind, parent), ()))
        return [item for item in rows if isinstance(item, kind)]

    def child_ids(self, kind: type[Item], parent: str) -> Sequence[str]:
        return [key for _, key in self._children.get((kind, parent), ())]

    def members(self, theme: str) -> list[Card]:
        """The cards gathered in a theme, in order."""
        cards = self._items[Card]
        rows = (cards[key] for _, key in self._members.get(theme, ()))
        return [card for card in rows if isinstance(card, Card)]

    def records(self) -> list[Record]:
        """Every record, parents before children."""
        found: list[Record] = [self.details, self.bookmark]
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
            self._details == other._details
            and self._bookmark == other._bookmark
            and self._items == other._items
            and self._rows() == other._rows()
        )

    __hash__ = None  # type: ignore[assignment]

    def _rows(self) -> dict[object, list[tuple[int, str]]]:
        rows: dict[object, list[tuple[int, str]]] = {k: v for k, v in self._children.items() if v}
        rows.update({k: v for k, v in self._members.items() if v})
        return rows

    def _check(self, before: Record | None, after: Record | None) -> None:
        if before is not None and self._current(before) != before:
            raise StaleChangeError(f"{type(before).__name__} {before.id} is not as expected")
        if before is None and after is not None and self._current(after) is not None:
            raise StaleChangeError(f"{type(after).__name__} {after.id} is already there")

    def _current(self, record: Record) -> Record | None:
        if isinstance(record, Details):
            return self._details
        if isinstance(record, Bookmark):
            return self._bookmark
        return self._items[type(record)].get(record.id)

    def _put(self, record: Record) -> None:
        if isinstance(record, Details):
            self._details = record
        elif isinstance(record, Bookmark):
            self._bookmark = record
        else:
            self._items[type(record)][record.id] = record
            row = self._children.setdefault((type(record), parent_of(record)), [])
            insort(row, (record.place, record.id))
            if isinstance(record, Card) and record.theme:
                insort(self._members.setdefault(record.theme, []), (record.place, record.id))

    def _take(self, record: Record) -> None:
        if isinstance(record, Details):
            self._details = None
        elif isinstance(record, Bookmark):
            self._bookmark = None
        else:
            del self._items[type(record)][record.id]
            row = self._children[(type(record), parent_of(record))]
            del row[bisect_left(row, (record.place, record.id))]
            if isinstance(record, Card) and record.theme:
                row = self._members[record.theme]
                del row[bisect_left(row, (record.place, record.id))]
