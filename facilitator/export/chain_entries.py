"""The chain of every gap as a report tells it: values, and how they are read from a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from facilitator.domain.chain import chain
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.facilitation.rounds import author_shown
from facilitator.domain.follow_up.gap_numbers import numbers_of_gaps
from facilitator.domain.follow_up.recurrence import heard_on
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Excuse, ExcuseKind, Strategy, Theme
from facilitator.domain.vote import tally
from facilitator.export.answers.entries import AboutGap, about_gap
from facilitator.export.answers.plan_row import PlanRow, is_strength, plan_row


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
    """A card; `theme` is the name of its theme or "", `author` is who said it, or "".

    `was_gap` are the days on which a strength was a gap, as somebody has confirmed; `about` is
    what was answered about it.
    """

    text: str
    author: str
    theme: str
    labels: tuple[str, ...]
    was_gap: tuple[date, ...] = ()
    about: AboutGap = field(default_factory=AboutGap)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEntry:
    """A gap with its chain; `cards` are those of a theme.

    `place` is from 1; gaps with as many dots share one. `dots` are those of the vote that put the
    gaps in order, None without a vote. `heard` are the days on which it was heard before,
    `amount` is the number that it was given, `about` what was answered about it; `strategies`
    follow from it without an excuse between. `key` is the id of the gap.
    """

    text: str
    place: int
    dots: int | None
    labels: tuple[str, ...]
    cards: tuple[CardEntry, ...]
    excuses: tuple[ExcuseEntry, ...]
    heard: tuple[date, ...] = ()
    amount: int | None = None
    about: AboutGap = field(default_factory=AboutGap)
    strategies: tuple[StrategyEntry, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthEntry:
    """A strength, and the strategies that follow from it."""

    text: str
    labels: tuple[str, ...]
    strategies: tuple[StrategyEntry, ...]


def gap_entries(meeting: Meeting, exercise: Exercise, today: date) -> tuple[GapEntry, ...]:
    """Return the gaps in their order, each with its chain."""
    ballot = tally.deciding(meeting)
    dots = tally.totals(meeting, ballot) if ballot else None
    places = tally.places(meeting, exercise)
    gaps = chain.gaps(meeting, exercise)
    return tuple(_gap(meeting, exercise, gap, places[gap.id], dots, today) for gap in gaps)


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
        cards=tuple(card_entry(meeting, exercise, card, today) for card in members),
        excuses=tuple(
            _excuse(meeting, exercise, e, gap, today) for e in chain.excuses_of(meeting, gap)
        ),
        heard=heard_on(meeting).get(gap.id, ()),
        amount=numbers_of_gaps(meeting).get(gap.id),
        about=about_gap(meeting, exercise, gap, today),
        strategies=tuple(
            strategy
            for each in (gap, *members)
            for strategy in _strategies(meeting, exercise, each.id, today)
        ),
        key=gap.id,
    )


def strength_entries(
    meeting: Meeting, exercise: Exercise, today: date
) -> tuple[StrengthEntry, ...]:
    """Return the strengths from which strategies follow."""
    parents = {each.parent: None for each in chain.strategies_of_cards(meeting)}
    gaps = {gap.id for gap in chain.gaps(meeting, exercise)}
    found = []
    for item in map(meeting.find, parents):
        if isinstance(item, Card | Theme) and is_strength(exercise, item):
            gap = chain.gap_above(meeting, item)
            if gap is None or gap.id not in gaps:
                entry = StrengthEntry(
                    text=item.text,
                    labels=exercise.label_texts(item.labels),
                    strategies=_strategies(meeting, exercise, item.id, today),
                )
                found.append(entry)
    return tuple(found)


def _excuse(
    meeting: Meeting, exercise: Exercise, excuse: Excuse, gap: chain.Gap, today: date
) -> ExcuseEntry:
    card = meeting.get(Card, excuse.gap) if excuse.gap != gap.id else None
    origins = [
        OriginEntry(
            text=o.text, depth=depth, strategies=_strategies(meeting, exercise, o.id, today)
        )
        for o, depth in chain.origins_of(meeting, excuse.id)
    ]
    return ExcuseEntry(
        text=excuse.text,
        card=card.text if card else "",
        origins=tuple(origins),
        strategies=_strategies(meeting, exercise, excuse.id, today),
        heard=heard_on(meeting).get(excuse.id, ()),
        kind=excuse.kind,
        ask=excuse.ask,
    )


def _strategies(
    meeting: Meeting, exercise: Exercise, cause: str, today: date
) -> tuple[StrategyEntry, ...]:
    """Return what answers an excuse or an origin, or follows from a card."""
    found = []
    for strategy in meeting.children(Strategy, cause):
        actions = [
            plan_row(meeting, exercise, a, today) for a in meeting.children(Action, strategy.id)
        ]
        found.append(StrategyEntry(text=strategy.text, actions=tuple(actions)))
    return tuple(found)


def card_entry(
    meeting: Meeting, exercise: Exercise, card: Card, today: date | None = None
) -> CardEntry:
    """Return a card; with a day, also what was answered about it."""
    theme = meeting.get(Theme, card.theme)
    return CardEntry(
        text=card.text,
        author=author_shown(meeting, exercise, card),
        theme=theme.text if theme else "",
        labels=exercise.label_texts(card.labels),
        was_gap=heard_on(meeting).get(card.id, ()) if is_strength(exercise, card) else (),
        about=about_gap(meeting, exercise, card, today) if today else AboutGap(),
    )
