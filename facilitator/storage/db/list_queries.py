"""What lists of meetings ask of the database; every function is one transaction.

Most values are returned as they are stored: who lists them examines them. Each raises
sqlite3.Error.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
)

from facilitator.domain.limits import LONGEST, LONGEST_ID
from facilitator.domain.records import Status
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.schema import (
    actions,
    bookmarks,
    earlier_actions,
    meetings,
    teams,
    verdicts,
)

_m = meetings.c
_is_discarded = _m.discarded_at.is_not(None)
_is_meeting = _m.exercise != ""
"""Not the journal of a team, which follows no exercise."""
_is_this = _m.id == bindparam("meeting")
_LATEST_FIRST = (_m.updated_at.desc(), _m.id)


def _names_now() -> Subquery:
    """Return what each team is called now: one that was merged has the name of that other one."""
    now = (
        select(teams.c.id, teams.c.name)
        .where(teams.c.merged_into.is_(None))
        .cte("names_now", recursive=True)
    )
    merged = select(teams.c.id, now.c.name).join_from(teams, now, teams.c.merged_into == now.c.id)
    return select(now.union_all(merged)).subquery("names")


_names = _names_now()
_is_named = _names.c.id == _m.team_id


def count_meetings(connection: Connection) -> int:
    """Return how many meetings there are, those in the trash included; a journal is none."""
    with transaction(connection):
        return connection.execute(_COUNT).scalar_one()


_COUNT = select(func.count()).select_from(meetings).where(_is_meeting)


def read_summaries(connection: Connection, today: date) -> list[dict[str, Any]]:
    """Return a row for each meeting, with the number of its actions, the last changed first.

    Its team has the name that it has now.
    """
    day = today.isoformat()
    with transaction(connection):
        rows = rows_of(connection, _SUMMARIES, {"today": day})
        names = _SUMMARIES.selected_columns.keys()
        found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
        judged = rows_of(connection, _VERDICTS)
    _count_verdicts(found, judged, day)
    return list(found.values())


def _count_verdicts(
    found: Mapping[Any, dict[str, Any]], judged: Iterable[tuple[Any, ...]], today: str
) -> None:
    """Count each action as what it became, which so far was counted as open.

    Done here: joined to the actions of many meetings, it takes a database a long time.
    """
    last: dict[tuple[Any, Any], tuple[Any, Any, Any]] = {}
    for meeting, action, status, due, first_due in judged:
        if due is None and (before := last.get((meeting, action))) is not None:
            due = before[1]
        last[meeting, action] = (status, due, first_due)
    done, dropped = str(Status.DONE), str(Status.DROPPED)
    for (meeting, _), (status, due, first_due) in last.items():
        row = found.get(meeting)
        if row is None:
            continue
        was_late = isinstance(first_due, str) and first_due < today
        is_late = isinstance(due, str) and due < today if due is not None else was_late
        if status in (done, dropped):
            row["actions_open"] -= 1
            row["actions_done"] += status == done
            is_late = False
        if was_late != is_late:
            row["actions_late"] += 1 if is_late else -1


_SUMMARIES = (
    select(
        *_m["id", "title"],
        func.coalesce(func.min(_names.c.name), _m.team).label("team"),
        *_m["held_on", "exercise"],
        # There is one bookmark; asked for so, since a database may want all else in the grouping.
        func.min(bookmarks.c.stage).label("stage"),
        *_m["updated_at", "discarded_at"],
        func.count(actions.c.id).label("actions"),
        func.count(actions.c.id).label("actions_open"),
        (func.count(actions.c.id) * 0).label("actions_done"),
        func.count(case((actions.c.due < bindparam("today"), 1))).label("actions_late"),
    )
    .outerjoin_from(meetings, bookmarks, bookmarks.c.id == _m.id)
    .outerjoin(_names, _is_named)
    .outerjoin(actions, actions.c.meeting_id == _m.id)
    .where(_is_meeting)
    .group_by(_m.id)
    .order_by(*_LATEST_FIRST)
)
_e, _v = earlier_actions.c, verdicts.c
_of_meeting = func.coalesce(_e.meeting, _v.meeting_id)
_of_action = func.coalesce(_e.action, _v.action)
_is_its_own = _e.id.is_(None)
_VERDICTS = (
    select(_of_meeting, _of_action, _v.status, _v.due, actions.c.due)
    .outerjoin_from(
        verdicts, earlier_actions, and_(_e.meeting_id == _v.meeting_id, _e.id == _v.action)
    )
    .join(actions, and_(actions.c.meeting_id == _of_meeting, actions.c.id == _of_action))
    .join(meetings, _m.id == _v.meeting_id)
    # What is said in a meeting in the trash does not count elsewhere.
    .where(_is_its_own | ~_is_discarded)
    # Of two on a day the later one tells more of what was said before it, a journal too.
    .order_by(_v.day, _e.id.is_not(None), func.length(_e.history), _m.held_on, _v.place, _v.id)
)


def read_titles(connection: Connection, *, discarded: bool = False) -> list[tuple[str, str]]:
    """Return id and title of the meetings listed or `discarded`, the last changed first.

    Raises DamagedRowError.
    """
    of_these = _is_discarded if discarded else ~_is_discarded
    query = select(_m.id, _m.title).where(of_these, _is_meeting).order_by(*_LATEST_FIRST)
    with transaction(connection):
        found = rows_of(connection, query)
    for known, title in found:
        if type(known) is not str or type(title) is not str or len(title) > LONGEST:
            raise DamagedRowError("a meeting has no title, or too long a one")
    return found


def read_latest_titles(connection: Connection) -> list[tuple[Any, Any]]:
    """Return title and moment of the last change of every meeting, the last changed first."""
    with transaction(connection):
        return rows_of(connection, _LATEST_TITLES)


_LATEST_TITLES = select(_m.title, _m.updated_at).where(_is_meeting).order_by(*_LATEST_FIRST)


def read_held(connection: Connection) -> list[tuple[Any, ...]]:
    """Return what every version of a file tells of each meeting, the last changed first."""
    with transaction(connection):
        return rows_of(connection, _HELD)


_HELD = (
    select(*_m["id", "title", "team", "held_on", "exercise"], bookmarks.c.stage, _m.updated_at)
    .join_from(meetings, bookmarks, bookmarks.c.id == _m.id)
    .where(_is_meeting)
    .order_by(*_LATEST_FIRST)
)


def read_discarded(connection: Connection) -> list[tuple[Any, ...]]:
    """Return id, title, team, day and the moment they were discarded of those in the trash."""
    with transaction(connection):
        return rows_of(connection, _DISCARDED)


_DISCARDED = (
    select(
        *_m["id", "title"],
        func.coalesce(_names.c.name, _m.team),
        *_m["held_on", "discarded_at"],
    )
    .outerjoin_from(meetings, _names, _is_named)
    .where(_is_discarded)
)


def read_moments_discarded(connection: Connection) -> dict[Any, Any]:
    """Return when each meeting in the trash was discarded; one with far too long a value is not."""
    with transaction(connection):
        return dict(rows_of(connection, _MOMENTS_DISCARDED))


_MOMENTS_DISCARDED = select(_m.id, _m.discarded_at).where(
    func.length(_m.id) <= LONGEST_ID, func.length(_m.discarded_at) <= LONGEST_ID
)


def read_discarded_at(connection: Connection, meeting: str) -> tuple[Any] | None:
    """Return when a meeting was discarded, in it None if it was not; None without that meeting."""
    with transaction(connection):
        found = rows_of(connection, _DISCARDED_AT, {"meeting": meeting})
    return found[0] if found else None


_DISCARDED_AT = select(_m.discarded_at).where(_is_this)


def read_updated_at(connection: Connection, meeting: str) -> object:
    """Return when a meeting was last changed, None without that meeting."""
    with transaction(connection):
        return connection.execute(_UPDATED_AT, {"meeting": meeting}).scalar()


_UPDATED_AT = select(_m.updated_at).where(_is_this)


def read_latest_update(connection: Connection) -> str:
    """Return when anything was last changed, empty without meetings."""
    with transaction(connection):
        # As bytes: one that is no text must not keep anything from being saved.
        found: bytes | None = connection.execute(_LATEST_UPDATE).scalar()
    return (found or b"").decode("utf-8", "replace")


_LATEST_UPDATE = select(cast(func.max(_m.updated_at), LargeBinary))


def read_latest_moments(connection: Connection) -> list[Any]:
    """Return when anything was last changed, and when discarded, where anything was."""
    with transaction(connection):
        found = connection.execute(_LATEST_MOMENTS).one()
    return [moment for moment in found if moment]


_LATEST_MOMENTS = select(func.max(_m.updated_at), func.max(_m.discarded_at))
