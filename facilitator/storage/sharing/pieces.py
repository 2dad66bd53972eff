"""Cut a large change into pieces that an entry has room for, each of them whole by itself.

The log may have entries of others between two pieces, and after each of them every link is mended:
so what something belongs to comes before it, and a theme together with the first of its cards.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from facilitator.domain.change import Change, Edit
from facilitator.domain.records import Card, Details, Item, Record, Single, Theme, parent_of

MOST_EDITS = 500
MOST_BYTES = 800_000
_FEW = 20
"""Edits that fit one entry for sure, as long as their texts are no longer than is allowed."""


def cut(change: Change, size: Callable[[Edit], int]) -> list[Change]:
    """Return the change as a row of changes; `size` is how many bytes an edit takes."""
    if len(change.edits) <= _FEW:
        # What a user does by hand stays one entry, and in its order.
        return [change]
    if len(change.edits) <= MOST_EDITS and sum(map(size, change.edits)) <= MOST_BYTES:
        return [change]
    pieces: list[list[Edit]] = [[]]
    filled = 0
    for edit in _in_order(change.edits):
        took, last = size(edit), pieces[-1]
        is_full = len(last) >= MOST_EDITS or filled + took > MOST_BYTES
        # A theme without a card would be taken for one that is empty.
        if last and is_full and not _brings_theme(last[-1]):
            pieces.append([])
            filled = 0
        pieces[-1].append(edit)
        filled += took
    return [replace(change, edits=tuple(piece)) for piece in pieces]


def _brings_theme(edit: Edit) -> bool:
    return edit.before is None and isinstance(edit.after, Theme)


def _in_order(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits, what something belongs to before it; what goes comes last."""
    staying = [edit for edit in edits if edit.after is not None]
    last: list[Edit] = []
    for edit in (each for each in staying if isinstance(each.after, Single)):
        first, later = _without_links(edit)
        yield from first
        last += later
    yield from _items_in_order([e for e in staying if isinstance(e.after, Item)])
    yield from (e for e in staying if not isinstance(e.after, Single | Item))
    yield from last
    yield from (edit for edit in edits if edit.after is None)


def _without_links(edit: Edit) -> tuple[list[Edit], list[Edit]]:
    """Return what comes first of a record there is one of, and what when all items are there."""
    after = edit.after
    if not isinstance(after, Details) or after.first is None:
        return [edit], []
    if edit.before is not None:
        return [], [edit]
    plain = replace(after, first=None)
    return [Edit(None, plain)], [Edit(plain, after)]


def _items_in_order(edits: list[Edit]) -> Iterator[Edit]:
    coming: dict[str, Edit] = {}
    for edit in edits:
        if edit.before is None and edit.after is not None:
            coming[edit.after.id] = edit
    done: set[int] = set()
    for edit in edits:
        path, met = [edit], {id(edit)}
        while path:
            above = [
                each
                for each in _above(path[-1].after, coming)
                if id(each) not in done and id(each) not in met
            ]
            if above:
                path.append(above[0])
                met.add(id(above[0]))
                continue
            ready = path.pop()
            if id(ready) not in done:
                done.add(id(ready))
                yield ready


def _above(record: Record | None, coming: dict[str, Edit]) -> Iterator[Edit]:
    """Yield the edits that bring what a record belongs to."""
    if not isinstance(record, Item):
        return
    above = [parent_of(record)]
    if isinstance(record, Card) and record.theme:
        above.append(record.theme)
    yield from (
        coming[known] for known in above if known in coming and coming[known].after != record
    )
