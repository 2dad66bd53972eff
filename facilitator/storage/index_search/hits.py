"""Hits as they are shown: what the tables have of the records that were found."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from facilitator.domain.records import Details
from facilitator.domain.search import KIND_OF, SEARCHED_FIELDS, Hit, HitKind
from facilitator.storage.db.connection import Statement
from facilitator.storage.db.schema import TABLES, meetings
from facilitator.storage.index_search.candidates import Candidate
from facilitator.storage.index_search.meeting_search import RankedHit


def hits_of(
    connection: Connection, candidates: Iterable[Candidate], team_names: Mapping[str, str]
) -> list[RankedHit]:
    """Return the hits of texts that were found; the transaction is the caller's.

    `team_names` are by the ids of the teams.
    """
    held: dict[str, tuple[Any, ...]] = {}
    found = []
    for each in candidates:
        if each.meeting not in held:
            held[each.meeting] = _row(connection, _MEETING, {"meeting": each.meeting})
        keys = {"known": each.item}
        if each.kind is not HitKind.MEETING:
            keys["meeting"] = each.meeting
        words = _row(connection, _WORDS[each.kind], keys)
        if words and any(words) and held[each.meeting]:
            found.append((each.rank, _hit(each, words, held[each.meeting], team_names)))
    return found


def _hit(
    each: Candidate,
    words: tuple[Any, ...],
    held: tuple[Any, ...],
    team_names: Mapping[str, str],
) -> Hit:
    title, team, team_id = held
    text, *also = (str(word) for word in words)
    return Hit(
        meeting=each.meeting,
        item=each.item,
        kind=each.kind,
        text=text,
        also=tuple(filter(None, also)),
        title=str(title),
        team=team_names.get(team_id, str(team)),
        held_on=each.day,
        is_journal=team_id == each.meeting,
    )


def _row(connection: Connection, statement: Statement, keys: dict[str, Any]) -> tuple[Any, ...]:
    """Return the one row there may be, an empty one if there is none."""
    with statement.rows(connection, keys) as rows:
        return next(rows, ())


def _words_of(kind: type[Any]) -> Statement:
    c = TABLES[kind].c
    words = select(*(c[name] for name in SEARCHED_FIELDS[KIND_OF[kind]]))
    of = [] if kind is Details else [c.meeting_id == bindparam("meeting")]
    return Statement(words.where(c.id == bindparam("known"), *of))


_WORDS = {found: _words_of(kind) for kind, found in KIND_OF.items()}
_MEETING = Statement(
    select(meetings.c.title, meetings.c.team, meetings.c.team_id).where(
        meetings.c.id == bindparam("meeting")
    )
)
