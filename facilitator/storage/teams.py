"""What is asked of the database about teams: who they are, what was said of their actions.

Every function is one transaction. Each raises sqlite3.Error and DamagedRowError.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, and_, bindparam, select, update

from facilitator.domain.follow_up.roti import PastRoti, average
from facilitator.domain.records import Roti, Team, Verdict
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.rows import FIELDS, from_row
from facilitator.storage.db.schema import earlier_actions, meetings, rotis, teams, verdicts


def read_teams(connection: Connection) -> dict[str, Team]:
    """Return every team by its id, those that were merged into another one too."""
    with transaction(connection):
        rows = rows_of(connection, _TEAMS)
    found = (from_row(Team, dict(zip(FIELDS[Team], row, strict=True))) for row in rows)
    return {team.id: team for team in found}


_TEAMS = select(*(teams.c[name] for name in FIELDS[Team])).order_by(teams.c.id)


def read_containers(connection: Connection, team_ids: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the ids of the meetings and journals of teams, and whether each is in the trash."""
    with transaction(connection):
        rows = rows_of(connection, _CONTAINERS, {"teams": list(team_ids)})
    return [(known, discarded is not None) for known, discarded in rows]


_CONTAINERS = (
    select(meetings.c.id, meetings.c.discarded_at)
    .where(meetings.c.team_id.in_(bindparam("teams", expanding=True)))
    .order_by(meetings.c.held_on, meetings.c.id)
)


def read_past_rotis(
    connection: Connection, team_ids: Sequence[str], meeting: str, day: date, count: int
) -> list[PastRoti]:
    """Return what the last meetings of teams up to a day made of their time, the latest first.

    Neither that meeting itself is among them, nor one in the trash.
    """
    asked = {"teams": list(team_ids), "meeting": meeting, "day": day.isoformat(), "count": count}
    with transaction(connection):
        rows = rows_of(connection, _PAST_ROTIS, asked)
    found = []
    for held_on, *row in rows:
        raised = average(from_row(Roti, dict(zip(FIELDS[Roti], row, strict=True))).fingers)
        if raised is not None:
            found.append(PastRoti(date.fromisoformat(held_on), raised))
    return found


_PAST_ROTIS = (
    select(meetings.c.held_on, *(rotis.c[name] for name in FIELDS[Roti]))
    .join_from(rotis, meetings, meetings.c.id == rotis.c.id)
    .where(
        meetings.c.team_id.in_(bindparam("teams", expanding=True)),
        meetings.c.id != bindparam("meeting"),
        meetings.c.held_on <= bindparam("day"),
        meetings.c.discarded_at.is_(None),
    )
    .order_by(meetings.c.held_on.desc(), meetings.c.id)
    .limit(bindparam("count"))
)


def read_verdicts_elsewhere(
    connection: Connection, meeting: str
) -> Mapping[str, Sequence[Verdict]]:
    """Return what other meetings and journals say of a meeting's actions, by action, in order.

    What is said in a meeting in the trash does not count.
    """
    names = FIELDS[Verdict]
    with transaction(connection):
        rows = rows_of(connection, _ELSEWHERE, {"meeting": meeting})
    found: dict[str, list[Verdict]] = {}
    for action, *row in rows:
        verdict = from_row(Verdict, dict(zip(names, row, strict=True)))
        found.setdefault(action, []).append(verdict)
    return found


_ELSEWHERE = (
    select(earlier_actions.c.action, *(verdicts.c[name] for name in FIELDS[Verdict]))
    .join_from(
        earlier_actions,
        verdicts,
        and_(
            verdicts.c.meeting_id == earlier_actions.c.meeting_id,
            verdicts.c.action == earlier_actions.c.id,
        ),
    )
    .join(meetings, meetings.c.id == earlier_actions.c.meeting_id)
    .where(earlier_actions.c.meeting == bindparam("meeting"), meetings.c.discarded_at.is_(None))
    .order_by(verdicts.c.day, meetings.c.held_on, verdicts.c.place)
)


def forget_words(connection: Connection, meeting: str) -> None:
    """Remove the words that other meetings and journals copied of the actions of a meeting."""
    with transaction(connection):
        connection.execute(_FORGET, {"erased": meeting})


_FORGET = (
    update(earlier_actions)
    .where(earlier_actions.c.meeting == bindparam("erased"))
    .values(text="", owner="", gap="", excuse="")
)
