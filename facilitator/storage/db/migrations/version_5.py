"""Progress or an excuse: teams and their journals, verdicts, earlier actions, what was parked.

What was ticked becomes a verdict of the day of its meeting, each name of a team a team, and each
label of a shipped exercise its id.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256

from alembic.operations import Operations
from sqlalchemy import Column, Connection, ForeignKey, Integer, Text, func, insert, select, update
from sqlalchemy.sql.expression import ColumnElement, TableClause, column, table

from facilitator.domain.text import clean_line, fold
from facilitator.former_labels import former_labels
from facilitator.storage.db.connection import raw_of

STEP = 1024
LONG_AGO = "2000-01-01"


def upgrade(operations: Operations) -> None:
    _create_tables(operations)
    operations.add_column("meetings", Column("team_id", Text))
    operations.add_column("excuses", Column("kind", Text))
    operations.add_column("excuses", _words("ask"))
    for name in ("when", "expected_excuse", "sponsor"):
        operations.add_column("actions", _words(name))
    operations.add_column("actions", _words("agreed", "[]"))
    connection = operations.get_bind()
    with _any_text(connection):
        _carry_over(operations, connection)


def _carry_over(operations: Operations, connection: Connection) -> None:
    _keep_verdicts(connection)
    # The place of what is a verdict now is taken by what kind of action it is.
    operations.alter_column("actions", "status", new_column_name="kind")
    connection.execute(update(table("actions", column("kind"))).values(kind="do"))
    _name_labels(connection)
    _begin_journals(connection)


@contextmanager
def _any_text(connection: Connection) -> Iterator[None]:
    """Read damaged texts too: one of them must not keep all meetings from being upgraded."""
    raw = raw_of(connection)
    usual, raw.text_factory = raw.text_factory, lambda found: found.decode(errors="replace")
    try:
        yield
    finally:
        raw.text_factory = usual


def _create_tables(operations: Operations) -> None:
    def create(name: str, *columns: Column[str] | Column[int]) -> None:
        operations.create_table(name, *columns, sqlite_with_rowid=False)

    create("teams", _own_key(), *_texts("name", "earlier_names"), Column("merged_into", Text))
    create("rotis", _own_key(), *_texts("fingers"))
    recurrence = _texts("item", "meeting", "earlier", "text", "day")
    create("recurrences", *_keys(), _place(), *recurrence)
    origin, words = (
        _texts("stage", "meeting", "action", "owner"),
        _texts("gap", "excuse", "history"),
    )
    promised = [Column("due", Text), *_texts("promised_on"), *words, *_texts("text")]
    create("earlier_actions", *_keys(), *origin, *promised, _place())
    said = [*_texts("action", "status", "day"), Column("due", Text), Column("noticed", Text)]
    create("verdicts", *_keys(), *said, *_texts("text"), _place())
    create("parked", *_keys(), *_texts("stage"), Column("outcome", Text), *_texts("text"), _place())


def _keep_verdicts(connection: Connection) -> None:
    meetings, actions = (
        _known("meetings", "id", "held_on"),
        _known("actions", "meeting_id", "id", "status"),
    )
    found = connection.execute(
        select(actions.c.meeting_id, actions.c.id, actions.c.status, meetings.c.held_on)
        .join_from(actions, meetings, meetings.c.id == actions.c.meeting_id)
        .where(actions.c.status != "open")
    ).all()
    names = ("meeting_id", "id", "action", "status", "day", "text", "place")
    rows = [
        (meeting, _derived_id("verdict", action), action, status, day, "", STEP)
        for meeting, action, status, day in found
    ]
    _insert(connection, "verdicts", names, rows)


def _name_labels(connection: Connection) -> None:
    """Put ids in place of the texts of labels; in any list of texts, even a damaged one."""
    meetings = _known("meetings", "id", "exercise")
    for exercise, ids in former_labels().items():
        held = select(meetings.c.id).where(meetings.c.exercise == exercise)
        for name in ("cards", "themes"):
            items = _known(name, "meeting_id", "labels")
            named: ColumnElement[str] = items.c.labels
            for text, known in ids.items():
                as_stored = json.dumps(text, ensure_ascii=False)
                named = func.replace(named, as_stored, json.dumps(known))
            of_these = items.c.labels != "[]", items.c.meeting_id.in_(held)
            connection.execute(update(items).where(*of_these).values(labels=named))


def _begin_journals(connection: Connection) -> None:
    columns = ("id", "team", "held_on", "created_at", "updated_at")
    meetings = _known("meetings", *columns, "team_id")
    wanted = [meetings.c[name] for name in columns]
    found = connection.execute(
        select(*wanted).where(meetings.c.team != "").order_by(meetings.c.updated_at.desc())
    ).all()
    teams: dict[str, list[tuple[str, ...]]] = {}
    for row in found:
        # Where it is no text, the meeting is damaged, and told to be so when it is read.
        name = clean_line(row.team) if isinstance(row.team, str) else ""
        if name:
            teams.setdefault(fold(name), []).append((row.id, name, *row[2:]))
    for folded, held in teams.items():
        team = _derived_id("team", folded)
        name, *earlier = dict.fromkeys(row[1] for row in held)
        _begin_journal(connection, team, name, held)
        names = ("id", "name", "earlier_names")
        _insert(connection, "teams", names, [(team, name, json.dumps(earlier, ensure_ascii=False))])
        ids = [row[0] for row in held]
        for meeting in ids:
            connection.execute(
                update(meetings).where(meetings.c.id == meeting).values(team_id=team)
            )


def _begin_journal(
    connection: Connection, team: str, name: str, held: list[tuple[str, ...]]
) -> None:
    """Add the container of what is said between the meetings of a team."""
    values = {
        "id": team,
        "title": name,
        "exercise": "",
        "held_on": _earliest(row[2] for row in held),
        "team": name,
        "facilitator": "",
        "participants": "[]",
        "created_at": _earliest(row[3] for row in held),
        "updated_at": _earliest(row[4] for row in held),
        "team_id": team,
    }
    _insert(connection, "meetings", tuple(values), [tuple(values.values())])
    _insert(connection, "bookmarks", ("id", "stage", "drafts"), [(team, "", "[]")])


def _earliest(found: Iterable[object]) -> str:
    """Return the earliest stored day or moment; LONG_AGO where none of them is one."""
    known = []
    for each in found:
        with suppress(TypeError, ValueError):
            datetime.fromisoformat(each)  # type: ignore[arg-type]
            known.append(str(each))
    return min(known, default=LONG_AGO)


def _derived_id(kind: str, of: str) -> str:
    """Return the id of a record that is made of another, on every computer the same."""
    return sha256(f"{kind}/{of}".encode()).hexdigest()[:32]


def _insert(
    connection: Connection, name: str, names: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    statement = insert(_known(name, *names))
    for row in rows:
        connection.execute(statement, dict(zip(names, row, strict=True)))


def _known(name: str, *columns: str) -> TableClause:
    return table(name, *map(column, columns))


def _keys() -> tuple[Column[str], Column[str]]:
    return Column("meeting_id", Text, _to_meeting(), primary_key=True), Column(
        "id", Text, primary_key=True
    )


def _own_key() -> Column[str]:
    return Column("id", Text, _to_meeting(), primary_key=True)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _words(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _place() -> Column[int]:
    return Column("place", Integer, nullable=False)


def _to_meeting() -> ForeignKey:
    return ForeignKey("meetings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
