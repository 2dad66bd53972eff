"""The history of a team, read as a few columns of what its meetings hold."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, select

from facilitator.domain.follow_up.over_time import (
    ExcuseSaid,
    Facts,
    HeldMeeting,
    NumberSaid,
    Said,
    TeamExcuses,
    TeamHistory,
    TurnedGap,
    answered,
    items_to_answer,
)
from facilitator.domain.follow_up.register import SaidVerdict
from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.people import people
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    Excuse,
    GapNumber,
    Item,
    Listed,
    Origin,
    PastNumber,
    Recurrence,
    Roti,
    Strategy,
    Team,
    Theme,
    Verdict,
)
from facilitator.garbage_collection import without_collecting
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, from_row, past_numbers
from facilitator.storage.db.schema import earlier_actions, rotis
from facilitator.storage.registers.actions import read_actions
from facilitator.storage.registers.chains import Chains, Key, containers_with_hidden
from facilitator.storage.registers.held import Held, Row, read_fields
from facilitator.storage.registers.sayings import Days, Sayings, keys_of_rows
from facilitator.storage.registers.team_part import containers_of, narrowed


def read_history(
    connection: Connection,
    held: Held,
    teams: Mapping[str, Team],
    team_ids: Sequence[str],
    strengths: Mapping[str, str],
) -> TeamHistory:
    """Return what the meetings of teams tell over time; merged teams are one.

    `strengths` are the ids of the columns of strengths, by the ids of their exercises. What is in
    the trash or hidden from the room is left out. Raises sqlite3.Error and DamagedRowError.
    """
    try:
        # Very many small values are made at once, and hardly any of them is thrown away.
        with without_collecting():
            return _read(connection, held, teams, team_ids, strengths)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedRowError(f"the history of a team: {error}") from error


def _read(
    connection: Connection,
    held: Held,
    teams: Mapping[str, Team],
    team_ids: Sequence[str],
    strengths: Mapping[str, str],
) -> TeamHistory:
    reader = _Reader(connection, held, teams, team_ids)
    promised = reader.promised()
    facts = Facts(meetings=reader.meetings(), said=reader.said(promised))
    links = reader.recurrences()
    excuses = reader.excuses(links, promised)
    _add_excuses(facts, links, excuses)
    reader.add_gaps(facts, [each for each in links if each.item not in excuses], strengths)
    history = facts.history()
    # What only a link tells of was said in a meeting that is none of the team, or is not here.
    told = (item for item in items_to_answer(history) if item in excuses)
    wanted = {item: excuses[item].container for item in told}
    return answered(history, reader.answers(wanted))


def read_excuses(
    connection: Connection, held: Held, teams: Mapping[str, Team], team_ids: Sequence[str]
) -> TeamExcuses:
    """Return the meetings of a team and every excuse that was said there; merged teams are one.

    What is in the trash or hidden from the room is left out. Raises sqlite3.Error and
    DamagedRowError.
    """
    try:
        reader = _Reader(connection, held, teams, team_ids)
        excuses = reader.every_excuse(reader.promised())
        links = reader.recurrences()
        return TeamExcuses(
            meetings=tuple(reader.meetings()),
            said=tuple(each.said for each in excuses.values()),
            same=tuple((each.item, each.earlier) for each in links if each.item in excuses),
            people=tuple(reader.people()),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedRowError(f"the excuses of a team: {error}") from error


@dataclass(frozen=True, slots=True)
class _Link:
    """Somebody's word that an item was heard before."""

    container: str
    item: str
    meeting: str
    earlier: str
    text: str
    day: date


class _Promised(NamedTuple):
    """An action of the team, and what was said of it, in order."""

    meeting: str
    action: str
    held_on: date
    verdicts: tuple[SaidVerdict, ...]


class _SaidIn(NamedTuple):
    """An excuse, and the meeting or journal that has it."""

    container: str
    said: ExcuseSaid


