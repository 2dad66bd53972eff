"""The statements of a search: each gives number, kind, meeting, id, text and day of texts."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from facilitator.domain.search import NUMBERS, SearchQuery
from facilitator.storage.db.schema import meetings
from facilitator.storage.db.search_tables import texts, trigrams

_PATTERN_SIGNS = re.compile(r"[*?[]")
_t, _m = texts.c, meetings.c
_day_of = func.coalesce(_t.day, _m.held_on)
_shown = (_t.number, _t.kind, _t.meeting_id, _t.id, _t.text, _day_of)


def by_index() -> Select[Any]:
    """Return the query for texts that the index finds by `pieces`, those written last first."""
    joined = (
        select(*_shown)
        .select_from(trigrams)
        .join(texts, _t.number == trigrams.c.rowid)
        .join(meetings, _m.id == _t.meeting_id)
    )
    asked = trigrams.c.search_index.match(bindparam("pieces"))
    return joined.where(asked).order_by(trigrams.c.rowid.desc())


def by_scan() -> Select[Any]:
    """Return the query that looks at every text, those written last first."""
    joined = select(*_shown).select_from(texts).join(meetings, _m.id == _t.meeting_id)
    return joined.order_by(_t.number.desc())


def latest(wanted: Select[Any], count: int) -> Select[Any]:
    """Return a query for only so many of the texts that were written last."""
    last = select(func.max(_t.number)).scalar_subquery()
    return wanted.where(_t.number > last - count)


def of_meetings(known: Sequence[str], query: SearchQuery) -> Select[Any]:
    """Return the query for texts of these meetings alone."""
    # All kinds are named, for the index of the table begins with them.
    kinds = query.kinds if query.kinds is not None else NUMBERS
    of_kind = _t.kind.in_([NUMBERS[kind] for kind in kinds])
    joined = select(*_shown).select_from(texts).join(meetings, _m.id == _t.meeting_id)
    # Not by the number itself, for which SQLite would rather look at every text.
    by_number = (_t.number + 0).desc()
    return joined.where(of_kind, _t.meeting_id.in_(known)).order_by(by_number)


def filtered(wanted: Select[Any], query: SearchQuery, words: Iterable[str]) -> Select[Any]:
    """Return a query for those texts alone that hold all words and are where they are wanted."""
    # Quicker than to ask where in the text it is.
    found = wanted.where(
        _m.discarded_at.is_(None), *(_t.text.op("GLOB")(_around(w)) for w in words)
    )
    if query.kinds is None:
        # Not what only stands for a hidden card.
        found = found.where(_t.kind > 0)
    else:
        found = found.where(_t.kind.in_([NUMBERS[kind] for kind in query.kinds]))
    if query.team_ids is not None:
        found = found.where(_m.team_id.in_(sorted(query.team_ids)))
    if query.since is not None:
        found = found.where(_day_of >= query.since.isoformat())
    if query.until is not None:
        found = found.where(_day_of <= query.until.isoformat())
    return found


def meetings_asked_for(query: SearchQuery) -> Select[str] | None:
    """Return the query for the ids of all meetings that may have what is asked for.

    None where all of them may.
    """
    is_journal = _m.team_id == _m.id
    conditions: list[ColumnElement[bool]] = []
    if query.team_ids is not None:
        conditions.append(_m.team_id.in_(sorted(query.team_ids)))
    if query.since is not None:
        conditions.append(is_journal | (_m.held_on >= query.since.isoformat()))
    if query.until is not None:
        conditions.append(is_journal | (_m.held_on <= query.until.isoformat()))
    return select(_m.id).where(*conditions) if conditions else None


count_meetings = select(func.count()).select_from(meetings)


def _around(word: str) -> str:
    """Return the pattern of texts that hold a word anywhere."""
    literal = _PATTERN_SIGNS.sub(r"[\g<0>]", word)
    return f"*{literal}*"
