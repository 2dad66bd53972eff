"""Find out of which kind of record a row is that was found in a damaged database."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Integer, Table

from facilitator.domain.records import (
    Action,
    ActionKind,
    Card,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Item,
    Noticed,
    Origin,
    Outcome,
    Parked,
    Record,
    RegisterNote,
    RegisterState,
    Status,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.storage.db.schema import TABLES
from facilitator.storage.recovery.btree import Batch
from facilitator.storage.recovery.row_format import Lost, Values

DEFAULTS = {
    "participants": "[]",
    "labels": "[]",
    "ticks": "[]",
    "drafts": "[]",
    "given": "[]",
    "spent": "[]",
    "votes": "[]",
    "slips": "[]",
    "deferred": "[]",
    "earlier_names": "[]",
    "agreed": "[]",
    "fingers": "[]",
    "history": "[]",
    "numbers": "[]",
    "state": "still there",
    "status": "progress",
}
"""What columns hold that must hold something, and can't be empty; a day is today's."""
_DAYS = frozenset({"held_on", "due", "next_on", "day", "promised_on", "said_on"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CHOICES: dict[type[Record], dict[str, Collection[str]]] = {
    # Up to version 4, what became of an action was where its kind is now.
    Action: {"kind": {*ActionKind, *Status}},
    Excuse: {"kind": {*ExcuseKind}},
    Verdict: {"status": {*Status}, "noticed": {*Noticed}},
    Parked: {"outcome": {*Outcome}},
    RegisterNote: {"state": {*RegisterState}},
    EarlierAction: {"kind": {*ActionKind}},
}
"""The few words of which some columns hold one."""
_NARROWEST = min(len(table.columns) for table in TABLES.values())


def with_kinds(batches: Sequence[Batch]) -> Iterator[tuple[type[Record], Values]]:
    """Yield each row with its kind, told by its table, else its form, else what it points at."""
    unsure: list[Batch] = []
    kinds: dict[tuple[str, str], type[Record]] = {}
    strategies: set[tuple[str, str]] = set()
    for batch in batches:
        doubtful = Batch(None)
        for values in batch.rows:
            # One with fewer values is of no table of ours, whatever the file says, and one that
            # begins with a number is of no record.
            is_record = len(values) >= _NARROWEST and not isinstance(values[0], int | None)
            fitting = _kinds(values, batch.table) if is_record else []
            if Excuse in fitting and len(fitting) > 1:
                doubtful.rows.append(values)
            elif fitting:
                kinds[_key(values)] = fitting[0]
                if fitting[0] is Action:
                    strategies.add((str(values[0]), str(values[2])))
                yield fitting[0], values
        unsure.append(doubtful)
    kinds |= dict.fromkeys(strategies - kinds.keys(), Strategy)
    for batch, kind in _decided([b for b in unsure if b.rows], kinds):
        yield from ((kind, values) for values in batch.rows)


def _kinds(values: Values, table: str | None) -> list[type[Record]]:
    """Return the kinds of record that a row may be: that of its table, else all of its form.

    Of two with one form it is the one whose words it has. A row that is of no form, because a value
    of it was damaged, is of those with its width.
    """
    # Where the version is lost, a page may be taken for that of a table which came later.
    ours = [k for k, of in TABLES.items() if of.name == table and _is_wide_enough(of, values)]
    if ours and _fits(TABLES[ours[0]], values):
        return ours
    fitting = [kind for kind, columns in TABLES.items() if _fits(columns, values)]
    worded = [kind for kind in fitting if _has_words_of(kind, values)]
    return (
        worded
        or fitting
        or ours
        or [k for k, columns in TABLES.items() if len(columns.c) == len(values)]
    )


def _fits(table: Table, values: Values) -> bool:
    """Return whether these may be the values of such a row; later columns may be missing."""
    columns = list(table.columns)
    return (
        len(values) <= len(columns)
        and _is_wide_enough(table, values)
        and all(map(accepts, columns, values))
        and all(
            value is Lost.LOST or _suits_field(column.key, value)
            for column, value in zip(columns, values, strict=False)
        )
    )


def _is_wide_enough(table: Table, values: Values) -> bool:
    """Return whether a row has all columns of a table that no version could do without."""
    missing = list(table.columns)[len(values) :]
    return all(column.nullable or column.server_default for column in missing)


def _has_words_of(kind: type[Record], values: Values) -> bool:
    """Return whether days, and the columns that hold one of a few words, do so in a row."""
    choices = _CHOICES.get(kind, {})
    for column, value in zip(TABLES[kind].columns, values, strict=False):
        if not isinstance(value, str):
            continue
        if column.key in _DAYS and not _DAY.fullmatch(value):
            return False
        if column.key in choices and value not in choices[column.key]:
            return False
    return True


def accepts(column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    wanted = int if isinstance(column.type, Integer) else str
    return value is Lost.LOST or isinstance(value, wanted)


def _suits_field(name: str, value: object) -> bool:
    """Return whether a text has the form that the column's texts have."""
    default = DEFAULTS.get(name, "")
    return not isinstance(value, str) or not default.startswith("[") or value.startswith("[")


def _decided(
    batches: Sequence[Batch], kinds: dict[tuple[str, str], type[Record]]
) -> Iterator[tuple[Batch, type[Item]]]:
    """Yield excuses, origins and strategies; the rows of a batch are all of one kind.

    The actions and origins that point at a row decide, then what the row points at: a card, theme
    or verdict has excuses, an origin has origins. What is left under an excuse is then a strategy.
    """
    left = list(batches)
    while left:
        sure: list[tuple[Batch, type[Item]]] = []
        for batch in left:
            votes = Counter(_votes(batch, kinds))
            # What an action points at is nothing else, whatever the others answer.
            common = [kind for kind, _ in votes.most_common(1)]
            sure += [(batch, kind) for kind in ([Strategy] if votes[Strategy] else common)]
        if not sure:
            batch = left[0]
            under = any(kinds.get((str(v[0]), str(v[2]))) is Excuse for v in batch.rows)
            sure = [(batch, Strategy if under else Excuse)]
        for batch, kind in sure:
            kinds |= dict.fromkeys(map(_key, batch.rows), kind)
            left.remove(batch)
            yield batch, kind


def _votes(batch: Batch, kinds: dict[tuple[str, str], type[Record]]) -> Iterator[type[Item]]:
    own = {_key(values) for values in batch.rows}
    for values in batch.rows:
        above = str(values[0]), str(values[2]) if len(values) > 2 else ""
        if _fits(TABLES[Strategy], values) and kinds.get(_key(values)) is Strategy:
            yield Strategy
        elif above in own or kinds.get(above) is Origin:
            yield Origin
        elif kinds.get(above) in (Card, Theme, Verdict):
            yield Excuse


def _key(values: Values) -> tuple[str, str]:
    return str(values[0]), str(values[1])
