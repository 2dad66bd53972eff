"""Changes that were made for a meeting as it was before something else was laid on.

What is done to a meeting that is not open is worked out beside the writer. Something of another
laptop may be laid on until it is written: then the change is laid on top of that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, select

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import LEADS_UP, UNDER
from facilitator.domain.records import PARENT_FIELD, Action, Card, Details, Item, Record, Theme
from facilitator.domain.shared_log.entry import Entry, Key, Standing, key_of
from facilitator.domain.shared_log.lay_on import (
    OWN_OF_EACH_ROOM,
    lay_on,
    meeting_records,
    removed_by,
)
from facilitator.storage.db.connection import Statement
from facilitator.storage.db.queries import records_of, stored_records
from facilitator.storage.db.schema import TABLES
from facilitator.storage.sharing.entry_rows import Place
from facilitator.storage.sharing.standings import standing_at


@dataclass(frozen=True, slots=True)
class Fitted:
    """A change as it was meant, and as it is made; the same object where nothing came between."""

    meant: Change
    made: Change


def fitted_at(
    connection: Connection, change: Change, place: Place, entry: Entry, site: str
) -> Fitted:
    """Return a change as it fits what is on the disk, within a transaction.

    `entry` is what it would be in the log without that. Raises DamagedRowError.
    """
    if not _is_stale(connection, change):
        return Fitted(change, change)
    meeting = Meeting.from_records(records_of(connection, place.meeting))
    made = _laid_on_top(change, meeting, standing_at(connection, place, site), entry)
    return Fitted(change, change if made.edits == change.edits else made)


def _is_stale(connection: Connection, change: Change) -> bool:
    """Return whether a change would write over what it does not know, or break a link."""
    if change.verb is Verb.ERASE:
        # What came since must go as well.
        return True
    edits = [edit for edit in _whole(change) if not _is_own(edit)]
    records = [record for edit in edits if (record := edit.after or edit.before) is not None]
    there = stored_records(connection, change.meeting, records)
    if any(there.get(key_of(edit)) != edit.before for edit in edits):
        return True
    after = {key_of(edit): edit.after for edit in edits}
    return any(not _is_linked(connection, change.meeting, edit, after) for edit in edits)


def _laid_on_top(change: Change, meeting: Meeting, standing: Standing, entry: Entry) -> Change:
    """Return what becomes of a stale change on the meeting as it is on the disk.

    Where both set the same field it holds, as the later in the log does.
    """
    if change.verb is Verb.ERASE:
        gone = tuple(Edit(record, None) for record in reversed(meeting_records(meeting)))
        return replace(change, edits=gone)
    removed = dict(standing.removed)
    for laid in standing.waiting:
        removed |= removed_by(laid)
    shared = tuple(edit for edit in _whole(change) if not _is_own(edit))
    meant = replace(entry, change=replace(change, edits=shared))
    made = lay_on(meant, meeting, removed, standing.past).change
    own = [Edit(meeting.stored(each), each) for each in _own(change)] if meeting.is_there else []
    return replace(made, edits=(*made.edits, *own))


def _whole(change: Change) -> Iterable[Edit]:
    """Return one edit for each record: from what it was at first to what it is at last."""
    found: dict[Key, Edit] = {}
    for edit in change.edits:
        if edit.before is None and edit.after is None:
            continue
        known = found.get(key_of(edit))
        found[key_of(edit)] = edit if known is None else Edit(known.before, edit.after)
    return found.values()


def _is_own(edit: Edit) -> bool:
    return isinstance(edit.after or edit.before, OWN_OF_EACH_ROOM)


def _own(change: Change) -> Iterator[Record]:
    """Yield what a change says of where this room is, and of its clock."""
    for edit in _whole(change):
        if _is_own(edit) and edit.after is not None:
            yield edit.after


def _is_linked(
    connection: Connection, meeting: str, edit: Edit, after: Mapping[Key, Record | None]
) -> bool:
    """Return whether what an edit comes under is there, and nothing is left under what it takes."""
    if edit.after is None:
        gone = edit.before
        return not isinstance(gone, Item) or not _has_under(connection, meeting, gone, after)
    return all(_is_there(connection, meeting, kinds, known, after) for kinds, known in _links(edit))


def _links(edit: Edit) -> Iterator[tuple[tuple[type[Item], ...], str]]:
    """Yield what a record newly belongs to or names: what it may be of, and its id."""
    for kinds, field in _linking(edit.after):
        known = getattr(edit.after, field)
        is_new = edit.before is None or getattr(edit.before, field) != known
        if known and is_new:
            yield kinds, known


def _linking(record: Record | None) -> Iterator[tuple[tuple[type[Item], ...], str]]:
    if isinstance(record, Details):
        yield (Action,), "first"
    elif isinstance(record, Card):
        yield (Theme,), "theme"
    elif isinstance(record, Item) and (kinds := LEADS_UP.get(type(record))):
        yield kinds, PARENT_FIELD[type(record)]


def _is_there(
    connection: Connection,
    meeting: str,
    kinds: Iterable[type[Item]],
    known: str,
    after: Mapping[Key, Record | None],
) -> bool:
    return any(
        after[kind, known] is not None
        if (kind, known) in after
        else any(_found(connection, _BY_ID[kind], meeting, known))
        for kind in kinds
    )


def _has_under(
    connection: Connection, meeting: str, gone: Item, after: Mapping[Key, Record | None]
) -> bool:
    """Return whether something belongs to what goes of which the change knows nothing."""
    kinds = (Card, *UNDER[Theme]) if isinstance(gone, Theme) else UNDER.get(type(gone), ())
    return any(
        (kind, child) not in after
        for kind in kinds
        for child in _found(connection, _BY_PARENT[kind, _field(kind, gone)], meeting, gone.id)
    )


def _field(kind: type[Item], above: Item) -> str:
    return "theme" if kind is Card and isinstance(above, Theme) else PARENT_FIELD[kind]


def _found(connection: Connection, statement: Statement, meeting: str, known: str) -> list[str]:
    with statement.rows(connection, {"meeting_is": meeting, "known_is": known}) as rows:
        return [child for (child,) in rows]


def _lookup(kind: type[Item], field: str) -> Statement:
    c = TABLES[kind].c
    is_it = (c.meeting_id == bindparam("meeting_is")) & (c[field] == bindparam("known_is"))
    return Statement(select(c.id).where(is_it))


_BELONGING = {kind for kinds in UNDER.values() for kind in kinds}
_NAMED = {Action, Theme, *(kind for kinds in LEADS_UP.values() for kind in kinds)}
_BY_ID: dict[type[Item], Statement] = {kind: _lookup(kind, "id") for kind in _NAMED}
_BY_PARENT: dict[tuple[type[Item], str], Statement] = {
    (Card, "theme"): _lookup(Card, "theme"),
    **{(kind, PARENT_FIELD[kind]): _lookup(kind, PARENT_FIELD[kind]) for kind in _BELONGING},
}
