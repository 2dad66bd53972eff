"""The register of actions: every action of every meeting as one value, grouped and filtered.

The storage makes the entries; what is done with them here needs no meeting.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from facilitator.domain.records import (
    ActionKind,
    EarlierAction,
    Noticed,
    PastVerdict,
    Status,
    new_id,
)
from facilitator.domain.text import fold


class When(StrEnum):
    """When an action is due, as seen from a day; settled is what is done or dropped."""

    OVERDUE = "overdue"
    THIS_WEEK = "this week"
    LATER = "later"
    NO_DATE = "no date"
    SETTLED = "settled"


class SaidVerdict(NamedTuple):
    """A verdict on an action: `id` is its own, `container` the meeting or journal it was given in.

    Both are empty where only a later meeting tells of it. `between` says that it was given between
    meetings, in the journal of the team. A tuple, since tens of thousands are made at once.
    """

    day: date
    status: Status
    text: str = ""
    due: date | None = None
    noticed: Noticed | None = None
    id: str = ""
    container: str = ""
    between: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry:
    """An action as a register has it: what it is, where it was promised, and what became of it.

    `meeting` and `action` name it, `title` and `held_on` are those of its meeting. Where that is
    not `here`, later meetings tell of the action: then nobody knows the title. `team_id` is the
    team that its team is now, and `team` what that is called; without an id it is a name that
    somebody typed, or no team. `due` is the day as it was last set, `first_due` as it was promised.
    `verdicts` are in order: the last one counts.
    """

    meeting: str
    action: str
    title: str
    held_on: date
    team_id: str | None
    team: str
    text: str
    owner: str
    people: tuple[str, ...]
    kind: ActionKind
    sign: str
    due: date | None
    first_due: date | None
    status: Status
    verdicts: tuple[SaidVerdict, ...] = ()
    here: bool = True
    chain: "ActionChain | None" = None
    """What it came from; None where that was not asked for."""

    @property
    def key(self) -> tuple[str, str]:
        return self.meeting, self.action

    @property
    def is_open(self) -> bool:
        """Whether something is still expected of it."""
        return not self.status.is_final


@dataclass(frozen=True, slots=True)
class ActionChain:
    """What an action came from: the words of its gap, and of the excuse or origin it answers.

    `gap_id` names the gap in the meeting of the action; empty where it is none of that meeting.
    """

    gap: str = ""
    excuse: str = ""
    gap_id: str = ""


_FOLDED = 50_000
"""Texts of which it is kept what they are to a search: a list of them is sorted at every key."""
_fold = lru_cache(_FOLDED)(fold)


def end_of_week(today: date) -> date:
    """Return the Sunday that ends the week of a day; on a Sunday that day itself."""
    return today + timedelta(days=6 - today.weekday())


def when_of(entry: ActionEntry, today: date) -> When:
    """Return when an action is due."""
    return _when(entry, today, end_of_week(today))


def _when(entry: ActionEntry, today: date, last: date) -> When:
    if entry.status.is_final:
        return When.SETTLED
    if entry.due is None:
        return When.NO_DATE
    if entry.due < today:
        return When.OVERDUE
    return When.THIS_WEEK if entry.due <= last else When.LATER


def due_first(entries: Iterable[ActionEntry]) -> list[ActionEntry]:
    """Return entries with the earliest due first; those without a day come last."""

    def order(entry: ActionEntry) -> tuple[date, date, str, str]:
        return (entry.due or date.max, entry.held_on, _fold(entry.text), entry.action)

    return sorted(entries, key=order)


def by_when(entries: Iterable[ActionEntry], today: date) -> dict[When, list[ActionEntry]]:
    """Return the entries of each time that has some: overdue first, settled last."""
    return split_by_when(due_first(entries), today)


def split_by_when(entries: Iterable[ActionEntry], today: date) -> dict[When, list[ActionEntry]]:
    """Return the same of entries that are in order, which stay in it."""
    found: dict[When, list[ActionEntry]] = {when: [] for when in When}
    last = end_of_week(today)
    for entry in entries:
        found[_when(entry, today, last)].append(entry)
    return {when: some for when, some in found.items() if some}


def by_owner(entries: Iterable[ActionEntry]) -> dict[str, list[ActionEntry]]:
    """Return the entries of each person, by name; those of nobody come last, under no name.

    An action of two people is under both. Case and accents make no other person.
    """
    names: dict[str, str] = {}
    found: dict[str, list[ActionEntry]] = {}
    for entry in due_first(entries):
        for name in entry.people or ("",):
            names.setdefault(_fold(name), name)
            found.setdefault(_fold(name), []).append(entry)
    order = sorted(found, key=lambda folded: (not folded, folded))
    return {names[folded]: found[folded] for folded in order}


@dataclass(frozen=True, slots=True)
class TeamEntries:
    """The actions of one team; those of no team have neither an id nor a name."""

    team_id: str | None
    team: str
    entries: tuple[ActionEntry, ...]


def by_team(entries: Iterable[ActionEntry]) -> list[TeamEntries]:
    """Return the entries of each team, by name; those of no team come last."""
    found: dict[tuple[str | None, str], list[ActionEntry]] = {}
    names: dict[tuple[str | None, str], str] = {}
    for entry in due_first(entries):
        # Without an id, a name is all there is.
        key = entry.team_id, "" if entry.team_id else fold(entry.team)
        names.setdefault(key, entry.team)
        found.setdefault(key, []).append(entry)
    groups = [TeamEntries(key[0], names[key], tuple(some)) for key, some in found.items()]
    return sorted(groups, key=lambda each: (not each.team, fold(each.team), each.team_id or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """What somebody wants to see of a register; what is empty leaves nothing out.

    `words` may come in any order and are looked for in the action, its gap, its people, its team
    and the title of its meeting.
    """

    team_id: str | None = None
    owner: str = ""
    words: str = ""
    only_open: bool = False

    def of(self, entries: Iterable[ActionEntry]) -> list[ActionEntry]:
        """Return the entries that are wanted, in their order."""
        owner, words = fold(self.owner), fold(self.words).split()
        return [entry for entry in entries if self._wants(entry, owner, words)]

    def _wants(self, entry: ActionEntry, owner: str, words: Sequence[str]) -> bool:
        if self.only_open and not entry.is_open:
            return False
        if self.team_id is not None and entry.team_id != self.team_id:
            return False
        if owner and owner not in map(fold, entry.people):
            return False
        if not words:
            return True
        searched = _searched(entry)
        return all(word in searched for word in words)


def _searched(entry: ActionEntry) -> str:
    gap = entry.chain.gap if entry.chain is not None else ""
    return _fold("\n".join((entry.text, gap, *entry.people, entry.team, entry.title)))


def counts(entries: Iterable[ActionEntry]) -> Mapping[Status, int]:
    """Return how many actions became what, in the order of the statuses; also those of none."""
    found = dict.fromkeys(Status, 0)
    for entry in entries:
        found[entry.status] += 1
    return found


def as_earlier(entry: ActionEntry) -> EarlierAction:
    """Return an action as a journal has it before a verdict is given there between meetings."""
    chain = entry.chain or ActionChain()
    said = (PastVerdict(day=v.day, status=v.status, text=v.text) for v in entry.verdicts)
    return EarlierAction(
        id=new_id(),
        stage="",
        text=entry.text,
        place=0,
        meeting=entry.meeting,
        action=entry.action,
        owner=entry.owner,
        due=entry.due,
        promised_on=entry.held_on,
        gap=chain.gap,
        excuse=chain.excuse,
        history=tuple(dict.fromkeys(said)),
        gap_id=chain.gap_id,
        kind=entry.kind,
    )