class _Reader:
    """What is asked of the database about one team."""

    def __init__(
        self,
        connection: Connection,
        held: Held,
        teams: Mapping[str, Team],
        team_ids: Sequence[str],
    ) -> None:
        self._connection = connection
        self._own = containers_of(held, teams, team_ids)
        self._held = held = narrowed(connection, held, self._own)
        self._teams = teams
        self._team_ids = team_ids
        hidden = containers_with_hidden(connection, held) & self._own.keys()
        self._hidden = self._hidden_cards(hidden)
        self._chains = Chains(connection, held, hidden) if hidden else None
        self._with_hidden = hidden

    def _hidden_cards(self, containers: Collection[str]) -> set[Key]:
        rows = self._rows(Card, "id", "hidden", of=containers)
        return {(container, known) for container, known, hidden in rows if hidden}

    def _rows(
        self, kind: type[Item | Listed], *names: str, of: Iterable[str] | None = None
    ) -> list[Row]:
        wanted = self._own if of is None else of
        return read_fields(self._connection, self._held, kind, *names, of=wanted)

    def meetings(self) -> list[HeldMeeting]:
        """Return the meetings of the team."""
        fingers = self._fingers()
        return [
            HeldMeeting(
                id=known,
                title=details.title,
                held_on=details.held_on,
                fingers=fingers.get(known, ()),
            )
            for known, details in self._own.items()
            if not is_journal(details)
        ]

    def people(self) -> list[str]:
        """Return those who took part in a meeting of the team or led one, as they are named."""
        found: dict[str, None] = {}
        for details in self._own.values():
            found |= dict.fromkeys(details.participants)
            for leads in (details.facilitator, details.next_facilitator):
                found |= dict.fromkeys(people(leads, details.participants) if leads else ())
        return list(found)

    def _fingers(self) -> dict[str, tuple[int, ...]]:
        with transaction(self._connection):
            rows = rows_of(self._connection, _ROTIS)
        names = FIELDS[Roti]
        found = [from_row(Roti, dict(zip(names, row, strict=True))) for row in rows]
        raised = {each.id: each.fingers for each in found if each.id in self._own}
        for known, meeting in self._held.altered.items():
            raised[known] = meeting.roti.fingers if meeting.roti is not None else ()
        return raised

    def promised(self) -> list[_Promised]:
        """Return the team's actions with what was said of them; no more than that is read."""
        copies = read_fields(
            self._connection,
            self._held,
            EarlierAction,
            "id",
            "meeting",
            "action",
            measured="history",
        )
        actions: dict[str, list[str]] = {known: [] for known in self._held.details}
        for container, action in read_fields(self._connection, self._held, Action, "id"):
            actions[container].append(action)
        keys = [(known, action) for known, some in actions.items() for action in some]
        own = keys_of_rows(keys, copies)
        ours = (row for row in copies if row[0] in self._own)
        if any(row[3] not in own and row[2] not in self._held.gone for row in ours):
            # What is not here itself is told by its copies: how, the register knows.
            return self._registered()
        said = Sayings(self._connection, self._held, own, copies, Days())
        found = [
            _Promised(container, action, details.held_on, said.verdicts(key))
            for container, details in self._own.items()
            for action in actions[container]
            if (key := own[action])[0] == container and said.is_about(key)
        ]
        if self._chains is None:
            return found
        return [each for each in found if not self._is_kept_back(each.meeting, each.action)]

    def _registered(self) -> list[_Promised]:
        entries = read_actions(self._connection, self._held, self._teams, self._team_ids)
        return [_Promised(e.meeting, e.action, e.held_on, e.verdicts) for e in entries]

    def said(self, promised: Iterable[_Promised]) -> list[Said]:
        """Return what was said of the team's actions, in order."""
        found: list[Said] = []
        for meeting, action, held_on, verdicts in promised:
            for day, status, _, _, noticed, _, container, between in verdicts:
                said_in: str | None = container
                # What is ticked in the action's own meeting after its day is said between meetings.
                if (
                    between
                    or container not in self._own
                    or (container == meeting and day != held_on)
                ):
                    said_in = None
                found.append(Said(action, held_on, day, status, noticed, said_in))
        found.sort(key=attrgetter("day"))
        return found

    def recurrences(self) -> list[_Link]:
        """Return what people have confirmed to be the same; what is in the trash is none.

        Nothing is copied of a card that is hidden now, nor of what is under it.
        """
        names = ("item", "meeting", "earlier", "text", "day")
        links = [
            _Link(container, item, meeting, earlier, text, date.fromisoformat(day))
            for container, item, meeting, earlier, text, day in self._rows(Recurrence, *names)
        ]
        here = [each for each in links if each.meeting not in self._held.gone]
        return [each for each in here if not self._is_kept_back(each.meeting, each.earlier)]

    def excuses(self, links: Iterable[_Link], promised: Iterable[_Promised]) -> dict[str, _SaidIn]:
        """Return, by id, the excuses that others are like by their words or by a link."""
        rows = self._rows(Excuse, "id", "gap", "text")
        linked = {known for each in links for known in (each.item, each.earlier)}
        times = Counter(text for *_, text in rows)
        wanted = [row for row in rows if times[row[3]] > 1 or row[1] in linked]
        return self._said_in(wanted, promised)

    def every_excuse(self, promised: Iterable[_Promised]) -> dict[str, _SaidIn]:
        """Return, by id, the excuses of the team that the room may see."""
        return self._said_in(self._rows(Excuse, "id", "gap", "text"), promised)

    def _said_in(self, wanted: Iterable[Row], promised: Iterable[_Promised]) -> dict[str, _SaidIn]:
        """Return excuses with the day on which each was said."""
        wanted = list(wanted)
        days = {verdict.id: verdict.day for each in promised for verdict in each.verdicts}
        if self._held.gone:
            # An excuse for what was promised in a meeting in the trash was said all the same.
            rest = self._rows(Verdict, "id", "day", of={container for container, *_ in wanted})
            days |= {known: date.fromisoformat(day) for _, known, day in rest}
        found: dict[str, _SaidIn] = {}
        may_hide, own = self._chains is not None, self._own
        for container, known, gap, text in wanted:
            if not text or known in found or (may_hide and self._is_kept_back(container, known)):
                continue
            day = days.get(gap) or own[container].held_on
            found[known] = _SaidIn(container, ExcuseSaid(known, text, day))
        return found

    def _is_kept_back(self, container: str, item: str) -> bool:
        """Return whether an item is a card that is hidden from the room, or is under one."""
        if self._chains is None or container not in self._with_hidden:
            return False
        return self._chains.of(container, item) is None

    def answers(self, excuses: Mapping[str, str]) -> dict[str, list[str]]:
        """Return what replaces excuses or answers their origins; they are by container."""
        containers = set(excuses.values())
        above: dict[Key, str] = {
            (container, known): parent
            for container, known, parent in self._rows(Origin, "id", "parent", of=containers)
        }
        found: dict[str, list[str]] = {}
        rows = self._rows(Strategy, "parent", "text", "place", of=containers)
        for container, parent, text, _ in sorted(rows, key=lambda row: (row[0], row[3])):
            met = set[str]()
            while (container, parent) in above and parent not in met:
                met.add(parent)
                parent = above[container, parent]
            if excuses.get(parent) == container:
                found.setdefault(parent, []).append(text)
        return found

    def add_gaps(self, facts: Facts, links: Sequence[_Link], strengths: Mapping[str, str]) -> None:
        """Add the gaps that became strengths, and the numbers on gaps."""
        facts.same_gaps += [(each.item, each.earlier) for each in links]
        of = {each.container for each in links}
        cards = self._gaps(of)
        for each in links:
            column, text = cards.get((each.container, each.item), ("", ""))
            details = self._own[each.container]
            if text and each.text and column and column == strengths.get(details.exercise):
                turned = TurnedGap(
                    gap=each.text, gap_on=each.day, strength=text, day=details.held_on
                )
                facts.turned.append(turned)
        self._add_numbers(facts)

    def _gaps(self, containers: Collection[str]) -> dict[Key, tuple[str, str]]:
        """Return column and words of the cards and themes that the room may see."""
        rows = [
            row
            for kind in (Card, Theme)
            for row in self._rows(kind, "id", "column", "text", of=containers)
        ]
        return {
            (container, known): (column, text)
            for container, known, column, text in rows
            if (container, known) not in self._hidden
        }

    def _add_numbers(self, facts: Facts) -> None:
        rows = self._rows(GapNumber, "item", "value", "day", "place")
        gaps = self._gaps({row[0] for row in rows})
        reviewed = {row[:2] for row in rows if row[:2] not in gaps}
        copies = self._copies({container for container, _ in reviewed})
        for key, copy in copies.items():
            if copy.numbers or key in reviewed:
                facts.gaps.setdefault(copy.gap_id, copy.gap)
            for number, past in enumerate(copy.numbers):
                # What is only told of counts before what was said that day.
                facts.numbers.append(NumberSaid(copy.gap_id, past.day, past.value, (0, "", number)))
        for container, item, value, day, place in rows:
            key = container, item
            order = (1, self._own[container].held_on.isoformat(), place)
            if key in gaps:
                gap = item
                facts.gaps[gap] = gaps[key][1]
            elif key in copies:
                gap = copies[key].gap_id
            else:
                continue
            facts.numbers.append(NumberSaid(gap, date.fromisoformat(day), value, order))

    def _copies(self, containers: Collection[str]) -> "dict[Key, _Copy]":
        """Return the earlier actions of containers, and all others that tell of numbers."""
        with transaction(self._connection):
            telling = {row[0] for row in rows_of(self._connection, _WITH_NUMBERS)}
        telling |= self._held.altered.keys()
        names = ("id", "meeting", "action", "gap", "gap_id", "numbers")
        rows = self._rows(EarlierAction, *names, of=telling & self._own.keys() | set(containers))
        found = {}
        for container, known, meeting, action, gap, gap_id, numbers in rows:
            if meeting not in self._held.gone:
                # What is told of a meeting that is here is known from there, if it still counts.
                past = past_numbers(numbers) if meeting not in self._held.details else ()
                found[container, known] = _Copy(gap_id or f"gap of {action}", gap, past)
        return found


@dataclass(frozen=True, slots=True)
class _Copy:
    """What an earlier action tells of its gap; without an id that has one for itself."""

    gap_id: str
    gap: str
    numbers: tuple[PastNumber, ...]


def _add_excuses(facts: Facts, links: Iterable[_Link], excuses: Mapping[str, _SaidIn]) -> None:
    """Add excuses; what was confirmed and is not there any more is told by the copy of it."""
    facts.excuses += [each.said for each in excuses.values()]
    for each in links:
        if each.item in excuses:
            facts.same_excuses.append((each.item, each.earlier))
            if each.earlier not in excuses:
                facts.excuses.append(ExcuseSaid(each.earlier, each.text, each.day))


_ROTIS = select(*(rotis.c[name] for name in FIELDS[Roti]))
_WITH_NUMBERS = (
    select(earlier_actions.c.meeting_id).where(earlier_actions.c.numbers != "[]").distinct()
)
