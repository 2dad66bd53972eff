"""The result of a meeting, as a neutral document that every format is written from.

All texts are plain: no markup, no wording of a format. Days are dates; phrases.py puts them in
words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.answers.label_counts import LabelCounts, LastTime, label_counts
from facilitator.domain.answers.people_here import kinds_here
from facilitator.domain.chain import chain
from facilitator.domain.chain.status import last_verdict, status_of
from facilitator.domain.exercise import Exercise, Kind, Tone, Words
from facilitator.domain.facilitation.ground_rules import rules_of
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.open_item import OpenCounts, OpenItem
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.people import people
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    EarlierAction,
    Excuse,
    Item,
    Lack,
    Parked,
    Statement,
    Status,
    Strategy,
    Theme,
)
from facilitator.domain.room.beside_last import BesideLast
from facilitator.domain.text import fold
from facilitator.domain.vote import tally
from facilitator.export import chain_entries, phrases
from facilitator.export.answers import entries as answers
from facilitator.export.answers import sentences
from facilitator.export.answers.entries import ClosingEntry, DecisionEntry, FieldEntry
from facilitator.export.answers.plan_row import PlanRow, is_strength, plan_row
from facilitator.export.chain_entries import (
    CardEntry,
    ExcuseEntry,
    GapEntry,
    OriginEntry,
    StrengthEntry,
)
from facilitator.export.follow_up import entries
from facilitator.export.follow_up.became import (
    FlagEntry,
    JudgedEntry,
    flag_entries,
    judged_entries,
)
from facilitator.export.follow_up.entries import FollowUp, build_follow_up

MOST_NAMES = 120
"""Letters of the names of those who were there: with more only how many they are is on the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    team: str
    held_on: date
    participants: tuple[str, ...]
    facilitator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """Something open and what it lacks; the gap it belongs to, or the labels of a gap.

    A strategy that `builds_on` a strength belongs to no gap.
    """

    text: str
    lack: str
    because_of: str
    labels: tuple[str, ...]
    builds_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTodayEntry:
    """What was left for another day, and why."""

    reason: str
    entries: tuple[OpenEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReport:
    """All that is open; what was left for another day is told apart from it.

    `gaps` were not discussed, those that matter most first; `undecided` are flagged ones that were
    discussed and led to no action, `answers` what wants an action, such as a check with "no",
    `places` the questions of the close that nobody answered.
    `earlier` are promises that nobody judged.
    """

    counts: OpenCounts
    gaps: tuple[OpenEntry, ...]
    undecided: tuple[OpenEntry, ...]
    excuses: tuple[OpenEntry, ...]
    strategies: tuple[OpenEntry, ...]
    actions: tuple[OpenEntry, ...]
    answers: tuple[OpenEntry, ...]
    places: tuple[OpenEntry, ...]
    earlier: tuple[OpenEntry, ...]
    parked: tuple[OpenEntry, ...]
    not_today: tuple[NotTodayEntry, ...]

    def __bool__(self) -> bool:
        return self.counts != OpenCounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    text: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """A definition in the room's words and the criteria it was held against.

    `stage` is the number of its stage, from 0; `said_on` the day on which it was first said, None
    for that of this meeting.
    """

    question: str
    text: str
    criteria: tuple[Criterion, ...]
    stage: int = 0
    said_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnEntry:
    """A column in full; `tone` is None for cards of a column the exercise no longer has.

    `hidden` counts the cards that were not revealed yet, of which nothing else is printed.
    """

    title: str
    mark: str
    tone: Tone | None
    cards: tuple[CardEntry, ...]
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole document; `today` is the day it was made, `day_text` writes its days.

    `beside` is the meeting beside the last one of its team, where that is wanted. `plan` has the
    actions but for those that answer a place at the close: these are in `closing`. `undecided` is
    how many gaps are in no decision, `here` the kinds of people who were here. `as_of` is the name
    of the stage it has come to, empty once the meeting is closed. `flags` are the gaps with a red
    flag, `judged` the actions of which something was said so far. `signatures` are the owners who
    were there.
    """

    title: str
    exercise: str
    source: str
    words: Words
    meta: Meta
    today: date
    first: PlanRow | None
    plan: tuple[PlanRow, ...]
    still_open: OpenReport
    follow_up: FollowUp
    statements: tuple[StatementEntry, ...]
    chain: tuple[GapEntry, ...]
    columns: tuple[ColumnEntry, ...]
    signatures: tuple[str, ...]
    next_on: date | None
    next_facilitator: str = ""
    ground_rules: tuple[str, ...] = ()
    day_text: phrases.DayText = phrases.day_in_english
    beside: BesideLast | None = None
    purpose: str = ""
    here: tuple[str, ...] = ()
    fields: tuple[FieldEntry, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    undecided: int = 0
    closing: tuple[ClosingEntry, ...] = ()
    strengths: tuple[StrengthEntry, ...] = ()
    daily_question: str = ""
    labels: LabelCounts | None = None
    as_of: str = ""
    flags: tuple[FlagEntry, ...] = ()
    judged: tuple[JudgedEntry, ...] = ()

    @property
    def strengths_title(self) -> str:
        """Return the title of the column of strengths."""
        return self._title(Tone.STRENGTH)

    @property
    def gaps_title(self) -> str:
        """Return the title of the column of gaps."""
        return self._title(Tone.GAP)

    def _title(self, tone: Tone) -> str:
        return next((each.title for each in self.columns if each.tone is tone), "")

    @property
    def actions(self) -> tuple[PlanRow, ...]:
        """Return the actions of the plan, then those at the close."""
        return (*self.plan, *(row for place in self.closing for row in place.actions))

    def day(self, day: date) -> str:
        """Return a day such as "Fri 27 Nov", with the year where it isn't the meeting's."""
        return self.day_text(day, True, day.year != self.meta.held_on.year)

    def days(self, days: Sequence[date]) -> list[str]:
        """Return days such as "27 Nov", with the year where it isn't the meeting's."""
        year = self.meta.held_on.year
        return [self.day_text(day, False, day.year != year) for day in days]

    @property
    def held_on(self) -> str:
        """Return the day of the meeting, such as "22 Nov 2026"."""
        return self.day_text(self.meta.held_on, False, True)

    @property
    def people(self) -> str:
        """Return the names of the participants, or how many they are where that gets long."""
        names = ", ".join(self.meta.participants)
        is_long = len(names) > MOST_NAMES and len(self.meta.participants) > 1
        return phrases.people(len(self.meta.participants)) if is_long else names

    @property
    def about(self) -> list[tuple[str, str]]:
        """Return what there is to know about the meeting, each with its name."""
        entries = (
            (phrases.PURPOSE, self.purpose),
            (phrases.LED_BY, self.meta.facilitator),
            (phrases.ATTENDED, ", ".join(self.meta.participants)),
            ("", sentences.here(self.here) if self.here else ""),
            (phrases.EXERCISE, self.exercise),
            (phrases.SOURCE, self.source),
            (phrases.MADE_ON, self.day_text(self.today, False, True)),
        )
        return [(name, text) for name, text in entries if text]

    @property
    def has_record(self) -> bool:
        """Return whether there is anything to tell besides the plan."""
        follow_up = self.follow_up
        told = (self.fields, self.statements, self.decisions, self.chain, self.strengths)
        kept = (follow_up.promises, follow_up.ask_for, follow_up.parked, self.flags, self.judged)
        has_cards = any(column.cards for column in self.columns)
        more = self.labels is not None or self.beside is not None or bool(self.still_open)
        return any(told) or any(kept) or has_cards or more


def build_report(
    meeting: Meeting,
    exercise: Exercise,
    today: date,
    day_text: phrases.DayText = phrases.day_in_english,
    beside: BesideLast | None = None,
    last: LastTime | None = None,
) -> Report:
    """Return the report of a meeting as it is now; `today` decides which actions are late.

    `beside` is the meeting beside the last one of its team, where that is to be printed; `last` has
    the numbers of its labels, where they are known.
    """
    details = meeting.details
    plan = chain.plan(meeting, exercise)
    at_close = answers.actions_at_the_close(meeting, exercise)
    first = meeting.get(Action, details.first)
    if chain.is_withheld(meeting, first):
        first = None
    return Report(
        title=details.title,
        exercise=exercise.title,
        source=exercise.source,
        words=exercise.words,
        meta=Meta(
            team=details.team,
            held_on=details.held_on,
            participants=details.participants,
            facilitator=details.facilitator,
        ),
        today=today,
        first=plan_row(meeting, exercise, first, today) if first else None,
        plan=tuple(
            plan_row(meeting, exercise, each, today) for each in plan if each.id not in at_close
        ),
        still_open=_still_open(meeting, exercise),
        follow_up=build_follow_up(meeting, exercise, today),
        statements=_statements(meeting, exercise),
        chain=chain_entries.gap_entries(meeting, exercise, today),
        columns=columns_of(meeting, exercise),
        signatures=_signatures(meeting, plan),
        next_on=details.next_on,
        next_facilitator=details.next_facilitator,
        ground_rules=rules_of(meeting),
        day_text=day_text,
        beside=beside,
        purpose=exercise.opening.purpose if exercise.opening else "",
        here=kinds_here(meeting, exercise),
        fields=answers.fields_of(meeting, exercise, today),
        decisions=answers.decisions(meeting, exercise, today),
        undecided=answers.undecided(meeting, exercise),
        closing=answers.closing(meeting, exercise, today),
        strengths=chain_entries.strength_entries(meeting, exercise, today),
        daily_question=exercise.daily_question,
        labels=_labels(meeting, exercise, last),
        as_of=unfinished_stage(meeting, exercise),
        flags=tuple(flag_entries(meeting, exercise, today, tally.places(meeting, exercise))),
        judged=tuple(judged_entries(meeting, exercise)),
    )


def size_of(report: Report) -> int:
    """Return about how many texts a report holds: a measure of the work that it makes."""
    excuses = [excuse for gap in report.chain for excuse in gap.excuses]
    origins = [origin for excuse in excuses for origin in excuse.origins]
    causes: list[ExcuseEntry | OriginEntry] = [*excuses, *origins]
    strategies = [strategy for cause in causes for strategy in cause.strategies]
    parts = (
        report.plan,
        report.chain,
        excuses,
        strategies,
        *(gap.cards for gap in report.chain),
        origins,
        *(strategy.actions for strategy in strategies),
        *(column.cards for column in report.columns),
        report.still_open.gaps,
    )
    return sum(map(len, parts)) + entries.size_of(report.follow_up)


def _labels(meeting: Meeting, exercise: Exercise, last: LastTime | None) -> LabelCounts | None:
    """Return how many cards carry each label; None where none does, and did."""
    found = label_counts(meeting, exercise, last)
    return None if found is None or found.are_all_zero else found


def _still_open(meeting: Meeting, exercise: Exercise) -> OpenReport:
    found = still_open(meeting, exercise)

    def of(kind: type[Item] | tuple[type[Item], ...], lack: Lack) -> tuple[OpenEntry, ...]:
        return tuple(
            _open_entry(each, exercise)
            for each in found.items
            if each.lack is lack and isinstance(each.item, kind)
        )

    closing = {place.id for place in exercise.closing}
    answered = [each for each in found.items if isinstance(each.item, Answer)]

    def is_place(found: OpenItem) -> bool:
        return isinstance(found.item, Answer) and found.item.field in closing

    return OpenReport(
        counts=found.counts,
        gaps=of((Card, Theme), Lack.EXCUSE),
        undecided=of((Card, Theme), Lack.ACTION),
        excuses=of(Excuse, Lack.STRATEGY),
        strategies=of(Strategy, Lack.ACTION),
        actions=of(Action, Lack.OWNER_OR_DAY),
        answers=tuple(_open_entry(each, exercise) for each in answered if not is_place(each)),
        places=tuple(_open_entry(each, exercise) for each in answered if is_place(each)),
        earlier=of(EarlierAction, Lack.VERDICT),
        parked=of(Parked, Lack.OUTCOME),
        not_today=tuple(
            NotTodayEntry(
                reason=each.deferral.reason,
                entries=tuple(_open_entry(open_item, exercise) for open_item in each.items),
            )
            for each in found.not_today
        ),
    )


def _open_entry(found: OpenItem, exercise: Exercise) -> OpenEntry:
    because_of = "" if found.item is found.gap else found.gap_text
    is_built = isinstance(found.item, Strategy) and is_strength(exercise, found.gap)
    return OpenEntry(
        text=found.text,
        lack=phrases.lack(found, exercise.words),
        because_of="" if is_built else because_of,
        builds_on=because_of if is_built else "",
        labels=(*exercise.label_texts(found.labels), *filter(None, [found.choice])),
    )


def _statements(meeting: Meeting, exercise: Exercise) -> tuple[StatementEntry, ...]:
    """Return the definitions that the room has agreed to."""
    found = []
    for number, stage in enumerate(exercise.stages):
        agreed = (s for s in meeting.children(Statement, stage.id) if not s.brought_from)
        for statement in agreed:
            # A tick for a criterion the script no longer has still counts as said.
            texts = dict.fromkeys((*stage.criteria, *statement.ticks))
            said_on = statement.said_on
            entry = StatementEntry(
                question=stage.question,
                text=statement.text,
                criteria=tuple(Criterion(text=t, met=t in statement.ticks) for t in texts),
                stage=number,
                said_on=None if said_on == meeting.details.held_on else said_on,
            )
            found.append(entry)
    return tuple(found)


def columns_of(meeting: Meeting, exercise: Exercise) -> tuple[ColumnEntry, ...]:
    """Return the columns of cards as the room sees them, the exercise's own first."""
    found = []
    for column in exercise.columns:
        cards = meeting.children(Card, column.id)
        found.append(_column(meeting, exercise, cards, column.title, column.mark, column.tone))
    known = {column.id for column in exercise.columns}
    others = [card for card in meeting.all(Card) if card.column not in known]
    if others:
        found.append(_column(meeting, exercise, others))
    return tuple(found)


def _column(
    meeting: Meeting,
    exercise: Exercise,
    cards: Sequence[Card],
    title: str = "",
    mark: str = "",
    tone: Tone | None = None,
) -> ColumnEntry:
    shown = [card for card in cards if not card.hidden]
    entries = tuple(chain_entries.card_entry(meeting, exercise, card) for card in shown)
    hidden = len(cards) - len(shown)
    return ColumnEntry(title=title, mark=mark, tone=tone, cards=entries, hidden=hidden)


def _signatures(meeting: Meeting, plan: Sequence[Action]) -> tuple[str, ...]:
    """Return the owners who were there, each once; case and accents make no other name.

    As long as nobody said who was there, these are all owners.
    """
    participants, facilitator = meeting.details.participants, meeting.details.facilitator
    known = [*participants, facilitator]
    kept = (action for action in plan if status_of(meeting, action) is not Status.DROPPED)
    owners: dict[str, str] = {}
    for action in kept:
        for name in people(action.owner, known):
            owners.setdefault(fold(name), name)
    here = {fold(name) for each in known for name in (each, *people(each, participants))}
    there = [name for folded, name in owners.items() if folded in here]
    return tuple(there if any(participants) else owners.values())


def unfinished_stage(meeting: Meeting, exercise: Exercise) -> str:
    """Return the name of the stage that a meeting has come to, empty when that is its close.

    Where no stage is the close the last one is. A meeting is over once something was said of what
    was promised in it, whatever stage somebody looked at since.
    """
    stage = exercise.stage(meeting.bookmark.stage)
    closes = any(each.kind is Kind.CLOSE for each in exercise.stages)
    is_closed = stage.kind is Kind.CLOSE if closes else stage is exercise.stages[-1]
    is_over = any(last_verdict(meeting, action) for action in chain.plan(meeting, exercise))
    return "" if is_closed or is_over else stage.name
