"""Remove the words of an erased meeting from the logs: its own, and what others copied from it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from facilitator.domain.records import Details, Record
from facilitator.storage.db.connection import rows_of
from facilitator.storage.db.erasure import grown_from
from facilitator.storage.db.schema import meetings
from facilitator.storage.db.tables.sharing_tables import (
    ERASED,
    WAITING,
    containers,
    entries,
    held,
    lost,
    removed,
)
from facilitator.storage.shared_log.erased_words import ErasedWords, erased_words
from facilitator.storage.sharing.entry_rows import ERASING, change_in, text_of


def forget_meeting(connection: Connection, meeting: str, gone: Iterable[Record]) -> None:
    """Remove all words of a meeting, whose records are `gone`, from what is known of any log.

    Comes before the records go. What was in a log keeps its place there.
    """
    words = _words_of(connection, meeting, list(gone))
    _blank(connection, meeting)
    for number, of, body, applied in rows_of(connection, _COPIES, {"erased": f"%{meeting}%"}):
        values = {"body": _without(words, body, of), "applied": _without(words, applied, of)}
        if values != {"body": body, "applied": applied}:
            connection.execute(update(entries).where(entries.c.number == number).values(**values))
    for table, column in ((held, held.c.edit), (removed, removed.c.record)):
        of_it = containers.c.number == table.c.container
        query = select(table.c.number, containers.c.meeting, column)
        for number, of, text in rows_of(connection, query.join_from(table, containers, of_it)):
            plain = _without(words, text, of)
            if plain != text:
                is_it = table.c.number == number
                connection.execute(update(table).where(is_it).values({column: plain}))


def _blank(connection: Connection, meeting: str) -> None:
    for (number,) in rows_of(
        connection, select(containers.c.number).where(containers.c.meeting == meeting)
    ):
        of_it = entries.c.container == number
        connection.execute(delete(entries).where(of_it, entries.c.state == WAITING))
        nothing = {"body": None, "applied": None}
        told = entries.c.body.not_like(ERASING) | entries.c.body.is_(None)
        connection.execute(update(entries).where(of_it, told).values(**nothing))
        connection.execute(delete(removed).where(removed.c.container == number))
        connection.execute(delete(held).where(held.c.container == number))
        connection.execute(delete(lost).where(lost.c.container == number))
        is_it = containers.c.number == number
        connection.execute(update(containers).where(is_it).values(state=ERASED))


def _without(words: ErasedWords, text: str | None, container: str) -> str | None:
    """Return a change in a row without the words."""
    if text is None:
        return None
    change = change_in(text, container)
    plain = words.without(change)
    return text if plain is change else text_of(plain)


def _words_of(connection: Connection, meeting: str, gone: list[Record]) -> ErasedWords:
    team = next((each.team_id for each in gone if isinstance(each, Details)), None)
    of_team: list[Any] = []
    if team is not None:
        of_team = rows_of(connection, select(meetings.c.id).where(meetings.c.team_id == team))
    grown = grown_from(connection, meeting)
    return erased_words(meeting, gone, grown, (known for (known,) in of_team))


_COPIES = (
    select(entries.c.number, containers.c.meeting, entries.c.body, entries.c.applied)
    .join_from(entries, containers, containers.c.number == entries.c.container)
    .where(
        entries.c.body.like(bindparam("erased"))
        | entries.c.applied.like(bindparam("erased"))
        | entries.c.body.like('%"earlier_actions"%')
        | entries.c.applied.like('%"earlier_actions"%')
    )
)
