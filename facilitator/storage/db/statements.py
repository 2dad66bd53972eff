"""The statements that write and read records, as text worked out from what a record is.

What each start and each change needs must not wait for SQLAlchemy, nor keep its 22 MiB. A test
holds these statements against the tables of schema.py.
"""

from collections.abc import Iterable
from typing import get_args

from facilitator.domain.records import Details, Record, Single
from facilitator.storage.db.rows import FIELDS, TABLE_NAMES

STAMPS = ("created_at", "updated_at")
"""What a meeting's row holds besides its details."""


def columns(kind: type[Record]) -> tuple[str, ...]:
    """Return the columns of a kind of record."""
    if kind is Details:
        return (*FIELDS[kind], *STAMPS)
    return FIELDS[kind] if kind in get_args(Single) else ("meeting_id", *FIELDS[kind])


def _is_item(kind: type[Record]) -> bool:
    return "meeting_id" in columns(kind)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _by_key(kind: type[Record]) -> str:
    return '"meeting_id" = :key_meeting AND "id" = :key_id' if _is_item(kind) else '"id" = :key_id'


def _insert(kind: type[Record]) -> str:
    names = columns(kind)
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {TABLE_NAMES[kind]} ({_listed(names)}) VALUES ({values})"


def _update(kind: type[Record]) -> str:
    values = ", ".join(f'"{name}" = :{name}' for name in FIELDS[kind] if name != "id")
    return f"UPDATE {TABLE_NAMES[kind]} SET {values} WHERE {_by_key(kind)}"


def _read(kind: type[Record]) -> str:
    """Return the query for a meeting, by place: a meeting is built faster from ordered items."""
    of, order = ("meeting_id", "place") if _is_item(kind) else ("id", "id")
    return (
        f"SELECT {_listed(FIELDS[kind])} FROM {TABLE_NAMES[kind]} "
        f'WHERE "{of}" = :meeting ORDER BY "{order}"'
    )


INSERT = {kind: _insert(kind) for kind in TABLE_NAMES}
UPDATE = {kind: _update(kind) for kind in TABLE_NAMES}
DELETE = {kind: f"DELETE FROM {name} WHERE {_by_key(kind)}" for kind, name in TABLE_NAMES.items()}
READ = {kind: _read(kind) for kind in TABLE_NAMES}
TOUCH = f'UPDATE {TABLE_NAMES[Details]} SET "updated_at" = :updated_at WHERE "id" = :key_id'
