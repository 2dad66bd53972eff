"""Registers of gaps, such as that of the rules to get rid of, and what became of each.

A label of an exercise says which register its gaps belong in. What was recognised as heard before
is one entry with all its days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.follow_up.known_actions import Key
from facilitator.domain.follow_up.same_things import SameThings
from facilitator.domain.limits import MOST_NUMBERS
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import RegisterNote, RegisterState, new_id
from facilitator.domain.text import fold
from facilitator.errors import InputRefusedError


@dataclass(frozen=True, slots=True)
class RegisterLabels:
    """Which labels of one exercise belong in a register: its name by the id of the label.

    `gap_column` is where gaps are; what was moved among the strengths was not found again.
    """

    gap_column: str
    registers: Mapping[str, str]


def register_labels(exercises: Iterable[Exercise]) -> dict[str, RegisterLabels]:
    """Return which labels belong in a register, by the id of the exercise."""
    return {
        exercise.id: RegisterLabels(
            exercise.column_of(Tone.GAP).id,
            {label.id: label.register for label in exercise.labels if label.register},
        )
        for exercise in exercises
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGap:
    """A gap as one meeting found it: its words there, and the registers that its labels name."""

    meeting: str
    gap: str
    title: str
    held_on: date
    team_id: str | None
    team: str
    text: str
    registers: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.meeting, self.gap


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A gap in a register: every meeting that found it, and what was said of it since.

    `found` and `notes` are the earliest first. `team_id` and `team` are those of the meeting that
    found it last.
    """

    register: str
    found: tuple[FoundGap, ...]
    notes: tuple[RegisterNote, ...] = ()

    @property
    def last(self) -> FoundGap:
        """The gap as it was found last."""
        return self.found[-1]

    @property
    def text(self) -> str:
        return self.last.text

    @property
    def team_id(self) -> str | None:
        return self.last.team_id

    @property
    def team(self) -> str:
        return self.last.team

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it was found, each once."""
        return tuple(dict.fromkeys(each.held_on for each in self.found))

    @property
    def note(self) -> RegisterNote | None:
        """The note that counts; none once it was found again since, or before there is any."""
        last = self.notes[-1] if self.notes else None
        return last if last is not None and last.day >= self.last.held_on else None

    @property
    def state(self) -> RegisterState:
        """What became of it: still there until somebody says something else, and found again."""
        return self.note.state if self.note is not None else RegisterState.STILL_THERE

    @property
    def since(self) -> date:
        """The day from which its state is known."""
        return self.note.day if self.note is not None else self.last.held_on


def entries(
    found: Iterable[FoundGap], same: Iterable[tuple[Key, Key]], notes: Iterable[RegisterNote]
) -> list[RegisterEntry]:
    """Return the entries of all registers, each register's by the day they were found first.

    `same` says of which gaps people said that they are one. A gap without a register is in an
    entry when it is the same as one that has one.
    """
    known = {each.key: each for each in found}
    groups = SameThings(same)
    gaps: dict[Key, list[FoundGap]] = {}
    for key, gap in known.items():
        gaps.setdefault(groups.first(key), []).append(gap)
    said: dict[Key, list[RegisterNote]] = {}
    for note in notes:
        said.setdefault(groups.first((note.meeting, note.gap)), []).append(note)
    made = [
        RegisterEntry(
            register=register,
            found=tuple(sorted(some, key=lambda each: (each.held_on, each.meeting, each.gap))),
            notes=tuple(sorted(said.get(first, ()), key=lambda n: (n.day, n.place, n.id))),
        )
        for first, some in gaps.items()
        for register in dict.fromkeys(name for each in some for name in each.registers)
    ]
    return sorted(
        made, key=lambda e: (fold(e.register), e.register, e.found[0].held_on, e.found[0].key)
    )


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """How many entries a register has, and what became of them."""

    found: int
    changed: int
    dropped: int
    still_there: int


def count(found: Sequence[RegisterEntry]) -> RegisterCounts:
    """Return what became of the entries of a register."""
    states = [each.state for each in found]
    return RegisterCounts(
        len(states),
        states.count(RegisterState.CHANGED),
        states.count(RegisterState.DROPPED),
        states.count(RegisterState.STILL_THERE),
    )


def by_register(found: Iterable[RegisterEntry]) -> dict[str, list[RegisterEntry]]:
    """Return the entries of each register, in their order."""
    grouped: dict[str, list[RegisterEntry]] = {}
    for each in found:
        grouped.setdefault(each.register, []).append(each)
    return grouped


def note(journal: Meeting, entry: RegisterEntry, state: RegisterState, today: date) -> Change:
    """Say in the journal of its team what became of an entry; of one day the last word counts.

    Raises InputRefusedError when a journal holds no more.
    """
    builder = ChangeBuilder(journal)
    last = entry.last
    # A clock that was set back makes no note older than what it is about.
    day = max(today, entry.since)
    there = journal.register_notes
    same_day = [each for each in there if (each.meeting, each.gap) == last.key and each.day == day]
    if same_day:
        builder.upsert(replace(same_day[-1], state=state))
        return builder.change(Verb.REGISTER, entry.text)
    if len(there) >= MOST_NUMBERS:
        raise InputRefusedError("A register can hold no more notes; nothing was changed.")
    builder.upsert(
        RegisterNote(
            id=new_id(),
            place=there[-1].place + STEP if there else STEP,
            meeting=last.meeting,
            gap=last.gap,
            text=last.text,
            day=day,
            state=state,
        )
    )
    return builder.change(Verb.REGISTER, entry.text)


def take_back(journal: Meeting, said: RegisterNote) -> Change:
    """Take back what was said of an entry."""
    builder = ChangeBuilder(journal)
    builder.delete(said)
    return builder.change(Verb.REGISTER, said.text)
