"""How a meeting here stands to the log of its team, as far as the rows say."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from facilitator.domain.shared_log.entry import Past, Standing
from facilitator.storage.db.connection import rows_of
from facilitator.storage.db.tables.sharing_tables import ARRIVED, LAID, WAITING, entries
from facilitator.storage.sharing.entry_rows import (
    Place,
    entry_in,
    laid_in,
    read_held,
    read_removed,
    rows_in_state,
)


def standing_at(
    connection: Connection, place: Place, site: str, most: int | None = None
) -> Standing:
    """Return how a meeting stands to the log at a place, within a transaction.

    Of what arrived it has the first entries whose words come to that many letters, at least one;
    without `most` all.
    """
    waiting = rows_in_state(connection, place.container, WAITING)
    arrived = rows_in_state(connection, place.container, ARRIVED)
    arrived += [row for row in waiting if row["seq"] is not None]
    arrived.sort(key=lambda row: row["seq"])
    first = arrived if most is None else _first(arrived, most)
    past = rows_of(connection, _PAST, {"container_is": place.container, "laid_is": LAID})
    return Standing(
        site=site,
        waiting=tuple(laid_in(row, place) for row in waiting),
        held=read_held(connection, place.container, place.meeting),
        arrived=tuple(entry_in(row, place) for row in first),
        removed=read_removed(connection, place),
        past=[Past(seq, by, bool(discards)) for seq, by, discards in past],
        has_more=len(first) < len(arrived),
    )


def _first(rows: Sequence[Mapping[str, Any]], most: int) -> Sequence[Mapping[str, Any]]:
    """Return the first rows whose words come to no more than that, at least one."""
    letters = 0
    for count, row in enumerate(rows):
        letters += len(row["body"] or "")
        if count and letters > most:
            return rows[:count]
    return rows


_PAST = (
    select(entries.c.seq, entries.c.site, entries.c.discards)
    .where(
        entries.c.state == bindparam("laid_is"), entries.c.container == bindparam("container_is")
    )
    .order_by(entries.c.seq)
)
