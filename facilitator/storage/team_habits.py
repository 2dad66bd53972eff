"""How the meetings of a team begin, and which it held; light to ask when a form opens.

Changes that still wait for the disk count as well. Raises sqlite3.Error and DamagedRowError.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, select

from facilitator.domain.change import Change
from facilitator.domain.follow_up.templates import Held, Lead, TeamHabits
from facilitator.domain.records import TeamTemplate
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.rows import FIELDS, from_row, words_in
from facilitator.storage.db.schema import meetings, team_templates
from facilitator.storage.trash import details_to_come

LEADS = 5
"""Meetings of which it is told who led them."""
MOST = 500
"""Meetings that are told of at all."""


def read_habits(
    connection: Connection, team_ids: Sequence[str], waiting: Sequence[Change] = ()
) -> TeamHabits:
    """Return the habits of a team by the ids under which it has met, its own first."""
    template = _read_template(connection, team_ids[0], waiting)
    to_come = details_to_come(waiting)
    # More than are told: some of them may be gone by what waits.
    asked = {"teams": list(team_ids), "count": MOST + len(to_come)}
    with transaction(connection):
        rows = rows_of(connection, _HELD, asked)
    found = {row[0]: _held(*row[1:]) for row in rows}
    for known, details in to_come.items():
        found.pop(known, None)
        if (
            details is not None
            and details.exercise
            and details.discarded_at is None
            and details.team_id in team_ids
        ):
            found[known] = Held(
                exercise=details.exercise,
                day=details.held_on,
                facilitator=details.facilitator,
                next_facilitator=details.next_facilitator,
                next_on=details.next_on,
                participants=details.participants,
            )
    latest = sorted(found, key=lambda known: (found[known].day, known), reverse=True)
    held = tuple(found[known] for known in latest[:MOST])
    leads = (Lead(each.day, each.facilitator, each.next_facilitator) for each in held[:LEADS])
    return TeamHabits(template, tuple(leads), held)


def _held(
    exercise: str, day: str, led: str, after: str, next_on: str | None, participants: str
) -> Held:
    return Held(
        exercise=exercise,
        day=date.fromisoformat(day),
        facilitator=led,
        next_facilitator=after,
        next_on=date.fromisoformat(next_on) if next_on is not None else None,
        participants=words_in(participants),
    )


def _read_template(
    connection: Connection, team_id: str, waiting: Sequence[Change]
) -> TeamTemplate | None:
    with transaction(connection):
        rows = rows_of(connection, _TEMPLATE, {"team": team_id})
    names = FIELDS[TeamTemplate]
    read = [from_row(TeamTemplate, dict(zip(names, row, strict=True))) for row in rows]
    found = read[0] if read else None
    for change in waiting:
        for edit in change.edits:
            record = edit.after or edit.before
            if isinstance(record, TeamTemplate) and record.id == team_id:
                found = edit.after if isinstance(edit.after, TeamTemplate) else None
    return found


_HELD = (
    select(
        meetings.c.id,
        meetings.c.exercise,
        meetings.c.held_on,
        meetings.c.facilitator,
        meetings.c.next_facilitator,
        meetings.c.next_on,
        meetings.c.participants,
    )
    .where(
        meetings.c.team_id.in_(bindparam("teams", expanding=True)),
        meetings.c.exercise != "",
        meetings.c.discarded_at.is_(None),
    )
    .order_by(meetings.c.held_on.desc(), meetings.c.id.desc())
    .limit(bindparam("count"))
)
_TEMPLATE = select(*(team_templates.c[name] for name in FIELDS[TeamTemplate])).where(
    team_templates.c.id == bindparam("team")
)
