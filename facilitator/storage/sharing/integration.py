"""Lay what arrived of the log on the meetings here, below what this laptop has not shared yet."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting, StaleChangeError
from facilitator.domain.records import new_id
from facilitator.domain.shared_log.entry import Integrated, Laid, Standing
from facilitator.domain.shared_log.integrate import integrate, rebuild
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.queries import records_of, write_change_with
from facilitator.storage.db.tables.sharing_tables import (
    ARRIVED,
    LAID,
    UNTOLD,
    WAITING,
    containers,
    entries,
    membership,
    removed,
    teams,
)
from facilitator.storage.sharing.conflicts import follow_lost, note_lost
from facilitator.storage.sharing.entry_rows import (
    Place,
    add_rows,
    entry_in,
    read_held,
    rows_in_state,
    settle,
    text_of,
    write_held,
)
from facilitator.storage.sharing.erased_words import forget_meeting
from facilitator.storage.sharing.outbox import Author, rows_for
from facilitator.storage.sharing.standings import standing_at
from facilitator.storage.sharing.states import Keep, Kept, NotNowError
from facilitator.storage.sharing.streams import place_of
from facilitator.storage.sharing.uploads import upload

PORTION = 200_000
"""Letters of entries that a window lays on together: it shows a thousand cards at a time."""

_log = logging.getLogger(__name__)
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a meeting: what changed here, what was kept, and whether more waits."""

    change: Change
    kept: Kept | None = None
    waits: bool = False


def read_standing(connection: Connection, meeting: str, now: datetime) -> Standing:
    """Return how a meeting stands to the log of its team, with the first of what arrived."""
    with transaction(connection):
        place = _place_to_lay(connection, meeting)
        site = _author(connection).site
        if place is None:
            return Standing(site=site, held={}, removed={})
        _tell_what_is_here(connection, place, now)
        return standing_at(connection, place, site, PORTION)


def lay(connection: Connection, meeting: str, now: datetime, keep: Keep | None) -> Outcome | None:
    """Lay on what arrived of a meeting that is not open; None where nothing did.

    Raises DamagedRowError, and NotNowError where changes would be lost with an erased meeting.
    """
    with transaction(connection):
        place = _place_of_arrived(connection, meeting)
        if place is None:
            return None
        standing = _standing(connection, place, _author(connection).site, now)
        here = Meeting.from_records(records_of(connection, meeting))
        integrated = integrate(here, standing)
        if integrated.is_damaged:
            integrated = _rebuilt(connection, here, place, standing) or integrated
    return write(connection, meeting, integrated, now, keep)


def _rebuilt(
    connection: Connection, here: Meeting, place: Place, standing: Standing
) -> Integrated | None:
    """Return the meeting made from its whole log; None where the words of that are not all here."""
    known = rows_in_state(connection, place.container, LAID)
    if any(row["body"] is None for row in known):
        _log.warning(
            "%s stays as it is: the first words of its log are no longer here", place.meeting
        )
        return None
    laid = tuple(entry_in(row, place) for row in known)
    return rebuild(here, replace(standing, arrived=(*laid, *standing.arrived)), len(laid))


def write(
    connection: Connection, meeting: str, integrated: Integrated, now: datetime, keep: Keep | None
) -> Outcome:
    """Write what became of a meeting: records and log in one transaction.

    Raises StaleChangeError where something else was written meanwhile, and NotNowError.
    """
    with transaction(connection):
        place = _place_to_lay(connection, meeting)
        if place is None:
            raise StaleChangeError(f"{meeting} is not shared")
        here = Meeting.from_records(records_of(connection, meeting))
    if integrated.is_damaged and not integrated.is_rebuilt:
        _log.warning("what was done here could not be taken back from a meeting as recorded")
    kept = _kept(connection, here, place, integrated, keep)
    writing = _Writing(place, integrated, now)
    here.apply(integrated.change)
    if integrated.change.edits and not integrated.is_erased:
        # Raises where the log lost what the meeting is about.
        _ = here.details
    write_change_with(connection, integrated.change, now, writing.write)
    return Outcome(integrated.change, kept, writing.waits)


def _kept(
    connection: Connection,
    here: Meeting,
    place: Place,
    integrated: Integrated,
    keep: Keep | None,
) -> Kept | None:
    """Keep a meeting in a file that was erased elsewhere, where not all of it was in the log."""
    if not integrated.is_erased or not here.is_there:
        return None
    with transaction(connection):
        waiting = [
            r for r in rows_in_state(connection, place.container, WAITING) if r["seq"] is None
        ]
        held = read_held(connection, place.container, place.meeting)
    if not waiting and not held:
        return None
    if keep is None:
        raise NotNowError("A meeting was erased elsewhere; nothing can keep what was changed here.")
    details = here.details
    return Kept(meeting=here.id, title=details.title, reason=ERASED_THERE, file=keep(here))


