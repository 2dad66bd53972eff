"""What other meetings copied from one that is erased: its words leave their entries too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, or_, select, update

from facilitator.domain.change import Change
from facilitator.domain.records import Action, EarlierAction, Item, Record, parent_of
from facilitator.storage.db.rows import TABLE_NAMES
from facilitator.storage.hub.base.entry_check import size_of
from facilitator.storage.hub.tables import erased_meetings, log, meetings
from facilitator.storage.shared_log.erased_words import ErasedWords, erased_words
from facilitator.storage.shared_log.log_body import UnreadableEntryError, pack, unpack

_COPIES = TABLE_NAMES[EarlierAction]
_NAMES_OF_MEETINGS = ("meeting", "brought_from")
"""Fields of rows that say from which other meeting they were copied."""
_AT_ONCE = 500
"""Rows that are read together."""

_body = cast(log.c.body, Text)
_of_meeting = select(log.c.meeting, log.c.body).where(
    log.c.org == bindparam("org"),
    log.c.meeting.in_(bindparam("meetings", expanding=True)),
    log.c.body.is_not(None),
)
_naming = (
    select(log.c.team, log.c.seq, log.c.meeting, log.c.body)
    .where(
        log.c.org == bindparam("org"),
        log.c.meeting != bindparam("erased"),
        or_(_body.like(bindparam("name")), _body.like(f'%"{_COPIES}"%')),
    )
    .order_by(log.c.team, log.c.seq)
)
_homes = select(meetings.c.team).where(
    meetings.c.org == bindparam("org"), meetings.c.meeting == bindparam("erased")
)
_beside = select(meetings.c.meeting).where(
    meetings.c.org == bindparam("org"), meetings.c.team.in_(bindparam("teams", expanding=True))
)
_gone = select(erased_meetings.c.meeting).where(
    erased_meetings.c.org == bindparam("org"),
    erased_meetings.c.meeting.in_(bindparam("named", expanding=True)),
)
_write = (
    update(log)
    .where(
        log.c.org == bindparam("its_org"),
        log.c.team == bindparam("its_team"),
        log.c.seq == bindparam("its_seq"),
    )
    .values(body=bindparam("its_body"), size=bindparam("its_size"))
)


def forget_copies(connection: Connection, org: str, meeting: str) -> set[str]:
    """Remove what others copied from a meeting; return the teams in whose logs that was.

    Comes while the entries of the meeting still have their words.
    """
    gone = [each for change in _changes(connection, org, [meeting]) for each in _records(change)]
    asked = {"org": org, "erased": meeting, "name": f"%{meeting}%"}
    rows = connection.execute(_naming, asked).yield_per(_AT_ONCE)
    found = [(row.team, row.seq, change) for row in rows if (change := _change(row)) is not None]
    teams = set(connection.scalars(_homes, asked))
    beside = connection.scalars(_beside, {"org": org, "teams": sorted(teams)})
    grown = _grown_from(connection, org, meeting, [change for _, _, change in found])
    words = erased_words(meeting, gone, grown, {*teams, *beside})
    touched: set[str] = set()
    for team, seq, change in found:
        plain = words.without(change)
        if plain is not change:
            touched.add(team)
            body = pack(plain)
            its = {"its_body": body, "its_size": size_of(body)}
            connection.execute(_write, {"its_org": org, "its_team": team, "its_seq": seq, **its})
    return touched


def without_erased(
    connection: Connection, org: str, entries: Sequence[dict[str, Any]]
) -> set[tuple[str, str]]:
    """Take out of new entries what they copied from meetings that were erased before.

    Returns the teams and meetings of those that had something of it.
    """
    named = {id(entry): _named_in(entry) for entry in entries}
    asked = sorted({each for names in named.values() for each in names})
    if not asked:
        return set()
    touched: set[tuple[str, str]] = set()
    gone = set(connection.scalars(_gone, {"org": org, "named": asked}))
    for entry in entries:
        for meeting in sorted(named[id(entry)] & gone):
            change = _unpacked(entry["body"], entry["meeting"])
            plain = change and ErasedWords(meeting=meeting).without(change)
            if plain is not None and plain is not change:
                entry["body"] = pack(plain)
                touched.add((entry["team"], entry["meeting"]))
    return touched


def _named_in(entry: Mapping[str, Any]) -> set[str]:
    """Return the ids of other meetings from which an entry has copied something."""
    body = entry["body"]
    rows = (row for _, *both in (body["edits"] if body else ()) for row in both if row)
    named = {row.get(name) for row in rows for name in _NAMES_OF_MEETINGS}
    return {each for each in named if isinstance(each, str) and each}


@dataclass(slots=True)
class _Chains:
    """What hangs under what in meetings, at any time in their logs."""

    under: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    actions: set[tuple[str, str]] = field(default_factory=set)
    copies: dict[tuple[str, str], set[tuple[str, str]]] = field(default_factory=dict)
    """By meeting and action, where it was copied to: the meeting, and the id of the copy."""

    def add(self, change: Change) -> None:
        of = change.meeting
        for record in _records(change):
            if isinstance(record, EarlierAction):
                self.copies.setdefault((record.meeting, record.action), set()).add((of, record.id))
            elif isinstance(record, Item):
                self.under.setdefault((of, parent_of(record)), set()).add(record.id)
                if isinstance(record, Action):
                    self.actions.add((of, record.id))

    def actions_below(self, of: str, item: str) -> Iterator[tuple[str, str]]:
        """Yield the actions of a meeting that grew from an item of it."""
        waiting, met = [item], {item}
        while waiting:
            more = self.under.get((of, waiting.pop()), set()) - met
            met |= more
            waiting += more
        yield from ((of, each) for each in met if (of, each) in self.actions)


def _grown_from(
    connection: Connection, org: str, meeting: str, naming: Sequence[Change]
) -> set[tuple[str, str]]:
    """Return the meeting and id of each action that grew from what was said of a meeting's."""
    holders = {
        change.meeting
        for change in naming
        if any(isinstance(each, EarlierAction) for each in _records(change))
    }
    chains = _Chains()
    for change in _changes(connection, org, sorted(holders)):
        chains.add(change)
    waiting = {
        copy
        for (copied_from, _), places in chains.copies.items()
        if copied_from == meeting
        for copy in places
    }
    met, grown = set(waiting), set[tuple[str, str]]()
    while waiting:
        for action in chains.actions_below(*waiting.pop()):
            grown.add(action)
            later = chains.copies.get(action, set()) - met
            met |= later
            waiting |= later
    return grown


def _changes(connection: Connection, org: str, wanted: Sequence[str]) -> Iterator[Change]:
    """Yield all changes of meetings that can be read."""
    for start in range(0, len(wanted), _AT_ONCE):
        asked = {"org": org, "meetings": wanted[start : start + _AT_ONCE]}
        for row in connection.execute(_of_meeting, asked).yield_per(_AT_ONCE):
            if (change := _change(row)) is not None:
                yield change


def _change(row: Any) -> Change | None:  # noqa: ANN401
    return _unpacked(row.body, row.meeting)


def _unpacked(body: Mapping[str, Any] | None, meeting: str) -> Change | None:
    """Return a change; None where it has no words, or is of another program."""
    if body is None:
        return None
    try:
        return unpack(body, meeting)
    except UnreadableEntryError:
        return None


def _records(change: Change) -> Iterable[Record]:
    return (each for edit in change.edits for each in (edit.before, edit.after) if each is not None)
