"""Remove the words of an erased meeting from the logs: its own, and what others copied from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from facilitator.domain.change import Change, Edit
from facilitator.domain.records import (
    Answer,
    Details,
    EarlierAction,
    GapNumber,
    PastNumber,
    PastVerdict,
    Record,
    Recurrence,
    RegisterNote,
    Statement,
    Verdict,
)
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
from facilitator.storage.sharing.entry_rows import ERASING, change_in, text_of


def forget_meeting(connection: Connection, meeting: str, gone: Iterable[Record]) -> None:
    """Remove all words of a meeting, whose records are `gone`, from what is known of any log.

    Comes before the records go. What was in a log keeps its place there.
    """
    words = _words_of(connection, meeting, list(gone))
    _blank(connection, meeting)
    for number, of, body, applied in rows_of(connection, _COPIES, {"erased": f"%{meeting}%"}):
        values = {"body": words.without(body, of), "applied": words.without(applied, of)}
        if values != {"body": body, "applied": applied}:
            connection.execute(update(entries).where(entries.c.number == number).values(**values))
    for table, column in ((held, held.c.edit), (removed, removed.c.record)):
        of_it = containers.c.number == table.c.container
        query = select(table.c.number, containers.c.meeting, column)
        for number, of, text in rows_of(connection, query.join_from(table, containers, of_it)):
            plain = words.without(text, of)
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


@dataclass(frozen=True, slots=True)
class _Words:
    """What is to be forgotten: the same that is removed from the records themselves."""

    meeting: str
    grown: frozenset[tuple[str, str]]
    said: Mapping[str, frozenset[PastVerdict]]
    numbers: frozenset[PastNumber]
    numbered: frozenset[str]
    """The meetings and journals of its team, which tell its numbers again."""

    def without(self, text: str | None, container: str) -> str | None:
        """Return a change in a row without the words."""
        if text is None:
            return None
        change = change_in(text, container)
        edits = tuple(
            Edit(self._plain(edit.before, container), self._plain(edit.after, container))
            for edit in change.edits
        )
        if edits == change.edits:
            return text
        return text_of(Change(container, change.verb, edits, "", change.count, change.targets))

    def _plain(self, record: Record | None, container: str) -> Record | None:
        if isinstance(record, EarlierAction):
            return self._plain_copy(record, container)
        if isinstance(record, Recurrence | RegisterNote) and record.meeting == self.meeting:
            return replace(record, text="")
        if isinstance(record, Answer | Statement) and record.brought_from == self.meeting:
            return replace(record, text="")
        return record

    def _plain_copy(self, copy: EarlierAction, container: str) -> EarlierAction:
        if copy.meeting == self.meeting:
            plain = replace(copy, text="", owner="", gap="", excuse="", history=())
            return replace(plain, gap_id="", numbers=())
        if (copy.meeting, copy.action) in self.grown:
            copy = replace(copy, gap="", gap_id="", numbers=())
        if said := self.said.get(copy.action):
            history = (replace(p, text="") if p in said else p for p in copy.history)
            copy = replace(copy, history=tuple(history))
        if container in self.numbered:
            numbers = tuple(past for past in copy.numbers if past not in self.numbers)
            copy = replace(copy, numbers=numbers)
        return copy


def _words_of(connection: Connection, meeting: str, gone: list[Record]) -> _Words:
    copies = {each.id: each for each in gone if isinstance(each, EarlierAction)}
    said: dict[str, set[PastVerdict]] = {}
    for verdict in (each for each in gone if isinstance(each, Verdict)):
        if verdict.text and (copy := copies.get(verdict.action)) is not None:
            past = PastVerdict(day=verdict.day, status=verdict.status, text=verdict.text)
            said.setdefault(copy.action, set()).add(past)
    numbers = (PastNumber(day=n.day, value=n.value) for n in gone if isinstance(n, GapNumber))
    team = next((each.team_id for each in gone if isinstance(each, Details)), None)
    of_team: list[Any] = []
    if team is not None:
        of_team = rows_of(connection, select(meetings.c.id).where(meetings.c.team_id == team))
    return _Words(
        meeting,
        frozenset(grown_from(connection, meeting)),
        {action: frozenset(words) for action, words in said.items()},
        frozenset(numbers),
        frozenset(known for (known,) in of_team),
    )


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
