"""What arrives of the log of a team, and what to do when that is another one than was known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from facilitator.domain.follow_up.teams import resolved
from facilitator.domain.meeting import Meeting
from facilitator.domain.shared_log.entry import Standing
from facilitator.domain.shared_log.integrate import integrate, is_only_own
from facilitator.errors import InputRefusedError
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.schema import meetings
from facilitator.storage.db.tables.sharing_tables import (
    ARRIVED,
    FOREIGN,
    LAID,
    SHARED,
    UNTOLD,
    WAITING,
    containers,
    entries,
    removed,
    teams,
)
from facilitator.storage.shared_log.log_body import RECORDS, NewerEntryError, mark_of, to_text
from facilitator.storage.sharing.conflicts import follow_lost
from facilitator.storage.sharing.entry_rows import (
    COLUMNS,
    ERASING,
    Place,
    add_rows,
    laid_in,
    moment_text,
    number_of_team,
    read_body,
    read_held,
    rows_in_state,
    settle,
)
from facilitator.storage.sharing.membership import note_confirmed
from facilitator.storage.sharing.states import NotNowError
from facilitator.storage.sharing.streams import CONTAINERS, place_in, teams_here
from facilitator.storage.sharing.uploads import upload

_Packed = Mapping[str, Any]
_Row = Mapping[str, Any]


def take_in(
    connection: Connection, team: str, packed: Sequence[_Packed], head: int, now: datetime
) -> frozenset[str]:
    """Write what arrived, and the cursor with it; returns the meetings on which to lay it.

    Raises InputRefusedError for what does not follow on what is known, and NewerEntryError once
    all before the first entry of a newer program is written.
    """
    newer = next((n for n, each in enumerate(packed) if each["records"] > RECORDS), len(packed))
    with transaction(connection):
        to_lay = _take_in(connection, team, packed[:newer], head, now)
    if newer < len(packed):
        raise NewerEntryError("The log has changes of a newer Facilitator.")
    return to_lay


def _take_in(
    connection: Connection, team: str, packed: Sequence[_Packed], head: int, now: datetime
) -> frozenset[str]:
    found = rows_of(connection, _CURSOR, {"team_is": team})
    if not found:
        return frozenset()
    ((number, cursor),) = found
    fresh = [each for each in packed if each["seq"] > cursor]
    if [each["seq"] for each in fresh] != list(range(cursor + 1, cursor + 1 + len(fresh))):
        raise InputRefusedError("The hub left out a part of what is shared; nothing was changed.")
    by_meeting: dict[str, list[_Packed]] = {}
    for each in fresh:
        by_meeting.setdefault(each["meeting"], []).append(each)
    to_lay = set()
    is_confirmed = False
    for meeting, of_it in by_meeting.items():
        inbox = _Inbox(connection, number, team, meeting, moment_text(now))
        if not inbox.take_in(of_it):
            to_lay.add(meeting)
        is_confirmed |= inbox.is_confirmed
    if is_confirmed:
        note_confirmed(connection, now)
    values = {"head": max(head, cursor + len(fresh))}
    if fresh:
        values |= {"cursor": fresh[-1]["seq"], "cursor_entry": mark_of(fresh[-1])}
    connection.execute(update(teams).where(teams.c.number == number).values(**values))
    return frozenset(to_lay)


class _Inbox:
    """What arrives of one meeting or journal."""

    def __init__(
        self, connection: Connection, team: int, team_id: str, meeting: str, now: str
    ) -> None:
        self._connection = connection
        self._now = now
        self._place, self._is_closed = _place_for(connection, team, team_id, meeting)
        self.is_confirmed = False
        """Whether something was done here that is known to be in the log now."""

    def take_in(self, packed: Sequence[_Packed]) -> bool:
        """Write entries; returns whether nothing has to be laid on, for it is there already."""
        if self._is_closed:
            self._pass_by(packed)
            return True
        container = self._place.container
        waiting = rows_in_state(self._connection, container, WAITING)
        own = {row["id"]: row for row in waiting}
        self.is_confirmed = any(each["id"] in own for each in packed)
        is_first = not any(row["seq"] is not None for row in waiting) and not _has_arrived(
            self._connection, container
        )
        if is_first and _are_own(packed, waiting) and self._is_confirmed(packed, waiting):
            return True
        for each in packed:
            if each["id"] in own:
                self._give_place(each, own[each["id"]])
        others = [each for each in packed if each["id"] not in own]
        add_rows(self._connection, (self._row(each, ARRIVED) for each in others))
        return False

    def _is_confirmed(self, packed: Sequence[_Packed], waiting: Sequence[_Row]) -> bool:
        """Write that own entries are in the log, if nothing else comes of that."""
        seqs = [each["seq"] for each in packed]
        laid = tuple(laid_in(row, self._place) for row in waiting[: len(packed)])
        arrived = tuple(replace(one.entry, seq=seq) for one, seq in zip(laid, seqs, strict=True))
        held = read_held(self._connection, self._place.container, self._place.meeting)
        standing = Standing(site="", waiting=laid, held=held, arrived=arrived, removed={})
        if not is_only_own(standing, arrived):
            return False
        integrated = integrate(Meeting(), standing)
        settle(self._connection, self._place, integrated)
        follow_lost(self._connection, self._place, integrated.laid)
        return True

    def _give_place(self, packed: _Packed, row: _Row) -> None:
        """Give an own entry its place in the log, where it may have other words than here."""
        values = {"seq": packed["seq"]}
        if not _is_same(packed, row):
            values |= {"body": _text(packed["body"]), "applied": row["applied"] or row["body"]}
        is_it = entries.c.number == row["number"]
        self._connection.execute(update(entries).where(is_it).values(**values))

    def _pass_by(self, packed: Sequence[_Packed]) -> None:
        """Take note of what is in the log of a meeting that it has no say in: only places."""
        waiting = {row["id"] for row in self._waiting()}
        for each in (each for each in packed if each["id"] in waiting):
            self.is_confirmed = True
            statement = update(entries).where(
                entries.c.team == self._place.team, entries.c.id == each["id"]
            )
            self._connection.execute(statement.values(seq=each["seq"], state=LAID, was_seq=None))
        others = [each for each in packed if each["id"] not in waiting]
        rows = (self._row(each, LAID) for each in others)
        add_rows(self._connection, (row | {"body": _erasing(row["body"])} for row in rows))

    def _waiting(self) -> list[dict[str, Any]]:
        return rows_in_state(self._connection, self._place.container, WAITING)

    def _row(self, packed: _Packed, state: int) -> dict[str, Any]:
        names = ("id", "seq", "site", "actor", "at", "base", "records")
        return (
            dict.fromkeys(COLUMNS)
            | {name: packed[name] for name in names}
            | {
                "team": self._place.team,
                "container": self._place.container,
                "state": state,
                "body": _text(packed["body"]),
                "discards": 0,
                "upload": 0,
                "refused": "",
                "here_since": self._now,
            }
        )


def _place_for(connection: Connection, team: int, team_id: str, meeting: str) -> tuple[Place, bool]:
    """Return where a meeting is in the log, and whether the log has no say in it."""
    asked = {"team_is": team, "meeting_is": meeting}
    is_known = bool(rows_of(connection, _CONTAINER, asked))
    place, is_closed = place_in(connection, team, team_id, meeting)
    here = rows_of(connection, select(meetings.c.team_id).where(meetings.c.id == meeting))
    if is_known or not here:
        return place, is_closed
    ((of,),) = here
    is_in_another = any(
        number != place.container and state == SHARED
        for _, number, state in rows_of(connection, CONTAINERS, {"meeting_is": meeting})
    )
    # Whoever writes in a log may name any meeting there. That of another team is not told to it.
    is_of_another = of is not None and resolved(of, teams_here(connection)) != team_id
    is_foreign = is_in_another or is_of_another
    is_it = containers.c.number == place.container
    # Else what is here of it is told first, once this is laid on.
    state = FOREIGN if is_foreign else UNTOLD
    connection.execute(update(containers).where(is_it).values(state=state))
    return place, is_foreign


def _text(body: Mapping[str, Any] | None) -> str | None:
    return None if body is None else to_text(body)


def _erasing(body: str | None) -> str | None:
    return body if body is not None and '"verb":"erase"' in body else None


def _is_same(packed: _Packed, row: _Row) -> bool:
    return row["body"] is not None and packed["body"] == read_body(row["body"])


def _are_own(packed: Sequence[_Packed], waiting: Sequence[_Row]) -> bool:
    """Return whether this is just what was done here, in the same order."""
    return len(packed) <= len(waiting) and all(
        each["id"] == row["id"] and _is_same(each, row)
        for each, row in zip(packed, waiting, strict=False)
    )


def _has_arrived(connection: Connection, container: int) -> bool:
    return bool(rows_in_state(connection, container, ARRIVED))


def meetings_to_lay(connection: Connection) -> list[str]:
    """Return the meetings and journals for which something arrived that is not laid on yet."""
    with transaction(connection):
        found = rows_of(connection, _TO_LAY)
    return list(dict.fromkeys(known for (known,) in found))


def places(connection: Connection, team: str, before: int, most: int) -> list[tuple[int, str]]:
    """Return the last places before one in the log as it is known here, with their entries."""
    asked = {"team_is": team, "before_is": before, "most_is": most}
    with transaction(connection):
        return [(seq, known) for seq, known in rows_of(connection, _PLACES, asked)]


def unconfirm(connection: Connection, team: str, after: int, now: datetime) -> None:
    """Let everything wait again that was behind a place in the log, for the log has lost it.

    Raises NotNowError as long as something arrived of that team that is not laid on.
    """
    with transaction(connection):
        number = number_of_team(connection, team)
        if number is None:
            return
        to_lay = select(entries.c.number).where(entries.c.team == number, _IS_TO_LAY).limit(1)
        if rows_of(connection, to_lay):
            raise NotNowError("What has just arrived is not part of the meetings yet.")
        behind = (entries.c.team == number) & (entries.c.seq > after)
        _upload_what_lost_its_words(connection, number, team, after, now)
        statement = update(entries).where(behind, entries.c.body.is_not(None))
        waits = {"state": WAITING, "was_seq": entries.c.seq, "seq": None, "refused": ""}
        connection.execute(statement.values(**waits))
        of_team = select(containers.c.number).where(containers.c.team == number)
        known = removed.c.container.in_(of_team) & (removed.c.seq > after)
        connection.execute(delete(removed).where(known))
        # Of what was erased there is nothing left to be told but that it was.
        connection.execute(delete(entries).where(behind))
        at = rows_of(connection, _AT, {"team_is": number, "seq_is": after})
        values = {"cursor": after, "head": after, "cursor_entry": at[0][0] if at else ""}
        connection.execute(update(teams).where(teams.c.number == number).values(**values))


def _upload_what_lost_its_words(
    connection: Connection, team: int, team_id: str, after: int, now: datetime
) -> None:
    """Tell the meetings as they are of which older entries are not kept word for word."""
    asked = {"team_is": team, "seq_is": after}
    for container, meeting in rows_of(connection, _WORDLESS, asked):
        place = Place(team, team_id, container, meeting)
        of_it = entries.c.container == container
        connection.execute(delete(entries).where(of_it, entries.c.seq > after))
        connection.execute(delete(entries).where(of_it, entries.c.state == WAITING))
        upload(connection, place, now)


def drop_old_words(connection: Connection, before: datetime) -> None:
    """Remove the words of entries that have been part of a meeting here since before a moment."""
    old = (entries.c.state == LAID) & (entries.c.here_since < moment_text(before))
    is_plain = entries.c.body.not_like(ERASING)
    with transaction(connection):
        connection.execute(update(entries).where(old, is_plain).values(body=None, applied=None))


_IS_TO_LAY = (entries.c.state == ARRIVED) | (
    (entries.c.state == WAITING) & entries.c.seq.is_not(None)
)
_CURSOR = select(teams.c.number, teams.c.cursor).where(teams.c.id == bindparam("team_is"))
_CONTAINER = select(containers.c.number).where(
    containers.c.team == bindparam("team_is"), containers.c.meeting == bindparam("meeting_is")
)
_TO_LAY = (
    select(containers.c.meeting)
    .join_from(entries, containers, containers.c.number == entries.c.container)
    .where(_IS_TO_LAY)
    .group_by(containers.c.number, containers.c.meeting)
    .order_by(func.min(entries.c.number))
)
_PLACES = (
    select(entries.c.seq, entries.c.id)
    .join_from(entries, teams, teams.c.number == entries.c.team)
    .where(
        teams.c.id == bindparam("team_is"),
        entries.c.seq.is_not(None),
        entries.c.seq < bindparam("before_is"),
    )
    .order_by(entries.c.seq.desc())
    .limit(bindparam("most_is"))
)
_AT = select(entries.c.id).where(
    entries.c.team == bindparam("team_is"), entries.c.seq == bindparam("seq_is")
)
_WORDLESS = (
    select(containers.c.number, containers.c.meeting)
    .join_from(entries, containers, containers.c.number == entries.c.container)
    .where(
        entries.c.team == bindparam("team_is"),
        entries.c.seq > bindparam("seq_is"),
        entries.c.body.is_(None),
        containers.c.state == SHARED,
    )
    .distinct()
)