ERASED_THERE = "erased"
"""Why the log does not take changes of a meeting that was erased."""


class _Writing:
    """The log's part of what became of a meeting."""

    def __init__(self, place: Place, integrated: Integrated, now: datetime) -> None:
        self._place, self._integrated, self._now = place, integrated, now
        self.waits = False

    def write(self, connection: Connection) -> None:
        self.waits = False
        place, integrated = self._place, self._integrated
        known = {
            row["id"]: row
            for state in self._states()
            for row in rows_in_state(connection, place.container, state)
        }
        self._check(known)
        if integrated.is_erased:
            self._erase(connection)
            return
        if integrated.is_rebuilt:
            connection.execute(delete(removed).where(removed.c.container == place.container))
        settle(connection, place, integrated)
        note_lost(connection, place, integrated.lost)
        follow_lost(connection, place, integrated.laid)
        for laid in integrated.waiting:
            if laid.entry.id in known:
                self._rebase(connection, laid, known[laid.entry.id])
        before = read_held(connection, place.container, place.meeting)
        write_held(connection, place, before, integrated.held)
        if integrated.released is not None and integrated.released.edits:
            self._tell(connection, integrated.released)

    def _states(self) -> tuple[int, ...]:
        return (WAITING, ARRIVED, LAID) if self._integrated.is_rebuilt else (WAITING, ARRIVED)

    def _check(self, known: Mapping[str, _Row]) -> None:
        """Raise StaleChangeError unless everything that is done here was thought of."""
        if self._integrated.is_erased:
            return
        done = {known_id for known_id, row in known.items() if row["state"] == WAITING}
        integrated = self._integrated
        # What the log is told nothing of has no row.
        waiting = (laid for laid in integrated.waiting if laid.entry.change.edits)
        named = {laid.entry.id for laid in (*integrated.laid, *waiting)}
        if not done <= named or not named <= known.keys():
            raise StaleChangeError(f"{self._place.meeting} was changed meanwhile")

    def _rebase(self, connection: Connection, laid: Laid, row: _Row) -> None:
        """Write what an entry that waits does now, where that has changed."""
        is_it = entries.c.number == row["number"]
        is_as_meant = laid.applied is laid.entry.change or laid.applied == laid.entry.change
        if row["upload"] and row["seq"] is None and not is_as_meant:
            # Nobody has it yet: it tells only what the log does not have by now.
            if not laid.applied.edits:
                connection.execute(delete(entries).where(is_it))
                return
            values = {"body": text_of(laid.applied), "applied": None}
        else:
            values = {
                "body": row["body"],
                "applied": None if is_as_meant else text_of(laid.applied),
            }
        if values != {"body": row["body"], "applied": row["applied"]}:
            connection.execute(update(entries).where(is_it).values(**values))

    def _tell(self, connection: Connection, released: Change) -> None:
        author = _author(connection)
        add_rows(
            connection,
            rows_for(connection, released, self._place, author, new_id(), self._now),
        )
        self.waits = True

    def _erase(self, connection: Connection) -> None:
        gone = [e.before for e in self._integrated.change.edits if e.before is not None]
        forget_meeting(connection, self._place.meeting, gone)
        of_it = entries.c.container == self._place.container
        connection.execute(update(entries).where(of_it).values(state=LAID))


def _standing(connection: Connection, place: Place, site: str, now: datetime) -> Standing:
    _tell_what_is_here(connection, place, now)
    return standing_at(connection, place, site)


def _tell_what_is_here(connection: Connection, place: Place, now: datetime) -> None:
    """Let what is here of a meeting wait for the log where it was never told."""
    is_it = containers.c.number == place.container
    if rows_of(connection, select(containers.c.state).where(is_it)) == [(UNTOLD,)]:
        upload(connection, place, now)


def _place_to_lay(connection: Connection, meeting: str) -> Place | None:
    """Return where something arrived of a meeting, else where it is shared."""
    return _place_of_arrived(connection, meeting) or place_of(connection, meeting)


def _place_of_arrived(connection: Connection, meeting: str) -> Place | None:
    for team, team_id, container in rows_of(connection, _TO_LAY, {"meeting_is": meeting}):
        return Place(team, team_id, container, meeting)
    return None


def _author(connection: Connection) -> Author:
    for site, name in rows_of(connection, select(membership.c.site, membership.c.name)):
        return Author(site, name)
    raise StaleChangeError("nothing is shared any more")


_TO_LAY = (
    select(teams.c.number, teams.c.id, containers.c.number)
    .join_from(containers, teams, teams.c.number == containers.c.team)
    .join(entries, entries.c.container == containers.c.number)
    .where(
        containers.c.meeting == bindparam("meeting_is"),
        (entries.c.state == ARRIVED) | ((entries.c.state == WAITING) & entries.c.seq.is_not(None)),
    )
    .order_by(entries.c.number)
    .limit(1)
)
