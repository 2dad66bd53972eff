"""Merge what one hand altered of a record with what others have made of it since."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, get_args

from facilitator.domain.records import (
    PARENT_FIELD,
    Bookmark,
    Card,
    Clock,
    Draft,
    Item,
    Record,
    Slip,
    StageTime,
    Vote,
)

R = TypeVar("R", bound=Record)

FIELD_NAMES: dict[type[Record], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in get_args(Record)
}
"""The fields of a record of each type."""

TOGETHER: dict[type[Record], tuple[str, ...]] = {
    **{kind: (field,) for kind, field in PARENT_FIELD.items()},
    Card: ("column", "theme"),
    Bookmark: ("turn", "seat"),
    Clock: ("stage", "since"),
}
"""Fields that mean something only together: either all of them are altered, or none."""

_ARRANGEMENT = frozenset({"place", "rank", "theme", "hidden", *PARENT_FIELD.values()})
"""Fields that say where an item is and whether it is shown: nobody's words are in them."""


def merge_record(before: R, after: R, now: R) -> R:
    """Return `now` with what changed between `before` and `after`.

    What somebody else has altered since keeps their value: a field, in a list one element or
    the order, on a slip the dots of one gap. A place goes with the parent for which it was given.
    """
    return after if now == before else replace(now, **_merged_fields(before, after, now))


def _merged_fields(before: Record, after: Record, now: Record) -> dict[str, Any]:
    kind = type(now)
    together = TOGETHER.get(kind, ())
    own = [name for name in FIELD_NAMES[kind] if getattr(before, name) != getattr(after, name)]
    moves = any(name in together for name in own)
    is_untouched = all(getattr(now, name) == getattr(before, name) for name in together)
    merged: dict[str, Any] = {}
    for name in own:
        was, wanted, found = (getattr(record, name) for record in (before, after, now))
        if name in together or (name == "place" and isinstance(now, Item)):
            if is_untouched and (moves or found == was):
                merged[name] = wanted
        elif isinstance(was, tuple):
            merged[name] = merge_list(was, wanted, found)
        elif found == was:
            merged[name] = wanted
    return merged


def is_merged(before: Record | None, after: Record | None, now: Record | None) -> bool:
    """Return whether all that changed between `before` and `after` is so in `now`."""
    if before is None or after is None or now is None:
        return now == after
    for name in FIELD_NAMES[type(after)]:
        was, wanted, found = (getattr(record, name) for record in (before, after, now))
        if was == wanted:
            continue
        if not isinstance(was, tuple):
            if found != wanted:
                return False
            continue
        there = dict(_keyed(found))
        altered = _altered(was, wanted)
        if not all(_is_element_merged(old, new, there.get(key)) for key, old, new in altered):
            return False
        if _is_reordered(was, wanted) and _is_reordered(wanted, found):
            return False
    return True


def _is_element_merged(was: object, wanted: object, found: object) -> bool:
    if isinstance(was, Slip) and isinstance(wanted, Slip) and isinstance(found, Slip):
        there = {vote.gap: vote for vote in found.votes}
        altered = _altered(was.votes, wanted.votes)
        return all(there.get(str(gap)) == vote for gap, _, vote in altered)
    return found == wanted


def has_same_words(one: Record, other: Record) -> bool:
    """Return whether two states of a record differ at most in where it is."""
    return one == other or all(
        getattr(one, name) == getattr(other, name)
        for name in FIELD_NAMES[type(one)]
        if not (isinstance(one, Item) and name in _ARRANGEMENT)
    )


def is_where_it_was(before: Item, now: Item) -> bool:
    """Return whether an item still belongs to what it belonged to before."""
    return all(getattr(now, name) == getattr(before, name) for name in TOGETHER[type(now)])


def put_where_it_is(item: Item, now: Item) -> Item:
    """Return the item with the parent and the place that it has now."""
    return replace(
        item, place=now.place, **{name: getattr(now, name) for name in TOGETHER[type(now)]}
    )


def merge_list(
    before: tuple[Any, ...], after: tuple[Any, ...], now: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Return `now` with the elements that came, went or changed between `before` and `after`."""
    if now == before:
        return after
    merged = dict(_keyed(now))
    for key, was, wanted in _altered(before, after):
        found = merged.get(key)
        if isinstance(was, Slip) and isinstance(wanted, Slip) and isinstance(found, Slip):
            merged[key] = replace(found, votes=merge_list(was.votes, wanted.votes, found.votes))
        elif found != was:
            continue
        elif wanted is None:
            merged.pop(key, None)
        else:
            merged[key] = wanted
    if _is_reordered(before, after) and not _is_reordered(before, now):
        order = _interleave(_keys(after), _keys(now), merged)
    else:
        order = _interleave(_keys(now), _keys(after), merged)
    return tuple(merged[key] for key in order)


def _interleave(
    leading: list[object], other: list[object], kept: Mapping[object, object]
) -> list[object]:
    """Return the kept keys in the order of the leading list.

    One that is only in the other list comes after the one that it follows there.
    """
    placed, others = {*leading} & {*kept}, {*other}
    followers: dict[object, list[object]] = {None: []}
    at: object = None
    for key in other:
        if key in placed:
            at = key
        elif key in kept:
            followers.setdefault(at, []).append(key)
    order: list[object] = []
    waiting = followers[None]
    for key in leading:
        if key not in placed:
            continue
        # What both have added in the same place: that of the leading list comes first.
        if key in others:
            order += waiting
            waiting = followers.get(key, [])
        order.append(key)
    return order + waiting


def _is_reordered(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """Return whether elements of both lists follow each other in another order."""
    was, wanted = _keys(before), _keys(after)
    both = {*was} & {*wanted}
    return [key for key in was if key in both] != [key for key in wanted if key in both]


def _keys(elements: tuple[Any, ...]) -> list[object]:
    return list(dict(_keyed(elements)))


def _altered(
    before: tuple[Any, ...], after: tuple[Any, ...]
) -> Iterator[tuple[object, object, object]]:
    """Yield each element that came, went or changed: its key, what it was and what it is to be."""
    was, wanted = dict(_keyed(before)), dict(_keyed(after))
    for key in was | wanted:
        if was.get(key) != wanted.get(key):
            yield key, was.get(key), wanted.get(key)


def _keyed(elements: tuple[Any, ...]) -> Iterator[tuple[object, object]]:
    for element in elements:
        if isinstance(element, Vote):
            yield element.gap, element
        elif isinstance(element, Slip):
            yield element.id, element
        elif isinstance(element, Draft | StageTime):
            yield element.stage, element
        else:
            yield element, element
