"""Tell the log of a team what was here before it was shared, one meeting or journal at a time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select, update

from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.follow_up.teams import resolved
from facilitator.domain.records import Record, new_id
from facilitator.domain.shared_log.share import share
from facilitator.storage.db.connection import rows_of
from facilitator.storage.db.queries import records_of
from facilitator.storage.db.schema import TABLES, meetings
from facilitator.storage.db.tables.sharing_tables import (
    ERASED,
    SHARED,
    containers,
    membership,
    teams,
)
from facilitator.storage.sharing.entry_rows import Place, add_rows, read_held, write_held
from facilitator.storage.sharing.outbox import Author, rows_for
from facilitator.storage.sharing.states import Upload
from facilitator.storage.sharing.streams import ensure_container, place_in, teams_here


@dataclass(frozen=True, slots=True)
class _Untold:
    """A meeting or journal that is not in the log of its team."""

    id: str
    held_on: str
    is_journal: bool


def to_upload(connection: Connection, team: str) -> Upload:
    """Return what there is of a team that its log does not have; the transaction is the caller's.

    Nothing of a team that this laptop only reads, and nothing that is in the trash.
    """
    found = _untold(connection, team)
    days = [date.fromisoformat(each.held_on) for each in found if not each.is_journal]
    journals = sum(each.is_journal for each in found)
    return Upload(
        meetings=len(found) - journals,
        journals=journals,
        records=sum(_count_records(connection, each.id) for each in found),
        since=min(days, default=None),
    )


def upload_next(connection: Connection, team: str, now: datetime) -> int:
    """Let the next of them wait for the log, journals first; returns how many there still are.

    The transaction is the caller's. Raises DamagedRowError.
    """
    found = _untold(connection, team)
    if not found:
        return 0
    ((number,),) = rows_of(connection, _NUMBER, {"team_is": team})
    place, _ = place_in(connection, number, team, found[0].id)
    upload(connection, place, now)
    return len(found) - 1


def upload(connection: Connection, place: Place, now: datetime) -> None:
    """Let all that is here of a meeting wait for the log. Raises DamagedRowError.

    What others must not see yet is held. The transaction is the caller's.
    """
    records = records_of(connection, place.meeting)
    shared = share(_whole(records), {})
    place = ensure_container(connection, place)
    is_it = containers.c.number == place.container
    connection.execute(update(containers).where(is_it).values(state=SHARED))
    before = read_held(connection, place.container, place.meeting)
    write_held(connection, place, before, shared.held)
    ((site, name),) = rows_of(connection, select(membership.c.site, membership.c.name))
    author = Author(site, name)
    told = rows_for(connection, shared.change, place, author, new_id(), now, is_upload=True)
    add_rows(connection, told)


def _whole(records: list[Record]) -> Change:
    change = import_meeting(records)
    return Change(change.meeting, Verb.IMPORT, change.edits, change.subject)


def _untold(connection: Connection, team: str) -> list[_Untold]:
    """Return what is not told, journals first, then the earliest held."""
    if not rows_of(connection, _WRITES, {"team_is": team}):
        return []
    here = teams_here(connection)
    of_team = {known for known in (*here, team) if resolved(known, here) == team}
    rows = rows_of(connection, _UNTOLD, {"teams_are": sorted(of_team), "team_is": team})
    found = [_Untold(known, held_on, known == of) for known, held_on, of in rows]
    return sorted(found, key=lambda each: (not each.is_journal, each.held_on, each.id))


def _count_records(connection: Connection, meeting: str) -> int:
    found = 0
    for table in TABLES.values():
        of = table.c.meeting_id if "meeting_id" in table.c else table.c.id
        count = select(func.count()).select_from(table).where(of == meeting)
        found += connection.execute(count).scalar_one()
    return found


_NUMBER = select(teams.c.number).where(teams.c.id == bindparam("team_is"))
_WRITES = _NUMBER.where(teams.c.writes == 1)
_UNTOLD = select(meetings.c.id, meetings.c.held_on, meetings.c.team_id).where(
    meetings.c.team_id.in_(bindparam("teams_are", expanding=True)),
    meetings.c.discarded_at.is_(None),
    meetings.c.id.not_in(
        select(containers.c.meeting)
        .join_from(containers, teams, teams.c.number == containers.c.team)
        .where(
            (containers.c.state == SHARED)
            | ((teams.c.id == bindparam("team_is")) & (containers.c.state == ERASED))
        )
    ),
)
