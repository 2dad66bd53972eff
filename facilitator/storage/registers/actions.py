"""The register of actions, read in one pass over a few columns and not by loading meetings."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain

from sqlalchemy import Connection

from facilitator.domain.follow_up.known_actions import Key
from facilitator.domain.follow_up.register import ActionChain, ActionEntry, SaidVerdict
from facilitator.domain.follow_up.teams import resolved
from facilitator.domain.people import people
from facilitator.domain.records import (
    Action,
    ActionKind,
    Details,
    EarlierAction,
    Status,
    Team,
)
from facilitator.garbage_collection import without_collecting
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, from_row
from facilitator.storage.registers.chains import Chains, containers_with_hidden
from facilitator.storage.registers.held import Held, Row, read_fields
from facilitator.storage.registers.sayings import Days, Sayings, keys_of_rows
from facilitator.storage.registers.team_part import containers_of, narrowed

_ACTION = ("id", "text", "owner", "due", "sign", "kind")
_COPY = ("id", "meeting", "action")
_KIND = {str(kind): kind for kind in ActionKind}


def read_actions(
    connection: Connection,
    held: Held,
    teams: Mapping[str, Team],
    team_ids: Sequence[str] | None = None,
    *,
    with_chain: bool = False,
    only_open: bool = False,
) -> list[ActionEntry]:
    """Return the actions of teams, or of all meetings, the earliest promised first.

    `only_open` leaves out what is done or dropped. Those under what is hidden from the room are
    left out. Of a team that was merged those of all its teams are returned, whichever is named.
    Raises sqlite3.Error and DamagedRowError.
    """
    try:
        with without_collecting():
            wanted = containers_of(held, teams, team_ids)
            register = _Register(connection, narrowed(connection, held, wanted), teams)
            found = register.entries(wanted, only_open=only_open)
        hidden = containers_with_hidden(connection, held)
        of = {each.meeting for each in found} & (held.details.keys() if with_chain else hidden)
        chains = Chains(connection, held, of) if of else None
        return list(_with_chains(found, chains, hidden, with_chain=with_chain))
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedRowError(f"the actions: {error}") from error


def _with_chains(
    found: Iterable[ActionEntry],
    chains: Chains | None,
    hidden: Collection[str],
    *,
    with_chain: bool,
) -> Iterable[ActionEntry]:
    """Yield the entries that the room may see, with what they came from if that is wanted."""
    for entry in found:
        if chains is None or not entry.here or not (with_chain or entry.meeting in hidden):
            yield entry
        elif (whence := chains.of(entry.meeting, entry.action)) is not None:
            yield replace(entry, chain=whence) if with_chain else entry


class _Register:
    """All actions that meetings hold or speak of.

    Written for very many of them: what is the same for a whole meeting is looked up once.
    """

    def __init__(self, connection: Connection, held: Held, teams: Mapping[str, Team]) -> None:
        self._connection = connection
        self._held = held
        self._teams = teams
        self._days = Days()
        self._people: dict[tuple[str, ...], Callable[[str], tuple[str, ...]]] = {}
        self._team_names: dict[tuple[str | None, str], tuple[str | None, str]] = {}
        self._actions = self._by_container(Action, _ACTION)
        self._copies = self._by_container(EarlierAction, _COPY, measured="history")
        keys = [(row[0], row[1]) for rows in self._actions.values() for row in rows]
        self._own = keys_of_rows(keys, chain.from_iterable(self._copies.values()))
        copies = chain.from_iterable(self._copies.values())
        self._said = Sayings(connection, held, self._own, copies, self._days)

    def _by_container(
        self, kind: type[Action | EarlierAction], names: Sequence[str], measured: str = ""
    ) -> dict[str, list[Row]]:
        """Return rows by their meeting or journal, the one that was held first coming first."""
        found: dict[str, list[Row]] = {each: [] for each in self._held.details}
        for row in read_fields(self._connection, self._held, kind, *names, measured=measured):
            found[row[0]].append(row)
        return found

    def entries(self, wanted: Iterable[str], *, only_open: bool) -> list[ActionEntry]:
        """Return the actions of some meetings and journals."""
        found: list[ActionEntry] = []
        for container in wanted:
            found += self._promised_in(container, only_open=only_open)
        found += self._of_others(wanted, only_open=only_open)
        return found

    def _promised_in(self, container: str, *, only_open: bool) -> Iterable[ActionEntry]:
        """Yield the actions of one meeting; those that it only has a copy of are none."""
        details, days = self._held.details[container], self._days
        own, said = self._own, self._said
        title, held_on = details.title, details.held_on
        team_id, team = self._team(details)
        people_of = self._people_of(details)
        for _, action, text, owner, due, sign, kind in self._actions[container]:
            key = own[action]
            if key[0] != container or not text or (only_open and said.is_settled(key)):
                continue
            verdicts = said.verdicts(key)
            first_due = days[due] if due is not None else None
            yield ActionEntry(
                meeting=container,
                action=action,
                title=title,
                held_on=held_on,
                team_id=team_id,
                team=team,
                text=text,
                owner=owner,
                people=people_of(owner) if owner else (),
                kind=_KIND[kind],
                sign=sign,
                due=_last_due(verdicts, first_due) if verdicts else first_due,
                first_due=first_due,
                status=verdicts[-1].status if verdicts else Status.OPEN,
                verdicts=verdicts,
            )

    def _of_others(self, containers: Iterable[str], *, only_open: bool) -> Iterable[ActionEntry]:
        """Yield the actions that no meeting here holds, as the first copy of each tells them."""
        found: dict[Key, tuple[str, str]] = {}
        for container in containers:
            for known, key in self._strangers(container):
                found.setdefault(key, (container, known))
        for container, known in found.values():
            copy = self._copy(container, known)
            entry = self._entry_of_copy(container, copy) if copy.text else None
            if entry is not None and (entry.is_open or not only_open):
                yield entry

    def _strangers(self, container: str) -> Iterable[tuple[str, Key]]:
        """Yield the copies of actions that no meeting here holds, as the review has them."""
        ours = self._copies[container]
        rows = [row for row in ours if row[3] not in self._own and row[2] not in self._held.gone]
        if len({row[2:4] for row in rows}) < len(rows):
            # Of two copies of one action it is the first in the review.
            of = [container]
            places = read_fields(self._connection, self._held, EarlierAction, "id", "place", of=of)
            order = {known: (place, known) for _, known, place in places}
            rows.sort(key=lambda row: order[row[1]])
        for _, known, meeting, action, _ in rows:
            yield known, (meeting, action)

    def _copy(self, container: str, known: str) -> EarlierAction:
        names = FIELDS[EarlierAction]
        rows = read_fields(self._connection, self._held, EarlierAction, *names, of=[container])
        row = next(row for row in rows if row[1] == known)
        return from_row(EarlierAction, dict(zip(names, row[1:], strict=True)))

    def _entry_of_copy(self, container: str, copy: EarlierAction) -> ActionEntry:
        details = self._held.details[container]
        team_id, team = self._team(details)
        said = self._said.verdicts((copy.meeting, copy.action))
        known = {(each.day, each.status, each.text) for each in said}
        told = (
            SaidVerdict(past.day, past.status, past.text)
            for past in dict.fromkeys(copy.history)
            if (past.day, past.status, past.text) not in known
        )
        # What was told of it was said before what was said of the copy.
        verdicts = sorted([*told, *said], key=lambda each: (each.day, bool(each.id)))
        return ActionEntry(
            meeting=copy.meeting,
            action=copy.action,
            title="",
            held_on=copy.promised_on,
            team_id=team_id,
            team=team,
            text=copy.text,
            owner=copy.owner,
            people=self._people_of(details)(copy.owner),
            kind=copy.kind,
            sign="",
            due=_last_due(verdicts, copy.due),
            first_due=copy.due,
            status=verdicts[-1].status if verdicts else Status.OPEN,
            verdicts=tuple(verdicts),
            here=False,
            chain=ActionChain(copy.gap, copy.excuse, copy.gap_id),
        )

    def _team(self, details: Details) -> tuple[str | None, str]:
        """Return the id and the name that the team of a meeting has now."""
        key = details.team_id, details.team
        found = self._team_names.get(key)
        if found is None:
            team_id = details.team_id and resolved(details.team_id, self._teams)
            team = self._teams.get(team_id) if team_id else None
            found = self._team_names[key] = (team_id, team.name if team else details.team)
        return found

    def _people_of(self, details: Details) -> Callable[[str], tuple[str, ...]]:
        """Return what says whom an owner names in a meeting; of the same people it knows that."""
        names = (*details.participants, details.facilitator)
        if names not in self._people:
            self._people[names] = cache(lambda owner: people(owner, names))
        return self._people[names]


def _last_due(verdicts: Sequence[SaidVerdict], first: date | None) -> date | None:
    for verdict in reversed(verdicts):
        if verdict.due is not None:
            return verdict.due
    return first
