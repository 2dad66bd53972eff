"""Lay what one site altered of a record onto what others have made of it: the later one holds."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from facilitator.domain.change import Verb
from facilitator.domain.merge import FIELD_NAMES, TOGETHER, merge_list
from facilitator.domain.records import Answer, Ballot, Details, Item, Record, Roti, Vote

Overwritten = dict[str, tuple[str, str]]
"""By the name of a field, the value that was lost and the one that holds, as text."""

_WORDS = frozenset(
    {
        *("text", "owner", "due", "sign", "when", "expected_excuse", "sponsor", "ask", "kind"),
        *("title", "held_on", "team", "facilitator", "next_on", "next_facilitator"),
        *("ground_rules", "name", "reason", "choice", "status", "noticed", "outcome"),
    }
)
"""Fields of which a lost value is kept and offered: somebody has said it. No place, no rank."""

_ANSWERING = (Verb.ANSWER, Verb.CHECK)
_PAIRED: dict[type[Record], tuple[str, ...]] = {Details: ("team", "team_id")}
"""Fields that say the same thing, so that both are of one hand."""


def later_holds(before: Record, after: Record, now: Record) -> tuple[Record, Overwritten]:
    """Return `now` with what changed between `before` and `after`, and what was lost by that.

    In lists the elements of both hold; hands counted in two rooms add up. A place goes with the
    parent for which it was given.
    """
    if now == before:
        return after, {}
    kind = type(now)
    together = TOGETHER.get(kind, ())
    own = [name for name in FIELD_NAMES[kind] if getattr(before, name) != getattr(after, name)]
    moves = any(name in together for name in own)
    is_where_it_was = all(getattr(now, name) == getattr(before, name) for name in together)
    merged: dict[str, Any] = {}
    lost: Overwritten = {}
    for name in own:
        was, wanted, found = (getattr(record, name) for record in (before, after, now))
        if name in together or (name == "place" and isinstance(now, Item) and moves):
            continue
        if name == "place" and isinstance(now, Item):
            if is_where_it_was:
                merged[name] = wanted
        elif isinstance(was, tuple):
            merged[name] = _merged_list(now, name, was, wanted, found)
        else:
            merged[name] = wanted
            _note_lost(lost, name, was, wanted, found)
    if moves:
        merged |= {name: getattr(after, name) for name in together}
        if isinstance(after, Item):
            merged["place"] = after.place
    pair = _PAIRED.get(kind, ())
    if any(name in pair for name in own):
        merged |= {name: getattr(after, name) for name in pair}
    return replace(now, **merged), lost


def united(fresh: Record, now: Record, verb: Verb) -> tuple[Record, Overwritten]:
    """Return `now` with what a record of the same id that comes again has besides.

    What is there holds, but for answers that two rooms give to the same question: of these the
    later one does. Fingers that two rooms raise at the same time add up.
    """
    kind = type(now)
    is_answer = isinstance(now, Answer) and verb in _ANSWERING
    merged: dict[str, Any] = {}
    lost: Overwritten = {}
    for name in FIELD_NAMES[kind]:
        wanted, found = getattr(fresh, name), getattr(now, name)
        if wanted == found:
            continue
        if isinstance(found, tuple):
            if isinstance(now, Roti):
                adds_up = verb is Verb.ROTI
                merged[name] = found + wanted if adds_up else _most_of_both(found, wanted)
            else:
                merged[name] = merge_list((), wanted, found)
        elif not is_answer:
            _note_lost(lost, name, None, found, wanted)
        elif name != "place":
            merged[name] = wanted
            _note_lost(lost, name, None, wanted, found)
    return replace(now, **merged), lost


def taken_off(before: Roti, now: Roti) -> Roti | None:
    """Return the fingers without those that somebody takes off again; None when none are left."""
    left = _fingers(before.fingers, (), now.fingers)
    return replace(now, fingers=left) if left else None


def as_text(value: object) -> str:
    """Return the value of a field as text; a day as ISO 8601, nothing as nothing."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _note_lost(lost: Overwritten, name: str, was: object, wanted: object, found: object) -> None:
    """Note a value that does not hold, where it is one that somebody said."""
    value = as_text(found)
    if name in _WORDS and value and found not in (was, wanted):
        lost[name] = (value, as_text(wanted))


def _merged_list(
    now: Record, name: str, was: tuple[Any, ...], wanted: tuple[Any, ...], found: tuple[Any, ...]
) -> tuple[Any, ...]:
    if isinstance(now, Roti):
        return _fingers(was, wanted, found)
    if isinstance(now, Ballot) and name == "votes":
        return _hands(was, wanted, found)
    return merge_list(was, wanted, found)


def _hands(
    was: tuple[Vote, ...], wanted: tuple[Vote, ...], found: tuple[Vote, ...]
) -> tuple[Vote, ...]:
    """Return the dots of raised hands with as many more or less as one room has counted."""
    dots = _counted(found)
    before, after = _counted(was), _counted(wanted)
    for gap in before | after:
        dots[gap] = dots.get(gap, 0) + after.get(gap, 0) - before.get(gap, 0)
    return tuple(Vote(gap=gap, dots=count) for gap, count in dots.items() if count > 0)


def _counted(votes: tuple[Vote, ...]) -> dict[str, int]:
    return {vote.gap: vote.dots for vote in votes}


def _fingers(
    was: tuple[int, ...], wanted: tuple[int, ...], found: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the hands that are up after some more were raised and others taken down."""
    down = Counter(was) - Counter(wanted)
    up = Counter(wanted) - Counter(was)
    left: list[int] = []
    for number in found:
        if down[number] > 0:
            down[number] -= 1
        else:
            left.append(number)
    return (*left, *up.elements())


def _most_of_both(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return (*one, *(Counter(other) - Counter(one)).elements())
