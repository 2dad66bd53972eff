"""The result of a meeting, as a neutral document that every format is written from.

All texts are plain: no markup, no wording of a format. Days are dates; phrases.py puts them in
words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.chain import chain
from facilitator.domain.chain.status import due_of, is_late, status_of
from facilitator.domain.exercise import Exercise, Tone, Words
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.facilitation.rounds import author_shown
from facilitator.domain.follow_up.recurrence import heard_on
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.open_item import OpenCounts, OpenItem
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.people import people
from facilitator.domain.records import (
    Action,
    ActionKind,
    Card,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Item,
    Lack,
    Origin,
    Parked,
    Statement,
    Status,
    Strategy,
    Theme,
)
from facilitator.domain.text import fold
from facilitator.domain.vote import tally
from facilitator.export import phrases
from facilitator.export.follow_up import entries
from facilitator.export.follow_up.entries import FollowUp, build_follow_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    team: str
    held_on: date
    participants: tuple[str, ...]
    facilitator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """An action. `because_of` is the gap's text, `late` says that it should be done by now.

    `origin` is the one that its strategy answers, empty where it answers the excuse itself.
    """

    text: str
    because_of: str
    origin: str
    sign: str
    owner: str
    due: date | None
    status: Status
    late: bool
    when: str = ""
    expected_excuse: str = ""
    sponsor: str = ""
    kind: ActionKind = ActionKind.DO


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """Something open and what it lacks; the gap it belongs to, or the labels of a gap."""

    text: str
    lack: str
    because_of: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTodayEntry:
    """What was left for another day, and why."""

    reason: str
    entries: tuple[OpenEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReport:
    """All that is open; what was left for another day is told apart from it.

    `gaps` were not discussed, those that matter most first; `undecided` are flagged ones that were
    discussed and led to no action. `earlier` are promises that nobody judged.
    """

    counts: OpenCounts
    gaps: tuple[OpenEntry, ...]
    undecided: tuple[OpenEntry, ...]
    excuses: tuple[OpenEntry, ...]
    strategies: tuple[OpenEntry, ...]
    actions: tuple[OpenEntry, ...]
    earlier: tuple[OpenEntry, ...]
    parked: tuple[OpenEntry, ...]
    not_today: tuple[NotTodayEntry, ...]

    def __bool__(self) -> bool:
        return self.counts != OpenCounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyEntry:
    text: str
    actions: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginEntry:
    """An origin; `depth` is 0 right under the excuse and one more for every further why."""

    text: str
    depth: int
    strategies: tuple[StrategyEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseEntry:
    """An excuse; `card` is the text of the card it belongs to when that card is in a theme.

    `heard` are the days on which it was heard before, as somebody has confirmed. `kind` is what is
    behind it, and `ask` whom to ask where it is not ours.
    """

    text: str
    card: str
    origins: tuple[OriginEntry, ...]
    strategies: tuple[StrategyEntry, ...]
    heard: tuple[date, ...] = ()
    kind: ExcuseKind | None = None
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """A card; `theme` is the name of its theme or "", `author` is who said it, or ""."""

    text: str
    author: str
    theme: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEntry:
    """A gap with its chain; `cards` are those of a theme.

    `place` is from 1; gaps with as many dots share one. `dots` are those of the vote that put the
    gaps in order, None without a vote. `heard` are the days on which it was heard before.
    """

    text: str
    place: int
    dots: int | None
    labels: tuple[str, ...]
    cards: tuple[CardEntry, ...]
    excuses: tuple[ExcuseEntry, ...]
    heard: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    text: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """A definition in the room's words and the criteria it was held against."""

    question: str
    text: str
    criteria: tuple[Criterion, ...]


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
    """The whole document; `today` is the day it was made, `day_text` writes its days."""

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
    day_text: phrases.DayText = phrases.day_in_english

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


def build_report(
    meeting: Meeting,
    exercise: Exercise,
    today: date,
    day_text: phrases.DayText = phrases.day_in_english,
) -> Report:
    """Return the report of a meeting as it is now; `today` decides which actions are late."""
    details = meeting.details
    plan = chain.plan(meeting, exercise)
    first = meeting.get(Action, details.first)
    if chain.is_withheld(meeting, first):
        first = None
    gaps = chain.gaps(meeting, exercise)
    ballot = tally.deciding(meeting)
    dots = tally.totals(meeting, ballot) if ballot else None
    places = tally.places(meeting, exercise)
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
        first=_plan_row(meeting, first, today) if first else None,
        plan=tuple(_plan_row(meeting, action, today) for action in plan),
        still_open=_still_open(meeting, exercise),
        follow_up=build_follow_up(meeting, exercise, today),
        statements=_statements(meeting, exercise),
        chain=tuple(_gap(meeting, exercise, gap, places[gap.id], dots, today) for gap in gaps),
        columns=_columns(meeting, exercise),
        signatures=_signatures(meeting, plan),
        next_on=details.next_on,
        day_text=day_text,
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


