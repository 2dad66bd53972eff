"""The lines of the follow-up screen: headings with a number, and under each its promises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from facilitator.domain.follow_up.register import (
    ActionEntry,
    ActionFilter,
    When,
    by_owner,
    by_team,
    due_first,
    split_by_when,
    when_of,
)
from facilitator.domain.follow_up.registers import (
    RegisterCounts,
    RegisterEntry,
    by_register,
    count,
)
from facilitator.domain.records import ActionKind, RegisterState, Status
from facilitator.domain.text import fold
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.translate import tr

Key = tuple[str, str, str]
"""The group of a row, and the meeting and the id of its action."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group and how many are in it; `level` 1 is within another group.

    `detail` is told in place of the number where that says too little.
    """

    text: str
    count: int
    level: int = 0
    is_late: bool = False
    detail: str = ""


class PromiseRow(NamedTuple):
    """One promise in a group; a tuple, since very many are made at a key."""

    group: str
    entry: ActionEntry
    is_late: bool

    @property
    def key(self) -> Key:
        return self.group, *self.entry.key

    @property
    def action(self) -> str:
        return self.entry.action

    @property
    def due(self) -> str:
        return dates.day(self.entry.due) if self.entry.due is not None else ""

    @property
    def tag(self) -> str:
        """The kind of the action in a word; empty for one that is just to be done."""
        words = {ActionKind.ASK: tr("ask"), ActionKind.THANK: tr("thank")}
        return words.get(self.entry.kind, "")

    @property
    def state(self) -> str:
        """What became of it, for a screen reader; empty while nobody said."""
        return phrases.verdict(self.entry.status) if self.entry.status is not Status.OPEN else ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One gap in a register, such as a rule to get rid of."""

    entry: RegisterEntry

    @property
    def key(self) -> Key:
        return f"register/{self.entry.register}", *self.entry.last.key

    @property
    def action(self) -> str:
        return self.entry.last.key[1]

    @property
    def is_late(self) -> bool:
        """Never: no day was set for it."""
        return False

    @property
    def since(self) -> str:
        return tr("since {day}", day=dates.day(self.entry.days[0], False))

    @property
    def state(self) -> str:
        return state_name(self.entry.state)


def state_name(state: RegisterState) -> str:
    """Return what became of what is in a register."""
    names = {
        RegisterState.STILL_THERE: tr("still there"),
        RegisterState.CHANGED: tr("changed"),
        RegisterState.DROPPED: tr("dropped"),
    }
    return names[state]


STATES = (RegisterState.STILL_THERE, RegisterState.CHANGED, RegisterState.DROPPED)
"""What the keys 1 to 3 say of what is in a register."""

Selectable = PromiseRow | RegisterRow
Row = Heading | Selectable


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is wanted to be seen: of which team, with which words, in which order."""

    team_id: str | None = None
    words: str = ""
    by_owner: bool = False
    settled_too: bool = False
    only: frozenset[tuple[str, str]] | None = field(default=None)
    """The meetings and ids of the only actions that are wanted; None for no such limit."""

    def of(self, entries: Iterable[ActionEntry]) -> list[ActionEntry]:
        """Return the entries that are wanted."""
        wanted = ActionFilter(
            team_id=self.team_id, words=self.words, only_open=not self.settled_too
        ).of(entries)
        if self.only is None:
            return wanted
        return [entry for entry in wanted if entry.key in self.only]


def rows_of(entries: Iterable[ActionEntry], shown: Shown, today: date) -> list[Row]:
    """Return the lines, in their order."""
    wanted = shown.of(entries)
    if shown.by_owner:
        groups = by_owner(wanted)
        return [row for name, some in groups.items() for row in _of_owner(name, some, today)]
    if shown.team_id is not None:
        return _by_when(due_first(wanted), today)
    teams = by_team(wanted)
    if len(teams) < 2:
        return _by_when(due_first(wanted), today)
    rows: list[Row] = []
    for team in teams:
        rows.append(Heading(team.team or tr("Without a team"), len(team.entries)))
        rows += _by_when(team.entries, today, team.team_id or team.team, level=1)
    return rows


def register_rows(entries: Iterable[RegisterEntry], shown: Shown) -> list[Row]:
    """Return the lines of the registers: what is still there, and on demand what became of it."""
    if shown.only is not None:
        return []
    rows: list[Row] = []
    words = fold(shown.words).split()
    for name, some in by_register(entries).items():
        open_ones = [e for e in some if shown.settled_too or e.state is RegisterState.STILL_THERE]
        wanted = [e for e in open_ones if all(word in _searched(e) for word in words)]
        if wanted or not words:
            rows.append(Heading(name, len(some), detail=_counted(count(some))))
            rows += map(RegisterRow, wanted)
    return rows


def _searched(entry: RegisterEntry) -> str:
    return fold("\n".join((entry.text, entry.register, entry.team)))


def _counted(counts: RegisterCounts) -> str:
    parts = (
        (counts.found, tr("{n} found", n=counts.found)),
        (counts.changed, tr("{n} changed", n=counts.changed)),
        (counts.dropped, tr("{n} dropped", n=counts.dropped)),
    )
    return " · ".join(said for number, said in parts if number)


def _of_owner(name: str, entries: Sequence[ActionEntry], today: date) -> list[Row]:
    head = Heading(name or tr("Nobody yet"), len(entries))
    return [head, *(_row(name, entry, today) for entry in entries)]


def _by_when(
    entries: Iterable[ActionEntry], today: date, group: str = "", level: int = 0
) -> list[Row]:
    """Return the lines of entries that are in order."""
    names = _names()
    rows: list[Row] = []
    for when, some in split_by_when(entries, today).items():
        is_late, of = when is When.OVERDUE, f"{group}/{when}"
        rows.append(Heading(names[when], len(some), level, is_late))
        rows += [PromiseRow(of, entry, is_late) for entry in some]
    return rows


def _row(group: str, entry: ActionEntry, today: date) -> PromiseRow:
    return PromiseRow(group, entry, when_of(entry, today) is When.OVERDUE)


def _names() -> Mapping[When, str]:
    return {
        When.OVERDUE: tr("Overdue"),
        When.THIS_WEEK: tr("This week"),
        When.LATER: tr("Later"),
        When.NO_DATE: tr("Without a date"),
        When.SETTLED: tr("Done or dropped"),
    }
