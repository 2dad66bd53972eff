"""A meeting beside the one that its team held before: what came again, what moved, what is new."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.chain.chain import (
    Gap,
    all_excuses,
    any_ranked,
    gaps,
    is_withheld,
    parent_item,
)
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.privacy import shown_cards, shown_members
from facilitator.domain.follow_up.gap_numbers import numbers_of_gaps
from facilitator.domain.follow_up.recurrence import recurrences_of
from facilitator.domain.follow_up.same_things import SameThings
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction, Excuse, Theme
from facilitator.domain.room.reviewed import ReviewCounts, review_counts
from facilitator.domain.vote import tally

Alike = Callable[[str, str], bool]
"""Whether two texts say nearly the same."""

_NOTHING = ReviewCounts()

MOST = 200
"""Gaps and excuses of a meeting that are compared: their pairs are many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAgain:
    """A gap or an excuse that was said before: in which words, and when that was last.

    `place` and `place_before` are those in the order of the gaps, None where there was none;
    `amount` and `amount_before` the numbers on a gap.
    """

    text: str
    before: str
    day: date
    is_gap: bool
    place: int | None = None
    place_before: int | None = None
    amount: int | None = None
    amount_before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameStrength:
    """A strength that was a gap, as somebody has confirmed, and when that was last."""

    text: str
    before: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountMoved:
    """The number on a gap that was not said again, as the review tells it."""

    text: str
    before: int
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLast:
    """A meeting beside the last one of its team, that of `last_on`.

    `fresh` are the gaps that nobody said before, `not_again` those that only the last one has: as
    long as cards are hidden nobody can know.
    """

    last_on: date
    again: tuple[SaidAgain, ...] = ()
    strengths: tuple[BecameStrength, ...] = ()
    amounts: tuple[AmountMoved, ...] = ()
    review: ReviewCounts = _NOTHING
    fresh: tuple[str, ...] = ()
    not_again: tuple[str, ...] = ()


def beside_last(
    meeting: Meeting,
    exercise: Exercise,
    last: Meeting,
    last_exercise: Exercise | None,
    links: Iterable[tuple[str, str]],
    alike: Alike,
) -> BesideLast:
    """Return a meeting beside the last one of its team.

    `links` are the pairs of ids that people have said are the same, in any meeting of the team.
    Neither a card that is hidden nor what is under it is told, of either. Without its exercise
    nobody knows the gaps of the last one.
    """
    own = _Side(meeting, exercise)
    before = _Side(last, last_exercise)
    same = SameThings([*links, *((r.item, r.earlier) for r in meeting.recurrences)])
    pairs = _Pairs(own, before, same, alike)
    return BesideLast(
        last_on=last.details.held_on,
        again=tuple(pairs.again()),
        strengths=tuple(pairs.strengths()),
        amounts=tuple(pairs.amounts()),
        review=review_counts(meeting),
        fresh=tuple(gap.text for gap in own.gaps if gap.id not in pairs.found),
        not_again=()
        if meeting.hidden_cards()
        else tuple(gap.text for gap in before.gaps if gap.id not in pairs.met),
    )


class _Side:
    """What one of the two meetings has said, as far as the room may see it."""

    def __init__(self, meeting: Meeting, exercise: Exercise | None) -> None:
        self.meeting, self.exercise = meeting, exercise
        self.gaps: Sequence[Gap] = gaps(meeting, exercise)[:MOST] if exercise else ()
        known = all_excuses(meeting, exercise) if exercise else meeting.all(Excuse)
        shown = (each for each in known if not is_withheld(meeting, parent_item(meeting, each)))
        self.excuses = [each for each in shown if each.text][:MOST]
        self.places = self._places()

    def _places(self) -> Mapping[str, int]:
        """Return the place of each gap, none before there is an order or while a vote goes on."""
        meeting, exercise = self.meeting, self.exercise
        if exercise is None or not any_ranked(meeting, exercise) or tally.current(meeting):
            return {}
        return tally.places(meeting, exercise)

    def ids(self, item: Gap | Excuse) -> list[str]:
        """Return the ids of an item, and of the cards of a theme."""
        return [item.id, *(card.id for card in self._cards(item))]

    def texts(self, item: Gap | Excuse) -> list[str]:
        """Return the words of an item, and of the cards of a theme."""
        return [item.text, *(card.text for card in self._cards(item))]

    def _cards(self, item: Gap | Excuse) -> Sequence[Gap]:
        return shown_members(self.meeting, item.id) if isinstance(item, Theme) else ()

    def numbers(self, same: SameThings[str]) -> dict[str, int]:
        """Return the number of each gap, also of one of an earlier meeting, by its first id."""
        found = {}
        for item_id, value in numbers_of_gaps(self.meeting).items():
            item = self.meeting.find(item_id)
            if item is not None and not is_withheld(self.meeting, item):
                key = item.gap_id if isinstance(item, EarlierAction) else item.id
                found[same.first(key)] = value
        return found


