"""What all meetings and journals hold, a few fields of one kind at a time.

Changes that still wait for the disk count as well; what is in the trash is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from facilitator.domain.change import Change
from facilitator.domain.limits import MOST_MEETINGS, MOST_RECORDS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Details, Item, Listed
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.queries import read_meeting
from facilitator.storage.db.rows import FIELDS, check_columns, from_rows, to_row
from facilitator.storage.db.schema import TABLES, meetings, metadata

Row = tuple[Any, ...]
"""The id of a meeting or journal, and the stored values that were asked for."""
AT_ONCE = 500
"""Meetings that one query names: any database takes as many."""


@dataclass(frozen=True, slots=True)
class Held:
    """The meetings and journals that are not in the trash, the earliest held first.

    `gone` are those in the trash, and those just erased. `altered` are those of `details` that
    waiting changes alter, read whole; of the others all is on disk. Where `is_part`, there are
    others as well, of which nothing is to be read.
    """

    details: dict[str, Details]
    gone: frozenset[str]
    altered: dict[str, Meeting]
    is_part: bool = False


def read_held(
    connection: Connection,
    waiting: Sequence[Change] = (),
    coming: Mapping[str, Details | None] | None = None,
) -> Held:
    """Return which meetings and journals there are; `coming` are details as `waiting` makes them.

    Raises DamagedRowError.
    """
    with transaction(connection):
        rows = rows_of(connection, _DETAILS)
    if len(rows) > MOST_MEETINGS:
        raise DamagedRowError("too many meetings")
    found = {each.id: each for each in from_rows(Details, rows)} if rows else {}
    altered: dict[str, Meeting] = {}
    erased = {known for known, after in (coming or {}).items() if after is None}
    for known in dict.fromkeys(change.meeting for change in waiting):
        found.pop(known, None)
        if known not in erased:
            altered[known] = read_meeting(connection, known, waiting)
            found[known] = altered[known].details
    here = [each for each in found.values() if each.discarded_at is None]
    details = {each.id: each for each in sorted(here, key=lambda each: (each.held_on, each.id))}
    return Held(
        details,
        frozenset(found.keys() - details.keys() | erased),
        {known: meeting for known, meeting in altered.items() if known in details},
    )


_DETAILS = select(*(meetings.c[name] for name in FIELDS[Details]))


def read_fields(
    connection: Connection,
    held: Held,
    kind: type[Item | Listed],
    *names: str,
    of: Iterable[str] | None = None,
    measured: str = "",
    filled: str = "",
) -> list[Row]:
    """Return the id of the container and fields of every record of a kind, as they are stored.

    With `of`, only of these meetings and journals. Of a field that is `measured` its length comes
    last. Where a list is to be `filled`, records on disk with an empty one are passed over. Raises
    DamagedRowError.
    """
    wanted = held.details.keys() if of is None else held.details.keys() & set(of)
    on_disk = wanted - held.altered.keys()
    query = _query(TABLES[kind].name, names, measured, filled)
    with transaction(connection):
        if of is None and not held.is_part:
            rows = rows_of(connection, query)
        else:
            rows = _rows_among(connection, query, kind, sorted(on_disk))
    if len(rows) > MOST_RECORDS:
        raise DamagedRowError(f"too many records: {kind.__name__}")
    found = [row for row in rows if row[0] in on_disk]
    if found:
        check_columns(kind, ("", *names), found)
    for known in wanted & held.altered.keys():
        records = (r for r in held.altered[known].records() if isinstance(r, kind))
        stored = (to_row(record, known) for record in records)
        for row in stored:
            lengths = [len(str(row[measured]))] if measured else []
            found.append((known, *(row[name] for name in names), *lengths))
    return found


@cache
def _query(table: str, names: tuple[str, ...], measured: str, filled: str) -> Select[Any]:
    columns = metadata.tables[table].c
    lengths = [func.length(columns[measured])] if measured else []
    query = select(columns.meeting_id, *(columns[name] for name in names), *lengths)
    return query.where(columns[filled] != "[]") if filled else query


def _rows_among(
    connection: Connection, query: Select[Any], kind: type[Item | Listed], wanted: list[str]
) -> list[Row]:
    found: list[Row] = []
    limited = query.where(TABLES[kind].c.meeting_id.in_(bindparam("containers", expanding=True)))
    for start in range(0, len(wanted), AT_ONCE):
        some = {"containers": wanted[start : start + AT_ONCE]}
        found += rows_of(connection, limited, some)
    return found
