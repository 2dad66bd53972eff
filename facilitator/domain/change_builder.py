"""A builder of changes: the tools that verbs are written with."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import between, spread
from facilitator.domain.records import Item, Record

T = TypeVar("T", bound=Item)
R = TypeVar("R", bound=Record)

SPARE = 1_000
"""Items that somebody may add in the time it takes to work out very many."""


class ChangeBuilder:
    """What records are to become; each record is named once in the change that results."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._after: dict[tuple[type, str], Record | None] = {}
        self._before: dict[tuple[type, str], Record | None] = {}

    def current(self, record: R) -> R:
        """Return the record as this change leaves it so far."""
        after = self._after.get((type(record), record.id), record)
        return after if isinstance(after, type(record)) else record

    def upsert(self, record: Record) -> None:
        """Add a record, or let the one of that type and id become it."""
        key = (type(record), record.id)
        if key not in self._before:
            self._before[key] = self.meeting.stored(record)
        self._after[key] = record

    def delete(self, record: Record) -> None:
        key = (type(record), record.id)
        if key not in self._before:
            self._before[key] = self.meeting.stored(record)
        self._after[key] = None

    def append(self, last: Item | None, fresh: Sequence[T]) -> None:
        """Add items after the last of their siblings.

        Before a great many some places stay free, for what is added while they are worked out.
        """
        spare = SPARE if len(fresh) > SPARE else 0
        places = between(last.place if last else None, None, spare + len(fresh)) or []
        for item, place in zip(fresh, places[spare:], strict=True):
            self.upsert(replace(item, place=place))

    def insert(self, siblings: Sequence[T], index: int, fresh: Sequence[T]) -> None:
        """Add or move items before siblings[index]; all are renumbered when there is no room."""
        siblings = [self.current(item) for item in siblings]
        before = siblings[index - 1].place if index > 0 else None
        after = siblings[index].place if index < len(siblings) else None
        places = between(before, after, len(fresh))
        if places is not None:
            for item, place in zip(fresh, places, strict=True):
                self.upsert(replace(item, place=place))
            return
        row = [*siblings[:index], *fresh, *siblings[index:]]
        for item, place in zip(row, spread(len(row)), strict=True):
            self.upsert(replace(item, place=place))

    def change(
        self, verb: Verb, subject: str = "", count: int = 1, targets: Sequence[str] = ()
    ) -> Change:
        """Return the change of all that was collected, without records that stay as they are."""
        edits = [
            Edit(self._before[key], after)
            for key, after in self._after.items()
            if self._before[key] != after
        ]
        return Change(self.meeting.id, verb, tuple(edits), subject, count, tuple(targets))