class _Pairs:
    """What the two meetings have in common."""

    def __init__(self, own: _Side, before: _Side, same: SameThings[str], alike: Alike) -> None:
        self._own, self._before, self._same, self._alike = own, before, same, alike
        self._numbers = own.numbers(same)
        self._numbers_before = before.numbers(same)
        self.found: set[str] = set()
        """Ids of the gaps of this meeting that were said before."""
        self.met: set[str] = set()
        """Ids of the gaps of the last one that came again, or became a strength."""
        self._told: set[str] = set()
        """First ids of the gaps whose numbers are told beside them."""

    def again(self) -> Iterator[SaidAgain]:
        """Yield the gaps that came again, in order, then the excuses."""
        for gap in self._own.gaps:
            yield from self._again(gap, self._before.gaps)
        for excuse in self._own.excuses:
            yield from self._again(excuse, self._before.excuses)

    def _again(self, item: Gap | Excuse, others: Sequence[Gap | Excuse]) -> Iterator[SaidAgain]:
        is_gap = not isinstance(item, Excuse)
        other = self._match(item, others)
        links = [r for key in self._own.ids(item) for r in recurrences_of(self._own.meeting, key)]
        if other is None and not links:
            return
        self.found.add(item.id)
        if other is not None:
            self.met.add(other.id)
            text, day = other.text, self._before.meeting.details.held_on
        else:
            last = max(links, key=lambda link: link.day)
            text, day = last.text, last.day
        key = self._first(self._own, item) if is_gap else ""
        before = self._first(self._before, other) if other is not None and is_gap else key
        self._told |= {key, before}
        yield SaidAgain(
            text=item.text,
            before=text,
            day=day,
            is_gap=is_gap,
            place=self._own.places.get(item.id),
            place_before=self._before.places.get(other.id) if other is not None else None,
            amount=self._numbers.get(key, self._numbers.get(before)),
            amount_before=self._numbers_before.get(before, self._numbers_before.get(key)),
        )

    def _match(self, item: Gap | Excuse, others: Sequence[Gap | Excuse]) -> Gap | Excuse | None:
        """Return what is the same in the last meeting, as people have said, else by its words."""
        keys = {self._same.first(key) for key in self._own.ids(item)}
        for other in others:
            if keys & {self._same.first(key) for key in self._before.ids(other)}:
                return other
        for text in self._own.texts(item):
            for other in others:
                if any(self._alike(text, each) for each in self._before.texts(other)):
                    return other
        return None

    def _first(self, side: _Side, item: Gap | Excuse) -> str:
        """Return the first id of a gap; of a theme that of the card that has a number."""
        keys = [self._same.first(key) for key in side.ids(item)]
        numbers = {**self._numbers_before, **self._numbers}
        return next((key for key in keys if key in numbers), keys[0])

    def strengths(self) -> Iterator[BecameStrength]:
        """Yield the strengths that were gaps."""
        meeting, exercise = self._own.meeting, self._own.exercise
        if exercise is None:
            return
        for card in shown_cards(meeting, exercise.column_of(Tone.STRENGTH).id):
            links = recurrences_of(meeting, card.id)
            if links:
                key = self._same.first(card.id)
                was = (g for g in self._before.gaps if self._first(self._before, g) == key)
                self.met |= {gap.id for gap in was}
                yield BecameStrength(text=card.text, before=links[-1].text, day=links[-1].day)

    def amounts(self) -> Iterator[AmountMoved]:
        """Yield the numbers that the review tells, of gaps that were not said again."""
        meeting = self._own.meeting
        for promise in meeting.all(EarlierAction):
            key = self._same.first(promise.gap_id) if promise.gap_id else ""
            now = self._numbers.get(key)
            if now is None or key in self._told or not promise.numbers:
                continue
            self._told.add(key)
            yield AmountMoved(text=promise.gap, before=promise.numbers[-1].value, now=now)
