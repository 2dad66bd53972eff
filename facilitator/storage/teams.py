"""What is asked of the database about teams: who they are, what was said of their actions.

Changes that still wait for the disk count as well. Each raises sqlite3.Error and DamagedRowError.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, and_, bindparam, func, select

from facilitator.domain.change import Change
from facilitator.domain.follow_up.roti import PastRoti, average
from facilitator.domain.records import Details, EarlierAction, Roti, Team, Verdict
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.queries import read_meeting
from facilitator.storage.db.rows import FIELDS, from_row, to_row
from facilitator.storage.db.schema import earlier_actions, meetings, rotis, teams, verdicts
from facilitator.storage.trash import details_to_come

Waiting = Sequence[Change]


def read_teams(connection: Connection, waiting: Waiting = ()) -> dict[str, Team]:
    """Return every team by its id, those that were merged into another one too."""
    with transaction(connection):
        rows = rows_of(connection, _TEAMS)
    found = {row[0]: from_row(Team, dict(zip(FIELDS[Team], row, strict=True))) for row in rows}
    for edit in (edit for change in waiting for edit in change.edits):
        if isinstance(edit.after, Team):
            found[edit.after.id] = edit.after
        elif isinstance(edit.before, Team):
            found.pop(edit.before.id, None)
    return found


_TEAMS = select(*(teams.c[name] for name in FIELDS[Team])).order_by(teams.c.id)


def read_containers(
    connection: Connection, team_ids: Sequence[str], waiting: Waiting = ()
) -> list[tuple[str, bool]]:
    """Return the ids of the meetings and journals of teams, and whether each is in the trash.

    The earliest held comes first.
    """
    with transaction(connection):
        rows = rows_of(connection, _CONTAINERS, {"teams": list(team_ids)})
    found = {known: (held_on, discarded is not None) for known, held_on, discarded in rows}
    for known, details in details_to_come(waiting).items():
        found.pop(known, None)
        if details is not None and details.team_id in team_ids:
            found[known] = (details.held_on.isoformat(), details.discarded_at is not None)
    order = sorted(found, key=lambda known: (found[known][0], known))
    return [(known, found[known][1]) for known in order]


_CONTAINERS = select(meetings.c.id, meetings.c.held_on, meetings.c.discarded_at).where(
    meetings.c.team_id.in_(bindparam("teams", expanding=True))
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
    connection: Connection, meeting: str, waiting: Waiting = ()
) -> Mapping[str, Sequence[Verdict]]:
    """Return what other meetings and journals say of a meeting's actions, by action, in order.

    What is said in a meeting in the trash does not count.
    """
    names = FIELDS[Verdict]
    with transaction(connection):
        rows = rows_of(connection, _ELSEWHERE, {"meeting": meeting})
    afresh = _to_come(meeting, waiting)
    said = [
        ((told, held_on), action, from_row(Verdict, dict(zip(names, row, strict=True))))
        for container, held_on, told, action, *row in rows
        if container not in afresh
    ]
    for container in (read_meeting(connection, each, waiting) for each in afresh if afresh[each]):
        held = container.details.held_on.isoformat()
        for copy in (c for c in container.all(EarlierAction) if c.meeting == meeting):
            told = len(str(to_row(copy, container.id)["history"]))
            said += [((told, held), copy.action, v) for v in container.children(Verdict, copy.id)]
    found: dict[str, list[Verdict]] = {}
    for _, action, verdict in sorted(said, key=lambda one: (one[2].day, one[0], one[2].place)):
        found.setdefault(action, []).append(verdict)
    return found


def _to_come(meeting: str, waiting: Waiting) -> dict[str, bool]:
    """Return the other containers whose verdicts waiting changes alter, and whether each counts."""
    of_interest = Details | EarlierAction | Verdict
    altered = {
        change.meeting: True
        for change in waiting
        if change.meeting != meeting
        and any(isinstance(edit.after or edit.before, of_interest) for edit in change.edits)
    }
    for known, details in details_to_come(waiting).items():
        if known in altered:
            altered[known] = details is not None and details.discarded_at is None
    return altered


_ELSEWHERE = (
    select(
        meetings.c.id,
        meetings.c.held_on,
        # Of two on a day the later one tells more of what was said before it, a journal too.
        func.length(earlier_actions.c.history),
        earlier_actions.c.action,
        *(verdicts.c[name] for name in FIELDS[Verdict]),
    )
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
)
