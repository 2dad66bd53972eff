"""Search over all meetings and journals of a database, by its index.

Changes that still wait for the disk count as well.
"""

import logging
import sqlite3
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from facilitator.domain.change import Change
from facilitator.domain.follow_up.teams import resolved
from facilitator.domain.records import Team
from facilitator.domain.search import SearchQuery, SearchResults, best_first
from facilitator.storage.db import faults, search_index
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.database import Database
from facilitator.storage.db.queries import read_meeting
from facilitator.storage.db.schema import meetings
from facilitator.storage.index_search.candidates import best_candidates
from facilitator.storage.index_search.hits import hits_of
from facilitator.storage.index_search.meeting_search import RankedHit, hits_in
from facilitator.storage.teams import read_teams
from facilitator.storage.trash import details_to_come

_log = logging.getLogger(__name__)


def search(database: Database, query: SearchQuery, waiting: Sequence[Change] = ()) -> SearchResults:
    """Return the best hits in all meetings and journals that are not in the trash.

    An index that is damaged is made anew. Raises sqlite3.Error, DamagedRowError, DisplacedError.
    """
    try:
        return _search(database.core, query, waiting)
    except sqlite3.Error as error:
        if faults.code_of(error) in faults.CAUSES:
            raise
        _log.warning("the search index is damaged and is made anew", exc_info=error)
        database.check_unaltered()
        search_index.renew(database.core)
        database.check_written()
        return _search(database.core, query, waiting)


def _search(connection: Connection, query: SearchQuery, waiting: Sequence[Change]) -> SearchResults:
    if query.is_blank:
        return SearchResults()
    names = _team_names(connection, waiting)
    altered = frozenset(change.meeting for change in waiting)
    with transaction(connection):
        is_there = search_index.is_there(connection)
        all_known = select(meetings.c.id)
        known = set() if is_there else {each for (each,) in rows_of(connection, all_known)}
    found = hits_on_disk(connection, query, names, altered) if is_there else []
    return best_first([*found, *_in_memory(connection, query, names, waiting, known | altered)])


def hits_on_disk(
    connection: Connection,
    query: SearchQuery,
    team_names: Mapping[str, str],
    without: Collection[str] = (),
) -> list[RankedHit]:
    """Return the best hits of all that is on the disk but for some meetings."""
    try:
        return _hits(connection, query, team_names, without)
    except sqlite3.OperationalError as error:
        # Without a code, a text was not in UTF-8; the others are found.
        if hasattr(error, "sqlite_errorcode"):
            raise
    with search_index.any_text(connection):
        return _hits(connection, query, team_names, without)


def _hits(
    connection: Connection,
    query: SearchQuery,
    team_names: Mapping[str, str],
    without: Collection[str],
) -> list[RankedHit]:
    with transaction(connection):
        return hits_of(connection, best_candidates(connection, query, without), team_names)


def _in_memory(
    connection: Connection,
    query: SearchQuery,
    names: Mapping[str, str],
    waiting: Sequence[Change],
    which: Collection[str],
) -> list[RankedHit]:
    """Return the hits in meetings as they will be once what waits is written."""
    gone = {known for known, details in details_to_come(waiting).items() if details is None}
    found: list[RankedHit] = []
    for known in set(which) - gone:
        meeting = read_meeting(connection, known, waiting)
        details = meeting.details
        found += hits_in(meeting, query, names.get(details.team_id or "", details.team))
    return found


def _team_names(connection: Connection, waiting: Sequence[Change]) -> dict[str, str]:
    """Return what each team is called now, by its id; one that was merged as that other one."""
    teams: Mapping[str, Team] = read_teams(connection, waiting)
    now = ((known, teams.get(resolved(known, teams))) for known in teams)
    return {known: team.name for known, team in now if team is not None}