def _plan_row(meeting: Meeting, action: Action, today: date) -> PlanRow:
    return PlanRow(
        text=action.text,
        because_of=chain.gap_text(meeting, action),
        origin=_origin_of(meeting, action),
        sign=action.sign,
        owner=action.owner,
        due=due_of(meeting, action),
        status=status_of(meeting, action),
        late=is_late(meeting, action, today),
        when=action.when,
        expected_excuse=action.expected_excuse,
        sponsor=action.sponsor,
        kind=action.kind,
    )


def _origin_of(meeting: Meeting, action: Action) -> str:
    strategy = meeting.get(Strategy, action.strategy)
    origin = meeting.get(Origin, strategy.parent) if strategy else None
    return origin.text if origin else ""


def _still_open(meeting: Meeting, exercise: Exercise) -> OpenReport:
    found = still_open(meeting, exercise)

    def of(kind: type[Item] | tuple[type[Item], ...], lack: Lack) -> tuple[OpenEntry, ...]:
        return tuple(
            _open_entry(each, exercise)
            for each in found.items
            if each.lack is lack and isinstance(each.item, kind)
        )

    return OpenReport(
        counts=found.counts,
        gaps=of((Card, Theme), Lack.EXCUSE),
        undecided=of((Card, Theme), Lack.ACTION),
        excuses=of(Excuse, Lack.STRATEGY),
        strategies=of(Strategy, Lack.ACTION),
        actions=of(Action, Lack.OWNER_OR_DAY),
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
    return OpenEntry(
        text=found.item.text,
        lack=phrases.lack(found, exercise.words),
        because_of=because_of,
        labels=exercise.label_texts(found.labels),
    )


def _statements(meeting: Meeting, exercise: Exercise) -> tuple[StatementEntry, ...]:
    found = []
    for stage in exercise.stages:
        for statement in meeting.children(Statement, stage.id):
            # A tick for a criterion the script no longer has still counts as said.
            texts = dict.fromkeys((*stage.criteria, *statement.ticks))
            criteria = tuple(Criterion(text=t, met=t in statement.ticks) for t in texts)
            entry = StatementEntry(question=stage.question, text=statement.text, criteria=criteria)
            found.append(entry)
    return tuple(found)


def _gap(
    meeting: Meeting,
    exercise: Exercise,
    gap: chain.Gap,
    place: int,
    dots: Mapping[str, int] | None,
    today: date,
) -> GapEntry:
    members = shown_members(meeting, gap.id) if isinstance(gap, Theme) else []
    return GapEntry(
        text=gap.text,
        place=place,
        dots=None if dots is None else dots.get(gap.id, 0),
        labels=exercise.label_texts(gap.labels),
        cards=tuple(_card(meeting, exercise, card) for card in members),
        excuses=tuple(_excuse(meeting, e, gap, today) for e in chain.excuses_of(meeting, gap)),
        heard=heard_on(meeting).get(gap.id, ()),
    )


def _excuse(meeting: Meeting, excuse: Excuse, gap: chain.Gap, today: date) -> ExcuseEntry:
    card = meeting.get(Card, excuse.gap) if excuse.gap != gap.id else None
    origins = [
        OriginEntry(text=o.text, depth=depth, strategies=_strategies(meeting, o.id, today))
        for o, depth in chain.origins_of(meeting, excuse.id)
    ]
    return ExcuseEntry(
        text=excuse.text,
        card=card.text if card else "",
        origins=tuple(origins),
        strategies=_strategies(meeting, excuse.id, today),
        heard=heard_on(meeting).get(excuse.id, ()),
        kind=excuse.kind,
        ask=excuse.ask,
    )


def _strategies(meeting: Meeting, cause: str, today: date) -> tuple[StrategyEntry, ...]:
    """Return what answers an excuse or an origin."""
    found = []
    for strategy in meeting.children(Strategy, cause):
        actions = [_plan_row(meeting, a, today) for a in meeting.children(Action, strategy.id)]
        found.append(StrategyEntry(text=strategy.text, actions=tuple(actions)))
    return tuple(found)


def _columns(meeting: Meeting, exercise: Exercise) -> tuple[ColumnEntry, ...]:
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
    entries = tuple(_card(meeting, exercise, card) for card in shown)
    hidden = len(cards) - len(shown)
    return ColumnEntry(title=title, mark=mark, tone=tone, cards=entries, hidden=hidden)


def _card(meeting: Meeting, exercise: Exercise, card: Card) -> CardEntry:
    theme = meeting.get(Theme, card.theme)
    return CardEntry(
        text=card.text,
        author=author_shown(meeting, card),
        theme=theme.text if theme else "",
        labels=exercise.label_texts(card.labels),
    )


def _signatures(meeting: Meeting, plan: Sequence[Action]) -> tuple[str, ...]:
    """Return the owners, then the participants, each once; case and accents make no other name."""
    participants, facilitator = meeting.details.participants, meeting.details.facilitator
    known = [*participants, facilitator]
    kept = (action for action in plan if status_of(meeting, action) is not Status.DROPPED)
    owners = [action.owner for action in kept]
    signing = [name for owner in owners for name in people(owner, known)]
    found: dict[str, str] = {}
    for name in (*signing, *participants, *people(facilitator, participants)):
        found.setdefault(fold(name), name)
    return tuple(found.values())
